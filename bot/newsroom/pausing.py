"""A channel's digest that Slack does not let us post any more pauses, and says so; it is never removed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.model import DeliveryState, PausedOrder
from bot.newsroom.operators import admins, open_for, operators
from bot.store import deliveries, subscriptions
from bot.store.databases import Queue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.model import Delivery, Posting, Subscription
    from bot.store.store import Store

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("newsroom")

RECENT = timedelta(days=7)


class Pausing:
    """`is_lost` says whether a refusal, in the words of its delivery, means that the right to post is gone.

    It looks into the store for what was refused, so that a process that ended right after the refusal has
    missed nothing.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        is_lost: Callable[[str], bool],
        draw: Callable[[Sequence[PausedOrder]], Posting],
        *,
        tell: str,
    ) -> None:
        self._store = store
        self._clock = clock
        self._is_lost = is_lost
        self._draw = draw
        self._tell = tell

    def steps(self) -> Iterator[Callable[[], object]]:
        yield self.look

    def look(self) -> list[PausedOrder]:
        """Pause the orders whose last digest was refused so; those that were running until now."""
        with self._store.read() as db:
            if not self._refused(db):
                return []
        now = self._clock.now()
        with self._store.write(Queue.TENANT) as db:
            refused = self._refused(db)
            paused = [
                PausedOrder(order=order, why=row.why, delivery=row.id)
                for order, row in refused
                if subscriptions.pause(db, order.id, row.why)
            ]
            # Who has a digest of their own is nobody else's affair: their Home tab says it to them.
            told = [one for one in paused if not one.order.owner]
            if told:
                to = [*operators(db, self._tell), *admins(db)]
                about = [one.delivery for one in told]
                open_for(db, to, self._draw(told), kind="paused", about=about, now=now)
        for one in paused:
            _log.warning("subscription.paused", subscription=one.order.id, why=one.why)
        return paused

    def _refused(self, db: Connection) -> list[tuple[Subscription, Delivery]]:
        """The running orders whose last digest was refused for good, since they were resumed."""
        rows = deliveries.troubled(db, self._clock.now() - RECENT)
        channels = {row.channel for row in rows if not row.is_notice and self._is_lost(row.why)}
        last = {key: row for name in sorted(channels) for key, row in deliveries.missing(db, name).items()}
        lost = [row for row in last.values() if row.state is DeliveryState.FAILED and self._is_lost(row.why)]
        found = [(order, row) for row in lost if (order := subscriptions.get(db, row.subscription_id))]
        return [(order, row) for order, row in found if _is_about(order, row)]


def _is_about(order: Subscription, row: Delivery) -> bool:
    """Whether the refusal is of the order as it runs now: not of one that was resumed or moved since."""
    fresh = order.since is None or row.due > order.since
    return not order.paused and fresh and row.channel == order.channel
