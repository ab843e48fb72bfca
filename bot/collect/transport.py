"""Connections that keep a flight's time, can be stopped from outside, and go only where the guard allows.

httpx's own timeouts are per socket operation: a server that drips a byte now and then never ends them. Here
every operation gets what is left of the request's total time, whichever connection of the pool it runs on.
"""

from __future__ import annotations

import queue
import socket
import threading
from contextlib import ExitStack, contextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, TypedDict

import httpcore2
import httpx2

from bot.collect.guard import spelling
from bot.errors import AddressRefusedError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Generator, Iterable, Iterator

    from bot.collect.flight import Flight
    from bot.collect.guard import Guard, IPAddress, Resolver

CONNECT_SECONDS = 5.0
_ADDRESSES_TRIED = 4
_QUICKACK: int | None = getattr(socket, "TCP_QUICKACK", None)  # Linux alone has it
_POLL = 0.2  # seconds between two looks at whether a wait should be given up


class _PoolSettings(TypedDict):
    ssl_context: ssl.SSLContext
    max_connections: int | None
    max_keepalive_connections: int
    network_backend: httpcore2.NetworkBackend


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
        data = self._inner.read(max_bytes, flight.patience())
        flight.count(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - ours is the total
        flight = self._flight()
        self._inner.write(buffer, flight.remaining())
        flight.asked()

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
    """Resolves, has every answer judged, and connects to an address that was judged.

    Without a guard it connects to whatever it is told to: to the proxy that the operator named.
    """

    def __init__(self, guard: Guard | None, resolver: Resolver, current: _Current) -> None:
        self.own: set[str] = set()  # hosts that were found in networks of the operator's
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
        if why := spelling(host):
            raise AddressRefusedError(flight.url, why)
        try:
            answers = [str(ip_address(host))]
        except ValueError:
            answers = _look_up(self._resolver, host, port, flight)
        if self._guard is None:
            return [ip_address(answer) for answer in answers]
        addresses, why = self._guard.judge(answers, port)
        if why:
            raise AddressRefusedError(flight.url, why)
        if addresses and all(map(self._guard.names, addresses)):
            self.own.add(host)
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
    """httpx's transport over connections of our own, one for each request.

    With a `proxy` it is the proxy that looks names up and connects. All that can be done here then is to
    refuse odd spellings, addresses that are not public, and ports; what a name stands for is not known.
    """

    def __init__(
        self, guard: Guard, resolver: Resolver, ssl_context: ssl.SSLContext, proxy: str = ""
    ) -> None:
        self._guard = guard
        self._proxied = bool(proxy)
        self._current = _Current()
        self._backend = _Backend(None if proxy else guard, resolver, self._current)
        settings: _PoolSettings = {
            "ssl_context": ssl_context,
            "max_connections": None,
            # None is used twice: what a server sent behind its answer would be taken for the next one.
            "max_keepalive_connections": 0,
            "network_backend": self._backend,
        }
        self._pool = httpcore2.HTTPProxy(proxy, **settings) if proxy else httpcore2.ConnectionPool(**settings)

    def is_own(self, host: str) -> bool:
        """Does the host stand in a network of the operator's? A name is known once it was connected to."""
        return self._guard.names_literally(host) or (not self._proxied and host in self._backend.own)

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
        if self._proxied:
            self._judge_blindly(url)
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

    def _judge_blindly(self, url: httpx2.URL) -> None:
        host, port = url.raw_host.decode("ascii"), url.port or (443 if url.scheme == "https" else 80)
        if why := spelling(host) or self._guard.unresolved(host, port):
            raise AddressRefusedError(str(url), why)

    def close(self) -> None:
        self._pool.close()
