"""Whatever the text: spans are trimmed, in order and apart, and hold all that isn't white space."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from summaries import split
from summaries.sentences.quotes import inside

ODD = [
    *(
        "LONDON (Reuters) - ",
        "(CNN)",
        "10:42 GMT ",
        "• ",
        "2) ",
        '"',
        "“",
        "”",
        "«",
        "»",
        "„",
        "'",
        "’",
        "‘",
        "「",
    ),
    *(
        "He said. ",
        "Mr. ",
        "etc.",
        "...",
        "…",
        "?!",
        "。",
        "।",
        "؟",
        "។",
        " ",
        "\t",
        "\n",
        "\u00a0",
        "\u3000",
    ),
    *(
        "a",
        "Z",
        "é",
        "я",
        "ا",
        "ก",
        "中",
        "あ",
        "한",
        "😀",
        "\u200d",
        "\u0301",
        "x" * 700,
        "word " * 300,
        "ก" * 400,
    ),
]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.lists(st.sampled_from(ODD), max_size=25).map("".join),
)
LANGUAGES = st.sampled_from(["en", "de", "fr", "ru", "ja", "zh", "th", "km", "ar", "hi", "ka", "xx", ""])


@given(TEXTS, LANGUAGES)
@settings(max_examples=300)
def test_spans_hold_every_line_whole(text: str, language: str) -> None:
    """Trimmed, ordered, apart, within one line, and nothing but white space between them."""
    at = 0
    for start, end, paragraph in split(text, language):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        assert paragraph < text.count("\n") + 1
        at = end
    assert not text[at:].strip()


@given(TEXTS, LANGUAGES)
def test_a_sentence_found_is_found_again(text: str, language: str) -> None:
    """The same text is always cut alike."""
    assert split(text, language) == split(text, language)


@given(TEXTS)
def test_every_sentence_is_known_to_be_inside_a_quotation_or_not(text: str) -> None:
    """One answer for the start and one for the end of each span; the first can't start inside."""
    spans = split(text, "en")
    starts, ends = inside(text, spans)
    assert len(starts) == len(ends) == len(spans)
    assert not any(starts[:1])


@given(st.text(st.sampled_from("ab ., "), min_size=1, max_size=200).map(lambda text: text * 30))
def test_no_sentence_is_endless_where_it_can_be_cut(text: str) -> None:
    """With a space at least every 200 characters no sentence is longer than 1,500."""
    if max(map(len, text.split(" "))) <= 200:
        assert all(s.end - s.start <= 1_500 for s in split(text, "en"))
