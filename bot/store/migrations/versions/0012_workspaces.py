"""Workspaces that installed Dateline, with their sealed tokens; the states of installations under way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Moment, Words

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "installations",
        sa.Column("id", Words, primary_key=True),
        *(_text(name) for name in ("team", "enterprise", "name", "app", "bot_user", "scopes")),
        *(_text(name) for name in ("token", "refresh_token")),
        sa.Column("expires", Moment),
        sa.Column("installed", Moment, nullable=False),
        _text("installed_by"),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("lease_until", Moment),
        sa.Column("look", Moment, nullable=False),
        sa.Column("doubted", sa.Boolean, nullable=False),
        sa.Column("stuck", Moment),
        sa.Column("gone", Moment),
        _text("why"),
        sa.Column("forget", Moment),
    )
    op.create_index("installations_look", "installations", ["look"])
    op.create_table(
        "oauth_states",
        sa.Column("state", Words, primary_key=True),
        sa.Column("until", Moment, nullable=False),
    )
    op.create_index("oauth_states_until", "oauth_states", ["until"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, Words, nullable=False)
