"""How feeds and standing orders fare, for who looks after them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (pydantic reads the types when it stores)
from enum import StrEnum

from bot.model.collecting import Feed  # noqa: TC001  (as above)
from bot.model.digests import Delivery, Subscription  # noqa: TC001  (as above)


class FeedStanding(StrEnum):
    """How a feed is, the worst first."""

    GONE = "gone"  # its server says for good, or has said for long that nothing is there
    FAILING = "failing"
    MOVED = "moved"  # read, but its server sends on to another address for good
    EMPTY = "empty"  # read, and there is nothing in it
    PAYWALLED = "paywalled"  # read, but its articles are for subscribers alone
    STALE = "stale"  # read, and silent for much longer than it used to be
    SLOW = "slow"
    UNREAD = "not read yet"  # never, or not since it has its new address
    LEFT_OUT = "left out"
    WELL = "well"


ILL = frozenset(set(FeedStanding) - {FeedStanding.WELL, FeedStanding.UNREAD, FeedStanding.LEFT_OUT})
"""The standings that are worth a person's look."""


class Proposal(StrEnum):
    """What may be done about a feed: by a person, never by itself."""

    NOTHING = ""
    WAIT = "wait"
    NEW_ADDRESS = "new address"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """A feed of config.yaml: how it is and since when, and who changed something about it from Slack.

    `publisher` is its name as far as known, else empty; `failing`: since when every reading has failed, of
    which there were `failures`; `why` is the last cause. Until `wait_until` its server asks to be left alone.

    `reason` says why it stands so and `cure` what mends it, in words that every surface shows as they are;
    `proposal` is the cure's kind and `address` the new address, where one was found. `since`: from when on it
    has stood so; `lasting`: the same, but only as far as it can't be the network's fault (None: not yet).
    `daily` counts its new articles on each of the last days, today last; None for a day without a reading.
    `recent` counts them in each of the last readings, the newest last; None for one that failed.
    """

    feed: Feed
    standing: FeedStanding
    publisher: str = ""
    checked: datetime | None = None
    changed: datetime | None = None
    failing: datetime | None = None
    failures: int = 0
    why: str = ""
    wait_until: datetime | None = None
    by: str = ""
    reason: str = ""
    proposal: Proposal = Proposal.NOTHING
    cure: str = ""
    address: str = ""
    since: datetime | None = None
    lasting: datetime | None = None
    daily: tuple[int | None, ...] = ()
    recent: tuple[int | None, ...] = ()

    @property
    def key(self) -> str:
        """The feed's name in a button: its address may be too long for one."""
        return hashlib.sha256(self.feed.url.encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderHealth:
    """A channel's standing order: when it comes next (None: paused), its last digest if that went missing."""

    order: Subscription
    due: datetime | None = None
    missing: Delivery | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsHealth:
    """All feeds of config.yaml, the worst first; `outage`: since when none of them can be reached.

    In an outage each stands as it did before.
    """

    feeds: tuple[FeedHealth, ...] = ()
    outage: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedNews:
    """What the operator is told of feeds, once: which are ill and have been for long, which have mended.

    `outage` is since when no feed at all can be reached; `restored`: that they can be again. `feeds` is how
    all of them fare.
    """

    now: datetime
    ill: tuple[FeedHealth, ...] = ()
    mended: tuple[FeedHealth, ...] = ()
    outage: datetime | None = None
    restored: bool = False
    feeds: FeedsHealth = FeedsHealth()


@dataclass(frozen=True, slots=True, kw_only=True)
class PausedOrder:
    """A standing order that paused by itself: `why` Slack did not take its last digest, the `delivery`."""

    order: Subscription
    why: str
    delivery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Backstage:
    """What administrators alone see: how feeds fare; channels' orders; messages that did not arrive.

    `summary` is how the feeds fare in a line. Of some `undelivered` nobody knows whether they did.
    """

    feeds: tuple[FeedHealth, ...] = ()
    summary: str = ""
    outage: bool = False
    orders: tuple[OrderHealth, ...] = ()
    undelivered: tuple[Delivery, ...] = ()
