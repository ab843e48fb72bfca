"""Standing orders, the editions planned for them, and their way into a channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.model.notices import NOTICE
from summaries import Edition  # noqa: TC001  (as above)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

DIRECT = ("D", "U", "W")
"""The IDs of direct messages, and of the people that they go to, begin so."""

LATE = timedelta(hours=3)
"""Feeds are polled: what was published so shortly before an edition's hours is of them if it came in then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A channel's standing order. `days` are of WEEKDAYS; `origin` is "config" or "slack".

    `without` are topics that are kept out; with `sources` only these publishers' articles count. `owner` is
    the reader whose personal digest it is, empty for a channel's own.

    `since` is when it was added or last resumed: no slot up to then is due, so that neither a new order nor a
    resumed one is caught up with. None: it always stood. `paused_why`: why it paused by itself, and what
    mends that; empty where a person paused it.
    """

    id: str
    channel: str
    at: time
    zone: str
    days: tuple[str, ...] = WEEKDAYS
    stories: int = 7
    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    owner: str = ""
    paused: bool = False
    origin: str = "slack"
    since: datetime | None = None
    paused_why: str = ""

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
    """What an edition rests on.

    `feeds` counts all that are set up, `failing` names those whose last reading failed, `unread` counts those
    that were never asked. `repeats` counts the stories left out because all that they say was told before.
    `health` is how the feeds fared when it was planned, in a line; empty in editions of earlier versions.
    """

    articles: int
    publishers: int
    feeds: int
    failing: tuple[str, ...] = ()
    unread: int = 0
    repeats: int = 0
    health: str = ""


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
    RENDERED = "rendered"  # its bytes are frozen; it waits to be claimed
    SENDING = "sending"  # claimed for one post; nobody else touches it until the lease has run out
    SETTLING = "settling"  # it may be in the channel: the history is asked before anything is sent again
    SENT = "sent"
    UNCERTAIN = "uncertain"  # it may be in the channel, and nobody can tell
    MISSED = "missed"  # its deadline passed before it could be sent
    FAILED = "failed"  # Slack refused it for good
    WITHHELD = "withheld"  # there was nothing to post: a quiet or a broken day


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one channel: the row that keeps it single.

    A digest is drawn from its edition. What follows in its thread, an alert or a correction is a notice: a
    row with its own bytes, whose `subscription_id` says what it is about; `parent` is the row in whose thread
    it stands, which must be SENT first, and after `until` it is not posted any more. A digest has an `until`
    where somebody ordered it to be posted after all.

    `tried` is when it was last claimed to be posted; `sweep` when its channel's history is read again for a
    second copy, None where there can't be one.
    """

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
    parent: str = ""
    until: datetime | None = None
    tried: datetime | None = None
    sweep: datetime | None = None

    @property
    def is_notice(self) -> bool:
        return self.subscription_id.startswith(NOTICE)
