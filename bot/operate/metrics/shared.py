"""What all processes share, as samples: the store's figures, how feeds fare, workers' queues."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from bot.metrics import Sample
from bot.metrics import table as t
from bot.store import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from bot.clock import Clock
    from bot.metrics import Metric
    from bot.model import FeedsHealth
    from bot.store.figures import Figures
    from bot.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A queue of the workers': how many jobs wait and are in hand, and the age of the oldest that waits."""

    queue: str
    waiting: int
    in_hand: int
    oldest: float


@dataclass(slots=True)
class Oldest:
    """Since when the same thing is the oldest, by how often it was looked at."""

    clock: Clock
    _seen: tuple[object, float] = field(default=(None, 0.0))

    def age(self, what: object) -> float:
        """Seconds; 0 where there is nothing."""
        now = self.clock.monotonic()
        if what is None or what != self._seen[0]:
            self._seen = (what, now)
        return now - self._seen[1]


class Shared:
    """Calling it reads it all. StoreError where the database can't serve.

    `feeds` may be a minute old; `queues` gives nothing where there are no workers.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        wall: Clock,
        feeds: Callable[[], FeedsHealth],
        queues: Callable[[], Sequence[Waiting]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._feeds = feeds
        self._queues = queues
        self._inbox = Oldest(wall)

    def __call__(self) -> Sequence[Sample]:
        found = figures.read(self._store)
        part_age = self._inbox.age(found.oldest_part)
        return [
            *_posting(found, self._clock.now()),
            *_of_feeds(self._feeds()),
            *_each(t.ORDERS, found.orders),
            *_each(t.WORKSPACES, found.workspaces),
            *(sample for one in self._queues() for sample in _queue(one)),
            Sample(metric=t.LAST_READ, value=_stamp(found.last_read)),
            Sample(metric=t.ARTICLES, value=found.articles),
            Sample(metric=t.LAST_ARTICLE, value=_stamp(found.last_article)),
            Sample(metric=t.STORIES, value=found.stories),
            Sample(metric=t.INBOX, value=found.parts),
            Sample(metric=t.INBOX_AGE, value=part_age),
            Sample(metric=t.DATABASE_SIZE, value=found.size),
        ]


def _posting(found: Figures, now: datetime) -> Iterator[Sample]:
    for kind, state in product((t.DIGEST, t.NOTICE), t.OPEN):
        here = [n for (notice, s), n in found.deliveries.items() if (notice, s) == (kind == t.NOTICE, state)]
        yield Sample(metric=t.DELIVERIES, value=sum(here), labels=(kind, state))
    late = (now - found.oldest_due).total_seconds() if found.oldest_due else 0.0
    yield Sample(metric=t.OVERDUE, value=max(0.0, late))


def _of_feeds(health: FeedsHealth) -> Iterator[Sample]:
    standings = [one.standing.name.lower() for one in health.feeds]
    yield from _each(t.FEEDS, {name: standings.count(name) for name in standings})
    yield Sample(metric=t.OUTAGE, value=health.outage is not None)


def _queue(one: Waiting) -> Iterator[Sample]:
    yield Sample(metric=t.QUEUE, value=one.waiting, labels=(one.queue, "waiting"))
    yield Sample(metric=t.QUEUE, value=one.in_hand, labels=(one.queue, "in_hand"))
    yield Sample(metric=t.QUEUE_AGE, value=one.oldest, labels=(one.queue,))


def _each(metric: Metric, counts: Mapping[str, int]) -> Iterator[Sample]:
    """A sample for each value that the metric's label may have, 0 where nothing is of it."""
    for value in metric.labels[0].values:
        yield Sample(metric=metric, value=counts.get(value, 0), labels=(value,))


def _stamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
