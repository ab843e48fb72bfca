"""One request under way: the time, bytes and speed that it is allowed, and how it is ended from outside."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Generator

    from bot.clock import Clock

_HEAD_ROOM = 256 * 1024  # status lines, headers and chunk marks count too; so do a few redirects


class Socket(Protocol):
    """What a flight waits on."""

    def shut(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How slowly a server may answer: `grace` seconds from its first byte, one more for each `slowest` bytes.

    A modem of the nineties brings ten times as much. What a server thinks before its first byte is not
    counted: the total time bounds that.
    """

    slowest: float = 500.0
    grace: float = 10.0


_PACE = Pace()


class Flight:
    """One request under way: what time and how many bytes it has left, and the socket it is on."""

    def __init__(self, url: str, seconds: float, max_bytes: int, clock: Clock, pace: Pace = _PACE) -> None:
        self.url = url
        self.seconds = seconds
        self.stopped = False
        self._left = max_bytes + _HEAD_ROOM
        self._clock = clock
        self._deadline = float("inf")
        self._pace = pace
        self._first_byte: float | None = None  # of the answer that comes in at present
        self._received = 0
        self._stream: Socket | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the time that it may take; the wait for a free place before is not counted."""
        self._deadline = min(self._deadline, self._clock.monotonic() + self.seconds)

    def remaining(self) -> float:
        """Return the seconds left, more than 0. Raises FetchError once there are none, or it was stopped."""
        if self.stopped:
            raise FetchError(self.url, "stopped", passing=True)
        left = self._deadline - self._clock.monotonic()
        if left <= 0:
            raise self.late()
        return left

    def asked(self) -> None:
        """A request goes out: the next byte that comes is the first of its answer."""
        self._first_byte, self._received = None, 0

    def patience(self) -> float:
        """Return the seconds that the next bytes may take, more than 0. Raises FetchError after them."""
        left = self.remaining()
        if self._first_byte is None:
            return left
        allowed = self._pace.grace + self._received / self._pace.slowest
        patience = self._first_byte + allowed - self._clock.monotonic()
        if patience <= 0:
            raise self._too_slow()
        return min(left, patience)

    def late(self) -> FetchError:
        """Say which of the two ran out: the time in all, or the patience with a slow server."""
        if self._clock.monotonic() < self._deadline and self._first_byte is not None:
            return self._too_slow()
        return FetchError(self.url, f"timed out after {self.seconds:g} s", passing=True)

    def _too_slow(self) -> FetchError:
        why = f"too slow: fewer than {self._pace.slowest:g} bytes a second"
        return FetchError(self.url, why, passing=True)

    def count(self, received: int) -> None:
        """Count bytes off the wire, before decompression. Raises FetchError over the cap."""
        if self._first_byte is None:
            self._first_byte = self._clock.monotonic()
        self._received += received
        self._left -= received
        if self._left < 0:
            raise FetchError(self.url, "larger than allowed")

    def ride(self, stream: Socket) -> None:
        """Note the socket that the next operation waits on, so that `stop` can wake it."""
        with self._lock:
            self._stream = stream
        self.remaining()

    def stop(self) -> None:
        """End it from another thread: its socket is shut down, which wakes whoever waits on it."""
        with self._lock:
            self.stopped = True
            if self._stream is not None:
                self._stream.shut()

    def land(self) -> None:
        """Let go of the socket: from here on it serves others, and `stop` must not touch it."""
        with self._lock:
            self._stream = None


class Stop:
    """A switch that ends the requests it was given to, now and later. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: set[Flight] = set()
        self._is_set = False

    def set(self) -> None:
        with self._lock:
            self._is_set = True
            flights = tuple(self._flights)
        for flight in flights:
            flight.stop()

    @contextmanager
    def over(self, flight: Flight) -> Generator[None]:
        with self._lock:
            self._flights.add(flight)
            flight.stopped = flight.stopped or self._is_set
        try:
            yield
        finally:
            with self._lock:
                self._flights.discard(flight)
