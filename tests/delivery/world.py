"""A store and an edition desk that behave (unique, fenced, leased), and fail or die on demand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from fake_editions import FakeEditions
from fake_rows import FakeDeliveries
from fake_slack import FakeSlack

from bot.deliver.delivery import Delivering
from bot.model import (
    Delivery,
    Subscription,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.deliver.happened import Happened

DEADLINE, LEASE, FLIGHT = timedelta(hours=3), timedelta(seconds=40), timedelta(seconds=30)


class KilledError(BaseException):
    """The process was killed here: nobody catches it."""


class SimClock:
    """A wall clock and a monotonic one that move when they are told to."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.seconds = 0.0
        self.wrong = timedelta()

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
        self.wrong += span

    def be_wrong_by(self, span: timedelta) -> None:
        """Set the wall clock alone, to so much beside the true time."""
        self.leap(span - self.wrong)

    def until(self, then: datetime) -> float:
        """Seconds of true time until then; 0 where that has passed."""
        return max(0.0, (then - (self.at - self.wrong)).total_seconds())


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

    def driver(self, kind: type[Delivering] = Delivering) -> Delivering:
        return kind(
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
