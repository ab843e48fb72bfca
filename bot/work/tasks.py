"""What is done while Dateline runs: each task in steps, and the outermost loop that takes them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import chain
from threading import Event, Lock
from typing import TYPE_CHECKING, Self, TypeAlias, TypeVar

import structlog

from bot import logs, tenancy
from bot.clock import SystemClock
from bot.metrics import UNMEASURED
from bot.metrics.table import TASK, TASK_FAILED

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.deliver.delivery import Delivering
    from bot.metrics import Meter
    from bot.model import DuePart

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("work")

Step: TypeAlias = Callable[[], object]
Steps: TypeAlias = Callable[[Event], Iterable[Step]]
"""The steps of one run. The event is set when Dateline stops: a long step looks at it and ends early."""
Whose: TypeAlias = Callable[[], Iterable[str]]
T = TypeVar("T")

DELIVER_EVERY = timedelta(seconds=15)
ALERTS_EVERY = timedelta(seconds=60)
CARE_EVERY = timedelta(seconds=30)
FEEDS_EVERY = timedelta(seconds=60)
FOLDERS_EVERY = timedelta(seconds=15)
TAKE_IN_EVERY = timedelta(seconds=15)
PAGES_EVERY = timedelta(minutes=10)
HOUSEKEEPING_EVERY = timedelta(hours=1)
RETENTION_EVERY = timedelta(hours=1)
COLLECTION_PATIENCE = timedelta(minutes=2)
"""How long delivery waits at the start for the first collection: what is caught up with shall hold news."""


def nobodys() -> Iterable[str]:
    """Work that is no tenant's in particular, or the only one's."""
    return (tenancy.ONLY,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How a task is cut into jobs: which parts are due now by our own tables, and the steps of one.

    `over`: whether nothing is left of those that were done. `apart`: they wait behind no other task's.
    """

    due: Callable[[], Sequence[DuePart]]
    steps: Callable[[str, Event], Iterable[Step]]
    over: Callable[[], bool] = lambda: True
    apart: bool = False


class Task:
    """Something that is done every so often, never twice at once in one process.

    This is all that an engine knows of it (embedded.py, cluster.py). `alone`: nor in two processes at once;
    `cut`: an engine with many workers may hand it out in parts instead. `whose`: the tenants for each of whom
    the steps are taken, one after the other.
    """

    def __init__(
        self,
        name: str,
        every: timedelta,
        steps: Steps,
        *,
        whose: Whose = nobodys,
        alone: bool = True,
        cut: Cut | None = None,
    ) -> None:
        self.name = name
        self.every = every
        self.alone = alone
        self.cut = cut
        self._steps = steps
        self._whose = whose
        self._in_hand = Lock()
        self._meter: Meter = UNMEASURED
        self._clock = SystemClock()

    def counted(self, meter: Meter) -> Self:
        """The same, which says by the meter how long its runs took and what went wrong."""
        self._meter = meter
        return self

    def run(self, stopping: Event) -> bool:
        """Take the steps until they end or we are stopping; False where a run is in hand already."""
        if not self._in_hand.acquire(blocking=False):
            return False
        try:
            with self._timed():
                for tenant in self._listed(self._whose):
                    with tenancy.of(tenant):
                        self._take(self._steps, stopping)
        finally:
            self._in_hand.release()
        return True

    def parts(self) -> Sequence[DuePart]:
        """The parts that are due; none where that can't be told now."""
        return self._listed(self.cut.due) if self.cut is not None else ()

    def run_part(self, key: str, stopping: Event) -> None:
        """Do one part, in the same outermost loop."""
        if self.cut is not None:
            with self._timed():
                self._take(partial(self.cut.steps, key), stopping)

    @contextmanager
    def _timed(self) -> Generator[None]:
        begun = self._clock.monotonic()
        with logs.work(task=self.name):
            try:
                yield
            finally:
                self._meter.took(TASK, self._clock.monotonic() - begun, self.name)

    def _listed(self, ask: Callable[[], Iterable[T]]) -> list[T]:
        """What there is to do; nothing where that can't be told now."""
        found: list[T] = []
        self._take(lambda _: [lambda: found.extend(ask())], Event())
        return found

    def _take(self, steps_of: Steps, stopping: Event) -> None:
        steps: Iterator[Step] = iter(())
        try:
            steps = iter(steps_of(stopping))
        except Exception:  # noqa: BLE001 - as below
            self._failed()
        while not stopping.is_set():
            try:
                step = next(steps, None)
                if step is None:
                    return
                step()
            except Exception:  # noqa: BLE001 - the outermost loop: one fault must not end what runs for months
                self._failed()

    def _failed(self) -> None:
        self._meter.count(TASK_FAILED, self.name)
        _log.exception("task.failed", task=self.name)


