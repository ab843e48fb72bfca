"""What is dear to find out and may be a little old; what is dear to hold and is not needed all the while."""

from __future__ import annotations

from threading import Event, Lock, Thread, Timer
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


def after(seconds: float, do: Callable[[], object]) -> Callable[[], object]:
    """Do it then, on a thread that holds up no process that ends; what it gives back calls it off."""
    timer = Timer(seconds, do)
    timer.daemon = True
    timer.start()
    return timer.cancel


def each(seconds: float, do: Callable[[], object]) -> Callable[[], object]:
    """Do it again and again, so many seconds after the last time; as `after`."""
    over = Event()

    def again() -> None:
        while not over.wait(seconds):
            do()

    Thread(target=again, daemon=True).start()
    return over.set


class Meanwhile(Generic[T]):
    """Calling it gives what `make` made, which is let go once nobody has asked for `rest` seconds.

    At the latest for twice that: it is looked after every `rest` seconds, by `later`.
    """

    def __init__(
        self,
        make: Callable[[], T],
        rest: float,
        later: Callable[[float, Callable[[], object]], object] = after,
    ) -> None:
        self._make = make
        self._rest = rest
        self._later = later
        self._lock = Lock()
        self._made: T | None = None
        self._asked = False

    def __call__(self) -> T:
        with self._lock:
            self._asked = True
            if self._made is None:
                self._made = self._make()
                self._later(self._rest, self._look)
            return self._made

    def _look(self) -> None:
        with self._lock:
            if self._asked:
                self._asked = False
                self._later(self._rest, self._look)
            else:
                self._made = None
