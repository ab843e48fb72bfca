"""How much two weighted bags of words have in common."""

from __future__ import annotations

from math import fsum, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def unit(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights as a vector of length 1; all zero where they are."""
    norm = sqrt(fsum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / norm for word, weight in weights.items()}


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Of two unit vectors, from 0 to 1 where no weight is below 0; rounded, whatever the order of words."""
    if len(a) > len(b):
        a, b = b, a
    return round(fsum(weight * b[word] for word, weight in a.items() if word in b), 9)
