"""How one host is treated: so many requests at once, a pause between two, none while it asks us to wait."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from bot.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from bot.clock import Clock
    from bot.collect.flight import Flight

_LOOK = 0.2  # seconds between two looks at whether a wait should be given up
_REMEMBERED = 2_000  # hosts
# One page of a host that many share must not silence them all for long.
_LONGEST_HOLD = 15 * 60.0
# Others' requests to a host that one waits for, before it is left for another time.
_LONGEST_WAIT = 30.0


class Turns(Protocol):
    """The same over all processes (bot.store.hosts, by wiring)."""

    def take(self, host: str, pause: float, longest: float) -> float:
        """Reserve the host's next moment: the seconds until then; more than `longest`: nothing reserved."""
        ...

    def hold(self, host: str, seconds: float) -> None:
        """Let no process ask the host for so long."""
        ...


class Alone:
    """No other process asks anybody."""

    def take(self, host: str, pause: float, longest: float) -> float:
        del host, pause, longest
        return 0.0

    def hold(self, host: str, seconds: float) -> None: ...


class HostGate:
    """Thread-safe. `own(host)`: the host stands in a network of the operator's; no pause is made there.

    The places are this process's; the pauses hold over all that share the `turns`.
    """

    def __init__(
        self,
        places: int,
        pause: float,
        clock: Clock,
        own: Callable[[str], bool],
        turns: Turns | None = None,
    ) -> None:
        self._turns = turns or Alone()
        self._places = places
        self._pause = pause
        self._clock = clock
        self._own = own
        self._busy: Counter[str] = Counter()
        self._next: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._change = threading.Condition()

    @contextmanager
    def place(self, host: str, flight: Flight) -> Generator[None]:
        """Wait for a place at the host; FetchError while it asks us to wait, or once the flight has ended."""
        with self._change:
            self._refuse_while_held(host, flight.url)
            while (wait := self._wait(host)) > 0:
                self._change.wait(min(wait, flight.remaining()))
            self._busy[host] += 1
            self._next[host] = self._clock.monotonic() + self._pause
        try:
            self._wait_for_turn(host, flight)
            yield
        finally:
            with self._change:
                self._busy[host] -= 1
                self._busy += Counter()  # drops the hosts that nobody is at
                self._change.notify_all()

    def hold(self, host: str, seconds: float) -> None:
        """The host wants no requests for so long (429 with Retry-After)."""
        span = min(seconds, _LONGEST_HOLD)
        with self._change:
            self._held[host] = self._clock.monotonic() + span
        self._turns.hold(host, span)

    def _wait_for_turn(self, host: str, flight: Flight) -> None:
        """Wait for what other processes ask of the host; FetchError where that is too long."""
        if self._own(host):
            return
        wait = self._turns.take(host, self._pause, _LONGEST_WAIT)
        if wait > _LONGEST_WAIT:
            raise _not_asked(flight.url, host, wait)
        begin = self._clock.monotonic() + wait
        with self._change:
            while (left := begin - self._clock.monotonic()) > 0:
                self._change.wait(min(_LOOK, left, flight.remaining()))

    def _wait(self, host: str) -> float:
        if self._busy[host] >= self._places:
            return _LOOK
        if self._own(host):
            return 0.0
        self._forget_old()
        return min(_LOOK, self._next.get(host, 0.0) - self._clock.monotonic())

    def _refuse_while_held(self, host: str, url: str) -> None:
        left = self._held.get(host, 0.0) - self._clock.monotonic()
        if left > 0:
            raise _not_asked(url, host, left)
        self._held.pop(host, None)

    def _forget_old(self) -> None:
        if len(self._next) > _REMEMBERED:
            now = self._clock.monotonic()
            self._next = {host: at for host, at in self._next.items() if at > now}


def _not_asked(url: str, host: str, wait: float) -> FetchError:
    return FetchError(url, f"not asked: {host} asks to wait {wait:.0f} s", passing=True, retry_after=wait)