def collect_feeds(
    collect: Callable[[Event], object], every: timedelta, collected: Event, cut: Cut | None = None
) -> Task:
    """Read the feeds that are due; sets `collected` after each run, however it went.

    Cut, it is set as soon as no part is due and all are over.
    """

    def whole(stopping: Event) -> None:
        try:
            collect(stopping)
        finally:
            collected.set()

    def due(within: Cut) -> Sequence[DuePart]:
        if not (found := within.due()) and within.over():
            collected.set()
        return found

    parts = cut and replace(cut, due=partial(due, cut))
    return Task("collect feeds", every, lambda stopping: [partial(whole, stopping)], cut=parts)


def take_in(drain: Callable[[Event], object], every: timedelta = TAKE_IN_EVERY) -> Task:
    """Put into stories what was read for later (bot.newsroom.inbox)."""
    return Task("take in", every, lambda stopping: [partial(drain, stopping)])


def watch_folders(read: Callable[[Event], object], every: timedelta = FOLDERS_EVERY) -> Task:
    """Take in what was dropped into the watched folders."""
    return Task("watch folders", every, lambda stopping: [partial(read, stopping)])


def watch_pages(
    look_again: Callable[[Event], object], whose: Whose = nobodys, every: timedelta = PAGES_EVERY
) -> Task:
    """Read the pages again of what was posted lately, a part of them at a time."""
    return Task("watch pages", every, lambda stopping: [partial(look_again, stopping)], whose=whose)


def deliver(
    delivering: Delivering,
    collected: Event,
    clock: Clock,
    whose: Whose = nobodys,
    *,
    every: timedelta = DELIVER_EVERY,
    cut: Cut | None = None,
) -> Task:
    """Post what is due, once the first collection has ended or has taken too long."""
    begun = clock.monotonic()

    def is_early() -> bool:
        waited = clock.monotonic() - begun
        return not collected.is_set() and waited < COLLECTION_PATIENCE.total_seconds()

    def steps(_: Event) -> Iterable[Step]:
        return () if is_early() else delivering.steps()

    def due(within: Cut) -> Sequence[DuePart]:
        return () if is_early() else within.due()

    parts = cut and replace(cut, due=partial(due, cut))
    return Task("deliver", every, steps, whose=whose, alone=False, cut=parts)


def alert(
    *looks: Callable[[], Iterable[Step]], whose: Whose = nobodys, every: timedelta = ALERTS_EVERY
) -> Task:
    """See what is to be told unasked; posting it is the deliveries' affair."""
    return Task("alerts", every, _all_of(looks), whose=whose)


def look_after(*looks: Callable[[], Iterable[Step]], every: timedelta = CARE_EVERY) -> Task:
    """See what is everybody's: feeds that rot, tokens that end."""
    return Task("look after", every, _all_of(looks))


def look_after_orders(
    *looks: Callable[[], Iterable[Step]], whose: Whose = nobodys, every: timedelta = CARE_EVERY
) -> Task:
    """See which digests can't be posted any more, and whom to tell."""
    return Task("look after orders", every, _all_of(looks), whose=whose)


def _all_of(looks: Sequence[Callable[[], Iterable[Step]]]) -> Steps:
    return lambda _: chain.from_iterable(look() for look in looks)


def housekeeping(chores: Iterable[Step], every: timedelta = HOUSEKEEPING_EVERY) -> Task:
    """Do the chores, one after the other."""
    listed = tuple(chores)
    return Task("housekeeping", every, lambda _: listed)


def retain(steps: Callable[[], Iterable[Step]], every: timedelta = RETENTION_EVERY) -> Task:
    """Look whether old news is to go today, and let it go."""
    return Task("retention", every, lambda _: steps())
