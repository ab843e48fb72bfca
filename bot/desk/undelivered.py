"""Messages that did not reach their channel, or of which nobody knows; and having one posted after all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.errors import NotFoundError
from bot.model import DIRECT, DeliveryState
from bot.store import deliveries

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.clock import Clock
    from bot.model import Delivery
    from bot.store.store import Store

# A post that nobody is sure of is of interest for so long; a digest that was missed or refused, for a day.
RECENT: Final = timedelta(days=7)
OF_THE_DAY: Final = timedelta(days=1)


class UndeliveredDesk:
    """`post` has a delivery posted after all, by its id (bot.deliver.ordering): wiring fills it."""

    def __init__(self, store: Store, clock: Clock, post: Callable[[str], Delivery]) -> None:
        self._store = store
        self._clock = clock
        self._post = post

    def recent(self) -> tuple[Delivery, ...]:
        """What administrators can look after, oldest first.

        Direct messages are not among them: they are their readers' own, and nobody else can look there.
        """
        now = self._clock.now()
        with self._store.read() as db:
            found = deliveries.troubled(db, now - RECENT)
        return tuple(
            row
            for row in found
            if not row.channel.startswith(DIRECT)
            and (row.state is DeliveryState.UNCERTAIN or _is_missed(row, now - OF_THE_DAY))
        )

    def post_now(self, delivery_id: str) -> Delivery:
        """Have it posted, whatever became of it; it is that as it stands then. A second click does no more.

        NotFoundError where administrators can't look after it (any more).
        """
        if delivery_id not in {row.id for row in self.recent()}:
            raise NotFoundError("That was dealt with already, or is too long ago.")
        return self._post(delivery_id)


def _is_missed(row: Delivery, since: datetime) -> bool:
    """A digest of the day that never came; what would have followed in its thread comes with it."""
    return row.state in (DeliveryState.MISSED, DeliveryState.FAILED) and not row.is_notice and row.due > since
