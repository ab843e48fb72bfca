"""When a host may be asked next, whichever process asks: a row for each host that was asked lately."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from bot.errors import StoreError
from bot.store import databases
from bot.store.databases import Queue
from bot.store.inserting import insert
from bot.store.schema import hosts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.store.store import Store

KEPT = timedelta(hours=1)


def take(db: Connection, host: str, pause: timedelta, longest: timedelta, now: datetime) -> timedelta:
    """Reserve the host's next moment and let the one after it come `pause` later: how long it is until then.

    Where that is longer than `longest` nothing is reserved. A database with a clock of its own uses that one.
    """
    clock = databases.of(db).clock(now, timedelta())
    db.execute(insert(db, hosts).values(host=host, next=clock).on_conflict_do_nothing())
    mine = hosts.c.host == host
    free, now = db.execute(select(hosts.c.next, clock).where(mine).with_for_update()).one()
    turn = max(free, now)
    if turn - now <= longest:
        db.execute(update(hosts).where(mine).values(next=turn + pause))
    return turn - now


def hold(db: Connection, host: str, span: timedelta, now: datetime) -> None:
    """Let nobody ask the host for so long."""
    until = databases.of(db).clock(now, span)
    db.execute(insert(db, hosts).values(host=host, next=until).on_conflict_do_nothing())
    db.execute(update(hosts).where(hosts.c.host == host, hosts.c.next < until).values(next=until))


class HostTurns:
    """Fills bot.collect.gate.Turns. Where the database does not answer each process keeps its own pauses."""

    def __init__(self, store: Callable[[], Store], clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def take(self, host: str, pause: float, longest: float) -> float:
        spans = (timedelta(seconds=pause), timedelta(seconds=longest))
        with suppress(StoreError), self._store().write(Queue.ROWS) as db:
            return take(db, host, *spans, self._clock.now()).total_seconds()
        return 0.0

    def hold(self, host: str, seconds: float) -> None:
        with suppress(StoreError), self._store().write(Queue.ROWS) as db:
            hold(db, host, timedelta(seconds=seconds), self._clock.now())

    def forget_old(self) -> None:
        with self._store().write(Queue.ROWS) as db:
            db.execute(delete(hosts).where(hosts.c.next < self._clock.now() - KEPT))
