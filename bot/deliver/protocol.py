"""How a delivery's row moves on, as pure decisions: (row, event, now) -> the next row.

    PLANNED -> SENDING -> SENT                   the good way
    SENDING -> PLANNED                           429, or the claim was given back: nothing was posted
    SENDING -> SETTLING -> SENT | PLANNED        it may be in the channel: the history for its nonce decides
    SETTLING -> UNCERTAIN                        the history can't be read
    PLANNED, SENDING -> MISSED | FAILED          too late; refused for good
    PLANNED -> WITHHELD                          there is nothing to post

It rests on two assumptions: a request that was begun `longest_flight` ago is in the history or never will be;
and a claim is posted within `young` of the claiming, or not at all. So nothing of a row whose lease has run
out is in the air.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from bot.model import Delivery, DeliveryState

if TYPE_CHECKING:
    from datetime import datetime

UNSETTLED = frozenset({DeliveryState.PLANNED, DeliveryState.SENDING, DeliveryState.SETTLING})
"""The states from which a row moves on; the others are its end."""

UNDELIVERED = frozenset({DeliveryState.MISSED, DeliveryState.FAILED, DeliveryState.UNCERTAIN})
"""The ends that an operator wants to hear of."""

_CLOCKS_APART = timedelta(hours=26)
"""History is read from so long before the slot: our clock may have been a day ahead of Slack's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`deadline` counts from the slot's instant, `lease` from the claim, `longest_flight` from the post."""

    deadline: timedelta
    lease: timedelta
    longest_flight: timedelta
    patience: timedelta = timedelta(days=1)
    """How long beyond the deadline a history that is passingly unreadable is asked again."""

    def __post_init__(self) -> None:
        if not timedelta() < self.longest_flight < self.lease:
            raise ValueError("the lease must outlast the longest flight")

    @property
    def young(self) -> timedelta:
        """A claim older than this is not posted: its flight might outlast its lease."""
        return self.lease - self.longest_flight


# ---- events ----


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
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
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """All history since the slot was read, and the nonce is not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """The history can't be read, now or later (no scope, not in the channel, ...)."""

    why: str


OfPlanned: TypeAlias = Planned | NothingToPost | DeadlinePassed | Claimed
OfSending: TypeAlias = Claimed | GivenBack | Posted | Refused | Busy | Unsure
OfSettling: TypeAlias = Claimed | Found | NotFound | Busy | Unsure | Unreadable
Event: TypeAlias = OfPlanned | OfSending | OfSettling


class ProtocolError(ValueError):
    """That event can't happen to a row in that state: a fault in the driver."""

    def __init__(self, row: Delivery, event: object) -> None:
        super().__init__(f"delivery {row.id} is {row.state}: {type(event).__name__} can't happen to it")


# ---- decisions ----


def after(row: Delivery, event: Event, now: datetime, terms: Terms) -> Delivery:
    """What the row becomes. ProtocolError for an event that its state doesn't know."""
    match row.state:
        case DeliveryState.PLANNED:
            return _planned(row, event, now, terms)
        case DeliveryState.SENDING:
            return _sending(row, event, now, terms)
        case DeliveryState.SETTLING:
            return _settling(row, event, now, terms)
        case _:
            raise ProtocolError(row, event)


def overdue(row: Delivery, now: datetime, terms: Terms) -> bool:
    """True once it is too late to post it."""
    return now >= end_of(row, terms)


def end_of(row: Delivery, terms: Terms) -> datetime:
    """A notice brings its own; a digest's is counted from its slot."""
    return row.until or row.due + terms.deadline


def never(notice: Delivery, parent: Delivery | None, now: datetime, terms: Terms) -> str:
    """Why a notice will not be posted any more, in words; empty while it may be."""
    if notice.parent and parent is None:
        return "the message that it follows is not there"
    if parent and parent.state not in UNSETTLED and parent.state is not DeliveryState.SENT:
        return f"the message that it follows was not posted ({parent.state}: {parent.why})"
    if overdue(notice, now, terms):
        hours = (end_of(notice, terms) - notice.due).total_seconds() / 3600
        return f"it could not be posted within {hours:.2g} h of its time"
    return ""


