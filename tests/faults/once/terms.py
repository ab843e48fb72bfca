"""How long everything takes here: the product's terms, scaled down to seconds and less."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All in seconds. `scale` stretches them on a machine that is busy."""

    scale: float = 1.0

    @property
    def tick(self) -> float:
        return 0.15 * self.scale

    @property
    def posting(self) -> float:
        """The limit of one call of Slack."""
        return 0.8 * self.scale

    @property
    def flight(self) -> float:
        """The longest flight: posting and the history's lag are within it."""
        return 1.2 * self.scale

    @property
    def lease(self) -> float:
        return 2.4 * self.scale

    @property
    def busy(self) -> int:
        """How long SQLite waits for a lock; in whole seconds, as the product has it."""
        return max(1, round(self.scale))

    @property
    def outage(self) -> float:
        """How long what goes away stays away: the outage of five minutes of a real day."""
        return 1.8 * self.busy

    @property
    def frozen(self) -> float:
        """How long a process stands still: so that the others have settled what it had in hand."""
        return 1.8 * self.lease

    @property
    def lag(self) -> float:
        """The history's lag where it stays within the assumption."""
        return 0.9 * self.flight

    @property
    def long_lag(self) -> float:
        """And where it doesn't."""
        return self.flight + self.lease + 0.6 * self.scale

    @property
    def sweeps(self) -> tuple[float, float]:
        """How long after a doubtful post the history is read again for a second copy."""
        return 2 * self.flight, self.long_lag + self.flight

    @property
    def heartbeat(self) -> float:
        """How often a worker says that it lives."""
        return 0.5 * self.scale

    @property
    def stalled(self) -> float:
        """After so long a silence it counts as dead, and its jobs are given back."""
        return 2.0 * self.scale

    @property
    def patience(self) -> float:
        """After so long without an end a cell has failed."""
        return 40.0 * self.scale


def chosen() -> Terms:
    return Terms(scale=float(os.environ.get("DATELINE_MATRIX_SCALE", "1.5")))
