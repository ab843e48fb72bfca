"""The first schema."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Moment, Words
from bot.store.migrations.kinds import on

revision = "0001"
down_revision = None

MOMENT = Moment()


def text(name: str, *, primary_key: bool = False, unique: bool = False) -> sa.Column[str]:
    return sa.Column(name, Words, nullable=False, primary_key=primary_key, unique=unique)


def slot() -> list[sa.Column[Any]]:
    return [text("subscription_id"), sa.Column("local_date", sa.Date, nullable=False), text("slot")]


def upgrade() -> None:
    _collected()
    if on("sqlite"):
        _search()
    _told()


def _collected() -> None:
    op.create_table(
        "feeds",
        text("url", primary_key=True),
        text("publisher"),
        text("etag"),
        text("last_modified"),
        sa.Column("checked", MOMENT),
        sa.Column("changed", MOMENT),
        sa.Column("failures", sa.Integer, nullable=False),
        text("error"),
        sa.Column("gone", sa.Boolean, nullable=False),
        sa.Column("wait_until", MOMENT),
    )
    op.create_table(
        "articles",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=True),
        text("id", unique=True),
        *map(text, ("url", "title", "text", "publisher", "section", "language")),
        sa.Column("published", MOMENT),
        text("source"),
        sa.Column("collected", MOMENT, nullable=False),
        sa.Column("dated", MOMENT),
        *map(text, ("fingerprint", "spans", "story_id", "copy_of")),
    )
    op.create_index("articles_dated", "articles", ["dated"])
    op.create_index("articles_story", "articles", ["story_id"])
    op.create_index("articles_fingerprint", "articles", ["fingerprint"])
    # Addresses and titles may be of any length, which only a hash index of PostgreSQL's takes.
    op.create_index("articles_url", "articles", ["url"], postgresql_using="hash")
    title = ["publisher", "title"] if on("sqlite") else ["title"]
    op.create_index("articles_title", "articles", title, postgresql_using="hash")
    op.create_table(
        "entries",
        text("source", primary_key=True),
        text("key", primary_key=True),
        sa.Column("article_id", Words, sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_table(
        "stories",
        text("id", primary_key=True),
        text("language"),
        text("section"),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("last_seen", MOMENT, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("publishers", sa.Integer, nullable=False),
        text("kind"),
        text("brief"),
    )
    op.create_index("stories_last_seen", "stories", ["last_seen"])


def _search() -> None:
    """FTS5 over the articles' own table, kept in step by triggers."""
    op.execute(
        "CREATE VIRTUAL TABLE articles_search USING fts5(title, text, content='articles', content_rowid='n', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    insert = "INSERT INTO articles_search(rowid, title, text) VALUES (new.n, new.title, new.text);"
    delete = (
        "INSERT INTO articles_search(articles_search, rowid, title, text) "
        "VALUES ('delete', old.n, old.title, old.text);"
    )
    op.execute(f"CREATE TRIGGER articles_inserted AFTER INSERT ON articles BEGIN {insert} END")
    op.execute(f"CREATE TRIGGER articles_deleted AFTER DELETE ON articles BEGIN {delete} END")
    op.execute(
        f"CREATE TRIGGER articles_changed AFTER UPDATE OF title, text ON articles BEGIN {delete} {insert} END"
    )


def _told() -> None:
    op.create_table(
        "subscriptions",
        text("id", primary_key=True),
        text("channel"),
        text("origin"),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        text("detail"),
    )
    op.create_index("subscriptions_channel", "subscriptions", ["channel"])
    op.create_table(
        "editions",
        text("id", primary_key=True),
        *slot(),
        text("plan"),
        text("message"),
        sa.UniqueConstraint("subscription_id", "local_date", "slot"),
    )
    op.create_table(
        "deliveries",
        text("id", primary_key=True),
        text("channel"),
        *slot(),
        sa.Column("due", MOMENT, nullable=False),
        text("state"),
        text("edition_id"),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("lease_until", MOMENT),
        sa.Column("not_before", MOMENT),
        text("ts"),
        text("why"),
        sa.UniqueConstraint("subscription_id", "local_date", "slot"),
    )
    op.create_index("deliveries_state", "deliveries", ["state"])
    op.create_index("deliveries_channel", "deliveries", ["channel"])
    op.create_table("events", text("event_id", primary_key=True), sa.Column("taken", MOMENT, nullable=False))
    op.create_index("events_taken", "events", ["taken"])
    op.create_table(
        "locks",
        text("name", primary_key=True),
        text("holder"),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("fence", sa.Integer, nullable=False),
    )
