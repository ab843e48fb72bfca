"""Tasks in this very process: APScheduler ticks, and each task has one worker that does it.

The workers are threads of our own: daemons, so that a task that hangs can't keep the process from ending (the
standard pool joins its threads at exit); one for each task, so that a slow collection never holds up a digest
and ticks that come while a task is in hand melt into one.
"""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING, Protocol, cast

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.clock import Clock
    from bot.work.tasks import Task

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("work")


class Embedded:
    """Runs the tasks from `start` to `stop`, each at once and then every so often."""

    def __init__(self, tasks: Sequence[Task], clock: Clock) -> None:
        self.stopping = Event()
        self._clock = clock
        self._workers = [_Worker(task, self.stopping, clock) for task in tasks]
        self._ticker = _ticker()

    def start(self) -> None:
        for worker in self._workers:
            worker.start()
            self._ticker.add_job(
                worker.wake,
                "interval",
                seconds=worker.task.every.total_seconds(),
                next_run_time=self._clock.now(),
                name=worker.task.name,
            )
        self._ticker.start()

    def stop(self, timeout: float = 10.0) -> bool:
        """Let what is in hand finish, for at most `timeout` seconds; False where something still hangs."""
        self.stopping.set()
        if self._ticker.running:
            self._ticker.shutdown(wait=False)
        for worker in self._workers:
            worker.wake()
        until = self._clock.monotonic() + timeout
        hanging = [worker.task.name for worker in self._workers if not worker.ended(until)]
        if hanging:
            _log.warning("work.hanging", tasks=hanging)
        return not hanging


class _Worker:
    def __init__(self, task: Task, stopping: Event, clock: Clock) -> None:
        self.task = task
        self._stopping = stopping
        self._clock = clock
        self._due = Event()
        self._thread = Thread(target=self._loop, name=f"dateline {task.name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._due.set()

    def ended(self, until: float) -> bool:
        if self._thread.is_alive():
            self._thread.join(max(0.0, until - self._clock.monotonic()))
        return not self._thread.is_alive()

    def _loop(self) -> None:
        # APScheduler reckons by the wall clock and falls silent where that leaps back; this patience doesn't.
        patience = 2 * self.task.every.total_seconds()
        while True:
            self._due.wait(patience)
            self._due.clear()
            if self._stopping.is_set():
                return
            self.task.run(self._stopping)


class _Ticker(Protocol):
    """As much of APScheduler, which has no type hints, as is used here."""

    @property
    def running(self) -> bool: ...

    def add_job(
        self, func: Callable[[], object], trigger: str, *, seconds: float, next_run_time: datetime, name: str
    ) -> object: ...

    def start(self) -> None: ...

    def shutdown(self, *, wait: bool) -> None: ...


def _ticker() -> _Ticker:
    """A ticker and no more: its one pool thread only wakes workers, so that no tick is late or dropped."""
    scheduler = BackgroundScheduler(
        timezone="UTC",
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    return cast("_Ticker", scheduler)
