"""What a sentence is scored by: a few features of position, centrality and form, and their weights.

All of it is linear in the length of the text: sentences are rows of a sparse matrix (flat arrays of term
numbers).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from summaries.background import background
from summaries.leaning import leans
from summaries.tokens import figures, names, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from summaries.model import Article

WEIGHTS: Final[dict[str, float]] = {
    "position": 1.0,  # 1 for the first sentence, falling with the square root of the number
    "first": 0.0,
    "paragraph": 0.1,  # opens its paragraph
    "centrality": 1.0,  # cosine with the article's TF-IDF centroid
    "title": 0.6,  # share of the title's weight that it holds
    "length": 0.4,  # 1 at 24 words, falling on both sides
    "names": 0.15,
    "figures": 0.1,
    "quote": -0.2,
}
FEATURES: Final = tuple(WEIGHTS)
_BEST_LENGTH: Final = 24
_MOST_COUNTED: Final = 4


@dataclass(frozen=True, slots=True)
class Matrix:
    """Sentences by terms, sparse: sentence `rows[k]` holds term `columns[k]` with `values[k]`.

    Rows are of length 1 (or empty); `width` is the number of terms.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    values: NDArray[np.float64]
    height: int
    width: int

    def times(self, vector: NDArray[np.float64]) -> NDArray[np.float64]:
        """Each row's product with a vector of terms."""
        return _sums(self.rows, self.values * vector[self.columns], self.height)

    def centroid(self) -> NDArray[np.float64]:
        """The sum of the rows, of length 1."""
        total = _sums(self.columns, self.values, self.width)
        return total / (float(np.linalg.norm(total)) or 1.0)

    def row(self, i: int) -> NDArray[np.float64]:
        """One row, dense."""
        dense = np.zeros(self.width)
        at = slice(int(np.searchsorted(self.rows, i)), int(np.searchsorted(self.rows, i, side="right")))
        dense[self.columns[at]] = self.values[at]
        return dense


def _sums(at: NDArray[np.intp], values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """The sum of the values for each place, 0 to size - 1."""
    return np.bincount(at, values, minlength=size).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Scored:
    """Sentences with their scores, and what the greedy choice needs to know of them."""

    matrix: Matrix
    scores: NDArray[np.float64]
    features: NDArray[np.float64]
    leaning: NDArray[np.bool_]

    def start(self, leaning: float) -> NDArray[np.float64]:
        """The scores before anything is chosen: leaning sentences pay."""
        return self.scores - leaning * self.leaning

    def best(self, current: NDArray[np.float64], sizes: Sequence[int], left: int) -> int | None:
        """The best sentence that still fits, the earliest of equals; None where none does."""
        open_to = np.where(np.asarray(sizes) <= left, current, -np.inf)
        i = int(np.argmax(open_to))
        return i if open_to[i] > -np.inf else None

    def chosen(self, i: int, current: NDArray[np.float64], *, redundancy: float, leaning: float) -> None:
        """Take a sentence: its likes pay, and the sentence after it leans no more."""
        current -= redundancy * self.matrix.times(self.matrix.row(i))
        if i + 1 < len(current) and self.leaning[i + 1]:
            current[i + 1] += leaning
        current[i] = -np.inf


def score(article: Article, spans: Sequence[Sequence[int]]) -> Scored:
    """Score the sentences of an article. `spans` as (start, end, paragraph)."""
    texts = [article.text[span[0] : span[1]] for span in spans]
    bags = [terms(text, article.language) for text in texts]
    title = set(terms(article.title, article.language))
    matrix, idf = weigh(bags, article.language)
    found = np.column_stack(
        [
            *_positions([span[2] for span in spans]),
            matrix.times(matrix.centroid()),
            _title_share(bags, title, idf),
            *_forms(texts),
        ]
    )
    leaning = np.array([leans(text, article.language) for text in texts])
    return Scored(matrix, found @ np.array([WEIGHTS[name] for name in FEATURES]), found, leaning)


def weigh(bags: Sequence[Sequence[str]], language: str) -> tuple[Matrix, dict[str, float]]:
    """The sentences as a sparse TF-IDF matrix, and the idf of each term."""
    numbers: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    counts: list[int] = []
    for i, bag in enumerate(bags):
        once: dict[str, int] = {}
        for term in bag:
            once[term] = once.get(term, 0) + 1
        rows += [i] * len(once)
        columns += [numbers.setdefault(term, len(numbers)) for term in once]
        counts += once.values()
    columns_ = np.array(columns, dtype=np.intp)
    idf = _idf(list(numbers), columns_, len(bags), language)
    rows_ = np.array(rows, dtype=np.intp)
    values = np.sqrt(np.array(counts, dtype=np.float64)) * idf[columns_]
    norms = np.sqrt(np.bincount(rows_, values**2, minlength=len(bags)))
    norms[norms == 0] = 1.0
    matrix = Matrix(rows_, columns_, values / norms[rows_], len(bags), len(numbers))
    return matrix, dict(zip(numbers, idf.tolist(), strict=True))


def _idf(listed: list[str], columns: NDArray[np.intp], height: int, language: str) -> NDArray[np.float64]:
    table = background(language)
    if table.articles:
        return np.array([table.idf(term) for term in listed])
    seen = np.bincount(columns, minlength=len(listed))
    return np.log(1.0 + height / np.maximum(seen, 1))


def _positions(paragraphs: Sequence[int]) -> list[NDArray[np.float64]]:
    count = len(paragraphs)
    position = 1.0 / np.sqrt(1.0 + np.arange(count))
    first = np.zeros(count)
    first[0] = 1.0
    line = np.array(paragraphs)
    opens = np.concatenate([[True], line[1:] != line[:-1]]).astype(np.float64)
    return [position, first, opens]


def _title_share(
    bags: Sequence[Sequence[str]], title: set[str], idf: dict[str, float]
) -> NDArray[np.float64]:
    weights = {term: idf[term] for term in sorted(title) if term in idf}
    whole = sum(weights.values()) or 1.0
    return np.array(
        [sum(weights[t] for t in sorted(title.intersection(bag)) if t in weights) / whole for bag in bags]
    )


def _forms(texts: Sequence[str]) -> list[NDArray[np.float64]]:
    lengths = [len(text.split()) or 1 for text in texts]
    return [
        np.array([math.exp(-(math.log(n / _BEST_LENGTH) ** 2)) for n in lengths]),
        np.array([min(_MOST_COUNTED, len(names(text))) / _MOST_COUNTED for text in texts]),
        np.array([min(_MOST_COUNTED, len(figures(text))) / _MOST_COUNTED for text in texts]),
        np.array([float(text[:1] in '"“«„') for text in texts]),
    ]
