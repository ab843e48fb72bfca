"""What can happen to a delivery's row. What it then becomes is bot.deliver.protocol's to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (a field of a dataclass: kept readable at run time)
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The edition is planned and its bytes are frozen."""

    edition_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToPost:
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePassed:
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """The store gave the row to one driver, for one attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """Nothing was sent under this claim: it had grown old, or was meant for a look into the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """429, to a post or to a look into the history: nothing happened; `retry_after` in seconds."""

    retry_after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """A timeout, a reset or a 5xx, to a post or to a look into the history."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The history was read whole, and holds the nonce: at `posts`, oldest first, one at least."""

    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """All history since the slot was read, and the nonce is not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """The history can't be read, now or later (no scope, not in the channel, ...)."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """Somebody who has looked into the channel wants it posted now; until then it may be."""

    until: datetime


OfPlanned: TypeAlias = Rendered | NothingToPost | DeadlinePassed
OfRendered: TypeAlias = Claimed | DeadlinePassed
OfSending: TypeAlias = Claimed | GivenBack | Posted | Refused | Busy | Unsure
OfLooking: TypeAlias = Found | NotFound | Busy | Unsure | Unreadable
OfSettling: TypeAlias = Claimed | OfLooking
OfEnded: TypeAlias = Ordered | OfLooking
Event: TypeAlias = OfPlanned | OfRendered | OfSending | OfSettling | OfEnded
