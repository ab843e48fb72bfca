"""Which articles are cited by what was made of them, so that they stay; and an article's entries, by it."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

revision = "0015"
down_revision = "0014"

_AT_ONCE = 200


def upgrade() -> None:
    op.create_table("cited", sa.Column("article_id", Words, primary_key=True))
    op.create_index("entries_article", "entries", ["article_id"])
    bind = op.get_bind()
    ids: set[str] = set()
    for plan in _column(bind, "editions", "plan"):
        for story in json.loads(plan)["edition"]["stories"]:
            ids.add(story["brief"]["headline_id"])
            ids.update(said["article_id"] for said in story["brief"]["sentences"])
    for message in _column(bind, "deliveries", "message"):
        for told in json.loads(zlib.decompress(message)).get("told", ()):
            ids.update(said["article_id"] for said in told["sentences"])
    if rows := [{"article_id": one} for one in sorted(ids)]:
        bind.execute(sa.table("cited", sa.column("article_id")).insert(), rows)


def _column(bind: sa.Connection, table: str, name: str) -> Iterator[Any]:
    column: sa.ColumnClause[Any] = sa.column(name)
    query = sa.select(column).select_from(sa.table(table, column)).where(column.is_not(None))
    for part in bind.execute(query.execution_options(yield_per=_AT_ONCE)).partitions():
        yield from (value for (value,) in part)
