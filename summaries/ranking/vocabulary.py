"""The words of an article's sentences as numbers, so that what is counted is counted by numpy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from summaries.ranking.matrix import Matrix, weighted
from summaries.tokens import stem, stop_words, words
from summaries.words.background import background

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import NDArray

# No unlisted stem is rarer than this where the language has no table: a collection's own counts are rough.
_FEWEST: Final = 1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of sentences, flat: word `at[k]` of `listed` stands in sentence `rows[k]`, in order.

    `terms` are the stems of the words that are no stop words, `idf` their rarity, `headlined` how much
    likelier than others they are to stand in a headline (log odds, 0 where that isn't known). `matrix` holds
    the sentences by terms. `lengths` counts each sentence's words.
    """

    listed: list[str]
    at: NDArray[np.intp]
    rows: NDArray[np.intp]
    lengths: NDArray[np.float64]
    terms: dict[str, int]
    idf: NDArray[np.float64]
    headlined: NDArray[np.float64]
    matrix: Matrix

    def share(self, belongs: Callable[[str], bool]) -> NDArray[np.float64]:
        """Of each sentence's words, the share that belongs."""
        chosen = np.array([belongs(word) for word in self.listed], dtype=np.float64)
        count = np.bincount(self.rows, chosen[self.at], minlength=len(self.lengths))
        return count / np.maximum(self.lengths, 1.0)

    def weights(self, wanted: Collection[str]) -> NDArray[np.float64]:
        """For each term its idf if it is wanted, else 0."""
        found = np.zeros(len(self.terms))
        numbers = [self.terms[term] for term in wanted if term in self.terms]
        found[numbers] = self.idf[numbers]
        return found


def vocabulary(texts: Sequence[str], language: str) -> Vocabulary:
    """Take sentences apart. Linear in their length."""
    bags = [words(text) for text in texts]
    numbers: dict[str, int] = {}
    flat = [numbers.setdefault(word, len(numbers)) for word in chain.from_iterable(bags)]
    at = np.array(flat, dtype=np.intp)
    lengths = np.array([len(bag) for bag in bags])
    rows = np.repeat(np.arange(len(bags)), lengths)
    stops = stop_words(language)
    terms: dict[str, int] = {}
    term_of = np.array(
        [-1 if word in stops else terms.setdefault(stem(word), len(terms)) for word in numbers], dtype=np.intp
    )
    term_at = term_of[at] if len(at) else at
    kept = term_at >= 0
    idf, headlined = _rarity(terms, rows[kept], term_at[kept], len(bags), language)
    return Vocabulary(
        listed=list(numbers),
        at=at,
        rows=rows,
        lengths=lengths.astype(np.float64),
        terms=terms,
        idf=idf,
        headlined=headlined,
        matrix=weighted(rows[kept], term_at[kept], idf, len(bags)),
    )


def _rarity(
    terms: dict[str, int],
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    height: int,
    language: str,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The idf and the headline log odds of each term: of news at large, or the idf of these sentences."""
    if background(language).articles:
        found = np.array([_known(term, language) for term in terms], dtype=np.float64).reshape(-1, 2)
        return found[:, 0].copy(), found[:, 1].copy()
    held = np.unique(rows * max(1, len(terms)) + columns) % max(1, len(terms))
    seen = np.bincount(held, minlength=len(terms))
    return np.log(1.0 + height / np.maximum(seen, _FEWEST)), np.zeros(len(terms))


@lru_cache(maxsize=100_000)
def _known(term: str, language: str) -> tuple[float, float]:
    """The idf of a term and its headline log odds: most words of an article stand in the next one, too."""
    table = background(language)
    return table.idf(term), table.headlined(term)
