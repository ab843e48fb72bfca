"""A life of digests with threads, alerts and corrections under a seed, and all going wrong that may."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from world import DEADLINE, FLIGHT, LEASE, KilledError, World, at_utc, nothing_happens, world_at

from bot.deliver.delivery import Delivering
from bot.errors import StoreError
from bot.model import Day, DeliveryState, Notice

if TYPE_CHECKING:
    from datetime import date

    from bot.model import Delivery

DRIVERS, THREAD = 3, 2
START = at_utc("2026-05-01T07:59:50")
POST_FAULTS = (
    *("dropped", "lost") * 4,
    *("busy 1", "busy 1", "busy 3600", "busy 20000"),
    *("refused not_in_channel", "refused is_archived", "refused token_revoked"),
)
FIND_FAULTS = ("busy 60", "unsure", "unreadable missing_scope")
WRONG_BY = (-24, -1, 0, 1, 24)
"""Hours: where a clock that leaps comes to stand; a day is as wrong as it is assumed to be at the most."""


@dataclass(frozen=True, kw_only=True)
class Lot:
    """What this life is dealt: so many orders and days, the driver's protocol, and what it may not rely on.

    `late_flights` is the share of lost posts that land long after the longest flight; `late_history` of the
    messages that the history shows only minutes later; `nameless` of those whose metadata Slack drops.
    """

    seed: int
    orders: int = 25
    days: int = 30
    thread: int = THREAD
    driver: type[Delivering] = Delivering
    late_history: float = 0.0
    late_flights: float = 0.0
    nameless: float = 0.0
    honest: bool = True  # the history doesn't deny what it holds


class Troubles:
    """What goes wrong at each point that a driver passes, drawn by a seed."""

    def __init__(self, world: World, lot: Lot) -> None:
        self.world = world
        self.lot = lot
        self.random = Random(lot.seed)
        self.idle = [self._driver() for _ in range(DRIVERS)]
        world.hook = self.at

    def _driver(self) -> Delivering:
        return self.world.driver(self.lot.driver)

    def at(self, point: str) -> None:
        self.world.clock.pass_time(self.random.random() * 0.2)
        if point == "before socket":
            self._trouble_slack()
        if self._chance(0.01):
            raise KilledError(point)
        if point in {"writing", "accepted"}:
            if self._chance(
                self.lot.late_flights
            ):  # stopped, with the socket open: what is assumed not to be
                self._freeze()
            return
        if self._chance(0.01):
            raise StoreError(f"the database is locked {point}")
        if self._chance(0.01):
            self._freeze()

    def tick(self) -> None:
        """One of the drivers that aren't frozen ticks; killed amid that, a new one takes its place."""
        driver = self.idle.pop(self.random.randrange(len(self.idle)))
        try:
            driver.tick()
        except KilledError:
            driver = self._driver()
        except StoreError:  # the tick could not even begin: the outermost loop tries again
            pass
        self.idle.append(driver)

    def tell(self) -> None:
        """Somebody has an alert for a channel, and a correction for a digest; who asks twice asks for one."""
        world, random, now = self.world, self.random, self.world.clock.now()
        digests = world.deliveries.digests
        parents = ["", random.choice(digests).id if digests else ""]
        for number, parent in enumerate([*parents, *parents[:1]]):
            key = f"{'correction' if parent else 'alert'}/{now.date()}/{number % 2}"
            block = {"type": "divider", "block_id": key}
            head = world.deliveries.get(parent) if parent else None
            until = now + random.choice([DEADLINE, timedelta(seconds=20)])
            channel = head.channel if head else "C-s0"
            asked = Notice(
                key=key, channel=channel, text=key, blocks=[block], due=now, until=until, parent=parent
            )
            world.deliveries.notice(asked)

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _trouble_slack(self) -> None:
        slack, random = self.world.slack, self.random
        slack.posts.clear()
        slack.finds.clear()
        slack.lag = timedelta(seconds=random.random() * (FLIGHT.total_seconds() - 5))
        if self._chance(self.lot.late_history):
            slack.lag = timedelta(seconds=60 + random.random() * 300)
        slack.nameless = self._chance(self.lot.nameless)
        if self._chance(0.25):
            slack.posts.append(random.choice(POST_FAULTS))
        if self._chance(0.3):
            slack.finds.append(random.choice(FIND_FAULTS))

    def _freeze(self) -> None:
        """This driver stands still while the others work on."""
        for _ in range(self.random.randrange(8)):
            self.world.clock.pass_time(self.random.random() * LEASE.total_seconds())
            if self.idle:
                self.tick()


