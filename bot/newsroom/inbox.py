"""Reading apart from grouping: many workers read, and what they read waits for the one that makes stories.

A worker puts what it read of a feed in the inbox in the transaction that remembers the feed as read, so that
neither is lost without the other. One worker at a time takes the inbox in, for as long as anything comes: it
alone has the index of stories in memory, and needs not read it anew with each turn.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.model import EntryFailure, FeedOutcome, FeedReading, FeedReport, Incoming
from bot.newsroom.intake import Tally
from bot.newsroom.order import AT_ONCE, CHARACTERS
from bot.store import feed_history, feeds, inbox, passed
from bot.store.databases import Queue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import timedelta
    from threading import Event

    from bot.clock import Clock
    from bot.model import CollectionRow, Item
    from bot.newsroom.rounds import Taking
    from bot.store.store import Store

_LOOK = 0.5  # seconds between two looks at an empty inbox
_PARTS = 64  # of the inbox, taken in together


class Inbox:
    """Takes collections in for later, as bot.newsroom.intake.Intake does at once; and `drain`s what waits."""

    def __init__(self, store: Store, clock: Clock, intake: Taking, *, stay: timedelta) -> None:
        self._store = store
        self._clock = clock
        self._intake = intake
        self._stay = stay.total_seconds()

    def take(self, stream: Iterable[Item]) -> Iterator[CollectionRow]:
        """Keep what the stream holds; a row for each feed once what it brought is safe."""
        tallies: dict[str, Tally] = defaultdict(Tally)
        held: list[Item] = []
        characters = 0
        for item in stream:
            held.append(item)
            _count(tallies, item)
            characters += len(item.text) if isinstance(item, Incoming) else 0
            if isinstance(item, FeedReport) or len(held) >= AT_ONCE or characters >= CHARACTERS:
                yield from self._put(held, tallies)
                held, characters = [], 0
        if held:
            yield from self._put(held, tallies)
        for source, tally in tallies.items():  # files: no feed's report closes them
            yield tally.row(source, FeedOutcome.READ if tally.new else FeedOutcome.FAILED)

    def _put(self, held: Sequence[Item], tallies: dict[str, Tally]) -> Iterator[CollectionRow]:
        reports = [item for item in held if isinstance(item, FeedReport)]
        kept = [item for item in held if not _is_done(item, tallies)]
        with self._store.write(Queue.ROWS) as db:
            if kept:
                inbox.put(db, kept)
            for report in reports:
                feeds.save(db, report.state)
                if _is_done(report, tallies):
                    feed_history.note(db, report.feed.url, self._reading(report))
                    passed.add(db, report.feed.url, report.passed)
        for report in reports:
            tally = tallies.pop(report.feed.url, None) or Tally()
            tally.publisher = report.state.publisher or report.feed.publisher
            yield tally.row(report.feed.url, report.outcome, known=report.known, why=report.why)

    def _reading(self, report: FeedReport) -> FeedReading:
        at = report.state.checked or self._clock.now()
        return FeedReading(at=at, outcome=report.outcome, new=0, why=report.state.error, seen=report.seen)

    def is_empty(self) -> bool:
        with self._store.read() as db:
            return not inbox.first(db, 1)

    def drain(self, stopping: Event) -> None:
        """Put into stories what waits, and what comes within `stay` after that, and so on."""
        patience = self._clock.monotonic() + self._stay
        while not stopping.is_set():
            with self._store.read() as db:
                parts = inbox.first(db, _PARTS)
            if parts:
                self._take_in(parts)
                patience = self._clock.monotonic() + self._stay
            elif self._clock.monotonic() >= patience:
                return
            else:
                stopping.wait(_LOOK)

    def _take_in(self, parts: Sequence[tuple[int, tuple[Item, ...]]]) -> None:
        """Killed before the parts are removed, it takes them again: then all that they hold is known."""
        for _ in self._intake.take(item for _, items in parts for item in items):
            pass
        with self._store.write(Queue.ROWS) as db:
            inbox.remove(db, [number for number, _ in parts])


def _count(tallies: dict[str, Tally], item: Item) -> None:
    match item:
        case Incoming():
            tallies[item.source].new += 1
        case EntryFailure():
            tallies[item.source].failures.append(item.why)
        case FeedReport():
            pass


def _is_done(item: Item, tallies: dict[str, Tally]) -> bool:
    """Whether nothing of it is for stories: a report that no article came before, and what failed."""
    if isinstance(item, FeedReport):
        tally = tallies.get(item.feed.url)
        return tally is None or not tally.new
    return isinstance(item, EntryFailure)
