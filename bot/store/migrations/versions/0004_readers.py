"""Readers and their wishes, conversations, notices, pages looked at again, feeds mended from Slack."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Moment, Words

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("editions", sa.Column("thread", sa.LargeBinary))
    op.add_column("deliveries", sa.Column("parent", Words, nullable=False, server_default=""))
    op.add_column("deliveries", sa.Column("message", sa.LargeBinary))
    op.add_column("feeds", sa.Column("failing", Moment))
    _people()
    _conversations()
    _pages()


def _people() -> None:
    op.create_table(
        "readers",
        sa.Column("id", Words, primary_key=True),
        _text("dm"),
        _text("zone"),
        sa.Column("admin", sa.Boolean, nullable=False),
        sa.Column("guest", sa.Boolean, nullable=False),
        sa.Column("asked", Moment),
    )
    op.create_table(
        "preferences",
        *(sa.Column(name, Words, primary_key=True) for name in ("owner", "wish", "subject", "value")),
        _text("label"),
        _text("by"),
        sa.Column("made", Moment, nullable=False),
    )
    op.create_index("preferences_thing", "preferences", ["subject", "value"])


def _conversations() -> None:
    op.create_table(
        "shown",
        sa.Column("reader", Words, primary_key=True),
        sa.Column("article_id", Words, primary_key=True),
        sa.Column("start", sa.Integer, primary_key=True),
        sa.Column("end", sa.Integer, nullable=False),
        _text("story_id"),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_index("shown_at", "shown", ["at"])
    op.create_table(
        "conversations",
        *(sa.Column(name, Words, primary_key=True) for name in ("channel", "thread", "reader")),
        _text("detail"),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_index("conversations_at", "conversations", ["at"])


def _pages() -> None:
    article = sa.ForeignKey("articles.id", ondelete="CASCADE")
    op.create_table(
        "revisions",
        sa.Column("article_id", Words, article, primary_key=True),
        sa.Column("checked", Moment, nullable=False),
        _text("text"),
        _text("etag"),
        _text("last_modified"),
        sa.Column("failures", sa.Integer, nullable=False),
    )
    op.create_index("revisions_checked", "revisions", ["checked"])
    op.create_table(
        "feed_changes",
        sa.Column("url", Words, primary_key=True),
        _text("moved_to"),
        sa.Column("dropped", sa.Boolean, nullable=False),
        _text("by"),
        sa.Column("made", Moment, nullable=False),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, Words, nullable=False)
