"""Which slots have come since an order's last row."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot import tenancy
from bot.deliver import slots

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from datetime import datetime

    from bot.clock import Clock
    from bot.deliver.ports import Deliveries
    from bot.model import Slot, Subscription

_LOOK_BACK = timedelta(days=31)
"""Slots of a longer outage than that are not written down as missed."""

_LEAP = timedelta(seconds=60)
"""The wall clock was set, where it and the monotonic one came so far apart."""


class Agenda:
    """Remembers until when nothing is due, so that a tick asks the store about no order before its time.

    A slot comes as much after its time as `wait` says of its order; one that is late already waits no more.
    What it remembers it forgets when the wall clock is set: a time that was wrong must hide no slot.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        clock: Clock,
        deadline: timedelta,
        wait: Callable[[Subscription], timedelta],
    ) -> None:
        self._deliveries = deliveries
        self._wait = wait
        self._clock = clock
        self._deadline = deadline
        # By tenant, then by the order's id: as it was, and until when.
        self._quiet: dict[str, dict[str, tuple[Subscription, datetime]]] = {}
        self._began = self._beginning(clock.now())

    def come(self, subscription: Subscription) -> tuple[Slot, ...]:
        """The slots that came since the last row, oldest first; some may be too late to be posted."""
        now = self._clock.now()
        if abs(self._beginning(now) - self._began) > _LEAP:
            self._quiet.clear()
            self._began = self._beginning(now)
        quiet = self._quiet.setdefault(tenancy.current(), {})
        known, until = quiet.get(subscription.id, (None, now))
        if now < until and known == subscription:
            return ()
        wait = self._wait(subscription)
        found = self._since_last(subscription, now - wait)
        if not found:
            quiet[subscription.id] = (subscription, slots.next_due(subscription, now - wait).due + wait)
        return found

    def quiet_until(self, subscription: Subscription) -> datetime | None:
        """Before that no slot of it comes; None where one has come."""
        if self.come(subscription):
            return None
        known = self._quiet.get(tenancy.current(), {}).get(subscription.id)
        return known[1] if known else None

    def forget(self, active: Container[str]) -> None:
        """Forget the tenant's orders whose ids are not among these any more."""
        quiet = self._quiet.pop(tenancy.current(), {})
        if kept := {key: known for key, known in quiet.items() if key in active}:
            self._quiet[tenancy.current()] = kept

    def _since_last(self, subscription: Subscription, now: datetime) -> tuple[Slot, ...]:
        last = self._deliveries.last(subscription.id)
        if last is None:  # a new one: who saw it first is not owed what came before
            newest = slots.latest(subscription, now, self._deadline)
            return () if newest is None else (newest,)
        found = slots.due(subscription, max(last.due, now - _LOOK_BACK), now)
        # By date, not by instant: a new time or zone must not give two on one local date.
        return tuple(slot for slot in found if slot.local_date > last.local_date)

    def _beginning(self, now: datetime) -> datetime:
        """When the monotonic clock stood at nought, by the wall clock."""
        return now - timedelta(seconds=self._clock.monotonic())
