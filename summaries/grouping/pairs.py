"""Do two articles tell of the same event? A logistic score over a few features, small enough to explain.

A pair's likeness is a score of the two articles alone, and stays. Its odds come from that and from how much
liker the two are than either is to anything else, which moves as articles come. Two reports of one trial are
each other's likest; of two trials in one court, each is liker to its own. The weights are made by
`benchmarks/fit_stories.py`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np

from summaries.grouping.vectors import FIGURES, LEDE, NAMES, PARTS, TERM, TITLE, WEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from summaries.grouping.vectors import Kept

    Floats: TypeAlias = NDArray[np.floating[Any]]

LIKENESS: Final = (
    "one",
    "whole",  # cosine of all words
    "title",
    "lede",
    "names",
    "figures",
    "least of title and lede",
    "short",  # one of the two is a feed's entry rather than an article
    "short*whole",
    "short*lede",
    "title told",  # the share of a title's weight that the other's lede holds: the larger of the two shares
    "both titles told",  # the smaller
    "days",
    "log days",
    "same day",
)
DATED: Final = LIKENESS
UNDATED: Final = LIKENESS[:-3]  # where either has no date
MARGINS: Final = (
    "likest",  # the pair's likeness less that of the likest other article: the larger of the two margins
    "likest of both",  # the smaller
    "likest words",  # as "likest", of the cosines of all words
    "likest words of both",
)
ODDS: Final = ("one", "likeness", *MARGINS)
# Where nothing liker is known, a margin is taken to this: the likeness and the cosine of an article with
# something else in the news.
ANYTHING: Final = -1.0
ANY_WORDS: Final = 0.2
_SHORT: Final = 60  # stems
_FARTHEST_DAYS: Final = 30.0
_NONE: Final = 1e-9  # instead of 0, where nothing is to be divided
# In log odds: two earthquakes are two when one is in Chile and one in Turkey, and so are two ferries when the
# articles name nothing in common. Set by hand: the data to fit on is of one country.
APART: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Of a likeness's features and of the parts of the odds, all in log odds; the border of a story."""

    likeness: tuple[float, ...]
    odds: tuple[float, ...]
    border: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairWeights:
    """For pairs where both have a date, and for the others."""

    dated: Weights
    undated: Weights


class Pair(NamedTuple):
    """An earlier article beside a new one; its numbers are as exact as they are kept."""

    other: int  # its number
    likeness: float
    whole: float  # cosine of all words
    apart: bool  # of different countries, or with no name in common


@lru_cache(maxsize=1)
def shipped() -> PairWeights:
    """The weights that come with the package."""
    found: dict[str, Any] = json.loads((files("summaries") / "data" / "pairs.json").read_text("utf-8"))
    return PairWeights(dated=_read(found["dated"]), undated=_read(found["undated"]))


def _read(found: dict[str, Any]) -> Weights:
    return Weights(likeness=tuple(found["likeness"]), odds=tuple(found["odds"]), border=found["border"])


def features(new: Kept, others: Sequence[Kept], whole: Floats) -> Floats:
    """The features of a new article's likeness to each other one (at least one): a row each, as DATED.

    `whole` are the cosines of all words. The columns of days are 0 where either has none.
    """
    parts = _Parts([new, *others])
    # What stands in the other part: TITLE and LEDE differ in the last bit, and names are no figures.
    beside = parts.in_first(np.stack((parts.terms, parts.terms ^ np.uint32(1))))
    crossed: Floats = beside[1]
    same = parts.sums(parts.weights * beside[0])[1:]
    title, lede = same[:, TITLE], same[:, LEDE]
    every = parts.sums(parts.weights)
    own, sizes = every[0], every[1:]
    told = parts.sums(np.where(parts.parts == TITLE, parts.weights * (crossed > 0), crossed))[1:]
    other_told = told[:, TITLE] / np.maximum(_NONE, sizes[:, TITLE])
    own_told = told[:, LEDE] / (own[TITLE] or 1.0)
    shared = same[:, FIGURES] / np.sqrt(np.maximum(1.0, sizes[:, FIGURES] * own[FIGURES]))
    short = (np.minimum(new.length, [one.length for one in others]) < _SHORT).astype(float)
    columns = [
        np.ones(len(others)),
        whole,
        title,
        lede,
        same[:, NAMES],
        shared,
        np.minimum(title, lede),
        short,
        short * whole,
        short * lede,
        np.maximum(other_told, own_told),
        np.minimum(other_told, own_told),
    ]
    return np.column_stack([*columns, *_days(new, others)])


