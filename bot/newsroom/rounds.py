"""Collecting by itself: the feeds that are due, and what was dropped into the folders."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

import structlog

from bot.collect.urls import host_of
from bot.model import DuePart, FeedOutcome, FeedReport, FeedState
from bot.newsroom.folders import FolderWatch
from bot.newsroom.pacing import interval, shortest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from threading import Event

    from bot.clock import Clock
    from bot.model import CollectionRow, Feed, Item
    from bot.newsroom.memory import FeedMemory

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("newsroom")

# Who asked to have a feed read now waits for it.
PATIENCE_SECONDS = 20.0
# What a part of a collection may hold of one host, in feeds and in seconds: then it is another's turn.
FEEDS_OF_ONE_HOST = 20
PART_SECONDS = 30.0
_NEVER = datetime.min.replace(tzinfo=UTC)


class Taking(Protocol):
    """What takes collections in: bot.newsroom.intake at once, bot.newsroom.inbox for another process."""

    def take(self, stream: Iterable[Item]) -> Iterator[CollectionRow]: ...


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
        intake: Taking,
        memory: FeedMemory,
        clock: Clock,
        ways: Ways,
        feeds: Callable[[], tuple[Feed, ...]],
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
        self._listed: tuple[tuple[Feed, ...], Mapping[str, Sequence[Feed]]] = ((), {})

    def collect(self, stopping: Event) -> None:
        """Read the feeds that are due; ends early when `stopping` is set."""
        self._read([feed for _, feed in self._due(self._feeds())], _until(stopping))

    def parts(self) -> list[DuePart]:
        """The hosts that have feeds to be read now."""
        feeds, states = self._feeds(), self._memory.states()
        hosts = {feed.url: host for host, these in self._by_host(feeds).items() for feed in these}
        by_host = sorted((hosts[feed.url], since, feed.url) for since, feed in self._due(feeds, states))
        return [
            DuePart(
                key=host,
                since=due[0][1],
                ailing=any(state.failures for _, _, url in due if (state := states.get(url))),
            )
            for host, due in ((host, list(due)) for host, due in groupby(by_host, key=lambda one: one[0]))
        ]

    def collect_host(self, host: str, stopping: Event) -> None:
        """Read those of a host's feeds that are due, a number of them at a time; the others stay due."""
        mine = self._by_host(self._feeds()).get(host, ())
        states = self._memory.states([feed.url for feed in mine])
        due = sorted(self._due(mine, states), key=lambda one: one[0])[:FEEDS_OF_ONE_HOST]
        until = self._clock.monotonic() + PART_SECONDS
        self._read([feed for _, feed in due], _until(stopping, lambda: self._clock.monotonic() > until))

    def _by_host(self, feeds: tuple[Feed, ...]) -> Mapping[str, Sequence[Feed]]:
        """Sorted out once for as long as they are the same: workers ask for each host, of maybe thousands."""
        listed, by_host = self._listed
        if listed is not feeds:
            found: dict[str, list[Feed]] = defaultdict(list)
            for feed in feeds:
                found[host_of(feed.address)].append(feed)
            by_host = dict(found)
            self._listed = (feeds, by_host)
        return by_host

    def _due(
        self, feeds: Sequence[Feed], states: Mapping[str, FeedState] | None = None
    ) -> list[tuple[datetime, Feed]]:
        known = self._memory.states() if states is None else states
        return due_since(feeds, known, self._clock.now(), self._every, self._ways.own)

    def _read(self, due: Sequence[Feed], until: Callable[[Iterator[Item]], Iterator[Item]]) -> None:
        if not due:
            return
        rows = list(self._intake.take(until(self._ways.feeds(due))))
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


def due_since(
    feeds: Sequence[Feed],
    states: Mapping[str, FeedState],
    now: datetime,
    every: timedelta,
    own: Callable[[str], bool] = lambda _: False,
) -> list[tuple[datetime, Feed]]:
    """The feeds to ask now, each with the moment since when; those that were never asked come first.

    Not those that are gone, asked us to wait, or need not be asked yet.
    """
    found: list[tuple[datetime, Feed]] = []
    lately = now - shortest(every)
    for feed in feeds:
        state = states.get(feed.url)
        if state and state.checked and state.checked > lately:
            continue  # most of them, each time that many workers look: what follows costs ten times as much
        since = _due(state, every, own=own(feed.address))
        if since is not None and since <= now:
            found.append((since, feed))
    return found


def _due(state: FeedState | None, every: timedelta, *, own: bool) -> datetime | None:
    """When it is to be asked next; None: never again."""
    if state is None:
        return _NEVER
    if state.gone:
        return None
    due = state.checked + interval(state, every, own=own) if state.checked else _NEVER
    return max(due, state.wait_until) if state.wait_until else due


def _until(
    stopping: Event, late: Callable[[], bool] = lambda: False
) -> Callable[[Iterator[Item]], Iterator[Item]]:
    """Draws from a stream until it ends, we are stopping, or it is too late for more."""

    def drawn(items: Iterator[Item]) -> Iterator[Item]:
        for item in items:
            if stopping.is_set():
                return
            yield item
            if late():
                return

    return drawn


def _tell_failures(rows: Sequence[CollectionRow]) -> None:
    for row in rows:
        if row.outcome is FeedOutcome.FAILED:
            _log.warning("source.failed", source=row.source, publisher=row.publisher, why=row.why)
