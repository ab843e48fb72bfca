"""Leases on named work, so that one process at a time writes stories."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from bot.store import databases
from bot.store.inserting import insert
from bot.store.schema import locks

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def take(db: Connection, name: str, holder: str, *, now: datetime, lease: timedelta) -> int:
    """Take or renew a lock: its fence, which grows when the holder changes; 0 where another holds it.

    A database that has a clock of its own uses that one and not `now`.
    """
    clock, until = (databases.of(db).clock(now, plus) for plus in (timedelta(), lease))
    db.execute(insert(db, locks).values(name=name, holder="", until=clock, fence=0).on_conflict_do_nothing())
    mine = locks.c.holder == holder
    db.execute(update(locks).where(locks.c.name == name, mine).values(until=until))
    free = or_(locks.c.until <= clock, locks.c.holder == "")
    change = update(locks).where(locks.c.name == name, ~mine, free)
    db.execute(change.values(holder=holder, until=until, fence=locks.c.fence + 1))
    return db.execute(select(locks.c.fence).where(locks.c.name == name, mine)).scalar() or 0


def release(db: Connection, name: str, holder: str, now: datetime) -> None:
    """Let go; the holder's name stays, so that the next one knows whether hands have changed."""
    clock = databases.of(db).clock(now, timedelta())
    db.execute(update(locks).where(locks.c.name == name, locks.c.holder == holder).values(until=clock))
