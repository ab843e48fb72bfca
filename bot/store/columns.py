"""The types of columns that must be the same on every database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import MetaData, String, Text, TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect
    from sqlalchemy.types import TypeEngine

metadata = MetaData()
"""All tables: those of bot.store.schema, and what that takes from beside it."""

# Text is ordered by its bytes everywhere, as in SQLite: by an operator's locale, editions would differ.
BY_BYTES = "C"
Words = Text().with_variant(Text(collation=BY_BYTES), "postgresql")


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC as text of fixed width: it sorts as text on every database."""

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        collation = BY_BYTES if dialect.name == "postgresql" else None
        return dialect.type_descriptor(String(32, collation=collation))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        del dialect
        return None if value is None else datetime.fromisoformat(value)


def written(moment: datetime) -> str:
    """The moment as it stands in a column."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
