"""docs/pictures/soak.png: a small picture of each series over the days, with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from soak_series import SERIES, WARM_UP_DAYS, slope

mpl.use("Agg")
from matplotlib import pyplot as plt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.axes import Axes
    from soak_series import Series

COLUMNS = 4


def draw(samples: Sequence[dict[str, Any]], path: Path) -> None:
    lines = -(-len(SERIES) // COLUMNS)
    figure, axes = plt.subplots(lines, COLUMNS, figsize=(14, 2.1 * lines), sharex=True, layout="constrained")
    for series, axis in zip(SERIES, axes.flat, strict=False):
        _one(samples, series, axis)
    for axis in axes.flat[len(SERIES) :]:
        axis.set_visible(False)
    for axis in axes[-1]:
        axis.set_xlabel("simulated days", fontsize=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=80, metadata={"Software": None})
    plt.close(figure)


def _one(samples: Sequence[dict[str, Any]], series: Series, axis: Axes) -> None:
    days, values = series.of(samples)
    axis.plot(days, values, color="#1f5fa8", linewidth=0.9)
    if (one := slope(days, values)) is not None:
        after = days >= WARM_UP_DAYS
        ends = np.array([WARM_UP_DAYS, days[-1]])
        line = values[after].mean() + one.value * (ends - days[after].mean())
        axis.plot(ends, line, color="#b3401f", linewidth=0.9, linestyle="--")
    axis.set_title(f"{series.name}{', ' + series.unit if series.unit else ''}", fontsize=9, loc="left")
    axis.set_ylim(bottom=0)
    axis.tick_params(labelsize=7)
    axis.grid(alpha=0.25)
    for side in ("top", "right"):
        axis.spines[side].set_visible(False)
