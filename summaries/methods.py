"""sumy's summarisers behind our signature, with our own words and stop words: nothing is downloaded.

This is the one module that uses sumy, and sumy is imported only when one of its methods is chosen. Where it
has no stemmer for a language, words are only lower-cased; where it has no stop words, ours are used. A
language for which neither has stop words is refused: without them these methods rank by "the" and "of".
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from warnings import catch_warnings, simplefilter

import numpy as np

from summaries.tokens import base_language, stop_words, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SUMY: Final = {
    "lexrank": ("lex_rank", "LexRankSummarizer"),
    "textrank": ("text_rank", "TextRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "sumbasic": ("sum_basic", "SumBasicSummarizer"),
}
# sumy's time grows with the square: LexRank takes 1.3 s for so many sentences, 4.6 s for twice as many
MOST_SENTENCES: Final = 300
_LANGUAGES: Final = {
    "ar": "arabic",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "he": "hebrew",
    "hu": "hungarian",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sk": "slovak",
    "sv": "swedish",
    "uk": "ukrainian",
    "zh": "chinese",
    "th": "thai",
}


_MISSING: Final = (LookupError, ValueError, ImportError)  # what sumy raises for a language that it lacks


class MethodError(ValueError):
    """A method can't rank text in a language; the message says why, and the way out."""


class _Words:
    """What sumy asks of a tokenizer."""

    language: str = "english"

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(word for word in words(sentence) if not word.isdecimal())

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        return (paragraph,)


def lacks(method: str, language: str) -> str:
    """Why a method of sumy's can't rank text in a language, as a sentence; empty where it can."""
    if _stop_words(base_language(language)):
        return ""
    return f'the method "{method}" has no stop words for the language "{language}": use method="dateline"'


def order(method: str, texts: Sequence[str], language: str) -> list[int]:
    """The sentences' numbers, best first; past MOST_SENTENCES they follow in reading order.

    ValueError for a method that there isn't; its child MethodError for one that lacks the language.
    """
    if method not in SUMY:
        raise ValueError(f"method is {method!r}: it must be one of dateline, {', '.join(SUMY)}")
    if why := lacks(method, language):
        raise MethodError(why)
    head = list(texts[:MOST_SENTENCES])
    ranked = _ranked(_summarizer(method, base_language(language)), head)
    return [*ranked, *range(len(head), len(texts))]


def _sumy(module: str) -> Any:
    """A module of sumy's, which ships no types: imported here alone, since it takes a second."""
    return import_module(f"sumy.{module}")


def _summarizer(method: str, code: str) -> Any:
    module, name = SUMY[method]
    found = getattr(_sumy(f"summarizers.{module}"), name)(_stemmer(code))
    found.stop_words = _stop_words(code)
    if method == "lsa":
        _in_one_order(found)
    return found


def _in_one_order(lsa: Any) -> None:
    """Number LSA's words by the alphabet: sumy's order is a set's, and near ties fell by PYTHONHASHSEED."""
    unordered: Callable[[Any], dict[str, int]] = lsa._create_dictionary  # noqa: SLF001 - its only place

    def ordered(document: Any) -> dict[str, int]:
        return {word: number for number, word in enumerate(sorted(unordered(document)))}

    lsa._create_dictionary = ordered  # noqa: SLF001 - the same


def _stemmer(code: str) -> Callable[[str], str]:
    try:
        stemmer: Any = _sumy("nlp.stemmers").Stemmer(_LANGUAGES.get(code, code))
        stemmer("test")  # some of sumy's stemmers want a package that isn't there, and say so only here
    except _MISSING:
        return str.lower
    return stemmer


@cache
def _stop_words(code: str) -> frozenset[str]:
    """Of sumy, or else ours; empty where neither has any."""
    try:
        listed: Any = _sumy("utils").get_stop_words(_LANGUAGES.get(code, code))
    except _MISSING:
        return stop_words(code)
    return frozenset(listed)


def _ranked(summarizer: Any, texts: list[str]) -> list[int]:
    """The order that sumy gives; the reading order where its arithmetic fails on a text without words."""
    ratings: list[int] = []

    def keep(sentences: Sequence[Any], _count: object, rating: Any, *args: Any, **named: Any) -> tuple[()]:
        # some of them hand over a table of ratings, some a function
        rate: Any = rating if callable(rating) else rating.get
        rates: list[float] = [rate(s, *args, **named) for s in sentences]
        ratings[:] = sorted(range(len(rates)), key=lambda i: -rates[i])
        return ()

    # sumy hands every rating to this one hook on its way out
    summarizer._get_best_sentences = keep  # noqa: SLF001
    tokenizer, models = _Words(), _sumy("models.dom")
    sentences = [models.Sentence(text, tokenizer) for text in texts]
    dom: Any = models.ObjectDocumentModel([models.Paragraph(sentences)])
    try:
        with np.errstate(all="ignore"), catch_warnings():
            simplefilter("ignore")  # LSA warns of texts with fewer words than sentences, and does well enough
            summarizer(dom, len(texts))
    except (ValueError, ZeroDivisionError, IndexError, ArithmeticError):
        return list(range(len(texts)))
    return ratings or list(range(len(texts)))
