"""sumy's summarisers behind our signature, with our own words and stop words: nothing is downloaded.

This is the one module that imports sumy, and it is imported only when one of its methods is chosen. Where
sumy has no stemmer for a language, words are only lower-cased; where it has no stop words, ours are used
(documented in docs/): a method works in every language, less well in some.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, cast
from warnings import catch_warnings, simplefilter

import numpy as np
from sumy.models.dom import (  # pyright: ignore[reportMissingTypeStubs] - sumy ships no types
    ObjectDocumentModel,
    Paragraph,
    Sentence,
)
from sumy.nlp.stemmers import Stemmer  # pyright: ignore[reportMissingTypeStubs]
from sumy.utils import get_stop_words  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

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


class _Words:
    """What sumy asks of a tokenizer."""

    language: str = "english"

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(word for word in words(sentence) if not word.isdecimal())

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        return (paragraph,)


def order(method: str, texts: Sequence[str], language: str) -> list[int]:
    """The sentences' numbers, best first; past MOST_SENTENCES they follow in reading order.

    ValueError for a method that there isn't.
    """
    if method not in SUMY:
        raise ValueError(f"method is {method!r}: it must be one of dateline, {', '.join(SUMY)}")
    head = list(texts[:MOST_SENTENCES])
    ranked = _ranked(_summarizer(method, base_language(language)), head)
    return [*ranked, *(i for i in range(len(texts)) if i not in set(ranked))]


def _summarizer(method: str, code: str) -> Any:
    module, name = SUMY[method]
    found = getattr(import_module(f"sumy.summarizers.{module}"), name)(_stemmer(code))
    found.stop_words = _stop_words(code)
    return found


def _stemmer(code: str) -> Callable[[str], str]:
    try:
        stemmer: Any = Stemmer(_LANGUAGES.get(code, code))
        stemmer("test")  # some of sumy's stemmers want a package that isn't there, and say so only here
    except (LookupError, ValueError, ImportError):
        return str.lower
    return stemmer


def _stop_words(code: str) -> frozenset[str]:
    try:
        listed = cast("Any", get_stop_words)(_LANGUAGES.get(code, code))
    except (LookupError, ValueError, ImportError):
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
    tokenizer = _Words()
    dom: Any = ObjectDocumentModel([Paragraph([Sentence(text, tokenizer) for text in texts])])
    try:
        with np.errstate(all="ignore"), catch_warnings():
            simplefilter("ignore")  # LSA warns of texts with fewer words than sentences, and does well enough
            summarizer(dom, len(texts))
    except (ValueError, ZeroDivisionError, IndexError, ArithmeticError):
        return list(range(len(texts)))
    return ratings or list(range(len(texts)))
