"""A clock that runs 168 times as fast, so that a week is an hour: of the soak and of the process in it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

SPEED = 168.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FastClock:
    """At `begun` (seconds since 1970) it was `start`; since then it runs `speed` times as fast.

    Durations are real: what waits for a network waits as long as ever.
    """

    begun: float
    start: datetime
    speed: float = SPEED

    def now(self) -> datetime:
        return self.start + timedelta(seconds=(time.time() - self.begun) * self.speed)

    def monotonic(self) -> float:
        return time.monotonic()

    def days(self) -> float:
        """Simulated days since the start."""
        return (time.time() - self.begun) * self.speed / 86_400

    @property
    def environment(self) -> dict[str, str]:
        return {
            "SOAK_BEGUN": repr(self.begun),
            "SOAK_START": self.start.isoformat(),
            "SOAK_SPEED": repr(self.speed),
        }

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        return cls(
            begun=float(environment["SOAK_BEGUN"]),
            start=datetime.fromisoformat(environment["SOAK_START"]).astimezone(UTC),
            speed=float(environment["SOAK_SPEED"]),
        )
