"""One table of systems on the same items, and the figures that the gate and docs/quality.md quote."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from evaluation import table
from intervals import paired

if TYPE_CHECKING:
    from collections.abc import Mapping

OURS, LEAD, SUMY = "dateline", "lead", "sumy "
HEAD = (
    "system",
    "R1",
    "R2",
    "R2 - lead, paired 95%",
    "R2 / lead, 95%",
    "dateline's R2 / its, 95%",
    "ms",
)


@dataclass(slots=True)
class Run:
    """What one system made of the items: ROUGE-1 and 2 of each, and the milliseconds of CPU for each."""

    scores: list[np.ndarray] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)

    def add(self, scores: np.ndarray, ms: float) -> None:
        self.scores.append(scores)
        self.ms.append(ms)

    @property
    def r2(self) -> np.ndarray:
        return np.array(self.scores)[:, 1] * 100


def best_peer(runs: Mapping[str, Run]) -> str:
    """The method of sumy with the highest mean ROUGE-2 here; empty where none was run."""
    peers = [name for name in runs if name.startswith(SUMY)]
    return max(peers, key=lambda name: runs[name].r2.mean(), default="")


def compared(runs: Mapping[str, Run]) -> str:
    """The systems as a Markdown table, the best of sumy marked."""
    best = best_peer(runs)
    return table(HEAD, [_line(name, runs, marked=name == best) for name in runs])


def _line(name: str, runs: Mapping[str, Run], *, marked: bool) -> list[str]:
    run = runs[name]
    mean = np.array(run.scores).mean(axis=0) * 100
    beside = paired(run.r2, runs[LEAD].r2)
    ours = paired(runs[OURS].r2, run.r2)
    return [
        f"**{name}**" if marked or name == OURS else name,
        *(f"{value:.2f}" for value in mean),
        "" if name == LEAD else f"{beside.difference:+.2f} ± {beside.half:.2f}",
        "" if name == LEAD else f"{beside.ratio:.3f} ({beside.ratio_low:.2f} to {beside.ratio_high:.2f})",
        "" if name == OURS else f"{ours.ratio:.3f} ({ours.ratio_low:.2f} to {ours.ratio_high:.2f})",
        f"{np.mean(run.ms):.1f}",
    ]


def figures(prefix: str, runs: Mapping[str, Run]) -> dict[str, float]:
    """Ours: r2, ms; beside lead and the best of sumy the ratio ("over") and the interval's end ("above")."""
    found = _against("lead", runs, LEAD)
    if best := best_peer(runs):
        found |= _against("sumy", runs, best)
    found |= {"r2": float(runs[OURS].r2.mean()), "ms": float(np.mean(runs[OURS].ms))}
    return {f"{prefix}.{name}": value for name, value in found.items()}


def _against(name: str, runs: Mapping[str, Run], other: str) -> dict[str, float]:
    beside = paired(runs[OURS].r2, runs[other].r2)
    return {f"over_{name}": beside.ratio, f"above_{name}": beside.low}
