"""A request's body: of the kinds that Slack sends, and read no further than it may be long, or last."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from bot.web.refusals import RefusedError

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.requests import Request

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
# Slack waits 3 s for its answer: what is longer on its way serves nobody.
BODY_SECONDS: Final = 3.0


def kind(headers: Headers) -> str:
    """JSON or FORM; RefusedError where it is another, or packed."""
    named = headers.get("content-type", "").partition(";")[0].strip().lower()
    if named not in {JSON, FORM} or "content-encoding" in headers:
        raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "its body is of another kind than Slack's")
    return named


async def read(request: Request, most: int) -> bytes:
    """The body; RefusedError where it is longer than `most` bytes, or too long on its way.

    What names its length is refused unread; what names none, once so much has come.
    """
    if {"content-length", "transfer-encoding"} <= set(request.headers):
        # Who is between us and Slack may have gone by the other one (RFC 9112, 6.3).
        raise RefusedError(HTTPStatus.BAD_REQUEST, "it names its length in two ways")
    named = request.headers.get("content-length", "0")
    if not named.isdigit() or int(named) > most:
        raise _too_long()
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > most:
                    raise _too_long()
    except TimeoutError:
        raise RefusedError(HTTPStatus.REQUEST_TIMEOUT, "its body was too long on its way") from None
    return bytes(body)


def _too_long() -> RefusedError:
    return RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "its body is longer than web.max_bytes")
