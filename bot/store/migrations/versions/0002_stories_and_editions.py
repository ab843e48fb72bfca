"""Where a story is, what went before it, an entry's place in its feed, and what an edition was made from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Words

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for name in ("place", "region", "affair"):
        op.add_column("stories", _text(name, ""))
    op.add_column("stories", _text("previous", "[]"))
    op.add_column("articles", sa.Column("position", sa.Integer, nullable=False, server_default="0"))
    for name in ("left_out", "inputs"):
        op.add_column("editions", sa.Column(name, sa.LargeBinary))


def _text(name: str, default: str) -> sa.Column[str]:
    """What is stored already is given the default: it was made before anybody asked."""
    return sa.Column(name, Words, nullable=False, server_default=default)
