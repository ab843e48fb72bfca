"""The one client that fetches anything from outside: guarded addresses, bounded time, size and redirects."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Self

import httpcore2
import httpx2

from bot.clock import Clock, SystemClock
from bot.collect import causes
from bot.collect.flight import Flight, Pace, Stop
from bot.collect.gate import HostGate, Turns
from bot.collect.guard import Guard, IPNetwork, Resolver, system_resolver
from bot.collect.transport import GuardedTransport
from bot.collect.unpack import ACCEPTED, unpacked
from bot.collect.urls import absolute, host_of, split_web
from bot.errors import AddressRefusedError, FetchError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Mapping

_MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_DOCUMENTS = frozenset({200, 203, 226})
_LONGEST_VALIDATOR = 1_000
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, text/html, application/xhtml+xml,"
    " application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came back. `url` is where it was found in the end; header names are in lower case.

    `not_modified` says that the validators still hold (304; the body is empty). `permanent_url` is set when
    every redirect on the way was a permanent one: the address to ask from now on.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    not_modified: bool = False
    permanent_url: str = ""

    @property
    def etag(self) -> str:
        return self._validator("etag")

    @property
    def last_modified(self) -> str:
        return self._validator("last-modified")

    def _validator(self, name: str) -> str:
        """It is stored and sent back with every request: one as long as a page is no validator."""
        value = self.headers.get(name, "")
        return value if len(value) <= _LONGEST_VALIDATOR else ""


@dataclass(frozen=True, slots=True)
class _Hop:
    """One request's answer: a response, or the address that it points to."""

    response: Response | None
    to: str = ""
    for_good: bool = False


def user_agent(version: str, contact: str = "") -> str:
    """Name ourselves: "Dateline/1.0 (+https://example.org/contact)"."""
    shown = "".join(c for c in contact.strip() if c.isascii() and c.isprintable())
    return f"Dateline/{version} (+{shown})" if shown else f"Dateline/{version}"


