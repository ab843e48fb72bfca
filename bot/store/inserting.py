"""INSERT with ON CONFLICT, as the database at hand writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import databases

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert


def insert(db: Connection, table: Table) -> SqliteInsert | PostgresInsert:
    """Both have on_conflict_do_nothing and on_conflict_do_update."""
    return databases.of(db).insert(table)
