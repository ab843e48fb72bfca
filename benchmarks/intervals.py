"""How sure a comparison of two systems on the same items is.

Items differ far more than systems do, so systems are compared item by item: the interval is that of the mean
of the differences (Student's t), and of the ratio of the two means by drawing the items again (percentile
bootstrap with a fixed seed).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

DRAWS = 4000
SEED = 20_261_123
_Z = 1.959964  # of the normal distribution, two-sided 95%


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Ours against theirs. `difference` of the means, in the scores' own units, +- `half`; both 95%."""

    difference: float
    half: float
    ratio: float
    ratio_low: float
    ratio_high: float

    @property
    def low(self) -> float:
        """The lower end of the interval of the difference: above 0, ours is better beyond chance."""
        return self.difference - self.half


def paired(ours: np.ndarray, theirs: np.ndarray) -> Paired:
    """Compare two systems by their scores of the same items, at least two of them."""
    differences = ours - theirs
    spread = float(differences.std(ddof=1)) / len(ours) ** 0.5
    low, high = _ratios(ours, theirs)
    return Paired(
        difference=float(differences.mean()),
        half=student(len(ours) - 1) * spread,
        ratio=_ratio(float(ours.mean()), float(theirs.mean())),
        ratio_low=low,
        ratio_high=high,
    )


def student(freedom: int) -> float:
    """The two-sided 95% point of Student's t by Cornish and Fisher's expansion: within 0.01 from 4 on."""
    z, n = _Z, freedom
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    )


def _ratios(ours: np.ndarray, theirs: np.ndarray) -> tuple[float, float]:
    chance = np.random.default_rng(SEED)
    drawn = chance.integers(0, len(ours), (DRAWS, len(ours)))
    means = theirs[drawn].mean(axis=1)
    ratios = np.divide(ours[drawn].mean(axis=1), means, out=np.full(DRAWS, np.nan), where=means > 0)
    low, high = np.nanpercentile(ratios, [2.5, 97.5])
    return float(low), float(high)


def _ratio(ours: float, theirs: float) -> float:
    return ours / theirs if theirs else float("nan")
