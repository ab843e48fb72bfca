"""What is remembered of feeds, and which of their entries are stored."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, or_, select

from bot.model import FeedState
from bot.store import databases
from bot.store.inserting import insert
from bot.store.schema import entries, feeds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Executable

    from bot.store.databases import Database


# Written out once: to put a statement together costs more than to carry it out, and a reading takes a dozen.
_OF_URL: Final = select(feeds).where(feeds.c.url == bindparam("of"))
_AMONG: Final = select(entries.c.key).where(
    entries.c.source == bindparam("of"), entries.c.key.in_(bindparam("keys", expanding=True))
)


def state(db: Connection, url: str) -> FeedState:
    """What is remembered of a feed; a fresh state where nothing is."""
    row = db.execute(_OF_URL, {"of": url}).mappings().first()
    return FeedState(**row) if row else FeedState(url=url)


def states(db: Connection, urls: Sequence[str] | None = None) -> tuple[FeedState, ...]:
    """Every feed that was ever read, by URL; of these alone where they are named."""
    if urls is not None:
        return tuple(
            FeedState(**row)
            for start in range(0, len(urls), 500)  # SQLite bounds the variables of a statement
            for row in db.execute(select(feeds).where(feeds.c.url.in_(urls[start : start + 500]))).mappings()
        )
    return tuple(FeedState(**row) for row in db.execute(select(feeds).order_by(feeds.c.url)).mappings())


def save(db: Connection, state: FeedState) -> None:
    """Remember it, unless a later reading is remembered: what waited in the inbox comes after its time."""
    db.execute(
        _saving(databases.of(db)), {column.name: getattr(state, column.name) for column in feeds.columns}
    )


@cache
def _saving(kind: Database) -> Executable:
    told = kind.insert(feeds)
    later = or_(
        feeds.c.checked.is_(None), told.excluded.checked.is_(None), feeds.c.checked <= told.excluded.checked
    )
    values = {column.name: told.excluded[column.name] for column in feeds.columns}
    return told.on_conflict_do_update(index_elements=["url"], set_=values, where=later)


def known(db: Connection, source: str, keys: Iterable[str]) -> set[str]:
    """Those of a source's keys whose entries are stored."""
    wanted = list(keys)
    found: set[str] = set()
    for start in range(0, len(wanted), 500):  # SQLite bounds the variables of a statement
        part = wanted[start : start + 500]
        found |= set(db.execute(_AMONG, {"of": source, "keys": part}).scalars())
    return found


def remember(db: Connection, rows: Sequence[tuple[str, str, str]]) -> None:
    """Note (source, key, article id) of stored entries; what is noted already stays."""
    if rows:
        values = [{"source": source, "key": key, "article_id": article} for source, key, article in rows]
        db.execute(insert(db, entries).on_conflict_do_nothing(), values)
