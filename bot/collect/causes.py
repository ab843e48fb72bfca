"""What went wrong with a request, in the few words that a table of feeds has room for."""

from __future__ import annotations

import socket
import ssl
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

import httpcore2
import httpx2

from bot.collect.transport import CONNECT_SECONDS
from bot.errors import FetchError

if TYPE_CHECKING:
    from bot.collect.flight import Flight

NETWORK_ERRORS = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    httpx2.HTTPError,
    httpx2.InvalidURL,
)
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 507, 509, 520, 521, 522, 523, 524, 529})
_WORDS = {401: "wants a login", 402: "wants payment", 500: "server error", 503: "unavailable"}
_LONGEST_WAIT = timedelta(days=7)


def failed(flight: Flight, error: Exception) -> FetchError:
    """Name the cause of an error of the network; passing unless the address or the certificate is wrong."""
    if flight.stopped:
        return FetchError(flight.url, "stopped", passing=True)
    if isinstance(error, httpcore2.ConnectError):
        return _no_connection(flight, error)
    if isinstance(error, httpcore2.ConnectTimeout):
        seconds = min(flight.seconds, CONNECT_SECONDS)
        return FetchError(flight.url, f"no connection within {seconds:g} s", passing=True)
    if isinstance(error, httpcore2.TimeoutException):
        return flight.late()
    return _bad_answer(flight, error)


def _bad_answer(flight: Flight, error: Exception) -> FetchError:
    if isinstance(error, httpcore2.ProxyError):
        return FetchError(flight.url, f"the proxy refused: {str(error)[:60].lower()}", passing=True)
    if isinstance(error, httpx2.InvalidURL | httpx2.UnsupportedProtocol | httpcore2.LocalProtocolError):
        return FetchError(flight.url, "not a usable web address")
    if isinstance(error, httpx2.DecodingError):
        return FetchError(flight.url, "its compression is broken", passing=True)
    if is_nonsense(error):
        return FetchError(flight.url, "its answer is not HTTP", passing=True)
    return FetchError(flight.url, "connection dropped", passing=True)


def is_nonsense(error: Exception) -> bool:
    """Say whether the server spoke something else than HTTP, and did not only hang up."""
    hung_up = "disconnected" in str(error) or "peer closed" in str(error)
    return isinstance(error, httpcore2.RemoteProtocolError) and not hung_up


def _no_connection(flight: Flight, error: Exception) -> FetchError:
    cause: object = error.args[0] if error.args else None  # httpcore's pool cuts the chain of __cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return FetchError(flight.url, f"TLS certificate refused: {cause.verify_message}")
    if isinstance(cause, ssl.SSLError):
        return FetchError(flight.url, f"TLS failed: {cause.reason or 'broken handshake'}", passing=True)
    if isinstance(cause, socket.gaierror) or not isinstance(cause, OSError):
        return FetchError(flight.url, "no such host", passing=True)
    words = cause.strerror or str(cause) or "no connection"
    return FetchError(flight.url, words.lower(), passing=True)


def cut_short(flight: Flight, got: int, expected: str) -> FetchError:
    of = f"{got} of {expected} bytes" if expected.isdecimal() else f"{got} bytes and no end"
    return FetchError(flight.url, f"body cut short: {of}", passing=True)


def refused(url: str, status: int, headers: httpx2.Headers) -> FetchError:
    """Turn a status that brings no document into an error, with the wait that the server asks for."""
    wait = _retry_after(headers) if status in (429, 503) else None
    words = f"asks to wait {wait:.0f} s" if wait is not None else _words(status)
    return FetchError(
        url,
        f"{status} {words}".strip(),
        passing=status in _PASSING,
        gone=status == HTTPStatus.GONE,
        retry_after=wait,
        status=status,
    )


def _words(status: int) -> str:
    if status in _WORDS:
        return _WORDS[status]
    try:
        return HTTPStatus(status).phrase.lower()
    except ValueError:
        return "server error" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "refused"


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Read Retry-After (RFC 9110, 10.2.3): seconds, or a date, measured against the server's own Date."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal() and value.isascii():
        return min(float(value[:9]), _LONGEST_WAIT.total_seconds())
    try:
        wait = parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("date", ""))
    except (TypeError, ValueError):  # not a date, none at all, or one of the two without its zone
        return None
    return min(max(wait, timedelta()), _LONGEST_WAIT).total_seconds()
