"""Who is let in. The page acts for whoever opens it, so nobody else's page in the same browser may. Pure.

A cookie holds a secret that the printed address gave (OWASP's cheat sheets on request forgery and on session
cookies); Host must be ours, against names that are bound anew to this machine; what changes something must
come from a page of ours, by Origin. Cookies know no ports: ours has the port in its name.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 256 * 1024
DIGITS = 9
FORM = "application/x-www-form-urlencoded"

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with "no-referrer" a form's Origin would be null
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """`key` is the secret; `port` is where the page is served."""

    key: str = field(repr=False)
    port: int

    @property
    def hosts(self) -> tuple[str, ...]:
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    @property
    def cookie(self) -> str:
        return f"dateline-{self.port}"

    def refuses(self, method: str, headers: Mapping[str, str]) -> HTTPStatus | None:
        """Why a request is not for us; None where it is. Header names as written in HTTP."""
        if headers.get("Host", "") not in self.hosts:
            return HTTPStatus.MISDIRECTED_REQUEST
        if not self.opens(cookies(headers).get(self.cookie, "")):
            return HTTPStatus.FORBIDDEN
        return None if method == "GET" else self._refuses_a_deed(headers)

    def opens(self, key: str) -> bool:
        return hmac.compare_digest(key.encode(), self.key.encode())

    def _refuses_a_deed(self, headers: Mapping[str, str]) -> HTTPStatus | None:
        if headers.get("Origin", "") not in {f"http://{host}" for host in self.hosts}:
            return HTTPStatus.FORBIDDEN
        if headers.get("Content-Type", "").partition(";")[0].strip() != FORM:
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        length = headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()):
            return HTTPStatus.LENGTH_REQUIRED
        too_long = len(length) > DIGITS or int(length) > MOST_BYTES
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_long else None


def cookies(headers: Mapping[str, str]) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("Cookie", "")).items()}
    except CookieError:
        return {}
