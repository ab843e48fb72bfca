"""A pool of threads whose work is handed out host by host, so that a slow host holds only its own places.

One thread, the caller's, decides and takes in what is finished; nothing here needs a lock. What is under way
or waits to be taken in is bounded: a slow caller slows the pool.
"""

from __future__ import annotations

import queue
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from bot import tenancy
from bot.collect.flight import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from bot.clock import Clock

T = TypeVar("T")
_STRETCH = 4  # times as many threads as workers, at most
_SLOW = 2.0  # seconds after which a job no longer takes a worker's place: it only waits
_LOOK = 0.5  # seconds between two looks at who has become slow
_WAITING = 200  # jobs: beyond, no new feed is begun before the pages of others are read


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Work for one host. `run` is called on a thread of the pool, `done` with its future on the caller's."""

    host: str
    run: Callable[[Stop], object]
    done: Callable[[Future[object]], Iterator[T]]


class Workers(Generic[T]):
    """`workers` threads, and up to three times as many more while jobs wait on slow servers."""

    def __init__(self, workers: int, per_host: int, clock: Clock) -> None:
        self._workers = workers
        self._per_host = per_host
        self._clock = clock
        self._stop = Stop()
        self._pool = tenancy.Pool(_STRETCH * workers, thread_name_prefix="collect")
        self._finished: queue.SimpleQueue[tuple[Job[T], Future[object]]] = queue.SimpleQueue()
        self._queues: dict[str, deque[Job[T]]] = {}  # in the order in which the hosts take their turns
        self._busy: Counter[str] = Counter()
        self._begun: dict[Future[object], float] = {}
        self._waiting = 0

    def add(self, job: Job[T]) -> None:
        self._queues.setdefault(job.host, deque()).append(job)
        self._waiting += 1

    def run(self, jobs: Iterator[Job[T]]) -> Iterator[T]:
        """Do the jobs, and those that they add, and yield what their `done` yields."""
        while self._begin(jobs):
            try:
                job, future = self._finished.get(timeout=_LOOK)
            except queue.Empty:
                continue
            self._busy[job.host] -= 1
            del self._begun[future]
            yield from job.done(future)

    def close(self) -> None:
        """End what is under way (sockets are shut, not waited for) and the threads."""
        self._stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _begin(self, jobs: Iterator[Job[T]]) -> bool:
        """Hand out what there is room for. False once nothing is under way any more."""
        while self._waiting < _WAITING and (job := next(jobs, None)):
            self.add(job)
        while self._has_room() and (job := self._next()):
            self._busy[job.host] += 1
            future = self._pool.submit(job.run, self._stop)
            self._begun[future] = self._clock.monotonic()
            future.add_done_callback(self._finisher(job))
        return bool(self._begun)

    def _has_room(self) -> bool:
        now = self._clock.monotonic()
        slow = sum(now - begun > _SLOW for begun in self._begun.values())
        return len(self._begun) < min(self._workers + slow, _STRETCH * self._workers)

    def _finisher(self, job: Job[T]) -> Callable[[Future[object]], None]:
        return lambda future: self._finished.put((job, future))

    def _next(self) -> Job[T] | None:
        """Take the next job of the first host in turn with a free place, and send that host to the end."""
        for host, waiting in self._queues.items():
            if self._busy[host] < self._per_host:
                job = waiting.popleft()
                del self._queues[host]
                if waiting:
                    self._queues[host] = waiting
                self._waiting -= 1
                return job
        return None
