"""Notices: until when one may be posted stands in its row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("until", Moment))
    op.create_index("deliveries_parent", "deliveries", ["parent"])
