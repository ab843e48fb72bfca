"""The index of stories: restored from the store, written by one process at a time."""

from __future__ import annotations

import threading
import uuid
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.store import articles, locks
from bot.store.databases import Queue
from summaries import StoryIndex

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.store.store import Store
    from summaries import Article

# A story that slept longer than this is a new one.
WINDOW = timedelta(days=14)
LOCK = "stories"
# A killed process's lock is free after so long. A living one that was slower than this finds out when it
# writes (`Turn.confirm`), and nothing of it is stored.
LEASE = timedelta(seconds=15)
# Articles that are restored at a time: all of a fortnight at once would take some hundred MB.
PAGE = 500


class Turn:
    """One writer's turn: the index, and the proof that the turn still lasts."""

    def __init__(self, index: StoryIndex, keeper: StoryKeeper, fence: int) -> None:
        self.index = index
        self._keeper = keeper
        self._fence = fence

    def confirm(self, db: Connection) -> None:
        """Inside the transaction that writes; StoreError where another process has taken over meanwhile."""
        self._keeper.confirm(db, self._fence)


class StoryKeeper:
    """Hands out the index of the last fortnight's stories to one writer at a time, over all processes.

    `wall` is the real clock even where the time was set by hand: a lease is between living processes.
    """

    def __init__(self, store: Store, clock: Clock, wall: Clock, *, patience: float = 60) -> None:
        self._store = store
        self._clock = clock
        self._wall = wall
        self._patience = patience
        self._holder = uuid.uuid4().hex
        self._index = StoryIndex()
        self._rows = 0
        self._fence = 0
        self._here = threading.Lock()

    @contextmanager
    def writing(self, *, goes_on: bool = False) -> Generator[Turn]:
        """The index, up to date with the store. What fails inside leaves it to be read anew.

        `goes_on`: the turn goes on with what the last one began, and the index forgets nothing of that,
        however old it is: an archive that is handed in forms stories like the news of the day.
        """
        with self._here:
            fence = self._wait_for_lock()
            try:
                self._catch_up(fence, self._clock.now() - WINDOW)
                if not goes_on:
                    self._index.forget(self._clock.now() - WINDOW)
                self._fence = 0  # until it has ended well, the index may hold what the store does not
                yield Turn(self._index, self, fence)
                with self._store.read() as db:
                    self._rows = articles.last_row(db)
                self._fence = fence
            finally:
                with self._store.write(Queue.ROWS) as db:
                    locks.release(db, LOCK, self._holder, self._wall.now())

    def take(self, db: Connection) -> int:
        """Take or renew the lock: its fence, or 0 where another process has it."""
        return locks.take(db, LOCK, self._holder, now=self._wall.now(), lease=LEASE)

    def confirm(self, db: Connection, fence: int) -> None:
        """Renew the lock; StoreError where another process has taken it over."""
        if self.take(db) != fence:
            raise StoreError("another process took over the collecting; what was in hand is read again")

    def _wait_for_lock(self) -> int:
        waited = self._wall.monotonic()
        while True:
            with self._store.write(Queue.ROWS) as db:
                fence = self.take(db)
            if fence:
                return fence
            if self._wall.monotonic() - waited > self._patience:
                raise StoreError(
                    "another process is collecting into this database; try again when it is done"
                )
            threading.Event().wait(0.5)

    def _catch_up(self, fence: int, since: datetime) -> None:
        """Restore what is missing: all of the window where another process wrote, else nothing."""
        if fence != self._fence:
            self._index = StoryIndex()
            self._rows = 0
        renewed = self._wall.monotonic()
        while missing := self._missing(since):
            for row, story_id, article in missing:
                self._index.restore(article, story_id)
                self._rows = row
            if self._wall.monotonic() - renewed > LEASE.total_seconds() / 3:
                with self._store.write(Queue.ROWS) as db:
                    self.confirm(db, fence)
                renewed = self._wall.monotonic()

    def _missing(self, since: datetime) -> list[tuple[int, str, Article]]:
        with self._store.read() as db:
            return articles.for_index(db, since, self._rows, PAGE)
