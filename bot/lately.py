"""What is dear to find out and may be a little old."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from bot.clock import Clock

T = TypeVar("T")


class Lately(Generic[T]):
    """Calling it gives what `find` gave at most `kept` ago. Of many that ask at once one finds it anew."""

    def __init__(self, find: Callable[[], T], clock: Clock, kept: timedelta) -> None:
        self._find = find
        self._clock = clock
        self._kept = kept.total_seconds()
        self._lock = Lock()
        self._found: tuple[float, T] | None = None

    def __call__(self) -> T:
        with self._lock:
            now = self._clock.monotonic()
            if self._found is None or now - self._found[0] >= self._kept:
                self._found = (now, self._find())
            return self._found[1]
