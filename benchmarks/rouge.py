"""ROUGE-1 and ROUGE-2 by the rouge-score library: how many words, and pairs of words, two texts share.

English is compared in lower case by Porter's stems, which are cached; other languages by the words of any
script, unstemmed, since the library's own tokenizer knows ASCII alone.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from nltk.stem.porter import PorterStemmer
from rouge_score import rouge_scorer, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

MEASURES = ("rouge1", "rouge2")
# Devanagari spells vowels with marks, which Python counts to no word
_WORD = re.compile(r"[\w\u0900-\u097f]+")


class _Stemmer:
    """Porter's, asked once for each word."""

    def __init__(self) -> None:
        self.stem = lru_cache(maxsize=500_000)(PorterStemmer().stem)


class _English:
    def __init__(self) -> None:
        self._stemmer = _Stemmer()

    def tokenize(self, text: str) -> list[str]:
        return tokenize.tokenize(text, self._stemmer)


class _AnyScript:
    def tokenize(self, text: str) -> list[str]:
        return _WORD.findall(text.lower())


@lru_cache(2)
def _scorer(english: bool) -> rouge_scorer.RougeScorer:  # noqa: FBT001 - lru_cache, by position
    return rouge_scorer.RougeScorer(MEASURES, tokenizer=_English() if english else _AnyScript())


_PORTER = _English()


def pairs(text: str) -> Counter[tuple[str, str]]:
    """The pairs of neighbouring English words, stemmed, that ROUGE-2 counts."""
    found = _PORTER.tokenize(text)
    return Counter(pairwise(found))


def rouge(references: Sequence[str], sentences: Sequence[str], *, english: bool = True) -> np.ndarray:
    """F1 of ROUGE-1 and ROUGE-2 (0 to 1) of a summary: the mean over the references."""
    said = "\n".join(sentences)
    scored = [_scorer(english).score(reference, said) for reference in references]
    return np.mean([[one[measure].fmeasure for measure in MEASURES] for one in scored], axis=0)
