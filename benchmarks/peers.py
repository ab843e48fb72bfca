"""The peers: seven of sumy's summarisers, unchanged, over sentences that are given.

Its own sentence splitter wants data from the network; the sentences come with the evaluation data instead,
and are taken apart into words by its own rule (a letter, then letters, apostrophes and hyphens).
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer, null_stemmer
from sumy.parsers.plaintext import PlaintextParser
from sumy.utils import get_stop_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PEERS = {
    "lexrank": ("lex_rank", "LexRankSummarizer"),
    "textrank": ("text_rank", "TextRankSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "reduction": ("reduction", "ReductionSummarizer"),
    "sumbasic": ("sum_basic", "SumBasicSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "edmundson": ("edmundson", "EdmundsonSummarizer"),
}
_LETTER = r"(?:[^\W\d_]|[\u0900-\u097f])"  # with Devanagari's marks, which Python counts to no word
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|['-])*")
_FAILURES = (ValueError, ZeroDivisionError, IndexError, np.linalg.LinAlgError)


class _Tokenizer:
    language = "english"

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(sentence))

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        return (paragraph,)


@cache
def peer(name: str, language: str = "english") -> Callable[[Sequence[str]], list[int]]:
    """One of PEERS for a language by its English name: sentences -> their numbers, best first."""
    summarizer = _summarizer(name, language)
    ratings: list[float] = []

    def keep(sentences: Sequence[Any], _count: object, rating: Any, *args: Any, **named: Any) -> tuple[()]:
        rate = rating if callable(rating) else rating.__getitem__
        ratings[:] = [rate(one, *args, **named) for one in sentences]
        return ()

    summarizer._get_best_sentences = keep  # noqa: SLF001 - where all of them pass with their ratings

    def order(sentences: Sequence[str]) -> list[int]:
        ratings.clear()
        tokenizer = _Tokenizer()
        document = ObjectDocumentModel([Paragraph([Sentence(text, tokenizer) for text in sentences])])
        try:
            summarizer(document, len(sentences))
        except _FAILURES:  # on texts without words, for which it has no order
            return list(range(len(sentences)))
        if len(ratings) != len(sentences):
            return list(range(len(sentences)))
        return sorted(range(len(sentences)), key=lambda i: -ratings[i])

    return order


def _summarizer(name: str, language: str) -> Any:
    module, kind = PEERS[name]
    found = getattr(import_module(f"sumy.summarizers.{module}"), kind)(_stemmer(language))
    if name == "edmundson":
        found.null_words = _stop_words(language)
        found.bonus_words = PlaintextParser.SIGNIFICANT_WORDS
        found.stigma_words = PlaintextParser.STIGMA_WORDS
    else:
        found.stop_words = _stop_words(language)
    return found


def _stemmer(language: str) -> Callable[[str], str]:
    """The one for the language; lower case where it has none, or none that runs without another package."""
    try:
        stemmer = Stemmer(language)
        stemmer("test")
    except (LookupError, ValueError, ImportError):
        return null_stemmer
    return stemmer


def _stop_words(language: str) -> frozenset[str]:
    try:
        return frozenset(get_stop_words(language))
    except (LookupError, ValueError, ImportError):
        return frozenset()
