"""Collecting by itself: the feeds that are due, and what was dropped into the folders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from bot.model import FeedOutcome, FeedReport, FeedState
from bot.newsroom.folders import FolderWatch
from bot.newsroom.pacing import interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime, timedelta
    from pathlib import Path
    from threading import Event

    from bot.clock import Clock
    from bot.model import CollectionRow, Feed, Item
    from bot.newsroom.intake import Intake
    from bot.newsroom.memory import FeedMemory

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("newsroom")

# Who asked to have a feed read now waits for it.
PATIENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A watched folder, and what its files say of themselves where they don't."""

    path: Path
    publisher: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How feeds and files are read: bot.collect, by wiring. `own` knows the addresses in allow_networks."""

    feeds: Callable[[Sequence[Feed]], Iterator[Item]]
    file: Callable[[Path, str, str], Iterator[Item]]
    listing: Callable[[Path], Iterator[Path]]
    own: Callable[[str], bool]


class Rounds:
    """The work of `dateline run`'s two collecting tasks."""

    def __init__(
        self,
        *,
        intake: Intake,
        memory: FeedMemory,
        clock: Clock,
        ways: Ways,
        feeds: Callable[[], Sequence[Feed]],
        folders: Sequence[Folder],
        every: timedelta,
    ) -> None:
        self._intake = intake
        self._memory = memory
        self._clock = clock
        self._ways = ways
        self._feeds = feeds
        self._folders = folders
        self._every = every
        self._watch = FolderWatch(clock, ways.listing)

    def collect(self, stopping: Event) -> None:
        """Read the feeds that are due; ends early when `stopping` is set."""
        states = self._memory.states()
        due = due_feeds(self._feeds(), states, self._clock.now(), self._every, self._ways.own)
        if not due:
            return
        rows = list(self._intake.take(_until(stopping, self._ways.feeds(due))))
        _log.info(
            "collected",
            feeds=len(due),
            new=sum(row.new for row in rows),
            failed=sum(row.outcome is FeedOutcome.FAILED for row in rows),
        )
        _tell_failures(rows)

    def read_now(self, feed: Feed) -> None:
        """Read this one feed, due or not. What takes too long is left to the rounds."""
        rows = list(self._intake.take(self._in_time(feed)))
        _log.info("feed.checked", feed=feed.url, new=sum(row.new for row in rows))
        _tell_failures(rows)

    def _in_time(self, feed: Feed) -> Iterator[Item]:
        """The feed's items as far as they come in time: then the feed is well, and not done with."""
        begun = self._clock.monotonic()
        for item in self._ways.feeds([feed]):
            yield item
            late = self._clock.monotonic() - begun > PATIENCE_SECONDS
            if late and not isinstance(item, FeedReport):
                before = self._memory.state(feed.url)
                read = FeedState(
                    url=feed.url,
                    publisher=before.publisher,
                    checked=self._clock.now(),
                    changed=before.changed,
                )
                yield FeedReport(feed=feed, outcome=FeedOutcome.READ, state=read, why="not read to its end")
                return

    def read_folders(self, stopping: Event) -> None:
        """Take in the files that are new or have changed."""
        for folder in self._folders:
            for path, mark in self._watch.changed(folder.path).items():
                if stopping.is_set():
                    return
                self._read_file(folder, path, mark)

    def _read_file(self, folder: Folder, path: Path, mark: tuple[int, int]) -> None:
        try:
            rows = list(self._intake.take(self._ways.file(path, folder.publisher, folder.section)))
        finally:  # a file that brings out a fault of ours must not hold up the others for good
            self._watch.done({path: mark})
        _log.info("file.read", path=str(path), new=sum(row.new for row in rows))
        _tell_failures(rows)


def due_feeds(
    feeds: Sequence[Feed],
    states: Mapping[str, FeedState],
    now: datetime,
    every: timedelta,
    own: Callable[[str], bool] = lambda _: False,
) -> list[Feed]:
    """The feeds to ask now: not those that are gone, asked us to wait, or need not be asked yet."""
    return [
        feed
        for feed in feeds
        if (state := states.get(feed.url)) is None or _is_due(state, now, every, own=own(feed.address))
    ]


def _is_due(state: FeedState, now: datetime, every: timedelta, *, own: bool) -> bool:
    if state.gone or (state.wait_until is not None and state.wait_until > now):
        return False
    return state.checked is None or state.checked <= now - interval(state, every, own=own)


def _until(stopping: Event, items: Iterator[Item]) -> Iterator[Item]:
    for item in items:
        if stopping.is_set():
            return
        yield item


def _tell_failures(rows: Sequence[CollectionRow]) -> None:
    for row in rows:
        if row.outcome is FeedOutcome.FAILED:
            _log.warning("source.failed", source=row.source, publisher=row.publisher, why=row.why)
