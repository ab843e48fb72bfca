"""What a migration does on one kind of database alone: search, which each has in its own way."""

from __future__ import annotations

from alembic import op


def on(name: str) -> bool:
    """Whether the database that is migrated is of that kind: "sqlite" or "postgresql"."""
    return op.get_bind().dialect.name == name
