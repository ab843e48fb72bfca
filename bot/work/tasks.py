"""What is done while Dateline runs: each task in steps, and the outermost loop that takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import partial
from itertools import chain
from threading import Event, Lock
from typing import TYPE_CHECKING, TypeAlias

import structlog

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.deliver.delivery import Delivering

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("work")

Step: TypeAlias = Callable[[], object]
Steps: TypeAlias = Callable[[Event], Iterable[Step]]
"""The steps of one run. The event is set when Dateline stops: a long step looks at it and ends early."""

DELIVER_EVERY = timedelta(seconds=15)
ALERTS_EVERY = timedelta(seconds=60)
CARE_EVERY = timedelta(seconds=30)
FEEDS_EVERY = timedelta(seconds=60)
FOLDERS_EVERY = timedelta(seconds=15)
PAGES_EVERY = timedelta(minutes=10)
HOUSEKEEPING_EVERY = timedelta(hours=1)
COLLECTION_PATIENCE = timedelta(minutes=2)
"""How long delivery waits at the start for the first collection: what is caught up with shall hold news."""


class Task:
    """Something that is done every so often, never twice at once."""

    def __init__(self, name: str, every: timedelta, steps: Steps) -> None:
        self.name = name
        self.every = every
        self._steps = steps
        self._in_hand = Lock()

    def run(self, stopping: Event) -> bool:
        """Take the steps until they end or we are stopping; False where a run is in hand already."""
        if not self._in_hand.acquire(blocking=False):
            return False
        try:
            self._take(stopping)
        finally:
            self._in_hand.release()
        return True

    def _take(self, stopping: Event) -> None:
        steps: Iterator[Step] = iter(())
        try:
            steps = iter(self._steps(stopping))
        except Exception:  # noqa: BLE001 - as below
            _log.exception("task.failed", task=self.name)
        while not stopping.is_set():
            try:
                step = next(steps, None)
                if step is None:
                    return
                step()
            except Exception:  # noqa: BLE001 - the outermost loop: one fault must not end what runs for months
                _log.exception("task.failed", task=self.name)


def collect_feeds(collect: Callable[[Event], object], every: timedelta, collected: Event) -> Task:
    """Read the feeds that are due; sets `collected` after each run, however it went."""

    def whole(stopping: Event) -> None:
        try:
            collect(stopping)
        finally:
            collected.set()

    return Task("collect feeds", every, lambda stopping: [partial(whole, stopping)])


def watch_folders(read: Callable[[Event], object], every: timedelta = FOLDERS_EVERY) -> Task:
    """Take in what was dropped into the watched folders."""
    return Task("watch folders", every, lambda stopping: [partial(read, stopping)])


def watch_pages(look_again: Callable[[Event], object], every: timedelta = PAGES_EVERY) -> Task:
    """Read the pages again of what was posted lately, a part of them at a time."""
    return Task("watch pages", every, lambda stopping: [partial(look_again, stopping)])


def deliver(delivering: Delivering, collected: Event, clock: Clock, every: timedelta = DELIVER_EVERY) -> Task:
    """Post what is due, once the first collection has ended or has taken too long."""
    begun = clock.monotonic()

    def steps(_: Event) -> Iterable[Step]:
        waited = clock.monotonic() - begun
        if not collected.is_set() and waited < COLLECTION_PATIENCE.total_seconds():
            return ()
        return delivering.steps()

    return Task("deliver", every, steps)


def alert(*looks: Callable[[], Iterable[Step]], every: timedelta = ALERTS_EVERY) -> Task:
    """See what is to be told unasked; posting it is the deliveries' affair."""
    return Task("alerts", every, lambda _: chain.from_iterable(look() for look in looks))


def look_after(*looks: Callable[[], Iterable[Step]], every: timedelta = CARE_EVERY) -> Task:
    """See what an operator is to be told: feeds that rot, digests that can't be posted any more."""
    return Task("look after", every, lambda _: chain.from_iterable(look() for look in looks))


def housekeeping(chores: Iterable[Step], every: timedelta = HOUSEKEEPING_EVERY) -> Task:
    """Do the chores, one after the other."""
    listed = tuple(chores)
    return Task("housekeeping", every, lambda _: listed)
