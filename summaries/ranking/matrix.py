"""Sentences by terms, as a sparse TF-IDF matrix of flat arrays: all of it is linear in the text's length."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Matrix:
    """Sentence `rows[k]` holds term `columns[k]` with `values[k]`; entries run by row, each term once a row.

    Rows are of length 1 (or empty); `width` is the number of terms.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    values: NDArray[np.float64]
    height: int
    width: int

    def times(self, vector: NDArray[np.float64]) -> NDArray[np.float64]:
        """Each row's product with a vector of terms."""
        return self.by_row(self.values * vector[self.columns])

    def by_row(self, entries: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum of values given for each entry, for each row."""
        return sums(self.rows, entries, self.height)

    def centroid(self) -> NDArray[np.float64]:
        """The sum of the rows, of length 1."""
        total = sums(self.columns, self.values, self.width)
        return total / (math.sqrt(float((total * total).sum())) or 1.0)

    def row(self, i: int) -> NDArray[np.float64]:
        """One row, dense."""
        dense = np.zeros(self.width)
        at = slice(int(np.searchsorted(self.rows, i)), int(np.searchsorted(self.rows, i, side="right")))
        dense[self.columns[at]] = self.values[at]
        return dense

    def first(self) -> NDArray[np.intp]:
        """The first row that holds each term; `height` where none does."""
        found = np.full(self.width, self.height, dtype=np.intp)
        found[self.columns[::-1]] = self.rows[::-1]  # of several, what is written last stays
        return found

    def neighbours(self) -> NDArray[np.float64]:
        """Each row's product with the row after it; the last has none, and 0."""
        order = np.lexsort((self.rows, self.columns))
        rows, columns, values = self.rows[order], self.columns[order], self.values[order]
        beside = (columns[1:] == columns[:-1]) & (rows[1:] == rows[:-1] + 1)
        return sums(rows[:-1][beside], (values[1:] * values[:-1])[beside], self.height)


def weighted(
    rows: NDArray[np.intp], terms: NDArray[np.intp], idf: NDArray[np.float64], height: int
) -> Matrix:
    """The matrix of sentences whose `terms` (numbers, with repeats) stand in `rows`; `idf` by term."""
    width = len(idf)
    keys, counts = np.unique(rows * width + terms, return_counts=True)
    at, columns = np.divmod(keys, max(1, width))
    values = np.sqrt(counts) * idf[columns]
    norms = np.sqrt(sums(at, values**2, height))
    norms[norms == 0] = 1.0
    return Matrix(at, columns, values / norms[at], height, width)


def sums(at: NDArray[np.intp], values: NDArray[np.floating], size: int) -> NDArray[np.float64]:
    """The sum of the values for each place, 0 to size - 1."""
    return np.bincount(at, values, minlength=size).astype(np.float64)
