"""The databases that Dateline stores in, behind one port: all that differs between them is below here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.errors import StoreError
from bot.store.databases.port import Condition, Database, Queue, WordIndex
from bot.store.databases.postgresql import PostgreSQL
from bot.store.databases.sqlite import SQLite

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

__all__ = ["Condition", "Database", "Queue", "WordIndex", "named", "of"]

_KINDS: Final[dict[str, Database]] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def of(bind: Connection | Engine) -> Database:
    """The kind of database that a connection or an engine is of."""
    return _KINDS[bind.dialect.name]


def named(backend: str) -> Database:
    """The kind that a URL names; StoreError where it is none of ours."""
    if backend not in _KINDS:
        raise StoreError(f"`database` names {backend}; Dateline stores in SQLite or PostgreSQL")
    return _KINDS[backend]
