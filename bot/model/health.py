"""How feeds and standing orders fare, for who looks after them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (pydantic reads the types when it stores)
from enum import StrEnum

from bot.model.collecting import Feed  # noqa: TC001  (as above)
from bot.model.digests import Delivery, Subscription  # noqa: TC001  (as above)


class FeedStanding(StrEnum):
    GONE = "gone"  # its server says for good
    FAILING = "failing"
    UNREAD = "unread"  # never read, or not since it has its new address
    LEFT_OUT = "left out"
    WELL = "well"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """A feed of config.yaml: how it is and since when, and who changed something about it from Slack.

    `publisher` is its name as far as known, else empty; `failing`: since when every reading has failed, of
    which there were `failures`; `why` is the last cause. Until `wait_until` its server asks to be left alone.
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
class Backstage:
    """What administrators alone see: feeds, the worst first; channels' orders; messages that did not arrive.

    Of some `undelivered` nobody knows whether they did.
    """

    feeds: tuple[FeedHealth, ...] = ()
    orders: tuple[OrderHealth, ...] = ()
    undelivered: tuple[Delivery, ...] = ()
