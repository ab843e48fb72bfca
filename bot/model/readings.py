"""What is remembered of a feed's readings: the last ones each, and the days before in sums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003  (pydantic reads the types when it stores)
from enum import StrEnum


class FeedOutcome(StrEnum):
    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class FeedSign(StrEnum):
    """What kind of failure a reading met, as far as it says something of the feed."""

    NONE = ""
    GONE = "gone"  # 404 or 410: nothing is there
    PAGE = "page"  # a web page answers in the feed's place
    UNREACHED = "unreached"  # no connection came about: it may be the feed's fault, or this machine's


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSeen:
    """What one reading met, as its collector saw it.

    `entries` counts what the feed held (None: not known, as after a 304), `closed` the articles of it whose
    pages are for subscribers alone. `moved_to` is where a permanent redirect led, `found` a feed's address
    that was discovered elsewhere (on the page that stands in its place).
    """

    sign: FeedSign = FeedSign.NONE
    entries: int | None = None
    closed: int = 0
    milliseconds: int = 0
    size: int = 0  # bytes
    moved_to: str = ""
    found: str = ""


UNSEEN = FeedSeen()
"""Nothing was noted but how it came out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReading:
    """One reading in a feed's history; `new` counts the articles that it brought."""

    at: datetime
    outcome: FeedOutcome
    new: int = 0
    why: str = ""
    seen: FeedSeen = UNSEEN

    @property
    def failed(self) -> bool:
        return self.outcome is FeedOutcome.FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDay:
    """A day (UTC) of a feed: how often it was read well and not, and how many new articles it brought."""

    day: date
    read: int = 0
    failed: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHistory:
    """The last readings and the days before, both oldest first."""

    readings: tuple[FeedReading, ...] = ()
    days: tuple[FeedDay, ...] = ()
