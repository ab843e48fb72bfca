"""A pool of threads whose work is handed out host by host, so that a slow host holds only its own places.

One thread, the caller's, decides and takes in what is finished; nothing here needs a lock. At most twice as
many jobs as there are threads are under way or wait to be taken in: a slow caller slows the pool.
"""

from __future__ import annotations

import queue
from collections import Counter, deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.collect.transport import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
_WAITING = 200  # jobs: beyond, no new feed is begun before the pages of others are read


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Work for one host. `run` is called on a thread of the pool, `done` with its future on the caller's."""

    host: str
    run: Callable[[Stop], object]
    done: Callable[[Future[object]], Iterator[T]]


class Workers(Generic[T]):
    def __init__(self, workers: int, per_host: int) -> None:
        self._per_host = per_host
        self._limit = 2 * workers
        self._stop = Stop()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="collect")
        self._finished: queue.SimpleQueue[tuple[Job[T], Future[object]]] = queue.SimpleQueue()
        self._queues: dict[str, deque[Job[T]]] = {}  # in the order in which the hosts take their turns
        self._busy: Counter[str] = Counter()
        self._waiting = 0

    def add(self, job: Job[T]) -> None:
        self._queues.setdefault(job.host, deque()).append(job)
        self._waiting += 1

    def run(self, jobs: Iterator[Job[T]]) -> Iterator[T]:
        """Do the jobs, and those that they add, and yield what their `done` yields."""
        while self._begin(jobs):
            job, future = self._finished.get()
            self._busy[job.host] -= 1
            yield from job.done(future)

    def close(self) -> None:
        """End what is under way (sockets are shut, not waited for) and the threads."""
        self._stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _begin(self, jobs: Iterator[Job[T]]) -> bool:
        """Hand out what there is room for. False once nothing is under way any more."""
        while self._waiting < _WAITING and (job := next(jobs, None)):
            self.add(job)
        while self._busy.total() < self._limit and (job := self._next()):
            self._busy[job.host] += 1
            self._pool.submit(job.run, self._stop).add_done_callback(self._finisher(job))
        return self._busy.total() > 0

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
