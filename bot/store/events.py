"""Slack's events that were taken up: a re-sent one is not answered again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import events

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def first(db: Connection, event_id: str, now: datetime) -> bool:
    """True for the first call with that id, and for no other, whichever process asks."""
    done = db.execute(insert(events).values(event_id=event_id, taken=now).on_conflict_do_nothing())
    return done.rowcount == 1


def forget(db: Connection, before: datetime) -> None:
    """Slack re-sends within minutes; older ids serve nobody."""
    db.execute(delete(events).where(events.c.taken < before))
