"""How many requests are in hand at a time: beyond that they are sent away, and never queue without end."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from bot.web.refusals import overloaded

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

T = TypeVar("T")

# Bolt is given requests by so many threads: as many as it has listeners (bot.slack.app), which acknowledge.
THREADS: Final = 32
# So many have a place, those that are still read and those that wait for a thread among them.
PLACES: Final = 128
# Slack gives up after 3 s: who has waited so long for a thread is sent away while it still hears that.
PATIENCE_SECONDS: Final = 2.0


class Gate:
    """For one event loop."""

    def __init__(
        self, *, threads: int = THREADS, places: int = PLACES, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="dispatch")
        self._threads = asyncio.Semaphore(threads)
        self._places = places
        self._patience = patience
        self._in_hand = 0

    @contextmanager
    def place(self) -> Generator[None]:
        """A place for one request; RefusedError where all are taken."""
        if self._in_hand >= self._places:
            raise overloaded("too many requests are in hand")
        self._in_hand += 1
        try:
            yield
        finally:
            self._in_hand -= 1

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` gives, done in a thread; RefusedError where none was free in time."""
        try:
            async with asyncio.timeout(self._patience):
                await self._threads.acquire()
        except TimeoutError:
            raise overloaded("no thread was free in time") from None
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._threads.release()

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
