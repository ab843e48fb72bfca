"""Somebody has looked into the channel, and wants a message posted after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.deliver import events, protocol
from bot.errors import BadRequestError, NotFoundError
from bot.model import DeliveryState

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from bot.deliver.ports import Deliveries
    from bot.model import Delivery


_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("deliver")


def post_now(deliveries: Deliveries, delivery_id: str, now: datetime, deadline: timedelta) -> Delivery:
    """The row, on its way again for as long as `deadline`; as it stands where that is no longer needed.

    NotFoundError where there is none; BadRequestError for a day that had nothing to post.
    """
    while True:
        row = deliveries.get(delivery_id)
        if row is None:
            raise NotFoundError("That message is not in the store any more.")
        if row.state is DeliveryState.WITHHELD:
            raise BadRequestError(f"There was nothing to post: {row.why}.")
        if row.state not in protocol.UNDELIVERED:
            return row
        ordered = protocol.ordered(row, events.Ordered(until=now + deadline), now)
        if deliveries.amend(ordered, row):  # else a second click or a sweep moved it in between: look again
            _log.info("delivery.ordered", delivery=row.id, was=row.state.value)
            return ordered
