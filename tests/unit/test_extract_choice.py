"""Which sentences of one article are taken: sets that stand by themselves, within every budget."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soon import times_counting
from summaries_made import SENTENCES
from summaries_samples import article

from summaries import METHODS, Article, shown_spans, summarize
from summaries.ranking.weights import score

STANDS = (
    "Rain burst a dam above the Chadian town of Sarh on Sunday, killing 14 people, officials said.",
    "Governor Hawa Mahamat of Moyen-Chari declared a state of emergency in Sarh on Monday.",
    "The flood carried away 4,000 houses and the only bridge over the Chari within 80 kilometres.",
)
LEANS = (
    "He said that the dam had been inspected in May.",
    "But it had not been mended since.",
    "She called that a lie.",
)


@st.composite
def leaning_articles(draw: st.DrawFn) -> Article:
    """Sentences that stand and sentences that lean, in any order, one a paragraph or all in one."""
    told = draw(st.permutations([*STANDS, *LEANS, *SENTENCES[:3]]))
    between = draw(st.sampled_from([" ", "\n"]))
    return article(1, "Dam bursts above Sarh", between.join(told[: draw(st.integers(1, len(told)))]))


def numbers(one: Article, **budget: int) -> list[int]:
    at = {(span.start, span.end): n for n, span in enumerate(shown_spans(one))}
    return [at[s.start, s.end] for s in summarize(one, **budget).sentences]


@given(leaning_articles(), st.integers(1, 6))
def test_a_leaning_sentence_comes_with_the_one_before_or_not_at_all(one: Article, most: int) -> None:
    """Unless nothing that stands is left, or it opens the article, so that there is none before it."""
    leaning = score(one, shown_spans(one)).leaning.tolist()
    chosen = numbers(one, sentences=most)
    alone = [n for n in chosen if leaning[n] and n - 1 not in chosen]
    for n in alone:
        first = next(m for m in range(n, -1, -1) if m == 0 or not leaning[m])
        assert leaning[first], "it leans on a sentence that was there to be taken"
        assert all(m in chosen for m in range(len(leaning)) if not leaning[m])


@given(leaning_articles())
def test_one_sentence_alone_stands_by_itself(one: Article) -> None:
    """Where any sentence of the article does."""
    leaning = score(one, shown_spans(one)).leaning.tolist()
    (chosen,) = numbers(one, sentences=1)
    assert not leaning[chosen] or all(leaning)


def test_a_pair_that_does_not_fit_is_left_out_whole() -> None:
    """Room for one sentence more, and the next one leans on what is not there: it isn't taken."""
    one = article(1, "Dam bursts above Sarh", "\n".join([STANDS[0], STANDS[1], LEANS[0]]))
    assert numbers(one, sentences=3) == [0, 1, 2]
    assert numbers(one, words=len(STANDS[1].split())) == [1]
    assert 2 not in numbers(one, characters=len(STANDS[0]) + 1 + len(LEANS[0]))


@given(leaning_articles(), st.integers(1, 700), st.one_of(st.none(), st.integers(1, 5)))
def test_characters_are_kept_to_the_last_one(one: Article, most: int, sentences: int | None) -> None:
    """Sentences and a gap between two; one alone may be longer, and is then the shortest of all."""
    budget = {"characters": most} if sentences is None else {"characters": most, "sentences": sentences}
    found = summarize(one, **budget).sentences
    shown = " ".join(s.text for s in found)
    assert found
    assert len(found) <= (sentences or len(found))
    if len(shown) > most:
        (alone,) = found
        assert len(alone.text) == min(span.end - span.start for span in shown_spans(one))


@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=6, unique=True), st.data())
@settings(max_examples=50)
def test_a_budget_of_exactly_what_is_there_takes_it_all(told: list[str], data: st.DataObject) -> None:
    """The gaps between are counted, and one after the last is not; a character less leaves one out."""
    one = article(1, "A title of no account", data.draw(st.sampled_from([" ", "\n"])).join(told))
    texts = [one.text[span.start : span.end] for span in shown_spans(one)]
    whole = len(" ".join(texts))
    assert [s.text for s in summarize(one, characters=whole).sentences] == texts
    assert len(summarize(one, characters=whole - 1).sentences) < len(texts)


@pytest.mark.exhaustive
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("budget", ["words", "characters"])
def test_where_nothing_fits_the_shortest_comes(method: str, budget: str) -> None:
    """By every method and in either measure."""
    one = article(1, "Dam bursts above Sarh", "\n".join(STANDS))
    (found,) = summarize(one, method=method, **{budget: 3}).sentences
    assert found.text == min(STANDS, key=lambda text: len(text.split() if budget == "words" else text))


@pytest.mark.parametrize("budget", ["sentences", "words", "characters"])
@pytest.mark.parametrize("value", [0, -1])
def test_a_budget_below_one_is_refused_by_its_name(budget: str, value: int) -> None:
    """The error names the budget and what was given."""
    with pytest.raises(ValueError, match=f"{budget} is {value}: it must be at least 1"):
        summarize(article(1), **{budget: value})


@given(leaning_articles(), st.integers(1, 5), st.integers(5, 90), st.integers(30, 500))
def test_all_budgets_hold_at_once(one: Article, sentences: int, words: int, characters: int) -> None:
    """In reading order, each once, none of the three exceeded but by a lone sentence."""
    found = summarize(one, sentences=sentences, words=words, characters=characters).sentences
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert len(found) <= sentences
    if len(found) > 1:
        assert sum(len(s.text.split()) for s in found) <= words
        assert len(" ".join(s.text for s in found)) <= characters


@pytest.mark.exhaustive
def test_a_budget_that_holds_everything_gives_everything_at_once() -> None:
    """In no more time than reading takes: choosing one after another grew with the square."""
    one = article(1, "Rain", " ".join(f"Rain number {n} fell on the town of Lund." for n in range(4_000)))
    spans = shown_spans(one)
    found = summarize(one, words=100_000, spans=spans)
    assert len(found.sentences) == len(spans)
    assert times_counting(lambda: summarize(one, words=100_000, spans=spans)) < 300
