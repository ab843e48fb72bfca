"""When a subscription is due: a pure function of local date, local time and zone.

`datetime` with fold=0 is what RFC 5545 (3.3.5) asks for: a local time in a gap is read with the offset before
the gap, and so moves forward by the gap; an ambiguous one is its first occurrence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.model import WEEKDAYS, Slot, Subscription

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_LONGEST_PAUSE = timedelta(days=16)
"""A weekly order waits 7 days, 14 where its local date doesn't exist (Apia, 2011-12-30); a day for zones."""


def due(subscription: Subscription, since: datetime, until: datetime) -> tuple[Slot, ...]:
    """Every slot whose instant lies in (since, until], oldest first; one for each local date."""
    if subscription.since is not None:
        since = max(since, subscription.since)
    if since >= until:
        return ()
    zone = subscription.tz
    slots = (_slot(subscription, local, zone) for local in _dates(since, until, zone))
    return tuple(slot for slot in slots if slot is not None and since < slot.due <= until)


def next_due(subscription: Subscription, after: datetime) -> Slot:
    """The first slot after that instant. ValueError where the subscription names no day."""
    if subscription.since is not None:
        after = max(after, subscription.since)
    zone = subscription.tz
    slots = (_slot(subscription, local, zone) for local in _dates(after, after + _LONGEST_PAUSE, zone))
    for slot in slots:
        if slot is not None and slot.due > after:
            return slot
    raise ValueError(f"subscription {subscription.id} names no day of the week")


def previous_due(subscription: Subscription, before: datetime) -> Slot | None:
    """The last slot ahead of that instant, whether the subscription stood then or not."""
    slots = due(
        replace(subscription, since=None), before - _LONGEST_PAUSE, before - timedelta(microseconds=1)
    )
    return slots[-1] if slots else None


def latest(subscription: Subscription, now: datetime, within: timedelta) -> Slot | None:
    """The latest slot of the last `within`: what to catch up with. Never more than one, never an older."""
    slots = due(subscription, now - within, now)
    return slots[-1] if slots else None


def _dates(since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[date]:
    """The local dates whose slot may lie there: a gap can carry one past midnight, hence a day to spare."""
    local, last = since.astimezone(zone).date() - _DAY, until.astimezone(zone).date()
    while local <= last:
        yield local
        local += _DAY


def _slot(subscription: Subscription, local: date, zone: ZoneInfo) -> Slot | None:
    if WEEKDAYS[local.weekday()] not in subscription.days:
        return None
    due = _instant(local, subscription.at, zone)
    if due.astimezone(zone).date() != local and not _exists(local, zone):
        return None
    return Slot(local_date=local, at=subscription.at, due=due)


def _exists(local: date, zone: ZoneInfo) -> bool:
    """A date that a zone leapt over has no midnight, not even one moved forward within it."""
    return _instant(local, time.min, zone).astimezone(zone).date() == local


def _instant(local: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(local, at.replace(fold=0), tzinfo=zone).astimezone(UTC)
