"""The tables. The migrations make them; a test holds the two against each other, on every database.

The index of words is beside them, in each database's own way: see bot.store.databases.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    false,
)

from bot.store.columns import Moment, Words
from bot.store.columns import metadata as metadata  # noqa: PLC0414 - handed on
from bot.store.schema_keeping import cited as cited  # noqa: PLC0414 - handed on
from bot.store.schema_keeping import passed as passed  # noqa: PLC0414 - handed on
from bot.store.schema_workers import hosts as hosts  # noqa: PLC0414 - handed on
from bot.store.schema_workers import inbox as inbox  # noqa: PLC0414 - handed on
from bot.store.schema_workspaces import installations as installations  # noqa: PLC0414 - handed on
from bot.store.schema_workspaces import oauth_states as oauth_states  # noqa: PLC0414 - handed on
from bot.store.tenants import tenant_column

feeds = Table(
    "feeds",
    metadata,
    Column("url", Words, primary_key=True),
    Column("publisher", Words, nullable=False),
    Column("etag", Words, nullable=False),
    Column("last_modified", Words, nullable=False),
    Column("checked", Moment),
    Column("changed", Moment),
    Column("failures", Integer, nullable=False),
    Column("error", Words, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("wait_until", Moment),
    Column("failing", Moment),  # since when every reading has failed
)

# The last readings of each feed, and its days in sums: a bounded history.
feed_readings = Table(
    "feed_readings",
    metadata,
    Column("url", Words, primary_key=True),
    Column("at", Moment, primary_key=True),
    *(Column(name, Words, nullable=False) for name in ("outcome", "why", "sign", "moved_to", "found")),
    Column("entries", Integer),  # NULL: not known
    *(Column(name, Integer, nullable=False) for name in ("new", "closed", "milliseconds", "size")),
)

feed_days = Table(
    "feed_days",
    metadata,
    Column("url", Words, primary_key=True),
    Column("day", Date, primary_key=True),  # UTC
    *(Column(name, Integer, nullable=False) for name in ("read", "failed", "new")),
)

# What the operator was told of: a feed by its address, the network by "". A row goes once it has mended.
feed_troubles = Table(
    "feed_troubles",
    metadata,
    Column("url", Words, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("told", Moment, nullable=False),
    Column("mended", Moment),
)

# Which entries of a source are stored, so that no page is fetched twice.
entries = Table(
    "entries",
    metadata,
    Column("source", Words, primary_key=True),
    Column("key", Words, primary_key=True),
    Column("article_id", Words, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Index("entries_article", "article_id"),
)

articles = Table(
    "articles",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Words, nullable=False, unique=True),
    Column("url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("publisher", Words, nullable=False),
    Column("section", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("published", Moment),
    Column("source", Words, nullable=False),
    Column("collected", Moment, nullable=False),
    Column("dated", Moment),
    Column("fingerprint", Words, nullable=False),
    Column("spans", Words, nullable=False),  # JSON, as by bot.store.spans
    Column("story_id", Words, nullable=False),
    Column("copy_of", Words, nullable=False),
    Column("position", Integer, nullable=False),  # in its feed when it was first seen; 0: unknown
    # All that a window asks of an article; of SQLite's indexes `n` is a part anyway.
    Index("articles_dated", "dated", "collected", "publisher", postgresql_include=["n"]),
    Index("articles_story", "story_id"),
    Index("articles_fingerprint", "fingerprint"),
    Index("articles_url", "url", postgresql_using="hash"),
    Index("articles_title", "publisher", "title"),  # of the title alone on PostgreSQL
)

stories = Table(
    "stories",
    metadata,
    Column("id", Words, primary_key=True),
    Column("language", Words, nullable=False),
    Column("section", Words, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("publishers", Integer, nullable=False),
    Column("kind", Words, nullable=False),
    Column("brief", Words, nullable=False),  # JSON of summaries.Brief
    Column("place", Words, nullable=False),
    Column("region", Words, nullable=False),
    Column("affair", Words, nullable=False),
    Column("previous", Words, nullable=False),  # JSON: earlier stories' ids, newest first
    Index("stories_last_seen", "last_seen"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    tenant_column(),
    Column("id", Words, primary_key=True),
    Column("channel", Words, nullable=False),
    Column("origin", Words, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("since", Moment, nullable=False),
    Column("paused_why", Words, nullable=False),  # empty where a person paused it
    Column("detail", Words, nullable=False),  # JSON of bot.model.Subscription
    Column("look_at", Moment),  # before that no slot of it comes; NULL: not known
    Index("subscriptions_channel", "tenant", "channel"),
    Index("subscriptions_look", "look_at", "tenant"),
)

editions = Table(
    "editions",
    metadata,
    tenant_column(),
    Column("id", Words, primary_key=True),
    Column("subscription_id", Words, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("slot", Words, nullable=False),
    Column("plan", Words, nullable=False),  # JSON of bot.model.PlannedEdition, from 0002 on without left_out
    Column("message", Words, nullable=False),  # the frozen bytes: JSON of text and blocks
    Column("left_out", LargeBinary),  # packed: who was left out, which may be thousands
    Column("inputs", LargeBinary),  # packed bot.model.EditionInputs; NULL before schema 0002
    Column("thread", LargeBinary),  # packed: the messages of its thread; NULL where there are none
    UniqueConstraint("tenant", "subscription_id", "local_date", "slot"),
)

deliveries = Table(
    "deliveries",
    metadata,
    tenant_column(),
    Column("id", Words, primary_key=True),
    Column("subscription_id", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("slot", Words, nullable=False),
    Column("due", Moment, nullable=False),
    Column("state", Words, nullable=False),
    Column("edition_id", Words, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("lease_until", Moment),
    Column("not_before", Moment),
    Column("ts", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("parent", Words, nullable=False),  # the row in whose thread it stands, or empty
    Column(
        "message", LargeBinary
    ),  # packed: a notice's frozen bytes; NULL for a digest, whose edition has them
    UniqueConstraint("tenant", "subscription_id", "local_date", "slot"),
    Column("until", Moment),  # not posted after that; NULL for a digest that nobody ordered by hand
    Column("tried", Moment),  # last claimed to be posted
    Column("sweep", Moment),  # when its history is read for a second copy; NULL: there can't be one
    Column("told", Boolean, nullable=False, server_default=false()),  # of its loss, the operator
    # Whatever becomes of its time and zone, an order has one digest a local date.
    Index("deliveries_date", "tenant", "subscription_id", "local_date", unique=True),
    Index("deliveries_sweep", "sweep", "tenant"),
    Index("deliveries_state", "state", "tenant"),
    Index("deliveries_channel", "tenant", "channel"),
    Index("deliveries_parent", "tenant", "parent"),
)

# Slack's events that were taken up, so that a re-sent one is not answered twice.
events = Table(
    "events",
    metadata,
    tenant_column(),
    Column("event_id", Words, primary_key=True),
    Column("taken", Moment, nullable=False),
    Index("events_taken", "taken"),
)

# Who may write stories just now; `fence` grows with each change of hands.
locks = Table(
    "locks",
    metadata,
    Column("name", Words, primary_key=True),
    Column("holder", Words, nullable=False),
    Column("until", Moment, nullable=False),
    Column("fence", Integer, nullable=False),
)

readers = Table(
    "readers",
    metadata,
    tenant_column(),
    Column("id", Words, primary_key=True),
    Column("dm", Words, nullable=False),
    Column("zone", Words, nullable=False),
    Column("admin", Boolean, nullable=False),
    Column("guest", Boolean, nullable=False),
    Column("asked", Moment),
)

# What readers and channels follow, mute, save, want more or less of.
preferences = Table(
    "preferences",
    metadata,
    tenant_column(),
    Column("owner", Words, primary_key=True),
    Column("wish", Words, primary_key=True),
    Column("subject", Words, primary_key=True),
    Column("value", Words, primary_key=True),
    Column("label", Words, nullable=False),
    Column("by", Words, nullable=False),
    Column("made", Moment, nullable=False),
    Index("preferences_thing", "tenant", "subject", "value"),
)

# Which sentences a reader was shown in answers, so that "what's new?" leaves them out.
shown = Table(
    "shown",
    metadata,
    tenant_column(),
    Column("reader", Words, primary_key=True),
    Column("article_id", Words, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("story_id", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Index("shown_at", "at"),
)

# What was last asked in a conversation, so that "more" means something there.
conversations = Table(
    "conversations",
    metadata,
    tenant_column(),
    Column("channel", Words, primary_key=True),
    Column("thread", Words, primary_key=True),
    Column("reader", Words, primary_key=True),
    Column("detail", Words, nullable=False),  # JSON: what was asked and answered
    Column("at", Moment, nullable=False),
    Index("conversations_at", "at"),
)

# What the pages of articles said when they were looked at again.
revisions = Table(
    "revisions",
    metadata,
    Column("article_id", Words, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("checked", Moment, nullable=False),
    Column("text", Words, nullable=False),  # empty where the page could not be read
    Column("etag", Words, nullable=False),
    Column("last_modified", Words, nullable=False),
    Column("failures", Integer, nullable=False),
    Index("revisions_checked", "checked"),
)

# What administrators changed about feeds from Slack: a new address, or to leave one out.
feed_changes = Table(
    "feed_changes",
    metadata,
    Column("url", Words, primary_key=True),
    Column("moved_to", Words, nullable=False),
    Column("dropped", Boolean, nullable=False),
    Column("by", Words, nullable=False),
    Column("made", Moment, nullable=False),
)
