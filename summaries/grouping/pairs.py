"""Do two articles tell of the same event? A logistic score over a few features, small enough to explain.

The weights are made by `benchmarks/fit_stories.py`.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from summaries.grouping.vectors import cosine

if TYPE_CHECKING:
    from summaries.grouping.vectors import Document

FEATURES: Final = (
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
    "days",
    "log days",
    "same day",
)
DATED: Final = FEATURES
UNDATED: Final = FEATURES[:-3]  # where either has no date
_SHORT: Final = 60  # stems
_FARTHEST_DAYS: Final = 30.0
# In log odds: two earthquakes are two when one is in Chile and one in Turkey. Set by hand: the data to fit on
# is of one country.
_ELSEWHERE: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PairWeights:
    """In log odds, in the order of DATED and UNDATED, and the borders from which articles are one story."""

    dated: tuple[float, ...]
    undated: tuple[float, ...]
    dated_border: float
    undated_border: float


@lru_cache(maxsize=1)
def shipped() -> PairWeights:
    """The weights that come with the package."""
    found: dict[str, Any] = json.loads((files("summaries") / "data" / "pairs.json").read_text("utf-8"))
    return PairWeights(
        dated=tuple(found["dated"]),
        undated=tuple(found["undated"]),
        dated_border=found["dated_border"],
        undated_border=found["undated_border"],
    )


def features(a: Document, b: Document, whole: float) -> tuple[float, ...]:
    """The features of a pair, DATED where both have a day; `whole` is the cosine of all words."""
    short = float(min(a.length, b.length) < _SHORT)
    lede, title = cosine(a.lede, b.lede), cosine(a.title, b.title)
    words = (
        1.0,
        whole,
        title,
        lede,
        cosine(a.names, b.names),
        _shared(a.figures, b.figures),
        min(title, lede),
    )
    undated = (*words, short, short * whole, short * lede)
    if a.day is None or b.day is None:
        return undated
    apart = min(_FARTHEST_DAYS, abs(a.day - b.day))
    return (*undated, apart / 10, math.log1p(apart), float(apart < 1))


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0


def odds(a: Document, b: Document, whole: float, weights: PairWeights) -> float:
    """The log odds that a pair tells of the same event, less the border: one story above 0."""
    found = features(a, b, whole)
    dated = len(found) == len(DATED)
    score = sum(map(float.__mul__, weights.dated if dated else weights.undated, found))
    if a.countries and b.countries and not a.countries & b.countries:
        score -= _ELSEWHERE
    return score - (weights.dated_border if dated else weights.undated_border)
