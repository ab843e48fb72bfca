"""The time by the database, where it has a clock of its own: programs on several machines agree on that."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clock import Clock
    from bot.store.store import Store


class StoreClock:
    """`now` asks the database, where that keeps time; durations are this machine's own."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def now(self) -> datetime:
        """StoreError where the database does not answer."""
        now = self._clock.now()
        if not self._store.kind.keeps_time:
            return now
        with self._store.read() as db:
            return db.execute(select(self._store.kind.clock(now, timedelta()))).scalar_one()

    def monotonic(self) -> float:
        return self._clock.monotonic()
