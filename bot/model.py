"""What is ours and not text: frozen values that the acting half passes around."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta  # noqa: TC003  (pydantic reads the types when it stores)
from enum import StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from summaries import Article, Brief, Edition, Sentence

# ---- collecting ----


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that the operator named. An empty publisher is filled from the feed's own title."""

    url: str
    publisher: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed between two readings."""

    url: str
    publisher: str = ""
    etag: str = ""
    last_modified: str = ""
    checked: datetime | None = None
    changed: datetime | None = None
    failures: int = 0
    error: str = ""
    gone: bool = False
    wait_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """An article as it came in, before intake settles its text.

    `source` is the feed's URL, or the file's path; `key` names the entry within that source. `published` is
    None where nobody gave a date. `language` is empty where nobody named it. `stub` marks a feed's own
    summary that stands in for a page which could not be read.
    """

    source: str
    key: str
    url: str
    title: str
    text: str
    published: datetime | None
    publisher: str
    section: str = ""
    language: str = ""
    stub: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFailure:
    """An entry or a file that could not be read, and why, in words."""

    source: str
    key: str
    why: str


class FeedOutcome(StrEnum):
    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReport:
    """A feed has been dealt with: the last word on it in a collection.

    `state` is what to remember; it is written only after the articles that came before it are stored.
    `entries` counts what the feed listed, `known` those already stored.
    """

    feed: Feed
    outcome: FeedOutcome
    state: FeedState
    entries: int = 0
    known: int = 0
    why: str = ""


Item: TypeAlias = Incoming | EntryFailure | FeedReport
"""What a collection's stream holds: a feed's report comes after its articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionRow:
    """A line of the table that `dateline collect` ends with. `failed` counts entries; `why` explains."""

    source: str
    publisher: str
    outcome: FeedOutcome
    new: int = 0
    known: int = 0
    copies: int = 0
    failed: int = 0
    why: str = ""


# ---- what is stored ----


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article with what intake found out.

    `dated` is the time that counts for news: the publisher's where it is credible, else when it came in;
    None where a feed gave no date, so that it never is news. `spans` are the sentences fit to be shown:
    (start, end, paragraph) in characters of `article.text`. `copy_of` is the id of the article that this
    repeats.
    """

    article: Article
    source: str
    collected: datetime
    dated: datetime | None
    fingerprint: str
    spans: tuple[tuple[int, int, int], ...]
    story_id: str = ""
    copy_of: str = ""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        text = self.article.text
        return tuple(
            Sentence(article_id=self.article.id, start=start, end=end, text=text[start:end])
            for start, end, _ in self.spans
        )

    @property
    def when(self) -> datetime:
        """The time that it counts for; for an undated one, when it came in."""
        return self.dated or self.collected

    @property
    def news(self) -> Article:
        """The article as `summaries` is to see it: `published` is the time that it counts for."""
        return replace(self.article, published=self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStory:
    """A story as stored: its life in time, and the brief that was made when it last changed.

    `kind` is "news" where one of its articles is, else what `summaries.kind_of` calls the first.
    """

    id: str
    language: str
    section: str
    first_seen: datetime
    last_seen: datetime
    articles: int
    publishers: int
    kind: str
    brief: Brief


# ---- subscriptions, editions, deliveries ----

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A channel's standing order. `days` are of WEEKDAYS; `origin` is "config" or "slack".

    `since` is when it was added or last resumed: no slot up to then is due, so that neither a new order nor a
    resumed one is caught up with. None: it always stood.
    """

    id: str
    channel: str
    at: time
    zone: str
    days: tuple[str, ...] = WEEKDAYS
    stories: int = 7
    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    paused: bool = False
    origin: str = "slack"
    since: datetime | None = None

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def slot(self) -> str:
        """The local time as it names the slot: "08:00"."""
        return self.at.strftime("%H:%M")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One local date and time of a subscription, and the instant that it is."""

    local_date: date
    at: time
    due: datetime


class Day(StrEnum):
    """What kind of day an edition saw."""

    FULL = "full"
    DEGRADED = "degraded"  # stories, but feeds are failing
    QUIET = "quiet"  # feeds are well, nothing passed
    BROKEN = "broken"  # nothing was collected


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What an edition rests on. `feeds` counts all, `failing` those whose last reading failed."""

    articles: int
    publishers: int
    feeds: int
    failing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEdition:
    """A dated digest, planned once: every surface shows this plan. All it needs to be drawn is in it."""

    id: str
    subscription_id: str
    local_date: date
    slot: str
    zone: str
    since: datetime
    until: datetime
    edition: Edition
    coverage: Coverage
    day: Day
    next_due: datetime | None = None


class DeliveryState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"  # claimed for one post; nobody else touches it until the lease has run out
    SETTLING = "settling"  # it may be in the channel: the history is asked before anything is sent again
    SENT = "sent"
    UNCERTAIN = "uncertain"  # it may be in the channel, and nobody can tell
    MISSED = "missed"  # its deadline passed before it could be sent
    FAILED = "failed"  # Slack refused it for good
    WITHHELD = "withheld"  # there was nothing to post: a quiet or a broken day


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One edition to one channel: the row that keeps it single."""

    id: str
    subscription_id: str
    channel: str
    local_date: date
    slot: str
    due: datetime
    state: DeliveryState
    edition_id: str = ""
    attempt: int = 0
    lease_until: datetime | None = None
    not_before: datetime | None = None
    ts: str = ""
    why: str = ""


# ---- answers ----


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story as an answer shows it."""

    story_id: str
    section: str
    first_seen: datetime
    last_seen: datetime
    brief: Brief


class AnswerKind(StrEnum):
    TOP = "top"  # now's top stories
    FOUND = "found"  # stories on the topic
    NOTHING = "nothing"  # the store holds nothing on it; `stories` are the nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the desk says. The counts are of what the answer rests on (for NOTHING: of what was searched)."""

    kind: AnswerKind
    asked: str
    stories: tuple[StoryView, ...]
    articles: int
    publishers: int
    window: timedelta
    now: datetime
    missing: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDetail:
    """Behind the button "More": every source of a story, and each publisher's best sentence."""

    view: StoryView
    key_sentences: tuple[Sentence, ...]
