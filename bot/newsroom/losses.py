"""The operator is told once of channels' digests that did not arrive."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.model import DIRECT, DeliveryState
from bot.newsroom.operators import open_for, operators
from bot.store import deliveries
from bot.store.databases import Queue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.clock import Clock
    from bot.model import Delivery, Posting
    from bot.store.store import Store

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("newsroom")

RECENT = timedelta(days=7)
LOST = (DeliveryState.FAILED, DeliveryState.MISSED, DeliveryState.UNCERTAIN)


class Losses:
    """`is_told` says of a refusal's words that pausing tells of it (bot.newsroom.pausing).

    It looks into the store, and marks what it has told in the step that tells it: no process that ends in
    between tells it twice, or not at all.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        is_told: Callable[[str], bool],
        draw: Callable[[Sequence[Delivery]], Posting],
        *,
        tell: str,
    ) -> None:
        self._store = store
        self._clock = clock
        self._is_told = is_told
        self._draw = draw
        self._tell = tell

    def steps(self) -> Iterator[Callable[[], object]]:
        yield self.look

    def look(self) -> list[Delivery]:
        """Tell of what was lost since the last look, in one message; of what is still swept, afterwards."""
        now = self._clock.now()
        with self._store.read() as db:
            if not deliveries.untold(db, LOST, now - RECENT):
                return []
        with self._store.write(Queue.TENANT) as db:
            found = deliveries.untold(db, LOST, now - RECENT)
            deliveries.mark_told(db, [row.id for row in found])
            lost = [row for row in found if self._is_operators(row)]
            if lost:
                about = [row.id for row in lost]
                to = operators(db, self._tell)
                open_for(db, to, self._draw(lost), kind="lost", about=about, now=now)
        for row in lost:
            _log.warning("delivery.lost", delivery=row.id, channel=row.channel, why=row.why)
        return lost

    def _is_operators(self, row: Delivery) -> bool:
        """Not a reader's own digest, which their Home tab tells of; nor what pausing tells of."""
        return not row.channel.startswith(DIRECT) and not self._is_told(row.why)
