"""What holds for the brief of any story: any texts, languages, publishers, times, budgets and rights."""

from __future__ import annotations

from random import Random  # noqa: TC003 - hypothesis reads the annotation

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summaries_made import NEWS, SENTENCES, articles, stories
from summaries_samples import article

from summaries import METHODS, Article, Brief, brief, ranked, shown_spans
from summaries.tokens import words as words_of

pytestmark = pytest.mark.exhaustive
SUMY = [method for method in METHODS if method != "dateline"]
BUDGETS = st.one_of(st.none(), st.integers(1, 6))
WORDS = st.one_of(st.none(), st.integers(1, 80))
SHARES = st.one_of(st.none(), st.sampled_from([0.01, 0.25, 0.6, 1.0]))
FOCUS = st.lists(st.sampled_from(["Norway", "flood", "ministre", "你好", "अब"]), max_size=2).map(tuple)


def check(made: Brief, told: list[Article], most: int | None, words: int | None) -> None:
    """Verbatim whole sentences of the story's articles, each once, within the budget."""
    by_id = {one.id: one for one in told}
    spans = {one.id: {(span.start, span.end) for span in shown_spans(one)} for one in told}
    found = made.sentences
    assert all(by_id[s.article_id].text[s.start : s.end] == s.text for s in found)
    assert all((s.start, s.end) in spans[s.article_id] for s in found)
    assert len({s.citation for s in found}) == len(found)
    assert len(found) <= (3 if most is None and words is None else most or len(found))
    assert words is None or size(made) <= words or len(found) == 1


def size(made: Brief, of: str | None = None) -> int:
    return sum(len(s.text.split()) for s in made.sentences if of in {None, s.article_id})


def said(made: Brief) -> list[str]:
    return [" ".join(words_of(s.text)) for s in made.sentences]


@given(stories(), BUDGETS, WORDS, FOCUS)
@settings(max_examples=60)
def test_a_brief_is_whole_sentences_of_its_articles_within_its_budget(
    told: list[Article], most: int | None, words: int | None, focus: tuple[str, ...]
) -> None:
    """Whatever the story; there is a sentence wherever an article has a word."""
    made = brief(told, sentences=most, words=words, focus=focus)
    check(made, told, most, words)
    assert made.sentences or not any(words_of(one.text) for one in told)
    assert made.headline == {one.id: one.title for one in told}[made.headline_id]
    assert sorted(source.article_id for source in made.sources) == sorted(one.id for one in told)


@given(stories(), st.integers(1, 400), BUDGETS)
@settings(max_examples=60)
def test_a_budget_of_characters_is_kept_with_its_gaps(
    told: list[Article], characters: int, most: int | None
) -> None:
    """The sentences and one character for each gap between them; a lone sentence may be longer."""
    made = brief(told, characters=characters, sentences=most)
    check(made, told, most or 99, None)
    shown = " ".join(s.text for s in made.sentences)
    assert len(shown) <= characters or len(made.sentences) == 1
    assert made.sentences or not any(words_of(one.text) for one in told)


@pytest.mark.parametrize("method", SUMY)
@given(stories(), BUDGETS, WORDS)
@settings(max_examples=10)
def test_other_methods_keep_the_same_promises(
    method: str, told: list[Article], most: int | None, words: int | None
) -> None:
    """A brief by one of sumy's methods too, whatever languages the story is in."""
    check(brief(told, sentences=most, words=words, method=method), told, most, words)


@given(stories(), BUDGETS, WORDS, SHARES, st.randoms())
@settings(max_examples=60)
def test_the_order_in_which_articles_are_given_does_not_matter(
    told: list[Article], most: int | None, words: int | None, share: float | None, chance: Random
) -> None:
    """Shuffled, given twice, or said again: the same brief, to the last field."""
    made = brief(told, sentences=most, words=words, max_share=share)
    mixed = [*told, *told]
    chance.shuffle(mixed)
    assert brief(iter(mixed), sentences=most, words=words, max_share=share) == made
    spans = {one.id: shown_spans(one) for one in told}
    assert brief(told, sentences=most, words=words, max_share=share, spans=spans) == made
    kept = {one.id: ranked(one, spans[one.id]) for one in told}
    assert brief(told, sentences=most, words=words, max_share=share, spans=kept) == made


@given(stories(), st.integers(1, 80), SHARES)
@settings(max_examples=60)
def test_no_article_gives_more_than_its_rights(told: list[Article], most: int, share: float | None) -> None:
    """Of any one article: at most so many words and that share of them, or one sentence alone."""
    made = brief(told, sentences=12, max_words=most, max_share=share)
    for one in told:
        shown = [s for s in made.sentences if s.article_id == one.id]
        ceiling = most if share is None else min(most, len(one.text.split()) * share)
        assert len(shown) <= 1 or size(made, one.id) <= ceiling


@given(stories(), st.integers(1, 4))
@settings(max_examples=60)
def test_what_was_told_is_never_told_again(told: list[Article], most: int) -> None:
    """Brief after brief holds nothing that an earlier one said word for word, and in the end nothing."""
    before: list[str] = []
    shown: frozenset = frozenset()
    rounds = sum(len(shown_spans(one)) for one in told) + 1
    for _ in range(rounds):
        made = brief(told, sentences=most, told=shown)
        assert not set(said(made)) & set(before)
        if not made.sentences:
            return
        before += said(made)
        shown |= frozenset(made.sentences)
    pytest.fail("the story never ran out")


@given(articles(), st.integers(1, 4))
@settings(max_examples=40)
def test_a_copy_adds_nothing_but_its_source(one: Article, most: int) -> None:
    """The same text by another publisher: no sentence is told twice, and both are sources."""
    made = brief([one, article("copy", one.title, one.text, hours=90, publisher="Else")], sentences=most)
    texts = said(made)
    assert len(set(texts)) == len(texts)
    assert len(made.sources) == 2


@given(NEWS, st.integers(1, 6))
@settings(max_examples=40)
def test_a_brief_of_a_brief_is_itself(told: list[str], most: int) -> None:
    """An article that consists of a brief's sentences is told, by the same budget, as it stands."""
    halves = (told[::2], told[1::2] or [SENTENCES[0]])
    story = [article(n, text="\n".join(half), hours=n) for n, half in enumerate(halves)]
    once = [s.text for s in brief(story, sentences=most).sentences]
    again = brief([article("again", text="\n".join(once))], sentences=most)
    assert [s.text for s in again.sentences] == once
