"""The tables. The migrations make them; a test holds the two against each other.

Times are stored as ISO 8601 in UTC with microseconds and a fixed width, so that they sort as text on every
database.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC as text of fixed width."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        del dialect
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData()

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("publisher", Text, nullable=False),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("checked", Moment),
    Column("changed", Moment),
    Column("failures", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("wait_until", Moment),
    Column("failing", Moment),  # since when every reading has failed
)

# Which entries of a source are stored, so that no page is fetched twice.
entries = Table(
    "entries",
    metadata,
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
)

# Entries that are left be: of a feed that was seen for the first time, all but the newest.
passed = Table(
    "passed",
    metadata,
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
)

articles = Table(
    "articles",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("published", Moment),
    Column("source", Text, nullable=False),
    Column("collected", Moment, nullable=False),
    Column("dated", Moment),
    Column("fingerprint", Text, nullable=False),
    Column("spans", Text, nullable=False),  # JSON: [[start, end, paragraph], ...]
    Column("story_id", Text, nullable=False),
    Column("copy_of", Text, nullable=False),
    Column("position", Integer, nullable=False),  # in its feed when it was first seen; 0: unknown
    Index("articles_dated", "dated"),
    Index("articles_story", "story_id"),
    Index("articles_fingerprint", "fingerprint"),
    Index("articles_url", "url"),
    Index("articles_title", "publisher", "title"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("language", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("publishers", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("brief", Text, nullable=False),  # JSON of summaries.Brief
    Column("place", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("affair", Text, nullable=False),
    Column("previous", Text, nullable=False),  # JSON: earlier stories' ids, newest first
    Index("stories_last_seen", "last_seen"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("since", Moment, nullable=False),
    Column("detail", Text, nullable=False),  # JSON of bot.model.Subscription
    Index("subscriptions_channel", "channel"),
)

editions = Table(
    "editions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("subscription_id", Text, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("slot", Text, nullable=False),
    Column("plan", Text, nullable=False),  # JSON of bot.model.PlannedEdition, from 0002 on without left_out
    Column("message", Text, nullable=False),  # the frozen bytes: JSON of text and blocks
    Column("left_out", LargeBinary),  # packed: who was left out, which may be thousands
    Column("inputs", LargeBinary),  # packed bot.model.EditionInputs; NULL before schema 0002
    Column("thread", LargeBinary),  # packed: the messages of its thread; NULL where there are none
    UniqueConstraint("subscription_id", "local_date", "slot"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("subscription_id", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("slot", Text, nullable=False),
    Column("due", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("edition_id", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("lease_until", Moment),
    Column("not_before", Moment),
    Column("ts", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("parent", Text, nullable=False),  # the row in whose thread it stands, or empty
    Column(
        "message", LargeBinary
    ),  # packed: a notice's frozen bytes; NULL for a digest, whose edition has them
    UniqueConstraint("subscription_id", "local_date", "slot"),
    Column("until", Moment),  # a notice is not posted after that; NULL for a digest
    Index("deliveries_state", "state"),
    Index("deliveries_channel", "channel"),
    Index("deliveries_parent", "parent"),
)

# Slack's events that were taken up, so that a re-sent one is not answered twice.
events = Table(
    "events",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("taken", Moment, nullable=False),
    Index("events_taken", "taken"),
)

# Who may write stories just now; `fence` grows with each change of hands.
locks = Table(
    "locks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", Moment, nullable=False),
    Column("fence", Integer, nullable=False),
)

readers = Table(
    "readers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("dm", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("admin", Boolean, nullable=False),
    Column("guest", Boolean, nullable=False),
    Column("asked", Moment),
)

# What readers and channels follow, mute, save, want more or less of.
preferences = Table(
    "preferences",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("wish", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("made", Moment, nullable=False),
    Index("preferences_thing", "subject", "value"),
)

# Which sentences a reader was shown in answers, so that "what's new?" leaves them out.
shown = Table(
    "shown",
    metadata,
    Column("reader", Text, primary_key=True),
    Column("article_id", Text, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("story_id", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("shown_at", "at"),
)

# What was last asked in a conversation, so that "more" means something there.
conversations = Table(
    "conversations",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("thread", Text, primary_key=True),
    Column("reader", Text, primary_key=True),
    Column("detail", Text, nullable=False),  # JSON: what was asked and answered
    Column("at", Moment, nullable=False),
    Index("conversations_at", "at"),
)

# What the pages of articles said when they were looked at again.
revisions = Table(
    "revisions",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("checked", Moment, nullable=False),
    Column("text", Text, nullable=False),  # empty where the page could not be read
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("failures", Integer, nullable=False),
    Index("revisions_checked", "checked"),
)

# What administrators changed about feeds from Slack: a new address, or to leave one out.
feed_changes = Table(
    "feed_changes",
    metadata,
    Column("url", Text, primary_key=True),
    Column("moved_to", Text, nullable=False),
    Column("dropped", Boolean, nullable=False),
    Column("by", Text, nullable=False),
    Column("made", Moment, nullable=False),
)
