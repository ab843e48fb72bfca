"""Thousands of digests with threads, alerts and corrections under a seed, and all going wrong that may."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from deliver_fakes import DEADLINE, FLIGHT, LEASE, KilledError, World, at_utc, nothing_happens, world_at

from bot.errors import StoreError
from bot.model import Day, DeliveryState, Notice

S = DeliveryState
ORDERS, DAYS, DRIVERS, THREAD = 25, 30, 3, 2
ENDED = {S.SENT, S.MISSED, S.FAILED, S.UNCERTAIN, S.WITHHELD}
POST_FAULTS = ("dropped", "lost", "busy 1", "busy 3600", "busy 20000", "refused not_in_channel")
FIND_FAULTS = ("busy 60", "unsure", "unreadable missing_scope")


class Troubles:
    """What goes wrong at each point that a driver passes, drawn by a seed."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.random = Random(seed)
        self.idle = [world.driver() for _ in range(DRIVERS)]
        world.hook = self.at

    def at(self, point: str) -> None:
        self.world.clock.pass_time(self.random.random() * 0.2)
        if point == "before socket":
            self._trouble_slack()
        if self._chance(0.01):
            raise KilledError(point)
        if point in {"before socket", "accepted"}:
            return  # what comes now must not outlast the longest flight: that is assumed, not defended
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
            driver = self.world.driver()
        self.idle.append(driver)

    def tell(self) -> None:
        """Somebody has an alert for a channel, and a correction for a digest; who asks twice asks for one."""
        world, random, now = self.world, self.random, self.world.clock.now()
        digests = [row for row in world.rows() if not row.is_notice]
        parents = ["", random.choice(digests).id if digests else ""]
        for number, parent in enumerate([*parents, *parents[:1]]):
            key = f"{'correction' if parent else 'alert'}/{now.date()}/{number % 2}"
            block = {"type": "divider", "block_id": key}
            channel = next((row.channel for row in digests if row.id == parent), "C-s0")
            until = now + random.choice([DEADLINE, timedelta(seconds=20)])
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
        if self._chance(0.3):
            slack.posts.append(random.choice(POST_FAULTS))
        if self._chance(0.3):
            slack.finds.append(random.choice(FIND_FAULTS))

    def _freeze(self) -> None:
        """This driver stands still while the others work on."""
        for _ in range(self.random.randrange(8)):
            self.world.clock.pass_time(self.random.random() * LEASE.total_seconds())
            if self.idle:
                self.tick()


def live_through(seed: int, days: int, *, honest: bool = True) -> World:
    """Days on end: outages, leaps of the clock, and ticks until nothing is open any more."""
    world = world_at(at_utc("2026-05-01T07:59:50"), tuple(f"s{n}" for n in range(ORDERS)))
    troubles = Troubles(world, seed)
    world.slack.hidden = not honest
    world.editions.threads = THREAD
    random = troubles.random
    for day in range(days):
        today = world.clock.at.date()
        world.editions.empty[today] = random.choice([Day.FULL] * 6 + [Day.QUIET])
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
            world.clock.leap(timedelta(hours=random.choice([-1, 1])))
        while world.deliveries.unsettled():
            troubles.tick()
            world.clock.pass_time(600 * random.random())
        ahead = at_utc("2026-05-02T07:59:50") + timedelta(days=day) - world.clock.at
        world.clock.pass_time(max(0.0, ahead.total_seconds()))
    return world


def assert_kept(world: World) -> None:
    posted: dict[str, int] = {}
    for nonce in world.slack.nonces():
        posted[nonce] = posted.get(nonce, 0) + 1
    assert max(posted.values()) == 1
    for row in world.rows():
        assert row.state in ENDED
        if row.state is S.SENT:
            assert posted.get(row.id) == 1
        elif row.state is not S.UNCERTAIN:
            assert row.id not in posted
            assert row.why


def assert_threads_kept(world: World) -> None:
    """Each digest that was sent has its whole thread under it, in order; no other message has any."""
    posted = {message.nonce: (at, message) for at, message in enumerate(world.slack.messages)}
    rows = {row.id: row for row in world.rows()}
    threads = [row for row in rows.values() if row.subscription_id.startswith("notice/thread/")]
    sent = {row.id for row in rows.values() if row.state is S.SENT and not row.is_notice}
    assert sorted(row.parent for row in threads) == sorted([*sent] * THREAD)
    for row in rows.values():
        if row.state is S.SENT:
            assert posted[row.id][1].thread == (rows[row.parent].ts if row.parent else None)
    for digest in sent:
        ours = [row for row in threads if row.parent == digest and row.state is S.SENT]
        assert [row.id for row in ours] == sorted((row.id for row in ours), key=lambda one: posted[one][0])


@pytest.mark.parametrize("seed", range(3))
def test_none_doubled_and_none_lost_without_a_word(seed: int) -> None:
    """Through kills, freezes, replicas and Slack's errors: each message once, or not at all and a reason."""
    world = live_through(seed, DAYS)
    assert_kept(world)
    assert_threads_kept(world)
    rows = [row for row in world.rows() if not row.is_notice]
    days = {row.local_date for row in rows}
    assert days == {date(2026, 5, 1) + timedelta(days=day) for day in range(len(days))}
    assert len(days) >= DAYS
    assert len(rows) >= ORDERS * (DAYS - 1)
    assert {row.state for row in rows} == ENDED  # the faults have reached every end
    told = [row for row in world.rows() if row.is_notice]
    assert len({row.id for row in told}) == len(told)
    assert {row.state for row in told} == ENDED - {S.WITHHELD}


def test_the_same_seed_lives_the_same_life() -> None:
    """A failing seed can be replayed alone: all that happened is drawn from it."""
    one, other = live_through(7, 5), live_through(7, 5)
    assert one.slack.messages == other.slack.messages
    assert one.rows() == other.rows()


def test_the_simulation_would_see_a_doubled_digest() -> None:
    """With a history that denies every message the same life doubles digests: the faults do bite."""
    nonces = live_through(1, 5, honest=False).slack.nonces()
    assert len(nonces) > len(set(nonces)) + 10
