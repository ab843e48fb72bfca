"""Requests that are not taken: the error that says so, and the line in the log."""

from __future__ import annotations

from collections import Counter
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import structlog

from bot.errors import DatelineError
from bot.metrics import UNMEASURED
from bot.metrics.table import WEB_REFUSED

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.metrics import Meter

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("web")

PAUSE_SECONDS: Final = 60.0
_ADDRESS_CHARACTERS: Final = 45  # of an IPv6 address at its longest; a proxy may hand on anything


class RefusedError(DatelineError):
    """A request that is not taken. `why` is one of our own phrases: nothing of the request is in it.

    `retry_after` in seconds, 0 where it needn't come again.
    """

    def __init__(self, status: HTTPStatus, why: str, retry_after: int = 0) -> None:
        super().__init__(why)
        self.status = status
        self.why = why
        self.retry_after = retry_after


def unsigned(why: str) -> RefusedError:
    return RefusedError(HTTPStatus.UNAUTHORIZED, why)


def overloaded(why: str) -> RefusedError:
    return RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, why, retry_after=1)


class Refusals:
    """One line for each kind of refusal at once, then one in a minute: strangers must not fill the disk."""

    def __init__(self, clock: Clock, meter: Meter = UNMEASURED) -> None:
        self._clock = clock
        self._meter = meter
        self._last: dict[str, float] = {}
        self._unsaid: Counter[str] = Counter()

    def tell(self, no: RefusedError, client: str) -> None:
        self._meter.count(WEB_REFUSED, str(no.status.value))
        now = self._clock.monotonic()
        said = self._last.get(no.why)
        if said is not None and now - said < PAUSE_SECONDS:
            self._unsaid[no.why] += 1
            return
        self._last[no.why] = now
        _log.warning(
            "web.refused",
            why=no.why,
            status=no.status.value,
            client=client[:_ADDRESS_CHARACTERS],
            unsaid=self._unsaid.pop(no.why, 0),
        )