def claimable(row: Delivery, now: datetime) -> bool:
    """What the store decides again, atomically: whether a claim may succeed."""
    if row.state is DeliveryState.PLANNED:
        return row.not_before is None or row.not_before <= now
    return row.state in UNSETTLED and (row.lease_until is None or row.lease_until <= now)


def history_from(row: Delivery) -> datetime:
    """From when on the history is read for the row's nonce."""
    return row.due - _CLOCKS_APART


def _planned(row: Delivery, event: Event, now: datetime, terms: Terms) -> Delivery:
    match event:
        case Planned():
            return replace(row, edition_id=event.edition_id)
        case NothingToPost():
            return _ended(row, DeliveryState.WITHHELD, event.why)
        case DeadlinePassed():
            return _ended(row, DeliveryState.MISSED, event.why)
        case Claimed():
            return _claimed(row, DeliveryState.SENDING, now, terms)
        case _:
            raise ProtocolError(row, event)


def _sending(row: Delivery, event: Event, now: datetime, terms: Terms) -> Delivery:
    match event:
        case Posted():
            return replace(_ended(row, DeliveryState.SENT, ""), ts=event.ts)
        case Refused():
            return _ended(row, DeliveryState.FAILED, event.why)
        case GivenBack():
            return _again(row, None, "its claim was given back unused")
        case Busy():
            return _after_429(row, now + timedelta(seconds=event.retry_after), event, terms)
        case Unsure():
            return replace(
                row, state=DeliveryState.SETTLING, lease_until=now + terms.longest_flight, why=event.why
            )
        case Claimed():
            return _claimed(row, DeliveryState.SETTLING, now, terms)
        case _:
            raise ProtocolError(row, event)


def _settling(row: Delivery, event: Event, now: datetime, terms: Terms) -> Delivery:
    match event:
        case Found():
            return replace(_ended(row, DeliveryState.SENT, "found in the channel's history"), ts=event.ts)
        case NotFound():
            return _again(row, None, row.why)
        case Unreadable():
            return _ended(row, DeliveryState.UNCERTAIN, f"the channel's history can't be read: {event.why}")
        case Busy():
            wait = timedelta(seconds=event.retry_after)
            return _look_later(row, now, wait, "Slack asks to wait with reading the history", terms)
        case Unsure():
            return _look_later(row, now, terms.longest_flight, event.why, terms)
        case Claimed():
            return _claimed(row, DeliveryState.SETTLING, now, terms)
        case _:
            raise ProtocolError(row, event)


def _claimed(row: Delivery, state: DeliveryState, now: datetime, terms: Terms) -> Delivery:
    attempt = row.attempt + 1
    return replace(row, state=state, attempt=attempt, lease_until=now + terms.lease, not_before=None)


def _after_429(row: Delivery, then: datetime, event: Busy, terms: Terms) -> Delivery:
    why = f"Slack asked to wait {event.retry_after:.0f} s"
    if overdue(row, then, terms):
        return _ended(row, DeliveryState.MISSED, f"{why}, which is past the deadline")
    return _again(row, then, why)


def _look_later(row: Delivery, now: datetime, wait: timedelta, why: str, terms: Terms) -> Delivery:
    """Not knowing is ended late rather than soon: nobody waits for it, and a truth that comes late is one."""
    if now >= end_of(row, terms) + terms.patience:
        return _ended(row, DeliveryState.UNCERTAIN, f"the channel's history could not be read: {why}")
    return replace(row, lease_until=now + wait, why=why)


def _again(row: Delivery, not_before: datetime | None, why: str) -> Delivery:
    return replace(row, state=DeliveryState.PLANNED, lease_until=None, not_before=not_before, why=why)


def _ended(row: Delivery, state: DeliveryState, why: str) -> Delivery:
    return replace(row, state=state, lease_until=None, not_before=None, why=why)
