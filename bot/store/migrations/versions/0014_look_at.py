"""When an order is looked at next. NULL: it is not known, as of all that an older program stored."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Moment

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("subscriptions", sa.Column("look_at", Moment))
    op.create_index("subscriptions_look", "subscriptions", ["look_at", "tenant"])
