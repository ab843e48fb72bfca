"""The driver: it looks at what is due, lets the protocol decide, and does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import structlog

from bot.deliver import protocol, slots
from bot.deliver.ports import nonce_metadata
from bot.deliver.threads import thread_of
from bot.errors import DatelineError, SlackBusyError, SlackError, SlackUnsureError
from bot.model import Day, Delivery, DeliveryState, PlannedEdition, Slot, Subscription
from bot.text import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from bot.clock import Clock
    from bot.deliver.ports import Block, Deliveries, Editions, Messenger
    from bot.model import Notice

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("deliver")

_LOOK_BACK = timedelta(days=31)
"""Slots of a longer outage than that are not written down as missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A row has moved (`row` as it stands now), or a step was stopped by a `problem`, in words."""

    subscription_id: str
    row: Delivery | None = None
    problem: str = ""


Step: TypeAlias = "Callable[[], Happened | None]"


class Delivering:
    """Posts what is due, once. Any number of these may work on the same rows, in threads or processes."""

    def __init__(
        self,
        *,
        subscriptions: Callable[[], Iterable[Subscription]],
        deliveries: Deliveries,
        editions: Editions,
        messenger: Messenger,
        clock: Clock,
        deadline: timedelta,
        lease: timedelta,
        longest_flight: timedelta,
    ) -> None:
        self._subscriptions = subscriptions
        self._deliveries = deliveries
        self._editions = editions
        self._messenger = messenger
        self._clock = clock
        self._terms = protocol.Terms(deadline=deadline, lease=lease, longest_flight=longest_flight)
        self._watch = _Watch(clock)

    def tick(self) -> tuple[Happened, ...]:
        """Do all there is to do now, and say what happened."""
        return tuple(happened for step in self.steps() if (happened := step()) is not None)

    def steps(self) -> Iterator[Step]:
        """Yield the same, a step for each subscription and each row, so that a caller can stop between two.

        A DatelineError ends its own step and is told as a value; any other exception passes through the step,
        and the next one can be taken all the same.
        """
        active = {one.id: one for one in self._subscriptions() if not one.paused}
        for subscription in active.values():
            yield partial(self._told, subscription.id, partial(self._open, subscription))
        taken: set[str] = set()
        while rows := [row for row in self._under_way() if row.id not in taken]:
            taken.update(row.id for row in rows)
            for row in rows:
                subscription = active.get(row.subscription_id)
                yield partial(self._told, row.subscription_id, partial(self._advance, row, subscription))

    def _under_way(self) -> list[Delivery]:
        """All rows that are; once a digest is posted, those of its thread too."""
        rows = self._deliveries.unsettled()
        self._watch.observe(rows)
        return rows

    def _told(self, subscription_id: str, step: Step) -> Happened | None:
        try:
            return step()
        except DatelineError as error:
            _log.warning("delivery.problem", subscription=subscription_id, why=str(error))
            return Happened(subscription_id=subscription_id, problem=str(error))

    # ---- opening rows ----

    def _open(self, subscription: Subscription) -> None:
        """Open a row for each slot that came since the last one; what is too late is then marked missed."""
        for slot in self._slots_since_last(subscription):
            self._deliveries.open(
                subscription_id=subscription.id,
                channel=subscription.channel,
                local_date=slot.local_date,
                slot=f"{slot.at:%H:%M}",
                due=slot.due,
            )

    def _slots_since_last(self, subscription: Subscription) -> tuple[Slot, ...]:
        now = self._clock.now()
        last = self._deliveries.last(subscription.id)
        if last is None:  # a new one: who saw it first is not owed what came before
            newest = slots.latest(subscription, now, self._terms.deadline)
            return () if newest is None else (newest,)
        found = slots.due(subscription, max(last.due, now - _LOOK_BACK), now)
        # By date, not by instant: a new time or zone must not give two on one local date.
        return tuple(slot for slot in found if slot.local_date > last.local_date)

    # ---- moving rows ----

    def _advance(self, row: Delivery, subscription: Subscription | None) -> Happened | None:
        if row.state is not DeliveryState.PLANNED:
            return self._settle(row)
        return self._send_notice(row) if row.is_notice else self._send(row, subscription)

    def _send_notice(self, row: Delivery) -> Happened | None:
        now, parent = self._clock.now(), self._deliveries.get(row.parent) if row.parent else None
        if why := protocol.never(row, parent, now, self._terms):
            return self._move(row, protocol.DeadlinePassed(why=why))
        if not protocol.claimable(row, now) or (parent and parent.state is not DeliveryState.SENT):
            return None
        if parent and self._deliveries.waits(row):
            return None
        return self._claim_and_post(row, self._deliveries.message(row.id))

    def _send(self, row: Delivery, subscription: Subscription | None) -> Happened | None:
        now = self._clock.now()
        if subscription is None:
            return self._move(row, protocol.DeadlinePassed(why="its subscription was removed or paused"))
        if why := self._too_late(row, subscription, now):
            return self._move(row, protocol.DeadlinePassed(why=why))
        if not protocol.claimable(row, now):
            return None
        if row.edition_id:
            return self._claim_and_post(row, self._editions.rendered(row.edition_id))
        planned = self._plan(row, subscription)
        if planned is None or planned.row is None or planned.row.state is not DeliveryState.PLANNED:
            return planned
        return self._claim_and_post(planned.row, self._editions.rendered(planned.row.edition_id))

    def _too_late(self, row: Delivery, subscription: Subscription, now: datetime) -> str:
        if protocol.overdue(row, now, self._terms):
            return (
                f"it could not be posted within {self._terms.deadline.total_seconds() / 3600:g} h of its time"
            )
        newest = slots.latest(subscription, now, self._terms.deadline)
        if newest is not None and newest.local_date > row.local_date:
            return f"the digest of {newest.local_date} took its place"
        return ""

    def _plan(self, row: Delivery, subscription: Subscription) -> Happened | None:
        slot = Slot(local_date=row.local_date, at=time.fromisoformat(row.slot), due=row.due)
        edition = self._editions.plan(subscription, slot)
        if why := nothing_to_post(edition):
            return self._move(row, protocol.NothingToPost(why=why))
        return self._move(row, protocol.Planned(edition_id=edition.id))

    def _claim_and_post(self, row: Delivery, message: tuple[str, list[Block]]) -> Happened | None:
        thread = self._thread_of(row)
        begun = self._clock.monotonic()
        claimed = self._deliveries.claim(row.id, self._clock.now(), self._terms.lease)
        if claimed is None:
            return None
        if claimed.state is DeliveryState.SETTLING:  # another driver had it in between, and lost it
            return self._look(claimed)
        if self._clock.monotonic() - begun > self._terms.young.total_seconds():
            return self._move(claimed, protocol.GivenBack())
        return self._move(claimed, self._post(claimed, message, thread))

    def _post(
        self, row: Delivery, message: tuple[str, list[Block]], thread: str | None
    ) -> protocol.OfSending:
        text, blocks = message
        nonce = nonce_metadata(row.id)
        try:
            ts = self._messenger.post(row.channel, text=text, blocks=blocks, thread_ts=thread, metadata=nonce)
        except SlackBusyError as error:
            return protocol.Busy(retry_after=error.retry_after)
        except SlackUnsureError as error:
            return protocol.Unsure(why=str(error))
        except SlackError as error:
            return protocol.Refused(why=str(error))
        return protocol.Posted(ts=ts)

    def _thread_of(self, row: Delivery) -> str | None:
        parent = self._deliveries.get(row.parent) if row.parent else None
        return parent.ts if parent else None

    def _settle(self, row: Delivery) -> Happened | None:
        terms = self._terms
        flight = terms.longest_flight if row.state is DeliveryState.SETTLING else terms.lease
        if self._watch.unmoved(row) < flight.total_seconds():
            return None
        claimed = self._deliveries.claim(row.id, self._clock.now(), terms.lease)
        if claimed is None:
            return None
        if claimed.state is DeliveryState.SENDING:  # another driver has settled it in between
            return self._move(claimed, protocol.GivenBack())
        return self._look(claimed)

    def _look(self, row: Delivery) -> Happened | None:
        return self._move(row, self._found(row))

    def _found(self, row: Delivery) -> protocol.OfSettling:
        try:
            thread, since = self._thread_of(row), protocol.history_from(row)
            ts = self._messenger.find(row.channel, row.id, since=since, thread_ts=thread)
        except SlackBusyError as error:
            return protocol.Busy(retry_after=error.retry_after)
        except SlackUnsureError as error:
            return protocol.Unsure(why=str(error))
        except SlackError as error:
            return protocol.Unreadable(why=str(error))
        return protocol.NotFound() if ts is None else protocol.Found(ts=ts)

    def _move(self, row: Delivery, event: protocol.Event) -> Happened | None:
        moved = protocol.after(row, event, self._clock.now(), self._terms)
        log = _log.bind(delivery=row.id, subscription=row.subscription_id, attempt=row.attempt)
        if not self._deliveries.save(moved, row.attempt, self._after(moved)):
            log.info("delivery.overtaken", event_was=type(event).__name__)
            return None
        tell = log.warning if moved.state in protocol.UNDELIVERED else log.info
        tell(
            "delivery.moved",
            was=row.state.value,
            now=moved.state.value,
            by=type(event).__name__,
            why=moved.why,
        )
        return Happened(subscription_id=row.subscription_id, row=moved)

    def _after(self, row: Delivery) -> list[Notice]:
        """What is owed once a digest is posted: its thread, in the very step that marks it sent."""
        if row.state is not DeliveryState.SENT or not row.edition_id:
            return []
        return thread_of(row, self._editions.thread(row.edition_id), self._clock.now())


class _Watch:
    """How long a claimed row has not moved before our eyes, by the monotonic clock.

    The store's lease is wall time, which can leap; this can't. What was before our first sight doesn't count.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: dict[str, tuple[int, DeliveryState, float]] = {}

    def observe(self, rows: Iterable[Delivery]) -> None:
        now = self._clock.monotonic()
        before, self._seen = self._seen, {}
        for row in rows:
            attempt, state, since = before.get(row.id, (row.attempt, row.state, now))
            moved = (attempt, state) != (row.attempt, row.state)
            self._seen[row.id] = (row.attempt, row.state, now if moved else since)

    def unmoved(self, row: Delivery) -> float:
        """Seconds."""
        return self._clock.monotonic() - self._seen[row.id][2]


def nothing_to_post(edition: PlannedEdition) -> str:
    """Why there is nothing to post, in words; empty where there are stories."""
    if edition.edition.stories:
        return ""
    feeds, failing = edition.coverage.feeds, len(edition.coverage.failing)
    if edition.day is Day.BROKEN:
        return f"broken: nothing could be collected since {edition.since:%Y-%m-%d %H:%M} UTC"
    if failing:
        return f"quiet day: {failing} of {feeds} feeds are failing, and nothing new passed in the others"
    unread = edition.coverage.unread
    if unread == feeds:
        return "quiet day: nothing new was handed in" + (", and no feed has been read yet" if feeds else "")
    others = f", {unread} not yet" if unread else ""
    return f"quiet day: {plural(feeds - unread, 'feed')} read well{others}, nothing new passed"
