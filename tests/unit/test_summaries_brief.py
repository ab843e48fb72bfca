"""Briefs of a story: corroborated, standing alone, within rights, without repeats."""

from __future__ import annotations

from dataclasses import replace

import pytest
from summaries_samples import QUAKE, RECOGNITION, article

from summaries import Brief, brief, summarize
from summaries.sentences.leaning import leans


def texts(made: Brief) -> list[str]:
    return [s.text for s in made.sentences]


def test_a_brief_rests_on_every_article_oldest_first() -> None:
    """Sources list all articles by time, and each publisher once."""
    made = brief(reversed(QUAKE))
    assert [s.article_id for s in made.sources] == ["q1", "q2", "q3"]
    assert made.publishers == ("The Post", "Daily Wire", "Globe Today")
    assert made.source(made.headline_id).title == made.headline


def test_the_headline_is_of_news_not_of_opinion() -> None:
    """An opinion piece's title never speaks for a story that has news in it."""
    view = article(
        "o", "Opinion: Chile, Iquique and the earthquake that killed at least 12", QUAKE[0].text + " x"
    )
    assert brief([*QUAKE, view]).headline_id != "o"


def test_the_opening_sentence_stands_alone() -> None:
    """The first sentence of a brief leans on nothing."""
    for count in (1, 2, 3):
        assert not leans(brief(QUAKE, sentences=count).sentences[0].text)
        assert not leans(brief([RECOGNITION], sentences=count).sentences[0].text)


def test_a_copy_adds_no_weight_and_no_sentence() -> None:
    """A text that several publishers carry word for word is told once."""
    copy = replace(QUAKE[0], id="q9", publisher="Copy Herald")
    made = brief([QUAKE[0], copy], sentences=5)
    assert len(set(texts(made))) == len(made.sentences)
    assert {s.article_id for s in made.sentences} == {"q1"}
    assert len(made.sources) == 2


def test_what_was_told_is_not_told_again() -> None:
    """Told sentences, and those that say the same word for word elsewhere, are never chosen."""
    first = brief(QUAKE, sentences=2)
    told = frozenset(first.sentences)
    again = brief(
        [*QUAKE, replace(QUAKE[0], id="q9", text=QUAKE[0].text + " More is feared.")], sentences=9, told=told
    )
    assert again.sentences
    assert not set(texts(first)) & set(texts(again))


def test_when_all_is_told_nothing_is_left() -> None:
    """A brief is empty where each sentence was shown before."""
    everything = [one for told in QUAKE for one in summarize(told, sentences=99).sentences]
    assert brief(QUAKE, told=everything).sentences == ()


@pytest.mark.parametrize(("most", "share"), [(30, None), (None, 0.25), (25, 0.5)])
def test_rights_bound_what_is_shown_of_each_article(most: int | None, share: float | None) -> None:
    """Of one article no more than the words or the share allowed are shown, or a single sentence."""
    made = brief([*QUAKE, RECOGNITION], sentences=20, max_words=most, max_share=share)
    for one in (*QUAKE, RECOGNITION):
        shown = [s for s in made.sentences if s.article_id == one.id]
        words = sum(len(s.text.split()) for s in shown)
        limit = min(most or 10_000, (share or 1.0) * len(one.text.split()))
        assert words <= limit or len(shown) == 1


def test_a_question_pulls_the_sentences_that_hold_its_words() -> None:
    """With a focus, the sentence about it is chosen."""
    assert "prisoners" in texts(brief([RECOGNITION], sentences=1, focus=("prisoners", "Geneva")))[0]
    assert "prisoners" not in texts(brief([RECOGNITION], sentences=1))[0]


def test_sentences_run_by_article_and_position() -> None:
    """Sentences of one article stand together and in its order."""
    made = brief([*QUAKE, RECOGNITION], sentences=8)
    ids = [s.article_id for s in made.sentences]
    assert ids == sorted(ids, key=ids.index)
    for one in set(ids):
        starts = [s.start for s in made.sentences if s.article_id == one]
        assert starts == sorted(starts)


@pytest.mark.parametrize("method", ["lexrank", "sumbasic"])
def test_other_methods_make_briefs_too(method: str) -> None:
    """A sumy method ranks within the articles, and the brief keeps its budget."""
    assert len(brief(QUAKE, sentences=2, method=method).sentences) == 2


def test_a_brief_of_nothing_is_refused() -> None:
    """No article, no brief."""
    with pytest.raises(ValueError, match="needs an article"):
        brief([])


def test_undated_articles_come_last() -> None:
    """An article without a date can be briefed, after the dated ones."""
    made = brief([article("u", hours=None), *QUAKE])
    assert made.sources[-1].article_id == "u"
    assert made.sources[-1].published is None
