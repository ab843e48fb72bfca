"""Readers, and what they and channels wish."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.model import Preference, Reader, Subject, Wish
from bot.store.inserting import insert
from bot.store.schema import preferences, readers
from bot.store.tenants import mine, own

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection


def reader(db: Connection, user: str) -> Reader:
    """The person as far as known; without anything known, the ID alone."""
    query = select(readers).where(mine(db, readers), readers.c.id == user)
    row = db.execute(query).mappings().first()
    return Reader(**own(row)) if row else Reader(id=user)


def admins(db: Connection) -> tuple[Reader, ...]:
    """The administrators, as Slack last said, by ID."""
    query = select(readers).where(mine(db, readers), readers.c.admin).order_by(readers.c.id)
    return tuple(Reader(**own(row)) for row in db.execute(query).mappings())


def keep(db: Connection, known: Reader) -> None:
    values = asdict(known)
    statement = insert(db, readers).values(values)
    db.execute(statement.on_conflict_do_update(index_elements=["tenant", "id"], set_=values))


def prefer(db: Connection, wished: Preference) -> bool:
    """Note a wish; False where it was noted already, and stays as it was."""
    statement = insert(db, preferences).values(asdict(wished))
    return db.execute(statement.on_conflict_do_nothing()).rowcount == 1


def unprefer(db: Connection, owner: str, wish: Wish, subject: Subject, value: str) -> bool:
    """Take a wish back; False where there was none."""
    c = preferences.c
    here = (c.owner == owner, c.wish == wish, c.subject == subject, c.value == value)
    return db.execute(delete(preferences).where(mine(db, preferences), *here)).rowcount == 1


def wishes_of(db: Connection, *owners: str) -> tuple[Preference, ...]:
    """All that these owners wish, oldest first."""
    return _wishes(db, preferences.c.owner.in_(owners))


def every_wish(db: Connection, wishes: Collection[Wish]) -> tuple[Preference, ...]:
    """All wishes of these kinds, of whoever, oldest first."""
    return _wishes(db, preferences.c.wish.in_(wishes))


def _wishes(db: Connection, which: ColumnElement[bool]) -> tuple[Preference, ...]:
    c = preferences.c
    query = select(preferences).where(mine(db, preferences), which)
    rows = db.execute(query.order_by(c.made, c.owner, c.wish, c.value)).mappings()
    return tuple(_preference(own(row)) for row in rows)


def _preference(row: dict[str, object]) -> Preference:
    found = Preference(**row)  # pyright: ignore[reportArgumentType] - a row of that table
    return replace(found, wish=Wish(found.wish), subject=Subject(found.subject))
