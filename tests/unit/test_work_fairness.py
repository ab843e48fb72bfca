"""A while of queues in a moment: the order of jobs is the product's own, their work is counted in seconds."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.model import DuePart
from bot.work.cluster import AILING, PARTS, TICK, part_job
from bot.work.fair import turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from procrastinate.jobs import Job

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
EVERY = 150.0
WORK = 0.5
HANGS = 30.0
PLACES = {PARTS: 8, AILING: 2}


@dataclass(kw_only=True)
class Model:
    """Workers with so many places, which take jobs as procrastinate does: by priority, then by age."""

    hosts: dict[str, list[str]]
    lasts: Callable[[str], float] = lambda _: WORK
    time: float = 0.0
    due: dict[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float])
    late: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    queues: dict[str, list[tuple[int, int, Job]]] = field(default_factory=lambda: {PARTS: [], AILING: []})
    doing: list[tuple[float, int, Job]] = field(default_factory=list[tuple[float, int, "Job"]])
    failed: set[str] = field(default_factory=set[str])
    number: int = 0

    def run(self, seconds: float) -> dict[str, float]:
        """The longest that a host of each tenant waited, in seconds."""
        self.due = {(tenant, host): 0.0 for tenant, hosts in self.hosts.items() for host in hosts}
        self.late = {tenant: [] for tenant in self.hosts}
        while self.time < seconds:
            self._tick()
            until = self.time + TICK
            while self.time < until:
                self._take()
                self.time = min(until, self.doing[0][0]) if self.doing else until
                while self.doing and self.doing[0][0] <= self.time:
                    self._done(heapq.heappop(self.doing)[2])
        return {tenant: max(late) for tenant, late in self.late.items()}

    def _tick(self) -> None:
        held = [_name(job) for held in (*self.queues.values(), self.doing) for _, _, job in held]
        parts = [
            DuePart(key=host, tenant=tenant, since=NOW + timedelta(seconds=due), ailing=host in self.failed)
            for (tenant, host), due in self.due.items()
            if due <= self.time
        ]
        for turn in turns(parts, held):
            self.number += 1
            job = part_job("collect feeds", turn)
            heapq.heappush(self.queues[job.queue], (-job.priority, self.number, job))

    def _take(self) -> None:
        for queue, waiting in self.queues.items():
            free = PLACES[queue] - sum(job.queue == queue for _, _, job in self.doing)
            for _ in range(min(free, len(waiting))):
                _, number, job = heapq.heappop(waiting)
                tenant, host = name = _name(job)
                self.late[tenant].append(self.time - self.due[name])
                heapq.heappush(self.doing, (self.time + self.lasts(host), number, job))

    def _done(self, job: Job) -> None:
        name = _name(job)
        self.due[name] = self.time + EVERY
        if self.lasts(name[1]) == HANGS:
            self.failed.add(name[1])


def _name(job: Job) -> tuple[str, str]:
    return str(job.task_kwargs["tenant"]), str(job.task_kwargs["key"])


def hosts(tenant: str, count: int) -> list[str]:
    return [f"{tenant}-{number}" for number in range(count)]


@pytest.mark.exhaustive
def test_five_thousand_of_one_tenant_make_ten_of_another_no_later() -> None:
    """All fall due at once, and again before the large one's are done: the small one waits a tick longer."""
    alone = Model(hosts={"small": hosts("small", 10)}).run(400)
    beside = Model(hosts={"large": hosts("large", 5_000), "small": hosts("small", 10)}).run(400)
    assert beside["large"] > 100  # there is a crowd to wait behind
    assert beside["small"] <= alone["small"] + TICK


def test_hosts_that_hang_take_few_places_from_the_second_time_on() -> None:
    """Twenty of them take all places once. From then on the others wait as if they were not there."""

    def lasts(host: str) -> float:
        return HANGS if host.startswith("hangs") else WORK

    well = Model(hosts={"": hosts("well", 100)}).run(500)
    ill = Model(hosts={"": hosts("well", 100), "ill": hosts("hangs", 20)}, lasts=lasts)
    ill.failed = set(hosts("hangs", 20))
    assert ill.run(500)[""] <= well[""] + TICK


def test_one_host_that_hangs_costs_one_place() -> None:
    def lasts(host: str) -> float:
        return HANGS if host == "hangs" else WORK

    well = Model(hosts={"": hosts("well", 200)}).run(500)
    beside = Model(hosts={"": hosts("well", 200), "ill": ["hangs"]}, lasts=lasts).run(500)
    assert beside[""] <= well[""] * 8 / 7 + TICK