class _Parts:
    """The terms of several articles, side by side."""

    def __init__(self, others: Sequence[Kept]) -> None:
        self.terms = np.frombuffer(b"".join([one.terms for one in others]), TERM)
        self.weights = np.frombuffer(b"".join([one.weights for one in others]), WEIGHT)
        self.parts = self.terms % PARTS
        self._shape = (len(others), PARTS)
        lengths = [len(one.terms) // TERM.itemsize for one in others]
        self._first = lengths[0]
        self._slots = np.repeat(np.arange(len(others)) * PARTS, lengths) + self.parts

    def in_first(self, terms: NDArray[np.uint32]) -> Floats:
        """The weight of each term in the first of the articles; 0 where it isn't there."""
        if not self._first:
            return np.zeros(terms.shape)
        first = self.terms[: self._first]
        places = np.minimum(first.searchsorted(terms), self._first - 1)
        return np.where(first[places] == terms, self.weights[places], 0.0)

    def sums(self, values: Floats) -> Floats:
        """The sum of values, one for each term: a row for each article, a column for each part."""
        found = np.bincount(self._slots, weights=values, minlength=self._shape[0] * PARTS)
        return found.astype(float, copy=False).reshape(self._shape)


def _days(new: Kept, others: Sequence[Kept]) -> tuple[Floats, Floats, Floats]:
    """The features of the days between; 0 where either has no day."""
    days = np.array([np.nan if one.day is None else one.day for one in (new, *others)])
    apart = np.minimum(_FARTHEST_DAYS, np.abs(days[1:] - days[0]))
    dated = ~np.isnan(apart)
    apart = np.where(dated, apart, 0.0)
    return apart / 10, np.log1p(apart), (dated & (apart < 1)).astype(float)


def likeness(new: Kept, others: Sequence[Kept], found: Floats, weights: PairWeights) -> Floats:
    """The likeness of each pair, of its features."""
    dated = np.array([new.day is not None and one.day is not None for one in others])
    ours = found @ weights.dated.likeness
    theirs = found[:, : len(UNDATED)] @ weights.undated.likeness
    return np.where(dated, ours, theirs)


def compared(
    new: Kept, numbers: Sequence[int], others: Sequence[Kept], whole: Sequence[float], weights: PairWeights
) -> list[Pair]:
    """A new article beside earlier ones, which have these numbers and cosines of all words."""
    if not others:
        return []
    found = features(new, others, np.array(whole))
    alike = likeness(new, others, found, weights).astype(np.float32).tolist()
    rounded = np.array(whole, dtype=np.float32).tolist()
    strangers = (found[:, LIKENESS.index("names")] == 0) & (found[:, LIKENESS.index("short")] == 0)
    apart = [
        _elsewhere(new, one) or (stranger and _named(new) and _named(one))
        for one, stranger in zip(others, strangers.tolist(), strict=True)
    ]
    return list(map(Pair, numbers, alike, rounded, apart))


def _elsewhere(a: Kept, b: Kept) -> bool:
    """Whether two articles name countries in their first lines, and none in common."""
    return bool(a.countries and b.countries and not a.countries & b.countries)


def _named(one: Kept) -> bool:
    """Whether an article names anybody or anything: in scripts without capitals none does."""
    return bool((np.frombuffer(one.terms, TERM) % PARTS == NAMES).any())
