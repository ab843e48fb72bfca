"""The same tasks in any number of processes: procrastinate on our PostgreSQL hands them out.

One periodic job, the tick, looks every few seconds at what is due by our own tables and queues it: whole
tasks by their period, tasks that can be cut in parts. A job holds nothing but names, and who takes it reads
anew what is due: a job that is done twice, or never, costs time and nothing else. docs/scale.md says how.
"""

from __future__ import annotations

import asyncio
from contextlib import nullcontext, suppress
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar

import psycopg
import structlog
from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import (
    AlreadyEnqueued,
    ConnectorException,
    ProcrastinateException,
    UniqueViolation,
)
from procrastinate.jobs import Job, Status

from bot.errors import StoreError
from bot.work import queues
from bot.work.fair import turns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from procrastinate.job_context import JobContext
    from sqlalchemy import Engine

    from bot.clock import Clock
    from bot.work.fair import Turn
    from bot.work.tasks import Task

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("work")

T = TypeVar("T")

TICK: Final = 5
"""Seconds; every task's period is a multiple."""
HEARTBEAT: Final = 5.0
STALLED: Final = 20.0
"""Seconds without a heartbeat after which a worker counts as dead; the next tick gives its jobs back."""
FINISH: Final = 4.0
"""Seconds that what is in hand may take when a worker is told to stop; then it is given back."""
_AGAIN: Final = 5.0

DO: Final = "do"
HOUSE, PARTS, AILING, POSTS = "house", "parts", "ailing", "posts"
"""Queues: whole tasks, which wait for no part; parts; parts that failed last, which get few places; parts of
tasks that wait behind no other's.
"""


class GivenBack(Exception):  # noqa: N818  (no error: the worker stops)
    """What was in hand is not done."""


