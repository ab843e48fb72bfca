"""What a brief chooses: what newsrooms agree on, once, standing alone, exact to its budget."""

from __future__ import annotations

from dataclasses import replace

import pytest
from summaries_samples import QUAKE, RECOGNITION, article

from summaries import Article, Brief, brief
from summaries.choosing.coverage import Parameters, concepts
from summaries.choosing.pool import gather
from summaries.segment import Span

FERRY = "A ferry with 80 passengers sank off Lund on Monday."
AGAIN = "Off Lund a ferry sank on Monday with 80 passengers, the coast guard said."
CAUSE = "Inspectors blamed a jammed rudder for the loss of the vessel."
SONG = "The harbour choir sang for the families on the quay in the evening."
LEANS = "They had refused to sign the agreement with the city of Malmo in March."
BEFORE = "The owners of the vessel were sued by the port of Lund last year."


def texts(made: Brief) -> list[str]:
    return [s.text for s in made.sentences]


def story(*of: tuple[str, ...]) -> list[Article]:
    return [
        article(f"f{n}", f"Ferry report {n}", " ".join(one), publisher=f"Paper {n}", hours=n)
        for n, one in enumerate(of)
    ]


@pytest.mark.parametrize("characters", [110, 240, 300, 420, 900])
def test_characters_are_kept_exactly(characters: int) -> None:
    """The sentences and the gaps between them take no more characters than allowed, and none is cut."""
    made = brief(QUAKE, characters=characters)
    assert len(" ".join(texts(made))) <= characters
    by_id = {one.id: one.text for one in QUAKE}
    assert all(by_id[s.article_id][s.start : s.end] == s.text for s in made.sentences)


def test_a_sentence_that_just_fits_is_taken() -> None:
    """A budget of exactly a sentence's characters is enough for it."""
    only = article("one", "Ferry sinks", FERRY)
    assert texts(brief([only], characters=len(FERRY))) == [FERRY]
    pair = article("two", "Ferry sinks", f"{FERRY} {CAUSE}")
    assert texts(brief([pair], characters=len(FERRY) + 1 + len(CAUSE))) == [FERRY, CAUSE]


def test_a_budget_too_small_gives_one_sentence_all_the_same() -> None:
    """Where no sentence fits there is one, the shortest."""
    made = brief([article("two", "Ferry sinks", f"{BEFORE} {FERRY}")], characters=5)
    assert texts(made) == [FERRY]


@pytest.mark.parametrize("budget", ["sentences", "words", "characters"])
def test_a_budget_below_one_is_refused(budget: str) -> None:
    """Each budget must be at least 1, and the error names it."""
    with pytest.raises(ValueError, match=f"{budget} is 0"):
        brief(QUAKE, **{budget: 0})


def worth(found: list[Article]) -> float:
    """What the concepts of a story's first sentence are worth, whatever its age."""
    parameters = Parameters(fresh=1.0)
    weighed = concepts(gather(found, {}, "dateline", parameters), parameters)
    return float(weighed.weights[weighed.columns[weighed.rows == 0]].sum())


def test_what_newsrooms_say_in_their_own_words_gains_by_each() -> None:
    """Two newsrooms weigh more than two articles of one, and those more than one article."""
    two = story(("In the evening the harbour choir sang.",), ("Families heard the harbour choir.",))
    alone, repeated = two[:1], [replace(one, publisher="Echo") for one in two]
    assert worth(alone) < worth(repeated) < worth(two)


def test_copies_of_one_text_count_once() -> None:
    """A sentence that others took over word for word gains no weight by it."""
    assert worth(story((SONG, CAUSE), (SONG, FERRY), (SONG,))) == worth(story((SONG, CAUSE), (FERRY,)))


def test_of_facts_told_alike_the_one_that_more_carry_is_chosen() -> None:
    """A brief of one sentence is of what two newsrooms say, not of what a third says alone."""
    assert brief(story((CAUSE,), (FERRY,), (AGAIN,)), words=16).sentences[0].text in {FERRY, AGAIN}


