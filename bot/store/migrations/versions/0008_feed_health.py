"""How feeds fare: the history of their readings, what the operator was told; why an order is paused."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Moment, Words

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "feed_readings",
        sa.Column("url", Words, primary_key=True),
        sa.Column("at", Moment, primary_key=True),
        *(_text(name) for name in ("outcome", "why", "sign", "moved_to", "found")),
        sa.Column("entries", sa.Integer),
        *(_count(name) for name in ("new", "closed", "milliseconds", "size")),
    )
    op.create_table(
        "feed_days",
        sa.Column("url", Words, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        *(_count(name) for name in ("read", "failed", "new")),
    )
    op.create_table(
        "feed_troubles",
        sa.Column("url", Words, primary_key=True),
        sa.Column("since", Moment, nullable=False),
        sa.Column("told", Moment, nullable=False),
        sa.Column("mended", Moment),
    )
    op.add_column("subscriptions", sa.Column("paused_why", Words, nullable=False, server_default=""))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, Words, nullable=False)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)
