"""The quick ways through words, names and figures give what the plain ones give, for any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries import tokens

LETTERS = "aZ0_ '’-—.\"“”,:!?\n\t()éÉßıΩяЯⅧⒶ\u0301\u0902中ก\u200dK½٣"
TEXTS = st.one_of(st.text(max_size=60), st.text(st.sampled_from(LETTERS), max_size=25))


def plain_names(text: str) -> set[str]:
    """Every word that opens with a capital and opens no sentence, by one expression over the whole text."""
    found: set[str] = set()
    for match in tokens._NAME.finditer(text):
        if match.group()[0].isupper() and not tokens._opens(text, match.start()):
            found.add(match.group().lower().removesuffix("'s").removesuffix("’s"))
    return {name for name in found if name not in tokens.STOP_WORDS["en"] | tokens._CALENDAR}


@given(TEXTS)
@settings(max_examples=400)
def test_names_are_those_of_the_plain_way(text: str) -> None:
    """Skipping to the capitals changes nothing."""
    assert tokens.names(text) == plain_names(text)


TYPESET = st.text(st.sampled_from("aZ0_ '’‘“”—–….-,\n\x1a\x1cé"), max_size=25)


@pytest.mark.exhaustive
@given(st.one_of(st.text(st.characters(max_codepoint=127), max_size=60), TYPESET))
@settings(max_examples=600)
def test_words_of_plain_text_are_those_of_the_plain_way(text: str) -> None:
    """Letters, digits, underscores and inner apostrophes make words, as in the expression."""
    assert tokens.words(text) == tokens._WORD.findall(text.lower())


@given(TEXTS)
@settings(max_examples=400)
def test_figures_are_those_of_the_plain_way(text: str) -> None:
    """A text without digits has none; the others are read in full."""
    assert tokens.figures(text) == {one.replace(",", "") for one in re.findall(r"\d+(?:[.,]\d+)*", text)}


ENDINGS = ("", "s", "es", "ies", "ied", "sses", "ing", "ed", "ly", "e", "ise", "ised", "isation", "our", "'s")
ROOTS = st.text(st.sampled_from("abgimnorstuyz'"), max_size=7)
ENDED = st.builds(str.__add__, ROOTS, st.sampled_from(ENDINGS))


@given(st.one_of(ENDED, st.text(st.characters(max_codepoint=127, categories=["Ll", "Nd"]), max_size=12)))
@settings(max_examples=600)
def test_a_word_begins_as_its_stem_says(word: str) -> None:
    """So that a text in which nothing begins so need not be stemmed."""
    assert word.startswith(tokens.rooted(tokens.stem(word)))
