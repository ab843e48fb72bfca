"""Which earlier articles are anything like a new one: an inverted index, with bounded work for each."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PROBES: Final = 40  # heaviest terms that are looked up
_NEWEST: Final = 1000  # of a term's articles: what is news goes by the newest


class Postings:
    """The articles of one language by their terms. Articles and terms go by numbers; articles only grow."""

    def __init__(self) -> None:
        self._articles: dict[int, array[int]] = {}
        self._weights: dict[int, array[float]] = {}

    def add(self, article: int, terms: Sequence[int], weights: Sequence[float]) -> None:
        """File an article under its terms; `article` is higher than any before."""
        for term, weight in zip(terms, weights, strict=True):
            if term not in self._articles:
                self._articles[term], self._weights[term] = array("I"), array("f")
            self._articles[term].append(article)
            self._weights[term].append(weight)

    def likely(
        self, terms: Sequence[int], weights: Sequence[float], least: float
    ) -> tuple[list[int], list[float]]:
        """The articles whose cosine with these terms (heaviest first) is `least` or more, by number."""
        numbers: list[np.ndarray] = []
        products: list[np.ndarray] = []
        for term, weight in zip(terms[:_PROBES], weights, strict=False):
            filed = self._articles.get(term)
            if filed is not None:
                numbers.append(np.frombuffer(filed, dtype=np.uint32)[-_NEWEST:])
                products.append(np.frombuffer(self._weights[term], dtype=np.float32)[-_NEWEST:] * weight)
        if not numbers:
            return [], []
        cosines = np.bincount(np.concatenate(numbers), weights=np.concatenate(products))
        found = np.flatnonzero(cosines >= least)
        return found.tolist(), cosines[found].tolist()

    def thin_out(self, stays: Callable[[int], bool]) -> None:
        """Take out the articles that don't stay."""
        for term in list(self._articles):
            pairs = zip(self._articles[term], self._weights[term], strict=True)
            kept = [(article, weight) for article, weight in pairs if stays(article)]
            if kept:
                self._articles[term] = array("I", [article for article, _ in kept])
                self._weights[term] = array("f", [weight for _, weight in kept])
            else:
                del self._articles[term], self._weights[term]