class Cluster:
    """One worker: takes jobs from `start` to `stop`, `jobs` parts at a time beside the whole tasks.

    `acting_for` makes a tenant the one whose rows are read and written in its block.
    """

    def __init__(
        self,
        tasks: Sequence[Task],
        engine: Engine,
        clock: Clock,
        *,
        jobs: int,
        acting_for: Callable[[str], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        self.stopping = Event()
        self.tasks = {task.name: task for task in tasks}
        self._engine = engine
        self._clock = clock
        self._jobs = jobs
        self._acting_for = acting_for
        self._thread = Thread(target=lambda: asyncio.run(self._live()), name="dateline worker", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Event | None = None

    def start(self) -> None:
        """StoreError where the queues can't be made."""
        queues.prepare(self._engine)
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> bool:
        """Let what is in hand finish for some seconds, and give the rest back; False where that fails."""
        self.stopping.set()
        if self._loop is not None and self._stopped is not None:
            with suppress(RuntimeError):  # its loop has ended by itself
                self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(timeout)
        if self._thread.is_alive():
            _log.warning("work.hanging", tasks=["worker"])
        return not self._thread.is_alive()

    # ---- the worker's own thread ----

    async def _live(self) -> None:
        """Work until told to stop, however often the database goes away meanwhile."""
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        while not self.stopping.is_set():
            try:
                if not (why := await _in_thread(self._prepare)):
                    async with self._app().open_async() as app:
                        await self._work(app, self._stopped)
                    why = "a worker ended"
            except (ProcrastinateException, psycopg.Error) as error:
                why = str(error.__cause__ or error)
            if not self.stopping.is_set():
                _log.warning("work.interrupted", why=why, next_try_in=_AGAIN)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopped.wait(), _AGAIN)

    def _prepare(self) -> str:
        """Make the queues where they are not there (any more); why it can't be done, or nothing."""
        try:
            queues.prepare(self._engine)
        except StoreError as error:
            return str(error)
        return ""

    async def _work(self, app: App, stopped: asyncio.Event) -> None:
        """Take jobs from all queues until one of their workers ends, by an error or because we stop."""
        places = {HOUSE: len(self.tasks) + 2, PARTS: self._jobs, AILING: max(1, self._jobs // 4)}
        places[POSTS] = self._jobs
        workers = [
            asyncio.create_task(
                app.run_worker_async(
                    queues=[queue],
                    name=queue,
                    concurrency=number,
                    install_signal_handlers=False,
                    fetch_job_polling_interval=TICK,
                    update_heartbeat_interval=HEARTBEAT,
                    stalled_worker_timeout=STALLED,
                    shutdown_graceful_timeout=FINISH,
                    delete_jobs="always",
                )
            )
            for queue, number in places.items()
        ]
        told = asyncio.create_task(stopped.wait())
        await asyncio.wait([told, *workers], return_when=asyncio.FIRST_COMPLETED)
        for one in (told, *workers):
            one.cancel()
        await asyncio.wait([told, *workers])
        for one in workers:
            if not one.cancelled():
                one.result()  # raises what ended it

    def _app(self) -> App:
        _, connecting = self._engine.dialect.create_connect_args(self._engine.url)
        said = f"{connecting.get('options', '')} -c search_path={queues.namespace()}"
        options: dict[str, Any] = {**connecting, "options": said.strip()}
        app = App(connector=PsycopgConnector(kwargs=options, min_size=1, max_size=4))
        back = RetryStrategy(retry_exceptions=(GivenBack,))

        @app.periodic(cron=f"* * * * * */{TICK}")
        @app.task(name="tick", queue=HOUSE)
        async def tick(timestamp: int) -> None:  # pyright: ignore[reportUnusedFunction]
            await self._tick(app, timestamp)

        @app.task(name=DO, retry=back, pass_context=True)
        async def do(context: JobContext, *, task: str, key: str = "", tenant: str = "") -> None:  # pyright: ignore[reportUnusedFunction]
            with suppress(asyncio.CancelledError):  # the time to finish is over
                await self._do(task, key, tenant)
            if self.stopping.is_set() and not await _waits_again(app, context.job):
                raise GivenBack

        return app

    # ---- the tick ----

    async def _tick(self, app: App, timestamp: int) -> None:
        """Queue what is due. Two that run at once queue nothing twice."""
        await _give_back(app)
        queued = list(await app.job_manager.list_jobs_async(task=DO))
        for task in self.tasks.values():
            if task.cut is not None:
                due = await _in_thread(task.parts)
                held = [one for one in queued if _is_part(one, task)]
                names = {(str(one.task_kwargs["tenant"]), str(one.task_kwargs["key"])) for one in held}
                apart = task.cut.apart
                await _queue(app, [part_job(task.name, turn, apart=apart) for turn in turns(due, names)])
            elif timestamp % round(task.every.total_seconds()) == 0:
                await _queue(app, [_whole(task)])

    # ---- a job ----

    async def _do(self, task: str, key: str, tenant: str) -> None:
        if (known := self.tasks.get(task)) is None:
            _log.warning("work.unknown", task=task)  # of a program of another version
            return
        await _in_thread(partial(self._run, known, key, tenant))

    def _run(self, task: Task, key: str, tenant: str) -> None:
        with self._acting_for(tenant):
            if key:
                task.run_part(key, self.stopping)
            else:
                task.run(self.stopping)


def _whole(task: Task) -> Job:
    return Job(
        queue=HOUSE,
        task_name=DO,
        lock=task.name if task.alone else None,
        queueing_lock=task.name,
        task_kwargs={"task": task.name},
    )


def part_job(task: str, turn: Turn, *, apart: bool = False) -> Job:
    """A part's job: those of failing hosts apart, each tenant's first before any's second."""
    part = turn.part
    return Job(
        queue=POSTS if apart else AILING if part.ailing else PARTS,
        task_name=DO,
        priority=-turn.place,
        lock=f"{task}/{part.key}",
        queueing_lock=f"{task}/{part.tenant}/{part.key}",
        task_kwargs={"task": task, "key": part.key, "tenant": part.tenant},
    )


def _is_part(job: Job, of: Task) -> bool:
    return job.task_kwargs.get("task") == of.name and "key" in job.task_kwargs


async def _queue(app: App, jobs: Sequence[Job]) -> None:
    """All at once, or where one is queued already, one by one without it."""
    if not jobs:
        return
    try:
        await app.job_manager.batch_defer_jobs_async(list(jobs))
    except AlreadyEnqueued:
        if len(jobs) > 1:
            for job in jobs:
                await _queue(app, [job])


async def _waits_again(app: App, job: Job) -> bool:
    """Whether its next one is queued: then there is nothing to give back."""
    return bool(list(await app.job_manager.list_jobs_async(queueing_lock=job.queueing_lock, status="todo")))


async def _give_back(app: App) -> None:
    """Put the jobs of dead workers back, but for those that wait there again already."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
        with suppress(ConnectorException):  # it ended, or another tick was first
            try:
                await manager.retry_job(job)
            except UniqueViolation:
                await manager.finish_job(job, Status.FAILED, delete_job=True)
        _log.info("work.given_back", job=job.call_string)


async def _in_thread(work: Callable[[], T]) -> T:
    """The result of what blocks, from a thread that can't keep the process from ending, as a pool's would."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        result = work()
        with suppress(RuntimeError):  # the worker has ended without it
            loop.call_soon_threadsafe(lambda: ended.cancelled() or ended.set_result(result))

    Thread(target=run, name="dateline job", daemon=True).start()
    return await ended
