"""What belongs to one tenant, whatever table it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete

from bot.store.schema import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection, MetaData

COLUMN = "tenant"


def forget_tenant(db: Connection, tenant: str, tables: MetaData = metadata) -> dict[str, int]:
    """Delete every row that names the tenant, in every table that has such a column: table -> rows."""
    if not tenant:  # what belongs to nobody in particular is no tenant's
        return {}
    bound = [table for table in reversed(tables.sorted_tables) if COLUMN in table.c]
    return {
        table.name: db.execute(delete(table).where(table.c[COLUMN] == tenant)).rowcount for table in bound
    }
