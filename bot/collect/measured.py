"""Fetches, counted by what came of them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.errors import AddressRefusedError, FetchError
from bot.metrics.table import FETCHED

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.collect.collector import Client
    from bot.collect.flight import Stop
    from bot.collect.http import Response
    from bot.metrics import Meter


class MeasuredClient:
    """Fills collector.Client by another one."""

    def __init__(self, client: Client, meter: Meter, clock: Clock) -> None:
        self._client = client
        self._meter = meter
        self._clock = clock

    @property
    def per_host(self) -> int:
        return self._client.per_host

    def get(self, url: str, *, etag: str = "", last_modified: str = "", stop: Stop | None = None) -> Response:
        begun, result = self._clock.monotonic(), "unusable"
        try:
            response = self._client.get(url, etag=etag, last_modified=last_modified, stop=stop)
            result = "not_modified" if response.not_modified else "ok"
        except FetchError as error:
            result = _result(error)
            raise
        finally:
            self._meter.took(FETCHED, self._clock.monotonic() - begun, result)
        return response


def _result(error: FetchError) -> str:
    if isinstance(error, AddressRefusedError):
        return "address_refused"
    if error.gone:
        return "gone"
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return "rate_limited"
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "server_error"
    if error.status >= HTTPStatus.BAD_REQUEST:
        return "client_error"
    return "no_answer" if error.passing else "unusable"
