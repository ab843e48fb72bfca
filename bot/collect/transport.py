"""Connections that keep a deadline, can be stopped from outside, and go only where the guard allows.

httpx's own timeouts are per socket operation: a server that drips a byte now and then never ends them. Here
every operation gets what is left of the request's total time, whichever connection of the pool it runs on.
"""

from __future__ import annotations

import queue
import socket
import threading
from contextlib import ExitStack, contextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import httpcore2
import httpx2

from bot.errors import AddressRefusedError, FetchError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Generator, Iterable, Iterator

    from bot.clock import Clock
    from bot.collect.guard import Guard, IPAddress, Resolver

CONNECT_SECONDS = 5.0
_ADDRESSES_TRIED = 4
_HEAD_ROOM = 256 * 1024  # status lines, headers and chunk marks count too; so do a few redirects
_QUICKACK: int | None = getattr(socket, "TCP_QUICKACK", None)  # Linux alone has it
_POLL = 0.2  # seconds between two looks at whether a wait should be given up


class Flight:
    """One request under way: what time and how many bytes it has left, and the socket it is on."""

    def __init__(self, url: str, seconds: float, max_bytes: int, clock: Clock) -> None:
        self.url = url
        self.seconds = seconds
        self.stopped = False
        self._left = max_bytes + _HEAD_ROOM
        self._clock = clock
        self._deadline = float("inf")
        self._stream: _Stream | None = None
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

    def late(self) -> FetchError:
        return FetchError(self.url, f"timed out after {self.seconds:g} s", passing=True)

    def count(self, received: int) -> None:
        """Count bytes off the wire, before decompression. Raises FetchError over the cap."""
        self._left -= received
        if self._left < 0:
            raise FetchError(self.url, "larger than allowed")

    def ride(self, stream: _Stream) -> None:
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


class _Current(threading.local):
    """The flight that this thread is on: httpcore's backends are not told which request they serve."""

    flight: Flight | None = None


class _Stream(httpcore2.NetworkStream):
    """A connection whose every operation keeps the time of the flight that uses it."""

    def __init__(self, inner: httpcore2.NetworkStream, handle: socket.socket, current: _Current) -> None:
        self._inner = inner
        self._handle = handle  # a second descriptor of the socket: TLS takes the first one away
        self._current = current

    def _flight(self) -> Flight:
        assert self._current.flight is not None
        self._current.flight.ride(self)
        return self._current.flight

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - ours is the total
        flight = self._flight()
        if (
            _QUICKACK is not None
        ):  # a server that writes head and body apart waits 40 ms for our word otherwise
            self._handle.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)
        data = self._inner.read(max_bytes, flight.remaining())
        flight.count(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - ours is the total
        self._inner.write(buffer, self._flight().remaining())

    def close(self) -> None:
        self._inner.close()
        self._handle.close()

    def shut(self) -> None:
        try:
            self._handle.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # closed already, by us or by the other side

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - ours is the total
    ) -> httpcore2.NetworkStream:
        flight = self._flight()
        with ExitStack() as undo:
            undo.callback(self.close)  # httpcore drops a connection whose handshake failed without closing it
            limit = min(flight.remaining(), CONNECT_SECONDS)
            inner = self._inner.start_tls(ssl_context, server_hostname, limit)
            undo.pop_all()
        return _Stream(inner, self._handle, self._current)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore2.NetworkBackend):
    """Resolves, has every answer judged, and connects to an address that was judged."""

    def __init__(self, guard: Guard, resolver: Resolver, current: _Current) -> None:
        self._guard = guard
        self._resolver = resolver
        self._current = current
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - ours is the total
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        flight = self._current.flight
        assert flight is not None
        addresses = self._addresses(host, port, flight)[:_ADDRESSES_TRIED]
        failure: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for address in addresses:
            seconds = min(flight.remaining(), CONNECT_SECONDS)
            try:
                inner = self._inner.connect_tcp(str(address), port, seconds, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(inner, inner.get_extra_info("socket").dup(), self._current)
        raise failure or httpcore2.ConnectError("no such host")

    def _addresses(self, host: str, port: int, flight: Flight) -> list[IPAddress]:
        try:
            answers = [str(ip_address(host))]
        except ValueError:
            answers = _look_up(self._resolver, host, port, flight)
        addresses, why = self._guard.judge(answers, port)
        if why:
            raise AddressRefusedError(flight.url, why)
        return addresses


def _look_up(resolver: Resolver, host: str, port: int, flight: Flight) -> list[str]:
    """Resolve within the flight's time: getaddrinfo knows no timeout, so it waits in a thread of its own."""
    answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(list(resolver(host, port)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    while True:
        try:
            answer = answers.get(timeout=min(_POLL, flight.remaining()))
        except queue.Empty:
            continue
        if isinstance(answer, list):
            return answer
        raise httpcore2.ConnectError(answer) from answer


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class GuardedTransport(httpx2.BaseTransport):
    """httpx's transport over a pool of our own connections. No proxies: they would connect for us."""

    def __init__(self, guard: Guard, resolver: Resolver, ssl_context: ssl.SSLContext) -> None:
        self._current = _Current()
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl_context,
            max_connections=None,
            max_keepalive_connections=32,
            keepalive_expiry=15.0,
            network_backend=_Backend(guard, resolver, self._current),
        )

    @contextmanager
    def carrying(self, flight: Flight) -> Generator[None]:
        """Make `flight` the one that this thread's requests belong to."""
        self._current.flight = flight
        try:
            yield
        finally:
            self._current.flight = None
            flight.land()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
            )
        )
        return httpx2.Response(status_code=answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        self._pool.close()