def live_through(lot: Lot) -> World:
    """Days on end: outages, leaps of the clock, and ticks until nothing is open any more."""
    world = world_at(START, tuple(f"s{n}" for n in range(lot.orders)))
    troubles = Troubles(world, lot)
    world.slack.hidden = not lot.honest
    world.editions.threads = lot.thread
    random = troubles.random
    for day in range(lot.days):
        today = world.clock.at.date()
        world.editions.empty[today] = random.choice([Day.FULL] * 15 + [Day.QUIET])
        if random.random() < 0.1:
            world.clock.pass_time(random.random() * 2 * DEADLINE.total_seconds())
        for minute in range(16):
            if minute in {4, 10}:
                world.hook = nothing_happens
                troubles.tell()
                world.hook = troubles.at
            troubles.tick()
            world.clock.pass_time(random.random() * 40)
        if random.random() < 0.1:
            world.clock.be_wrong_by(timedelta(hours=random.choice(WRONG_BY)))
        while world.deliveries.under_way():
            troubles.tick()
            world.clock.pass_time(600 * random.random())
        world.clock.pass_time(world.clock.until(START + timedelta(days=day + 1)))
    return world


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a life's digests, by what stands in the channels and not by what the rows say.

    `doubled` stand there twice in the end, `lost` are neither there nor explained, `wrong` are said to be
    there and aren't or the other way round. `removed` stood there twice until the sweep. `other` are the
    threads', alerts and corrections that are doubled, lost or wrong.
    """

    digests: int
    posted: int
    explained: int
    doubled: int
    lost: int
    wrong: int
    removed: int
    other: int


def outcome(world: World) -> Outcome:
    posted = Counter(world.slack.nonces())
    rows = world.rows()
    digests = [row for row in rows if not row.is_notice]
    notices = [row for row in rows if row.is_notice]
    return Outcome(
        digests=len(digests),
        posted=sum(posted[row.id] > 0 for row in digests),
        explained=sum(_explained(row, posted) for row in digests),
        doubled=sum(posted[row.id] > 1 for row in digests),
        lost=sum(not posted[row.id] and not _explained(row, posted) for row in digests) + _gaps(digests),
        wrong=sum(_wrong(row, posted) for row in digests),
        removed=len(world.slack.deleted),
        other=sum(posted[row.id] > 1 or _wrong(row, posted) for row in notices),
    )


def _gaps(digests: list[Delivery]) -> int:
    """Local dates of which an order has no row at all, between its first and its last."""
    dates: dict[str, list[date]] = {}
    for row in digests:
        dates.setdefault(row.subscription_id, []).append(row.local_date)
    return sum((max(mine) - min(mine)).days + 1 - len(mine) for mine in dates.values())


def _explained(row: Delivery, posted: Counter[str]) -> bool:
    """It is not in its channel, its row has ended, and says why."""
    ended = row.state in {
        *(DeliveryState.MISSED, DeliveryState.FAILED, DeliveryState.UNCERTAIN, DeliveryState.WITHHELD),
    }
    return not posted[row.id] and ended and bool(row.why)


def _wrong(row: Delivery, posted: Counter[str]) -> bool:
    if row.state is DeliveryState.UNCERTAIN:
        return False
    return (row.state is DeliveryState.SENT) is not (posted[row.id] > 0)
