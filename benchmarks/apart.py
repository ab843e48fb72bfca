"""Which articles must not be on both sides of a fold, and which say nothing of choosing sentences.

Articles on one event share names and even highlights: with one of them learned from, the other is half known.
And highlights that several articles have word for word speak of the page ("This page includes..."), not of
the news: who knows them by heart scores, and no reader is helped.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from evaluation import FOLDS

from summaries.ranking.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation import Row

ONE_EVENT = 0.4  # cosine of two articles' TF-IDF vectors
SHARED_BY = 3  # articles with the same highlight: it is the page's


def of_the_page(rows: Sequence[Row]) -> np.ndarray:
    """For each article, whether one of its highlights is shared word for word by several articles."""
    lines = [set(row["summary"].split("\n")) for row in rows]
    counts = Counter(line for found in lines for line in found)
    return np.array([any(counts[line] >= SHARED_BY for line in found) for found in lines])


def events(rows: Sequence[Row]) -> np.ndarray:
    """For each article the number of its event: articles alike, and those alike to them, are of one."""
    words = vocabulary([row["text"] for row in rows], "en")
    dense = np.zeros((len(rows), words.matrix.width), dtype=np.float32)
    dense[words.matrix.rows, words.matrix.columns] = words.matrix.values
    alike = dense @ dense.T > ONE_EVENT
    number = np.arange(len(rows))
    while True:
        lowest = np.where(alike, number[None, :], len(rows)).min(axis=1)
        if (lowest == number).all():
            return number
        number = lowest


def event_folds(rows: Sequence[Row]) -> np.ndarray:
    """A fold for each article, those of one event together: the largest first, each to the smallest fold."""
    of = events(rows)
    folds = np.zeros(len(rows), dtype=np.intp)
    sizes = np.zeros(FOLDS)
    for event, count in sorted(Counter(of.tolist()).items(), key=lambda one: (-one[1], rows[one[0]]["id"])):
        fold = int(np.argmin(sizes))
        folds[of == event] = fold
        sizes[fold] += count
    return folds
