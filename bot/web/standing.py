"""How this process stands: whether it lives, and whether requests may be sent to it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import App

    from bot.clock import Clock

# A database that has not answered by then is away, for whom a balancer asks.
CHECK_SECONDS: Final = 2.0
# Whoever asks more often than this gets the last finding: strangers must not keep the database busy.
FRESH_SECONDS: Final = 1.0

READY: Final = "ready"
STARTING: Final = "starting"
DRAINING: Final = "draining"
NO_DATABASE: Final = "database"


class Standing:
    """Told by the thread that starts and stops us, asked by the one that serves.

    `check` looks at what is shared: READY, or in a word what is wrong. It may hang: then it is not asked
    again until it has answered.
    """

    def __init__(self, check: Callable[[], str], clock: Clock) -> None:
        self.app: App | None = None
        self.draining = Event()
        self._check = check
        self._clock = clock
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="readyz")
        self._asked: asyncio.Future[str] | None = None
        self._found = ("", 0.0)

    async def word(self, patience: float = CHECK_SECONDS) -> str:
        """READY, or why not."""
        if self.draining.is_set():
            return DRAINING
        if self.app is None:
            return STARTING
        return await self._shared(patience)

    async def _shared(self, patience: float) -> str:
        found, at = self._found
        if found and self._clock.monotonic() - at < FRESH_SECONDS:
            return found
        if self._asked is None:
            self._asked = asyncio.get_running_loop().run_in_executor(self._pool, self._check)
            self._asked.add_done_callback(self._answered)
        try:
            return await asyncio.wait_for(asyncio.shield(self._asked), patience)
        except TimeoutError:
            return NO_DATABASE

    def _answered(self, asked: asyncio.Future[str]) -> None:
        self._asked = None
        if not asked.cancelled() and asked.exception() is None:
            self._found = (asked.result(), self._clock.monotonic())

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
