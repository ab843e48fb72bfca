"""How a delivery's row moves on, as pure decisions: (row, event, now) -> the next row.

    PLANNED -> RENDERED -> SENDING -> SENT       the good way
    SENDING -> RENDERED                          429, or the claim was given back: nothing was posted
    SENDING -> SETTLING -> SENT | RENDERED       it may be in the channel: the history for its nonce decides
    SETTLING -> UNCERTAIN                        the history can't be read
    PLANNED, RENDERED, SENDING -> MISSED         too late
    SENDING -> FAILED                            refused for good
    PLANNED -> WITHHELD                          there is nothing to post
    UNCERTAIN, MISSED, FAILED -> RENDERED        somebody has looked, and wants it posted now
    UNCERTAIN, MISSED, FAILED -> SENT            a sweep found it in the channel after all

It rests on two assumptions: a request that was begun `longest_flight` ago is in the history or never will be;
and a claim is posted within `young` of the claiming, or not at all. So nothing of a row whose lease has run
out is in the air.

Where an assumption fails, the channel may get a second copy. So a row that was sent again after the history
denied it, or that nobody is sure of, is swept: its history is read again later (`sweeps`), the copies beside
the first are deleted, and a row that had ended without a post but has one is SENT.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.deliver import events
from bot.model import Delivery, DeliveryState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

UNSETTLED = frozenset(
    {DeliveryState.PLANNED, DeliveryState.RENDERED, DeliveryState.SENDING, DeliveryState.SETTLING}
)
"""The states from which a row moves on by itself; the others are its end."""

UNDELIVERED = frozenset({DeliveryState.MISSED, DeliveryState.FAILED, DeliveryState.UNCERTAIN})
"""The ends that an operator wants to hear of, and can order to be posted all the same."""

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
    sweeps: tuple[timedelta, ...] = (timedelta(minutes=10), timedelta(hours=1))
    """How long after a doubtful post the history is read again for a second copy."""

    def __post_init__(self) -> None:
        if not timedelta() < self.longest_flight < self.lease:
            raise ValueError("the lease must outlast the longest flight")

    @property
    def young(self) -> timedelta:
        """A claim older than this is not posted: its flight might outlast its lease."""
        return self.lease - self.longest_flight


class ProtocolError(ValueError):
    """That event can't happen to a row in that state: a fault in the driver."""

    def __init__(self, row: Delivery, event: object) -> None:
        super().__init__(f"delivery {row.id} is {row.state}: {type(event).__name__} can't happen to it")


def after(row: Delivery, event: events.Event, now: datetime, terms: Terms) -> Delivery:
    """What the row becomes. ProtocolError for an event that its state doesn't know."""
    match row.state:
        case DeliveryState.PLANNED:
            return _planned(row, event)
        case DeliveryState.RENDERED:
            return _rendered(row, event, now, terms)
        case DeliveryState.SENDING:
            return _sending(row, event, now, terms)
        case DeliveryState.SETTLING:
            return _settling(row, event, now, terms)
        case _:
            return _after_the_end(row, event, now, terms)


# ---- what can be said of a row ----


def overdue(row: Delivery, now: datetime, terms: Terms) -> bool:
    """True once it is too late to post it."""
    return now >= end_of(row, terms)


def end_of(row: Delivery, terms: Terms) -> datetime:
    """A notice brings its own, and so does an order to post; else it is counted from the slot."""
    return row.until or row.due + terms.deadline


def never(row: Delivery, parent: Delivery | None, now: datetime, terms: Terms) -> str:
    """Why a row will not be posted any more, in words; empty while it may be."""
    if row.parent and parent is None:
        return "the message that it follows is not there"
    if parent and parent.state not in UNSETTLED and parent.state is not DeliveryState.SENT:
        return f"the message that it follows was not posted ({parent.state}: {parent.why})"
    if overdue(row, now, terms):
        hours = (end_of(row, terms) - row.due).total_seconds() / 3600
        return f"it could not be posted within {hours:.2g} h of its time"
    return ""


def claimable(row: Delivery, now: datetime) -> bool:
    """What the store decides again, atomically: whether a claim may succeed."""
    if row.state is DeliveryState.RENDERED:
        return row.not_before is None or row.not_before <= now
    in_hand = row.state in {DeliveryState.SENDING, DeliveryState.SETTLING}
    return in_hand and (row.lease_until is None or row.lease_until <= now)


def history_from(row: Delivery) -> datetime:
    """From when on the history is read for the row's nonce."""
    return row.due - _CLOCKS_APART


def copies(row: Delivery, posts: Sequence[str]) -> tuple[str, ...]:
    """Of the posts with the row's nonce, oldest first, those beside the one that stays."""
    stays = _stays(row, posts)
    return tuple(ts for ts in posts if ts != stays)


def _stays(row: Delivery, posts: Sequence[str]) -> str:
    """The one that the row knows, under which a thread may have grown; else the first."""
    return row.ts if row.ts in posts else posts[0]


# ---- decisions ----


def ordered(row: Delivery, event: events.Ordered, now: datetime) -> Delivery:
    """An undelivered row on its way again; what was tried before may have arrived, and is swept."""
    state = DeliveryState.RENDERED if row.is_notice or row.edition_id else DeliveryState.PLANNED
    again = replace(row, state=state, until=event.until, why="", not_before=None)
    return _doubted(again, now) if row.tried else again


def _planned(row: Delivery, event: events.Event) -> Delivery:
    match event:
        case events.Rendered():
            return replace(row, state=DeliveryState.RENDERED, edition_id=event.edition_id)
        case events.NothingToPost():
            return _ended(row, DeliveryState.WITHHELD, event.why)
        case events.DeadlinePassed():
            return _ended(row, DeliveryState.MISSED, event.why)
        case _:
            raise ProtocolError(row, event)


