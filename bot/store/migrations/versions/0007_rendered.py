"""Deliveries: what has its bytes is rendered; when it was tried and is swept; one row a local date."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Moment

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("tried", Moment))
    op.add_column("deliveries", sa.Column("sweep", Moment))
    op.add_column("deliveries", sa.Column("told", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute("UPDATE deliveries SET told = true")  # what was lost before is old news
    op.execute(
        "UPDATE deliveries SET state = 'rendered' "
        "WHERE state = 'planned' AND (edition_id <> '' OR message IS NOT NULL)"
    )
    op.create_index("deliveries_date", "deliveries", ["subscription_id", "local_date"], unique=True)
    op.create_index("deliveries_sweep", "deliveries", ["sweep"])
