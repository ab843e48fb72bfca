"""The port: who does something that is worth counting is handed a Meter, and says it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from bot.metrics.shape import Metric


class Meter(Protocol):
    """Fills nothing in by itself and never fails. Labels in the order of the metric's."""

    def count(self, metric: Metric, *labels: str, by: int = 1) -> None:
        """So many more of a counter."""
        ...

    def took(self, metric: Metric, seconds: float, *labels: str) -> None:
        """One more in a histogram, which took so long."""
        ...


class _Unmeasured:
    def count(self, metric: Metric, *labels: str, by: int = 1) -> None:
        """Nobody asked."""

    def took(self, metric: Metric, seconds: float, *labels: str) -> None:
        """Nobody asked."""


UNMEASURED: Final[Meter] = _Unmeasured()
"""For all that is not watched: the commands, and `dateline run` without a listener for metrics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a gauge is now."""

    metric: Metric
    value: float
    labels: tuple[str, ...] = ()
