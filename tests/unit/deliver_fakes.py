"""A store and an edition desk that behave (unique, fenced, leased), and fail or die on demand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from threading import RLock
from typing import TYPE_CHECKING, Any

from deliver_slack import FakeSlack

from bot.deliver.delivery import Delivering, Happened
from bot.errors import NotFoundError
from bot.model import (
    NOTICE,
    Coverage,
    Day,
    Delivery,
    DeliveryState,
    Notice,
    PlannedEdition,
    Slot,
    Subscription,
)
from summaries import Brief, Edition, EditionStory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

UNSETTLED = ("planned", "sending", "settling")
DEADLINE, LEASE, FLIGHT = timedelta(hours=3), timedelta(seconds=40), timedelta(seconds=30)


class KilledError(BaseException):
    """The process was killed here: nobody catches it."""


class SimClock:
    """A wall clock and a monotonic one that move when they are told to."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.seconds

    def pass_time(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.seconds += seconds

    def leap(self, span: timedelta) -> None:
        """Set the wall clock alone."""
        self.at += span


def nothing_happens(_point: str) -> None:
    """The hook of a world without faults."""


@dataclass
class World:
    """All that a driver leans on. `hook` is called with the name of every point passed, and may raise."""

    clock: SimClock
    hook: Callable[[str], None] = nothing_happens
    subscriptions: list[Subscription] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.deliveries = FakeDeliveries(self)
        self.editions = FakeEditions(self)
        self.slack = FakeSlack(self)

    def driver(self) -> Delivering:
        return Delivering(
            subscriptions=lambda: tuple(self.subscriptions),
            deliveries=self.deliveries,
            editions=self.editions,
            messenger=self.slack,
            clock=self.clock,
            deadline=DEADLINE,
            lease=LEASE,
            longest_flight=FLIGHT,
        )

    def rows(self) -> list[Delivery]:
        return sorted(self.deliveries.rows.values(), key=lambda row: (row.due, row.subscription_id))

    def only_row(self) -> Delivery:
        (row,) = self.rows()
        return row


class FakeDeliveries:
    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = RLock()
        self.rows: dict[tuple[str, date, str], Delivery] = {}
        self._keys: dict[str, tuple[str, date, str]] = {}
        self._messages: dict[str, tuple[str, list[dict[str, Any]]]] = {}

    def open(
        self, *, subscription_id: str, channel: str, local_date: date, slot: str, due: datetime
    ) -> Delivery:
        key = (subscription_id, local_date, slot)
        self._world.hook("before open")
        with self._lock:
            fresh = Delivery(
                id=f"d-{subscription_id}-{local_date}-{slot}",
                subscription_id=subscription_id,
                channel=channel,
                local_date=local_date,
                slot=slot,
                due=due,
                state=DeliveryState.PLANNED,
            )
            row = self.rows.setdefault(self._keys.setdefault(fresh.id, key), fresh)
        self._world.hook("after open")
        return row

    def last(self, subscription_id: str) -> Delivery | None:
        with self._lock:
            mine = [row for row in self.rows.values() if row.subscription_id == subscription_id]
        return max(mine, key=lambda row: row.due, default=None)

    def claim(self, delivery_id: str, now: datetime, lease: timedelta) -> Delivery | None:
        self._world.hook("before claim")
        with self._lock:
            key, row = self._by_id(delivery_id)
            state = _state_after_claim(row, now)
            if state is None:
                return None
            row = replace(row, state=state, attempt=row.attempt + 1, lease_until=now + lease, not_before=None)
            self.rows[key] = row
        self._world.hook("after claim")
        return row

    def notice(self, asked: Notice) -> Delivery:
        self._world.hook("before open")
        with self._lock:
            row = self._open_notice(asked)
        self._world.hook("after open")
        return row

    def _open_notice(self, asked: Notice) -> Delivery:
        named = f"{NOTICE}{asked.key}"
        self._messages.setdefault(f"n-{asked.key}", (asked.text, asked.blocks))
        fresh = Delivery(
            id=f"n-{asked.key}",
            subscription_id=named,
            channel=asked.channel,
            local_date=asked.due.date(),
            slot="",
            due=asked.due,
            state=DeliveryState.PLANNED,
            parent=asked.parent,
            until=asked.until,
        )
        key = self._keys.setdefault(fresh.id, (named, fresh.local_date, ""))
        return self.rows.setdefault(key, fresh)

    def get(self, delivery_id: str) -> Delivery | None:
        with self._lock:
            return self._by_id(delivery_id)[1] if delivery_id in self._keys else None

    def message(self, delivery_id: str) -> tuple[str, list[dict[str, Any]]]:
        self._world.hook("before rendered")
        return self._messages[delivery_id]

    def waits(self, delivery: Delivery) -> bool:
        with self._lock:
            return any(
                row.parent == delivery.parent and row.due < delivery.due and row.state in UNSETTLED
                for row in self.rows.values()
            )

    def save(self, delivery: Delivery, expected_attempt: int, then: Sequence[Notice] = ()) -> bool:
        self._world.hook(f"before save {delivery.state}")
        with self._lock:
            key, row = self._by_id(delivery.id)
            held = row.attempt == expected_attempt and row.state in UNSETTLED
            if held:
                self.rows[key] = replace(delivery, attempt=row.attempt)
                for one in then:
                    self._open_notice(one)
        self._world.hook(f"after save {delivery.state}")
        return held

    def unsettled(self) -> list[Delivery]:
        with self._lock:
            rows = [row for row in self.rows.values() if row.state in UNSETTLED]
        return sorted(rows, key=lambda row: row.due)

    def _by_id(self, delivery_id: str) -> tuple[tuple[str, date, str], Delivery]:
        key = self._keys[delivery_id]
        return key, self.rows[key]


def _state_after_claim(row: Delivery, now: datetime) -> DeliveryState | None:
    if row.state is DeliveryState.PLANNED and (row.not_before is None or row.not_before <= now):
        return DeliveryState.SENDING
    in_the_air = row.state in {DeliveryState.SENDING, DeliveryState.SETTLING}
    if in_the_air and (row.lease_until is None or row.lease_until <= now):
        return DeliveryState.SETTLING
    return None


class FakeEditions:
    """Plans an edition with one story, or with none on the days in `empty`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = RLock()
        self.planned: dict[str, PlannedEdition] = {}
        self.plans = 0
        self.threads = 0  # how many messages follow in each edition's thread
        self.empty: dict[date, Day] = {}
        self.coverage = Coverage(articles=1, publishers=1, feeds=12)

    def plan(self, subscription: Subscription, slot: Slot) -> PlannedEdition:
        self._world.hook("before plan")
        edition_id = f"e-{subscription.id}-{slot.local_date}"
        with self._lock:
            if edition_id not in self.planned:
                self.plans += 1
                self.planned[edition_id] = self._make(edition_id, subscription, slot)
        self._world.hook("after plan")
        return self.planned[edition_id]

    def rendered(self, edition_id: str) -> tuple[str, list[dict[str, Any]]]:
        self._world.hook("before rendered")
        if edition_id not in self.planned:
            raise NotFoundError(f"no edition {edition_id}")
        return f"text of {edition_id}", [{"type": "divider", "block_id": edition_id}]

    def thread(self, edition_id: str) -> list[tuple[str, list[dict[str, Any]]]]:
        self._world.hook("before thread")
        return [
            (f"text {number} under {edition_id}", [{"type": "divider", "block_id": f"{edition_id}-{number}"}])
            for number in range(1, self.threads + 1)
        ]

    def _make(self, edition_id: str, subscription: Subscription, slot: Slot) -> PlannedEdition:
        day = self.empty.get(slot.local_date, Day.FULL)
        brief = Brief(headline="A headline", headline_id="a1", sentences=(), sources=())
        story = EditionStory(story_id="s1", brief=brief, section="World", reasons=())
        return PlannedEdition(
            id=edition_id,
            subscription_id=subscription.id,
            local_date=slot.local_date,
            slot=subscription.slot,
            zone=subscription.zone,
            since=slot.due - timedelta(days=1),
            until=slot.due,
            edition=Edition(
                stories=(story,) if day is Day.FULL else (), left_out=(), articles=1, publishers=1
            ),
            coverage=self.coverage,
            day=day,
        )


def at_utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def world_at(at: datetime, names: tuple[str, ...]) -> World:
    """A world with an order for 08:00 UTC under each name, to the channel C-name."""
    orders = [Subscription(id=name, channel=f"C-{name}", at=time(8), zone="UTC") for name in names]
    return World(SimClock(at), subscriptions=orders)


def run(world: World, driver: Delivering, seconds: float, step: float = 10) -> list[Happened]:
    """Tick every so many seconds, from now on."""
    happened: list[Happened] = []
    for _ in range(int(seconds / step) + 1):
        happened += driver.tick()
        world.clock.pass_time(step)
    return happened
