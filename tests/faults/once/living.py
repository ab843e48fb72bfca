"""A process that lives as `dateline run` does, round by round: collecting, stories, alerts, posting."""

from __future__ import annotations

import os
import socket
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot.config import load
from bot.wiring import House
from once.levers import Levers

if TYPE_CHECKING:
    from bot.work.tasks import Task

DELIVER = "deliver"
_PAUSE = 0.05


class RoundClock:
    """Stands where the harness has put it: seconds since `start`. Both clocks go together."""

    def __init__(self, start: datetime, levers: Levers) -> None:
        self._start = start
        self._levers = levers

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._levers.offset)

    def monotonic(self) -> float:
        return self._levers.offset


def run(*, folder: str, environment: dict[str, str], port: int, start: str) -> None:
    """Do all there is to do each time that the harness asks, until it is killed or nobody asks any more."""
    os.chdir(folder)
    structlog.configure(processors=[_nothing])
    clock = RoundClock(datetime.fromisoformat(start).astimezone(UTC), Levers(Path(folder) / "levers"))
    house = House(load(Path(folder) / "config.yaml", environment), clock)
    house.wall = clock  # the lease on writing stories is by the same time
    tasks = {worker.task.name: worker.task for worker in house.embedded._workers}
    deliver = tasks.pop(DELIVER)
    with socket.create_connection(("127.0.0.1", port)) as harness:
        harness.sendall(b"here\n")
        for _ in harness.makefile("r"):
            _round(list(tasks.values()), deliver)
            harness.sendall(b"done\n")


def _round(tasks: list[Task], deliver: Task) -> None:
    """Every task at once, each in a thread; deliveries are looked after meanwhile, and at the end."""
    stopping = threading.Event()
    threads = [threading.Thread(target=task.run, args=(stopping,), daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        deliver.run(stopping)
        threading.Event().wait(_PAUSE)
    deliver.run(stopping)


def _nothing(_logger: object, _method: str, _said: object) -> object:
    raise structlog.DropEvent