def _rendered(row: Delivery, event: events.Event, now: datetime, terms: Terms) -> Delivery:
    match event:
        case events.DeadlinePassed():
            return _ended(row, DeliveryState.MISSED, event.why, _next_sweep(row, now, terms))
        case events.Claimed():
            return replace(_claimed(row, DeliveryState.SENDING, now, terms), tried=now)
        case _:
            raise ProtocolError(row, event)


def _sending(row: Delivery, event: events.Event, now: datetime, terms: Terms) -> Delivery:
    match event:
        case events.Posted():
            sent = _ended(row, DeliveryState.SENT, "", _next_sweep(row, now, terms))
            return replace(sent, ts=event.ts)
        case events.Refused():
            return _ended(row, DeliveryState.FAILED, event.why, _next_sweep(row, now, terms))
        case events.GivenBack():
            return _again(row, None, "its claim was given back unused")
        case events.Busy():
            return _after_429(row, event, now, terms)
        case events.Unsure():
            return replace(
                row, state=DeliveryState.SETTLING, lease_until=now + terms.longest_flight, why=event.why
            )
        case events.Claimed():
            return _claimed(row, DeliveryState.SETTLING, now, terms)
        case _:
            raise ProtocolError(row, event)


def _settling(row: Delivery, event: events.Event, now: datetime, terms: Terms) -> Delivery:
    match event:
        case events.Found():
            return _found(_doubted(row, now) if len(event.posts) > 1 else row, event, now, terms)
        case events.NotFound():
            return _again(_doubted(row, now), None, row.why)
        case events.Unreadable():
            return _unknown(row, f"the channel's history can't be read: {event.why}", now, terms)
        case events.Busy():
            wait = timedelta(seconds=event.retry_after)
            return _look_later(row, now, wait, "Slack asks to wait with reading the history", terms)
        case events.Unsure():
            return _look_later(row, now, terms.longest_flight, event.why, terms)
        case events.Claimed():
            return _claimed(row, DeliveryState.SETTLING, now, terms)
        case _:
            raise ProtocolError(row, event)


def _after_the_end(row: Delivery, event: events.Event, now: datetime, terms: Terms) -> Delivery:
    match event:
        case events.Ordered() if row.state in UNDELIVERED:
            return ordered(row, event, now)
        case events.Found() if row.sweep:
            return _found(row, event, now, terms)
        case events.NotFound() if row.sweep:
            return replace(row, sweep=_next_sweep(row, now, terms))
        case events.Unreadable() if row.sweep:
            return replace(row, sweep=None)
        case events.Busy() if row.sweep:
            return _sweep_later(row, now, timedelta(seconds=event.retry_after), terms)
        case events.Unsure() if row.sweep:
            return _sweep_later(row, now, terms.longest_flight, terms)
        case _:
            raise ProtocolError(row, event)


def _claimed(row: Delivery, state: DeliveryState, now: datetime, terms: Terms) -> Delivery:
    attempt = row.attempt + 1
    return replace(row, state=state, attempt=attempt, lease_until=now + terms.lease, not_before=None)


def _found(row: Delivery, event: events.Found, now: datetime, terms: Terms) -> Delivery:
    why = row.why if row.state is DeliveryState.SENT else "found in the channel's history"
    sent = _ended(row, DeliveryState.SENT, why, _next_sweep(row, now, terms))
    return replace(sent, ts=_stays(row, event.posts))


def _after_429(row: Delivery, event: events.Busy, now: datetime, terms: Terms) -> Delivery:
    then, why = now + timedelta(seconds=event.retry_after), f"Slack asked to wait {event.retry_after:.0f} s"
    if overdue(row, then, terms):
        gone = f"{why}, which is past the deadline"
        return _ended(row, DeliveryState.MISSED, gone, _next_sweep(row, now, terms))
    return _again(row, then, why)


def _look_later(row: Delivery, now: datetime, wait: timedelta, why: str, terms: Terms) -> Delivery:
    """Not knowing is ended late rather than soon: nobody waits for it, and a truth that comes late is one."""
    if now >= end_of(row, terms) + terms.patience:
        return _unknown(row, f"the channel's history could not be read: {why}", now, terms)
    return replace(row, lease_until=now + wait, why=why)


def _unknown(row: Delivery, why: str, now: datetime, terms: Terms) -> Delivery:
    return _ended(row, DeliveryState.UNCERTAIN, why, _next_sweep(_doubted(row, now), now, terms))


def _again(row: Delivery, not_before: datetime | None, why: str) -> Delivery:
    return replace(row, state=DeliveryState.RENDERED, lease_until=None, not_before=not_before, why=why)


def _ended(row: Delivery, state: DeliveryState, why: str, sweep: datetime | None = None) -> Delivery:
    return replace(row, state=state, lease_until=None, not_before=None, why=why, sweep=sweep)


# ---- sweeps ----


def _doubted(row: Delivery, now: datetime) -> Delivery:
    """From now on it may have a second copy; the sweep's own time is set when the row ends."""
    return replace(row, sweep=row.sweep or now)


def _next_sweep(row: Delivery, now: datetime, terms: Terms) -> datetime | None:
    """When the row's history is read next for a second copy; None where there can't be one, or no more."""
    if row.sweep is None or row.tried is None:
        return None
    return next((row.tried + after for after in terms.sweeps if row.tried + after > now), None)


def _sweep_later(row: Delivery, now: datetime, wait: timedelta, terms: Terms) -> Delivery:
    given_up = row.tried is None or now >= row.tried + terms.patience
    return replace(row, sweep=None if given_up else now + wait)
