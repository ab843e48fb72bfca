"""Entries that are known though no article was made of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Words

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "passed",
        sa.Column("source", Words, primary_key=True),
        sa.Column("key", Words, primary_key=True),
    )
