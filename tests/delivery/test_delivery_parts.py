"""Deliveries in parts: one tenant's are done without the others', and each comes once as ever."""

from __future__ import annotations

from datetime import time, timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest
from world import DEADLINE, FLIGHT, LEASE, World, at_utc, world_at

from bot import tenancy
from bot.deliver.delivery import Delivering
from bot.model import DeliveryState, Subscription
from bot.store import subscriptions
from bot.store.deliveries import DeliveryRows
from bot.store.store import Store
from bot.wiring.posts import Posts
from bot.work import tasks
from bot.work.cluster import PARTS, POSTS, part_job
from bot.work.fair import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

EIGHT = at_utc("2026-05-04T08:00:00")
NEVER = Event()


class Town:
    """Workspaces on a store, each with an order for 08:00 UTC; a task that is cut, as workers take it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.world: World = world_at(EIGHT - timedelta(hours=1), ())
        self.rows = DeliveryRows(store)
        self.posts = self.worker()
        collected = Event()
        collected.set()
        cut = tasks.Cut(due=self.posts.due, steps=self.posts.steps, apart=True)
        clock = self.world.clock
        self.task = tasks.deliver(self.posts.delivering, collected, clock, cut=cut)

    def worker(self) -> Posts:
        """Another process on the same store."""
        driver = Delivering(
            subscriptions=self._orders,
            deliveries=self.rows,
            editions=self.world.editions,
            messenger=self.world.slack,
            clock=self.world.clock,
            deadline=DEADLINE,
            lease=LEASE,
            longest_flight=FLIGHT,
        )
        clock = self.world.clock
        return Posts(store=self.store, clock=clock, delivering=driver, lease=LEASE, installed=False)

    def _orders(self) -> Iterable[Subscription]:
        with self.store.read() as db:
            return subscriptions.every(db)

    def order(self, name: str = "one", at: int = 8) -> None:
        with self.store.write() as db:
            order = Subscription(id=name, channel=f"C-{name}", at=time(at), zone="UTC")
            subscriptions.add(db, order, self.world.clock.now())

    def tick(self) -> int:
        """What is due is done; how many parts that was."""
        parts = self.task.parts()
        for part in parts:
            with tenancy.of(part.tenant):
                self.task.run_part(part.key, NEVER)
        return len(parts)

    def channels(self) -> list[str]:
        return [message.channel for message in self.world.slack.messages]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    store = Store(f"sqlite:///{tmp_path / 'town.db'}")
    yield Town(store)
    store.close()


def test_between_two_looks_a_tenant_is_not_asked_at_all(town: Town) -> None:
    """Once looked at, the hour up to its slot costs its orders no more than a look or two."""
    town.order()
    ticks = 0
    while town.world.clock.now() < EIGHT:
        ticks += town.tick()
        town.world.clock.pass_time(60)
    assert 1 <= ticks <= 3
    assert town.world.slack.messages == []


def test_a_digest_comes_at_its_slot_once_and_its_thread_with_it(town: Town) -> None:
    """By the first tick after the slot; then the tenant is quiet again."""
    town.order()
    town.world.editions.threads = 2
    town.tick()
    town.world.clock.pass_time(3_600)
    assert town.tick() == 1
    assert town.channels() == ["C-one"] * 3
    assert [town.tick() for _ in range(3)] == [0, 0, 0]
    assert town.channels() == ["C-one"] * 3


def test_the_clock_set_back_hides_no_slot(town: Town) -> None:
    """It was two days ahead when the order was looked at; set right, today's digest comes today."""
    town.order()
    town.world.clock.leap(timedelta(days=2))
    assert [town.tick(), town.tick()] == [1, 0]
    town.world.clock.be_wrong_by(timedelta())
    assert town.tick() == 1
    town.world.clock.pass_time(3_600)
    town.tick()
    last = town.rows.last("one")
    assert last
    assert (last.state, last.due) == (DeliveryState.SENT, EIGHT)


def test_what_a_dead_worker_had_claimed_is_settled_by_another(town: Town) -> None:
    """It watches the row from the claim on, and looks into the history once the lease is over: one post."""
    town.order()
    town.tick()
    town.world.clock.pass_time(3_600)
    town.world.slack.posts.append("dropped")
    town.tick()
    assert town.rows.unsettled()[0].state is DeliveryState.SETTLING
    heir = town.worker()
    for _ in range(20):
        for part in heir.due():
            for step in heir.steps(part.key, NEVER):
                step()
        town.world.clock.pass_time(5)
    assert town.channels() == ["C-one"]
    last = town.rows.last("one")
    assert last
    assert last.state is DeliveryState.SENT


def test_a_fault_in_one_digest_leaves_the_tenants_others(town: Town) -> None:
    """Each step of a part is taken for itself, as in one process; what failed is due again."""
    town.order("one")
    town.order("two")
    town.tick()
    town.world.clock.pass_time(3_600)

    def fail(point: str) -> None:
        if point == "before plan":
            town.world.hook = lambda _: None
            raise ZeroDivisionError

    town.world.hook = fail
    town.tick()
    assert len(town.channels()) == 1
    assert town.tick() == 1
    assert sorted(town.channels()) == ["C-one", "C-two"]


def test_parts_wait_for_the_first_collection_too(town: Town) -> None:
    """As the whole task does, and no longer."""
    town.order()
    town.world.clock.pass_time(3_600)
    collected, clock = Event(), town.world.clock
    cut = tasks.Cut(due=town.posts.due, steps=town.posts.steps)
    task = tasks.deliver(town.posts.delivering, collected, clock, cut=cut)
    assert task.parts() == []
    collected.set()
    assert len(task.parts()) == 1


def test_posts_wait_behind_no_collection(town: Town) -> None:
    """Their jobs have a queue and places of their own, one job a tenant."""
    town.order()
    (part,) = town.task.parts()
    post = part_job("deliver", Turn(part, 0), apart=True)
    assert (post.queue, part_job("collect feeds", Turn(part, 0)).queue) == (POSTS, PARTS)
    assert post.queueing_lock == part_job("deliver", Turn(part, 5), apart=True).queueing_lock
