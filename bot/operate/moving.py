"""A store's move to another database: every row, held against what it was by counts and hashes.

It may be broken off and begun again: what has come over stays, and the rest follows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from bot.errors import StoreError
from bot.store import articles, databases
from bot.store.inserting import insert
from bot.store.schema import articles as articles_table
from bot.store.schema import metadata
from bot.store.tenants import Across

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Table

    from bot.store.store import Store

_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A table that stands in the new database as in the old one. `digest` is a SHA-256 of its rows."""

    table: str
    rows: int
    digest: str


def move(source: Store, target: Store) -> Iterator[Moved]:
    """Copy table by table; StoreError where one did not come over as it was.

    The old store is read as of one moment. Nothing else may write to the new one meanwhile.
    """
    with source.read(Across.MOVING) as old:
        for table in metadata.sorted_tables:  # what others refer to comes first
            _copy(old, target, table)
            was = _told(old, table)
            with target.read(Across.MOVING) as new:
                now = _told(new, table)
            if was != now:
                raise StoreError(
                    f"{table.name} holds {now.rows} rows in the new database and {was.rows} in the old one, "
                    "or others: the new one has been used; empty it, or name another, and move again"
                )
            yield now


def fill(source: Store, target: Store) -> None:
    """Put a store in the place of all that another database holds, in one transaction: whole or not at all.

    StoreError where other programs use it, or a table did not come over as it was; nothing has changed then.
    """
    with source.read(Across.MOVING) as old, target.write(across=Across.MOVING) as new:
        if databases.of(new).in_use(new):
            raise StoreError("The database is in use: stop Dateline, then restore again.")
        databases.of(new).empty(new, metadata.sorted_tables)
        for table in metadata.sorted_tables:
            digest, rows = hashlib.sha256(), 0
            found = old.execute(_in_order(table)).mappings()
            for part in found.partitions():
                for row in part:
                    digest.update(_written(tuple(row.values())))
                rows += len(part)
                _put(new, table, [dict(row) for row in part])
            was = Moved(table=table.name, rows=rows, digest=digest.hexdigest())
            if was != _told(new, table):
                raise StoreError(f"{table.name} did not come over as it was; nothing was changed")


def _copy(old: Connection, target: Store, table: Table) -> None:
    query = _in_order(table)
    if table is articles_table:  # the long one: what is there need not be read again
        with target.read() as new:
            last = new.execute(select(func.max(articles_table.c.n))).scalar() or 0
        query = query.where(articles_table.c.n > last)
    found = old.execute(query).mappings()
    for part in found.partitions():
        with target.write(across=Across.MOVING) as new:
            _put(new, table, [dict(row) for row in part])


def _put(new: Connection, table: Table, rows: Sequence[dict[Any, Any]]) -> None:
    new.execute(insert(new, table).on_conflict_do_nothing(), rows)
    if table is articles_table:
        stored = articles.get(new, [row["id"] for row in rows])
        kind = databases.of(new)
        kind.index.add(new, [one.article for one in stored.values()])
        kind.number_on(new)


def _told(db: Connection, table: Table) -> Moved:
    """A table's rows as they come out of a database: the same of each, whatever its own way to keep them."""
    digest, rows = hashlib.sha256(), 0
    found = db.execute(_in_order(table))
    for row in found:
        digest.update(_written(tuple(row)))
        rows += 1
    return Moved(table=table.name, rows=rows, digest=digest.hexdigest())


def _written(row: tuple[Any, ...]) -> bytes:
    return repr(row).encode("utf-8", "surrogatepass")


def _in_order(table: Table) -> Any:
    return select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_AT_ONCE)
