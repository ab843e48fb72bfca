"""Which earlier articles are anything like a new one: an inverted index, with bounded work for each."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PROBES: Final = 40  # heaviest terms that are looked up
_NEWEST: Final = 1000  # of a term's articles: what is news goes by the newest
# An entry is one number: the article's above, its weight for the term, from 0 to 1, in the lower bits.
_BITS: Final = 12
_ONE: Final = (1 << _BITS) - 1


class Postings:
    """The articles of one language by their terms. Articles and terms go by numbers; articles only grow."""

    def __init__(self) -> None:
        self._entries: dict[int, array[int]] = {}

    def add(self, article: int, terms: Sequence[int], weights: Sequence[float]) -> None:
        """File an article under its terms; `article` is higher than any before."""
        above = article << _BITS
        for term, weight in zip(terms, weights, strict=True):
            entry = above | round(weight * _ONE)
            filed = self._entries.get(term)
            if filed is None:
                self._entries[term] = array("Q", (entry,))
            else:
                filed.append(entry)
                if len(filed) > 2 * _NEWEST:
                    del filed[:-_NEWEST]

    def likely(
        self, terms: Sequence[int], weights: Sequence[float], least: float
    ) -> tuple[list[int], list[float]]:
        """The articles whose cosine with these terms (heaviest first) is `least` or more, by number."""
        filed = map(self._entries.get, terms[:_PROBES])
        found = [(one, weight / _ONE) for one, weight in zip(filed, weights, strict=False) if one is not None]
        if not found:
            return [], []
        newest = [one if len(one) <= _NEWEST else one[-_NEWEST:] for one, _ in found]
        entries = np.frombuffer(b"".join(newest), dtype=np.uint64)
        products = (entries & _ONE) * np.repeat([weight for _, weight in found], list(map(len, newest)))
        articles = (entries >> _BITS).astype(np.intp)
        first = int(articles.min())
        cosines = np.bincount(articles - first, weights=products)
        likely = np.flatnonzero(cosines >= least)
        return (likely + first).tolist(), cosines[likely].tolist()

    def thin_out(self, stays: Callable[[int], bool]) -> None:
        """Take out the articles that don't stay."""
        for term, filed in list(self._entries.items()):
            kept = array("Q", [entry for entry in filed if stays(entry >> _BITS)])
            if kept:
                self._entries[term] = kept
            else:
                del self._entries[term]
