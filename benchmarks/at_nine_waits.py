"""What the connections to a PostgreSQL wait for: looked at four times a second, beside a benchmark."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text

if TYPE_CHECKING:
    from collections.abc import Generator

EVERY = 0.25
# An advisory lock is told of by its two numbers (bot.store.databases.postgresql).
LOOK = text(
    "SELECT a.state, a.wait_event_type, a.wait_event, l.classid, l.objid FROM pg_stat_activity a "
    "LEFT JOIN pg_locks l ON l.pid = a.pid AND NOT l.granted AND l.locktype = 'advisory' "
    "WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.state <> 'idle' "
    "AND a.query NOT LIKE 'LISTEN%'"
)


@contextmanager
def looked_at(url: str) -> Generator[dict[str, float]]:
    """What they wait for -> how many do on average, filled when the block ends."""
    found: dict[str, float] = {}
    counted: Counter[str] = Counter()
    looks, over = [0], Event()
    thread = Thread(target=_look, args=(url, counted, looks, over), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()
        found |= {name: round(many / max(1, looks[0]), 2) for name, many in counted.most_common()}


def _look(url: str, counted: Counter[str], looks: list[int], over: Event) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        while not over.is_set():
            begun = time.monotonic()
            counted.update(_named(*row) for row in db.execute(LOOK))
            looks[0] += 1
            over.wait(max(0.0, EVERY - (time.monotonic() - begun)))
    engine.dispose()


def _named(state: str, kind: str | None, event: str | None, first: int | None, second: int | None) -> str:
    if state.startswith("idle in transaction"):
        return "for us, amid a transaction"
    if first is not None and second is not None:
        return f"for the lock {first:#x}, {second}"
    return f"for {kind}: {event}" if kind else "for nothing: it works"
