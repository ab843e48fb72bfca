"""Old news goes by age and by size, a few stories at a time, while everything else goes on.

A story goes whole, or stays whole: its brief rests on all of its articles. What stays is what somebody may
come back to: what is cited by an edition, an alert or another message, and what a reader saved or follows.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

import structlog

from bot.store import locks, retention
from bot.store.databases import Queue
from bot.store.tenants import Across

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.store.retention import Old, Place
    from bot.store.store import Store

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("retention")

Step: TypeAlias = "Callable[[], object]"

FRESH: Final = timedelta(days=30)
"""Whatever the size: answers, digests, alerts and follow-ups rest on these days."""
STORIES, ARTICLES = 50, 100
"""In one transaction, so that nobody waits long: stories that are looked at, and articles that go."""
MUCH: Final = 10
"""Where more than a tenth of all went at once, the index of words is made anew."""
_LOCK: Final = "retention"
_DAILY: Final = timedelta(hours=23)
_GIGABYTE: Final = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What went, or would go. `oldest` and `newest`: when their last articles came, None where nothing went.

    `kept` are stories that are as old and not cited, which somebody saved or follows. `over`: the bytes above
    the bound that are left, because what there is may not go.
    """

    stories: int = 0
    articles: int = 0
    oldest: datetime | None = None
    newest: datetime | None = None
    kept: int = 0
    over: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """`days` and `gigabytes` as in config.yaml; 0: none."""

    days: int
    gigabytes: float

    @property
    def any(self) -> bool:
        return bool(self.days or self.gigabytes)


class Retention:
    def __init__(self, store: Store, clock: Clock, bounds: Bounds) -> None:
        self._store = store
        self._clock = clock
        self._bounds = bounds

    def steps(self) -> Iterator[Step]:
        """For what runs all the time: the whole of it once a day, by whichever process comes first."""
        if not self._bounds.any or not self._today():
            return
        run = _Run(self._store, self._bounds, self._clock.now())
        yield from run.steps()
        found = run.pruned
        _log.info("retention.pruned", stories=found.stories, articles=found.articles, over=found.over)

    def prune(self, *, dry: bool) -> Pruned:
        """All of it now; `dry`: what would go, and nothing is changed."""
        run = _Run(self._store, self._bounds, self._clock.now(), dry=dry)
        for step in run.steps():
            step()
        return run.pruned

    def _today(self) -> bool:
        with self._store.write(Queue.ROWS) as db:
            return bool(locks.take(db, _LOCK, uuid.uuid4().hex, now=self._clock.now(), lease=_DAILY))


class _Run:
    """One walk through the old stories, oldest first; the first go by age, the next by size."""

    def __init__(self, store: Store, bounds: Bounds, now: datetime, *, dry: bool = False) -> None:
        self.pruned = Pruned()
        self._store = store
        self._bounds = bounds
        self._now = now
        self._dry = dry
        self._wanted: frozenset[str] = frozenset()
        self._after: Place | None = None
        self._stored = self._too_many = 0
        self._anew = False
        self._each = 0.0
        self._more = True

    def steps(self) -> Iterator[Step]:
        yield self._begin
        if self._bounds.days:
            yield from self._all(lambda: self._take(self._now - timedelta(days=self._bounds.days), None))
        if self._bounds.gigabytes:
            yield from self._all(lambda: self._take(self._now - FRESH, self._too_many))
            left = max(0, self._too_many - self.pruned.articles)
            self.pruned = replace(self.pruned, over=round(left * self._each))
        if self.pruned.articles and not self._dry:
            self._anew = self.pruned.articles > self._stored // MUCH
            yield from self._all(self._tidy)

    def _all(self, part: Callable[[], bool]) -> Iterator[Step]:
        """The part again and again while it says that there is more; where it fails, it is left be."""
        self._more = True

        def step() -> None:
            self._more = False
            self._more = part()

        while self._more:
            yield step

    def _begin(self) -> None:
        with self._store.read(Across.FORGETTING) as db:
            self._wanted = retention.wished(db)
            self._stored = retention.count(db)
            if self._bounds.gigabytes and self._stored:
                used = self._store.kind.used(db)
                self._each = used / self._stored
                over = used - self._bounds.gigabytes * _GIGABYTE
                self._too_many = max(0, -int(-over // self._each))

    def _take(self, before: datetime, most: int | None) -> bool:
        """The next few stories; whether there may be more. `most`: articles that go, with those that went."""
        left = None if most is None else most - self.pruned.articles
        if left is not None and left <= 0:
            return False
        if self._dry:
            with self._store.read(Across.FORGETTING) as db:
                seen = self._next(db, before)
                gone = _few(seen, left)
        else:
            with self._store.write(Queue.NEWS, across=Across.FORGETTING) as db:
                seen = self._next(db, before)
                gone = _few(seen, left)
                retention.remove(db, gone)
        return self._note(seen, gone)

    def _next(self, db: Connection, before: datetime) -> list[Old]:
        return retention.old(db, before, self._after, STORIES, self._wanted)

    def _note(self, seen: list[Old], gone: list[Old]) -> bool:
        if not seen:
            return False
        going = [one for one in seen if not one.kept]
        last = gone[-1] if len(gone) < len(going) else seen[-1]
        self._after = last.place
        was = self.pruned
        self.pruned = replace(
            was,
            stories=was.stories + len(gone),
            articles=was.articles + sum(len(one.articles) for one in gone),
            oldest=was.oldest or (gone[0].last_seen if gone else None),
            newest=gone[-1].last_seen if gone else was.newest,
            kept=was.kept + sum(one.kept and one.place <= last.place for one in seen),
        )
        return True

    def _tidy(self) -> bool:
        with self._store.write(Queue.NEWS) as db:
            anew, self._anew = self._anew, False
            return self._store.kind.tidy(db, anew=anew)


def _few(seen: list[Old], left: int | None) -> list[Old]:
    """Of those that may go, as many as one transaction takes, and no more than are left to go."""
    gone: list[Old] = []
    articles = 0
    most = ARTICLES if left is None else min(left, ARTICLES)
    for one in seen:
        if one.kept:
            continue
        if gone and articles + len(one.articles) > most:
            break
        gone.append(one)
        articles += len(one.articles)
    return gone
