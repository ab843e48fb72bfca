"""Do two articles tell of the same event? A logistic score over a few features, small enough to explain.

The weights are made by `benchmarks/fit_stories.py`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from summaries.vectors import cosine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summaries.vectors import Document

FEATURES: Final = (
    "one", "whole", "title", "lede", "names", "figures", "short", "short*whole", "short*lede", "days", "log days", "same day", "publisher",
)  # fmt: skip
# In log odds. The undated weights serve where either article has no date.
DATED: Final[dict[str, float]] = dict.fromkeys(FEATURES, 0.0) | {"one": -4.5, "whole": 12.0, "title": 3.0, "log days": -1.0}
UNDATED: Final[dict[str, float]] = dict.fromkeys(FEATURES, 0.0) | {"one": -5.5, "whole": 12.0, "title": 3.0}
_SHORT: Final = 60  # stems: a feed's entry rather than an article
_FARTHEST_DAYS: Final = 30.0


def features(a: Document, b: Document, whole: float) -> tuple[float, ...]:
    """The features of a pair, in the order of FEATURES; `whole` is the cosine of their whole vectors."""
    short = float(min(a.length, b.length) < _SHORT)
    lede = cosine(a.lede, b.lede)
    apart = 0.0 if a.day is None or b.day is None else min(_FARTHEST_DAYS, abs(a.day - b.day))
    return (
        1.0,
        whole,
        cosine(a.title, b.title),
        lede,
        cosine(a.names, b.names),
        _shared(a.figures, b.figures),
        short,
        short * whole,
        short * lede,
        apart / 10,
        math.log1p(apart),
        float(apart < 1),
        float(a.publisher == b.publisher),
    )


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0


def odds(a: Document, b: Document, whole: float) -> float:
    """The log odds that a pair tells of the same event."""
    weights: Mapping[str, float] = UNDATED if a.day is None or b.day is None else DATED
    return sum(weights[name] * value for name, value in zip(FEATURES, features(a, b, whole), strict=True))
