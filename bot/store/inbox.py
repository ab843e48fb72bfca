"""What was read and waits to be put into stories: parts of collections, in the order in which they came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.model import Item  # noqa: TC001  (pydantic reads the types)
from bot.store.codec import pack, unpack
from bot.store.inserting import insert
from bot.store.schema import inbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class _Kept:
    items: tuple[Item, ...]


def put(db: Connection, items: Sequence[Item]) -> None:
    db.execute(insert(db, inbox), {"part": pack(_Kept(tuple(items)))})


def first(db: Connection, most: int) -> list[tuple[int, tuple[Item, ...]]]:
    """The oldest parts with their numbers, at most so many."""
    found = db.execute(select(inbox.c.n, inbox.c.part).order_by(inbox.c.n).limit(most))
    return [(n, unpack(_Kept, packed).items) for n, packed in found]


def remove(db: Connection, numbers: Sequence[int]) -> None:
    db.execute(delete(inbox).where(inbox.c.n.in_(numbers)))
