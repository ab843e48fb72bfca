"""Slack's events that were taken up: a re-sent one is not answered again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete

from bot.store.databases import Queue
from bot.store.inserting import insert
from bot.store.schema import events
from bot.store.tenants import Across

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.store.store import Store


# Slack re-sends an event for some minutes; older ids serve nobody.
REMEMBERED = timedelta(days=2)


class Seen:
    """Fills bot.slack.ports.Seen."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def first(self, event_id: str) -> bool:
        """True for the first call with that id, and for no other, whichever process asks."""
        values = {"event_id": event_id, "taken": self._clock.now()}
        with self._store.write(Queue.ROWS) as db:
            return db.execute(insert(db, events).values(values).on_conflict_do_nothing()).rowcount == 1

    def forget_old(self) -> None:
        """Of every tenant."""
        with self._store.write(across=Across.FORGETTING) as db:
            old = events.c.taken < self._clock.now() - REMEMBERED
            # "Ev…" are Slack's own; what we noted ourselves (who was welcomed) stays.
            db.execute(delete(events).where(old, events.c.event_id.startswith("Ev")))