def test_a_sentence_that_leans_comes_right_after_the_one_before_it() -> None:
    """What leans is shown together with what it leans on, or not at all."""
    told = article("lean", "Port of Lund", f"{FERRY} {BEFORE} {LEANS}")
    for words in range(10, 50):
        found = texts(brief([told], words=words, focus=("refused", "Malmo")))
        if LEANS in found:
            assert found[found.index(LEANS) - 1] == BEFORE
    assert LEANS in texts(brief([told], words=30, focus=("refused", "Malmo")))


def test_what_leans_is_shown_alone_only_where_nothing_else_is() -> None:
    """A brief is never empty for want of a sentence that stands alone."""
    assert texts(brief([article("lean", "Port of Lund", LEANS)])) == [LEANS]
    assert texts(brief([article("lean", "Port of Lund", f"{LEANS} {CAUSE}")], sentences=1)) == [CAUSE]


def test_a_headline_in_the_text_is_no_sentence_of_the_brief() -> None:
    """A line that repeats an article's title is not shown under it."""
    title = "Ferry with 80 passengers sinks off Lund after jammed rudder."
    made = brief([article("h", title, f"{title}\n{FERRY} {CAUSE}")], sentences=2)
    assert texts(made) == [FERRY, CAUSE]


def test_a_heading_is_no_fact() -> None:
    """Space that is left is not filled with a line of a few words."""
    made = brief([article("h", "Ferry sinks", f"{FERRY}\nMore to come.\n{CAUSE}")], words=24)
    assert "More to come." not in texts(made)


def test_no_two_sentences_say_the_same() -> None:
    """A sentence of nearly the same words is left out, however much room there is."""
    other = "A ferry with 80 passengers sank off the coast of Lund on Monday."
    made = brief(story((FERRY, CAUSE), (other, SONG)), words=500)
    assert len({FERRY, other} & set(texts(made))) == 1
    assert {CAUSE, SONG} <= set(texts(made))


def test_a_paraphrase_of_what_was_told_is_not_told() -> None:
    """What says no more than the sentences shown before stays out, and the brief says that nothing is new."""
    first = brief(story((FERRY,)))
    other = "On Monday a ferry with 80 passengers sank off Lund."
    again = brief(story((FERRY,), (other,)), told=first.sentences)
    assert again.sentences == ()
    assert again.nothing_new
    grown = brief(story((FERRY,), (other, CAUSE)), told=first.sentences)
    assert texts(grown) == [CAUSE]
    assert not grown.nothing_new


def test_told_sentences_of_a_forgotten_article_still_count() -> None:
    """What was shown of an article that is gone is not told again by another."""
    first = brief([article("gone", "Ferry sinks", FERRY)])
    assert brief(story((FERRY, CAUSE)), told=first.sentences).sentences[0].text == CAUSE


def test_each_sentence_knows_who_else_says_so() -> None:
    """There is one support for each sentence, in order, its own publisher first."""
    made = brief(
        story(
            (FERRY, CAUSE),
            (AGAIN, SONG),
        )
    )
    assert [one.sentence for one in made.support] == list(made.sentences)
    by_text = {one.sentence.text: one.publishers for one in made.support}
    assert any(len(publishers) == 2 for publishers in by_text.values())


def test_old_news_steps_back_for_new() -> None:
    """Of two facts told alike, the one of the newer articles is chosen."""
    old = [replace(one, id=f"old{n}") for n, one in enumerate(story((CAUSE,), (CAUSE,)))]
    new = [article(f"new{n}", "Quay", SONG, publisher=f"Paper {n}", hours=24 * 20) for n in range(2)]
    assert texts(brief([*old, *new], words=14, parameters=Parameters(opening=0.0))) == [SONG]


def test_given_spans_are_the_only_sentences() -> None:
    """Stored spans are used as they are: nothing is segmented again."""
    spans = {RECOGNITION.id: (Span(0, 20, 0),)}
    made = brief([RECOGNITION], spans=spans)
    assert texts(made) == [RECOGNITION.text[:20]]


def test_hundreds_of_articles_make_a_brief_too() -> None:
    """The opening sentences of each of a great many articles are looked at, and the budget holds."""
    many = [
        replace(QUAKE[n % 3], id=f"m{n}", publisher=f"P{n}", text=f"{QUAKE[n % 3].text} Line {n} ran on.")
        for n in range(450)
    ]
    made = brief(many, words=60)
    assert 20 < sum(len(text.split()) for text in texts(made)) <= 60
    assert len(made.sources) == 450
