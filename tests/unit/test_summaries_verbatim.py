"""Every sentence that is shown stands, character for character, in its article: for any Unicode text."""

from __future__ import annotations

from random import Random  # noqa: TC003 - hypothesis reads the annotation

from hypothesis import given, settings
from hypothesis import strategies as st
from summaries_samples import RECOGNITION, article

from summaries import brief, settle, shown_spans, split, summarize

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
PIECES = [
    "He said. ",
    "Mr. Obama",
    '"Yes." ',
    "\n",
    "\r\n",
    "\u2028",
    "अब। ",
    "你好。",
    "😀‍🔥",
    "\u202e",
    " U.S. ",
    "…",
    "a",
    "\t",
    "\x1c",
]
PROSE = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join)
PROSE = PROSE.map(lambda text: text.encode("utf-8", "ignore").decode())
TEXTS = st.one_of(ANY, PROSE)
LANGUAGES = st.sampled_from(["en", "en-GB", "fr", "zh", "hi", "th", "ar", "xx", ""])


@given(TEXTS, LANGUAGES)
def test_split_gives_trimmed_ordered_spans_that_cover_all_but_white_space(text: str, language: str) -> None:
    """Spans are trimmed, in order, without overlap, and only white space lies between them."""
    at = 0
    for span in split(text, language):
        assert at <= span.start < span.end
        assert not text[at : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        at = span.end
    assert not text[at:].strip()


@given(TEXTS)
def test_shown_spans_are_sentences_of_split_and_never_none_where_there_is_one(text: str) -> None:
    """Cleaning only leaves sentences out, and never all of them."""
    every, shown = split(text, "en"), shown_spans(article(1, text=text))
    assert set(shown) <= set(every)
    assert bool(shown) == bool(every)


@given(TEXTS, LANGUAGES, st.integers(1, 4), st.integers(1, 40))
@settings(max_examples=60)
def test_summaries_are_verbatim_and_within_their_budget(
    text: str, language: str, most: int, words: int
) -> None:
    """Each sentence stands in the text at its offsets; sentences and words stay within the budget."""
    one = article(1, text=text, language=language)
    found = summarize(one, sentences=most, words=words).sentences
    assert all(one.text[s.start : s.end] == s.text for s in found)
    assert len(found) <= most
    assert sum(len(s.text.split()) for s in found) <= words or len(found) == 1
    assert bool(found) == bool(split(text, language))


@given(st.lists(TEXTS, min_size=1, max_size=4), st.integers(1, 4), st.integers(1, 60), st.randoms())
@settings(max_examples=60)
def test_briefs_are_verbatim_within_budget_and_blind_to_order(
    texts: list[str], most: int, words: int, chance: Random
) -> None:
    """A brief's sentences stand in their articles, keep the budget, and don't depend on the order given."""
    articles = [article(n, text=text, hours=n) for n, text in enumerate(texts)]
    made = brief(articles, sentences=most, words=words)
    by_id = {a.id: a.text for a in articles}
    assert all(by_id[s.article_id][s.start : s.end] == s.text for s in made.sentences)
    assert len(made.sentences) <= most
    assert sum(len(s.text.split()) for s in made.sentences) <= words or len(made.sentences) == 1
    chance.shuffle(articles)
    assert brief(articles, sentences=most, words=words) == made


@given(TEXTS)
def test_settling_twice_changes_nothing_more(text: str) -> None:
    """Settled text holds no control or bidi-override characters, and stays as it is when settled again."""
    once = settle(text)
    assert settle(once) == once
    assert not set(once) & set("\r\x00\x1c\u2028\u202e\u2066\ufeff")


def test_settling_keeps_joiners_and_unifies_line_ends() -> None:
    """ZWJ, ZWNJ and accents stay as they came; every kind of line end becomes a newline."""
    assert settle("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert settle("می\u200cخواهم 👩\u200d🚀 e\u0301") == "می\u200cخواهم 👩\u200d🚀 e\u0301"


def test_the_same_summary_twice() -> None:
    """Summarising is deterministic, with or without stored spans."""
    assert summarize(RECOGNITION) == summarize(RECOGNITION, spans=shown_spans(RECOGNITION))