class GuardedClient:
    """Fetches by GET. Thread-safe; one for the whole process.

    `allow_networks`: CIDRs that may be reached although private. `timeout`: seconds that one fetch may take
    in all, redirects included. `max_bytes`: of a body, as sent and as unpacked. `per_host`: requests at once
    to one host; `pause`: seconds from the beginning of one to the next, but for hosts in `allow_networks`.
    `proxy`: where all requests are sent to, "" for none; what it connects to is then its affair. `turns`:
    what the pauses are shared by with other processes. `pace`,
    `resolver` and `ssl_context` are for tests and for operators with roots of their own.
    """

    def __init__(
        self,
        allow_networks: Iterable[str | IPNetwork] = (),
        timeout: float = 20.0,
        max_bytes: int = 5_000_000,
        user_agent: str = "Dateline",
        per_host: int = 2,
        *,
        pause: float = 0.0,
        proxy: str = "",
        turns: Turns | None = None,
        pace: Pace | None = None,
        resolver: Resolver = system_resolver,
        ssl_context: ssl.SSLContext | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.timeout = timeout
        self.max_bytes = max_bytes
        self.per_host = per_host
        self._clock = clock or SystemClock()
        self._pace = pace or Pace()
        self._stop = Stop()
        tls = ssl_context or httpx2.create_ssl_context(trust_env=False)
        self._transport = GuardedTransport(Guard(allow_networks), resolver, tls, proxy)
        self._gate = HostGate(per_host, pause, self._clock, self._transport.is_own, turns)
        self._client = httpx2.Client(
            transport=self._transport,
            trust_env=False,
            timeout=None,  # the deadline of the flight is over every operation
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # nobody gets to know us again
            headers={"User-Agent": user_agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED},
        )

    def get(self, url: str, *, etag: str = "", last_modified: str = "", stop: Stop | None = None) -> Response:
        """Fetch a document. `stop` lets another thread end it.

        Raises FetchError for whatever brings no document, AddressRefusedError where the guard says no.
        """
        flight = Flight(url, self.timeout, self.max_bytes, self._clock, self._pace)
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in asked.items() if value}
        with self._stop.over(flight), (stop or self._stop).over(flight), self._transport.carrying(flight):
            return self._follow(flight, headers)

    def is_own(self, url: str) -> bool:
        """Say whether the address stands in `allow_networks`; of a name that is known once it was reached."""
        return self._transport.is_own(host_of(url))

    def close(self) -> None:
        """End every request under way and close the connections; later requests are refused."""
        self._stop.set()
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _follow(self, flight: Flight, headers: Mapping[str, str]) -> Response:
        url, for_good = flight.url, True
        for hop_number in range(_MAX_REDIRECTS + 1):
            hop = self._hop(url, headers, flight)
            if hop.response is None:
                url, for_good = hop.to, for_good and hop.for_good
            elif hop_number and for_good:
                return _moved(hop.response)
            else:
                return hop.response
        raise FetchError(flight.url, f"more than {_MAX_REDIRECTS} redirects")

    def _hop(self, url: str, headers: Mapping[str, str], flight: Flight) -> _Hop:
        _check(url, flight)
        with self._gate.place(host_of(url), flight):
            flight.start()
            try:
                with self._client.stream("GET", url, headers=headers) as answer:
                    return self._taken(answer, flight, conditional=bool(headers))
            except causes.NETWORK_ERRORS as error:
                raise causes.failed(flight, error) from error
            except RuntimeError as error:  # httpx2's word for a client that was closed meanwhile
                if not self._client.is_closed:
                    raise
                raise FetchError(flight.url, "stopped", passing=True) from error

    def _taken(self, answer: httpx2.Response, flight: Flight, *, conditional: bool) -> _Hop:
        status, url = answer.status_code, str(answer.url)
        if status in _REDIRECTS:
            to = absolute(url, answer.headers.get("location", ""))
            if not to:
                raise FetchError(flight.url, f"{status} redirects to no web address")
            return _Hop(None, to, status in _FOR_GOOD)
        not_modified = status == HTTPStatus.NOT_MODIFIED and conditional
        if status not in _DOCUMENTS and not not_modified:
            raise self._refused(flight, url, answer)
        body = b"" if not_modified else self._body(answer, flight)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return _Hop(Response(url=url, status=status, headers=headers, body=body, not_modified=not_modified))

    def _refused(self, flight: Flight, url: str, answer: httpx2.Response) -> FetchError:
        error = causes.refused(flight.url, answer.status_code, answer.headers)
        if error.status == HTTPStatus.TOO_MANY_REQUESTS and error.retry_after:
            self._gate.hold(host_of(url), error.retry_after)
        return error

    def _body(self, answer: httpx2.Response, flight: Flight) -> bytes:
        too_large = FetchError(flight.url, f"larger than {self.max_bytes} bytes")
        length = answer.headers.get("content-length", "")
        if length.isdecimal() and int(length) > self.max_bytes:
            raise too_large
        body = bytearray()
        try:
            for part in unpacked(answer.iter_raw(), answer.headers.get("content-encoding", ""), flight.url):
                body += part
                if len(body) > self.max_bytes:
                    raise too_large
                flight.remaining()
        except (httpcore2.RemoteProtocolError, httpcore2.ReadError) as error:
            if flight.stopped or causes.is_nonsense(error):
                raise
            raise causes.cut_short(flight, answer.num_bytes_downloaded, length) from error
        return bytes(body)


def _moved(response: Response) -> Response:
    return Response(
        url=response.url,
        status=response.status,
        headers=response.headers,
        body=response.body,
        not_modified=response.not_modified,
        permanent_url=response.url,
    )


def _check(url: str, flight: Flight) -> None:
    """Refuse what is no http(s) address, and one with a password in it, which would end up in logs."""
    parts = split_web(url)
    if parts is None:
        raise AddressRefusedError(flight.url, "only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise AddressRefusedError(_without_login(flight.url), "an address with a login in it is refused")


def _without_login(url: str) -> str:
    head, _, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{head}://{authority.rpartition('@')[2]}{slash}{path}"
