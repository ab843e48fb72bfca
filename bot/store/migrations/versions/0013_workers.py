"""What workers share: when a host may be asked next, and what was read and waits to be put into stories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Moment, Words

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "hosts",
        sa.Column("host", Words, primary_key=True),
        sa.Column("next", Moment, nullable=False),
    )
    op.create_table(
        "inbox",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("part", sa.LargeBinary, nullable=False),
    )
