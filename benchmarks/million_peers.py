"""What others do in place of the protocol: the same driver, with a part of it left out.

Each works on the same rows, with the same leases and in the same life. What is left out is the answer to "was
it posted?" after an attempt whose end nobody saw.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.deliver import events
from bot.deliver.delivery import Delivering

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.deliver.happened import Happened
    from bot.deliver.ports import Deliveries
    from bot.model import Delivery

TRIES = 3


class _Unswept:
    """Nobody looks for a second copy."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries

    def once(self, row: Delivery) -> None:
        self._deliveries.amend(replace(row, sweep=None), row)


class Peer(Delivering):
    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        self._sweep = _Unswept(self._deliveries)


class LeaseAndResend(Peer):
    """A lease that has run out is taken for "not posted": a queue with a visibility timeout does so."""

    def _look(self, row: Delivery) -> Happened | None:
        return self._move(row, events.NotFound())


class RetryOnError(LeaseAndResend):
    """An error is taken for "not posted", at once and up to three times: a client with retries does so."""

    def _post(
        self,
        row: Delivery,
        message: tuple[str, list[dict[str, Any]]],
        thread: str | None,
        may_send: Callable[[], bool],
    ) -> events.OfSending:
        for _ in range(TRIES - 1):
            sent = super()._post(row, message, thread, may_send)
            if not isinstance(sent, events.Unsure):
                return sent
        return super()._post(row, message, thread, may_send)


class NeverResend(Peer):
    """What was begun once is never begun again, whatever became of it: "at most once"."""

    def _look(self, row: Delivery) -> Happened | None:
        return self._move(row, events.Unreadable(why="nobody looks"))


PEERS: dict[str, type[Delivering]] = {
    "retry on error": RetryOnError,
    "lease and re-send": LeaseAndResend,
    "never re-send": NeverResend,
}
