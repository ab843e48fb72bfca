"""One replica: a whole House of a real config.yaml, whose delivering ticks until the process ends."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import structlog

import bot.deliver.protocol
import bot.wiring.house
import bot.work.tasks
from bot.config import load
from bot.wiring import House
from once import gates
from once.levers import LeverClock, Levers
from once.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.work.tasks import Task

# These need the world outside; what is left is everything that brings messages into channels.
ELSEWHERE = frozenset({"collect feeds", "take in", "watch folders", "watch pages", "alerts", "housekeeping"})
TOLD = ("delivery.problem", "delivery.moved", "delivery.overtaken", "task.failed")


def scaled(terms: Terms) -> None:
    """The product's constants, in this process alone."""
    sqlite_store().BUSY_SECONDS = terms.busy
    house = bot.wiring.house
    house.POSTING_SECONDS = terms.posting
    house.FLIGHT, house.LEASE = timedelta(seconds=terms.flight), timedelta(seconds=terms.lease)
    bot.work.tasks.COLLECTION_PATIENCE = timedelta()
    swept = tuple(timedelta(seconds=seconds) for seconds in terms.sweeps)
    bot.deliver.protocol.Terms = partial(bot.deliver.protocol.Terms, sweeps=swept)


def sqlite_store() -> Any:
    """The module that opens SQLite's files."""
    own = "bot.store.databases"  # where PostgreSQL is stored in too
    return import_module(f"{own}.sqlite" if find_spec(own) else "bot.store.database")


def run(*, folder: str, environment: dict[str, str], scale: float, port: int, name: str, armed: str) -> None:
    """Until it is killed, or the harness is gone."""
    os.chdir(folder)
    terms = Terms(scale=scale)
    scaled(terms)
    gate = gates.Gate(port, name, armed)
    structlog.configure(processors=[structlog.processors.format_exc_info, gates.quiet(TOLD, gate)])
    levers = Levers(Path(folder) / f"{name}.levers")
    house = House(load(Path(folder) / "config.yaml", environment), LeverClock(levers))
    gated(house, gate, levers)
    tasks = delivering(worker.task for worker in house.embedded._workers)
    for number in range(1_000_000):
        gate.tell(tick=number)
        for task in tasks:
            task.run(Event())
        time.sleep(terms.tick)


def gated(house: House, gate: gates.Gate, levers: Levers) -> None:
    """Put collaborators into the house that stop at the armed point."""
    engine = house.store.engine
    gates.gate_commits(engine, gate)
    if engine.dialect.name == "sqlite":
        gates.fill_disk(engine, lambda: levers.full)
    gates.gate_client(gate)
    built = vars(house)
    built["deliveries"] = gates.GatedDeliveries(house.deliveries, gate)
    built["editions"] = gates.GatedEditions(house.editions, gate)
    built["messenger"] = gates.GatedMessenger(house.messenger, gate)


def delivering(tasks: Iterable[Task]) -> list[Task]:
    """The product's own tasks, as far as they are played."""
    return [task for task in tasks if task.name not in ELSEWHERE]
