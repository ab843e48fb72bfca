"""The driver: it looks at what is due, lets the protocol decide, and does it."""

from __future__ import annotations

from datetime import time
from functools import partial
from logging import INFO, WARNING
from typing import TYPE_CHECKING, TypeAlias

import structlog

from bot.deliver import events, protocol, slots
from bot.deliver.agenda import Agenda
from bot.deliver.counting import ended
from bot.deliver.happened import Happened
from bot.deliver.history import Sweep, look
from bot.deliver.pace import always
from bot.deliver.ports import nonce_metadata
from bot.deliver.spread import at_once
from bot.deliver.threads import thread_of
from bot.deliver.urgency import urgency
from bot.deliver.watch import Watch
from bot.deliver.wording import logged, nothing_to_post
from bot.errors import DatelineError, SlackBusyError, SlackError, SlackNotSentError, SlackUnsureError
from bot.metrics import UNMEASURED
from bot.model import Delivery, DeliveryState, Slot, Subscription

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime, timedelta

    from bot.clock import Clock
    from bot.deliver.ports import Block, Deliveries, Editions, Messenger
    from bot.metrics import Meter
    from bot.model import Notice

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("deliver")

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
        wait: Callable[[Subscription], timedelta] = at_once,
        may_post: Callable[[str], bool] = always,
        meter: Meter = UNMEASURED,
    ) -> None:
        self._subscriptions = subscriptions
        self._deliveries = deliveries
        self._editions = editions
        self._messenger = messenger
        self._clock = clock
        self._terms = protocol.Terms(deadline=deadline, lease=lease, longest_flight=longest_flight)
        self._agenda = Agenda(deliveries, clock, deadline, wait)
        self._may_post = may_post
        self._meter = meter
        self._watch = Watch(clock)
        self._sweep = Sweep(
            deliveries=deliveries, messenger=messenger, clock=clock, terms=self._terms, owed=self._owed
        )

    def tick(self) -> tuple[Happened, ...]:
        """Do all there is to do now, and say what happened."""
        return tuple(happened for step in self.steps() if (happened := step()) is not None)

    def steps(self) -> Iterator[Step]:
        """Yield the same, a step for each subscription and each row, so that a caller can stop between two.

        A DatelineError ends its own step and is told as a value; any other exception passes through the step,
        and the next one can be taken all the same.
        """
        active = {one.id: one for one in self._subscriptions() if not one.paused}
        self._agenda.forget(active)
        for subscription in active.values():
            yield partial(self._told, subscription.id, partial(self._open, subscription))
        taken: set[str] = set()
        while rows := [row for row in self._under_way() if row.id not in taken]:
            taken.update(row.id for row in rows)
            for row in rows:
                subscription = active.get(row.subscription_id)
                yield partial(self._told, row.subscription_id, partial(self._advance, row, subscription))
        for row in self._deliveries.to_sweep(self._clock.now()):
            yield partial(self._told, row.subscription_id, partial(self._sweep.once, row))

    def quiet(self) -> list[tuple[Subscription, datetime]]:
        """The orders that run, as they stand, each with the moment before which no slot of it comes.

        Without those of which one has come. What was remembered of the tenant's orders is forgotten.
        """
        running = [one for one in self._subscriptions() if not one.paused]
        found = [(one, until) for one in running if (until := self._agenda.quiet_until(one)) is not None]
        self._agenda.forget(())
        return found

    def _under_way(self) -> list[Delivery]:
        """All rows that are, the most urgent first; once a digest is posted, those of its thread too."""
        rows = self._deliveries.unsettled()
        self._watch.observe(rows)
        return sorted(rows, key=lambda row: urgency(row, self._terms))

    def _told(self, subscription_id: str, step: Step) -> Happened | None:
        try:
            return step()
        except DatelineError as error:
            _log.warning("delivery.problem", subscription=logged(subscription_id), why=str(error))
            return Happened(subscription_id=subscription_id, problem=str(error))

    # ---- opening rows ----

    def _open(self, subscription: Subscription) -> None:
        """Open a row for each slot that came since the last one; what is too late is then marked missed."""
        for slot in self._agenda.come(subscription):
            self._deliveries.open(
                subscription_id=subscription.id,
                channel=subscription.channel,
                local_date=slot.local_date,
                slot=f"{slot.at:%H:%M}",
                due=slot.due,
            )

    # ---- moving rows ----

    def _advance(self, row: Delivery, subscription: Subscription | None) -> Happened | None:
        if row.state in (DeliveryState.SENDING, DeliveryState.SETTLING):
            return self._settle(row)
        return self._send_notice(row) if row.is_notice else self._send(row, subscription)

    def _send_notice(self, row: Delivery) -> Happened | None:
        now, parent = self._clock.now(), self._deliveries.get(row.parent) if row.parent else None
        if why := protocol.never(row, parent, now, self._terms):
            return self._move(row, events.DeadlinePassed(why=why))
        if not protocol.claimable(row, now) or (parent and parent.state is not DeliveryState.SENT):
            return None
        if parent and self._deliveries.waits(row):
            return None
        return self._claim_and_post(row, self._deliveries.message(row.id))

    def _send(self, row: Delivery, subscription: Subscription | None) -> Happened | None:
        now = self._clock.now()
        if why := self._too_late(row, subscription, now):
            return self._move(row, events.DeadlinePassed(why=why))
        if row.state is DeliveryState.PLANNED and subscription is not None:
            planned = self._plan(row, subscription)
            if planned is None or planned.row is None or planned.row.state is not DeliveryState.RENDERED:
                return planned
            row = planned.row
        if not protocol.claimable(row, now):
            return None
        return self._claim_and_post(row, self._editions.rendered(row.edition_id))

    def _too_late(self, row: Delivery, subscription: Subscription | None, now: datetime) -> str:
        """Why a digest will not be posted any more; empty while it may be."""
        ordered = row.until is not None
        if subscription is None and not (ordered and row.state is DeliveryState.RENDERED):
            return "its subscription was removed or paused"
        if protocol.overdue(row, now, self._terms):
            return (
                f"it could not be posted within {self._terms.deadline.total_seconds() / 3600:g} h of its time"
            )
        if ordered or subscription is None:  # whoever ordered it wants this one
            return ""
        newest = slots.latest(subscription, now, self._terms.deadline)
        if newest is not None and newest.local_date > row.local_date:
            return f"the digest of {newest.local_date} took its place"
        return ""

    def _plan(self, row: Delivery, subscription: Subscription) -> Happened | None:
        slot = Slot(local_date=row.local_date, at=time.fromisoformat(row.slot), due=row.due)
        edition = self._editions.plan(subscription, slot)
        if why := nothing_to_post(edition):
            return self._move(row, events.NothingToPost(why=why))
        return self._move(row, events.Rendered(edition_id=edition.id))

    def _claim_and_post(self, row: Delivery, message: tuple[str, list[Block]]) -> Happened | None:
        if not self._may_post(row.channel):
            return None
        thread = self._thread_of(row)
        begun = self._clock.monotonic()
        claimed = self._deliveries.claim(row, self._clock.now(), self._terms.lease)
        if claimed is None:
            return None

        def is_young() -> bool:
            return self._clock.monotonic() - begun <= self._terms.young.total_seconds()

        if not is_young():
            return self._move(claimed, events.GivenBack())
        return self._move(claimed, self._post(claimed, message, thread, is_young))

    def _post(
        self,
        row: Delivery,
        message: tuple[str, list[Block]],
        thread: str | None,
        may_send: Callable[[], bool],
    ) -> events.OfSending:
        text, blocks = message
        nonce = nonce_metadata(row.id)
        try:
            ts = self._messenger.post(
                row.channel,
                text=text,
                blocks=blocks,
                thread_ts=thread,
                metadata=nonce,
                may_send=may_send,
            )
        except SlackNotSentError:
            return events.GivenBack()
        except SlackBusyError as error:
            return events.Busy(retry_after=error.retry_after)
        except SlackUnsureError as error:
            return events.Unsure(why=str(error))
        except SlackError as error:
            return events.Refused(why=str(error))
        return events.Posted(ts=ts)

    def _thread_of(self, row: Delivery) -> str | None:
        parent = self._deliveries.get(row.parent) if row.parent else None
        return parent.ts if parent else None

    def _settle(self, row: Delivery) -> Happened | None:
        terms = self._terms
        flight = terms.longest_flight if row.state is DeliveryState.SETTLING else terms.lease
        if self._watch.unmoved(row) < flight.total_seconds():
            return None
        claimed = self._deliveries.claim(row, self._clock.now(), terms.lease)
        return None if claimed is None else self._look(claimed)

    def _look(self, row: Delivery) -> Happened | None:
        return self._move(row, look(self._messenger, row, self._thread_of(row), row.tried or row.due))

    def _move(self, row: Delivery, event: events.Event) -> Happened | None:
        moved = protocol.after(row, event, self._clock.now(), self._terms)
        log = _log.bind(delivery=row.id, subscription=logged(row.subscription_id), attempt=row.attempt)
        if not self._deliveries.save(moved, row.attempt, self._owed(moved)):
            log.info("delivery.overtaken", event_was=type(event).__name__)
            if isinstance(event, events.Posted | events.Unsure):
                # This one stood still, and another may have posted it too.
                self._deliveries.suspect(row.id, self._clock.now())
            return None
        ended(moved, self._clock.now(), self._meter)
        log.log(
            WARNING if moved.state in protocol.UNDELIVERED else INFO,
            "delivery.moved",
            was=row.state.value,
            now=moved.state.value,
            by=type(event).__name__,
            why=moved.why,
        )
        return Happened(subscription_id=row.subscription_id, row=moved)

    def _owed(self, row: Delivery) -> list[Notice]:
        """What is owed once a digest is posted: its thread, in the very step that marks it sent."""
        if row.state is not DeliveryState.SENT or not row.edition_id:
            return []
        return thread_of(row, self._editions.thread(row.edition_id), self._clock.now())
