"""What `dateline run` reads by itself, and when: feeds that are due, files that have settled."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.clock import FixedClock
from bot.collect.files import listing
from bot.config import Config
from bot.config_parts import CollectConfig, FeedConfig, FolderConfig
from bot.model import Feed, FeedChange, FeedState
from bot.newsroom.folders import FolderWatch
from bot.newsroom.rounds import due_since
from bot.store import feed_changes
from bot.wiring import House

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
FEED = Feed(url="https://a.example/feed")
STORED = "World\nKeepers of the lighthouse retire\nThe last two keepers handed over their keys in Praia.\n"


class HandClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return (self.time - NOW).total_seconds()


def written(path: Path, text: str, at: datetime) -> Path:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


@pytest.mark.parametrize(
    ("state", "due"),
    [
        (None, True),
        (FeedState(url=FEED.url), True),
        (FeedState(url=FEED.url, checked=NOW - timedelta(minutes=5)), False),
        (FeedState(url=FEED.url, checked=NOW - HALF_HOUR), True),
        (FeedState(url=FEED.url, checked=NOW - timedelta(minutes=5), failures=3, error="timed out"), False),
        (FeedState(url=FEED.url, checked=NOW - timedelta(days=1), wait_until=NOW + HALF_HOUR), False),
        (FeedState(url=FEED.url, checked=NOW - timedelta(days=1), wait_until=NOW), True),
        (FeedState(url=FEED.url, checked=NOW - timedelta(days=1), gone=True), False),
    ],
)
def test_by_itself_only_feeds_that_are_due_are_asked(state: FeedState | None, *, due: bool) -> None:
    """Never asked or the interval over: yes. Asked a moment ago, told to wait, gone for good: no."""
    states = {FEED.url: state} if state else {}
    found = due_since([FEED], states, NOW, HALF_HOUR)
    assert [feed for _, feed in found] == ([FEED] if due else [])


def test_a_file_is_read_once_it_has_settled_and_again_when_it_changes(tmp_path: Path) -> None:
    """Not while it is being written, not twice, and anew after a change."""
    clock = HandClock()
    watch = FolderWatch(clock, listing)
    path = written(tmp_path / "a.txt", STORED, NOW - timedelta(seconds=1))
    assert list(watch.changed(tmp_path)) == []
    clock.time += timedelta(seconds=2)
    found = watch.changed(tmp_path)
    assert list(found) == [path]
    assert list(watch.changed(tmp_path)) == [path], "it was not taken in: it is shown again"
    watch.done(found)
    assert list(watch.changed(tmp_path)) == []
    written(path, STORED + "It stays lit.\n", NOW)
    assert list(watch.changed(tmp_path)) == [path]


@pytest.mark.exhaustive
def test_a_watched_folders_file_is_news_of_its_publisher(tmp_path: Path) -> None:
    """Dropped in and settled, it is in the store after one round, with the folder's publisher and section."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    written(inbox / "a.txt", STORED.partition("\n")[2], NOW - timedelta(minutes=1))
    written(inbox / "half.txt", "No headline", NOW - timedelta(minutes=1))
    folder = FolderConfig(path=str(inbox), publisher="Our Own", section="Africa")
    config = Config(database=f"sqlite:///{tmp_path / 'a.db'}", collect=CollectConfig(folders=(folder,)))
    with House(config, FixedClock(NOW)) as house:
        house.rounds.read_folders(Event())
        house.rounds.read_folders(Event())
        (story,) = house.desk.top().stories
    assert (story.section, [source.publisher for source in story.brief.sources]) == ("Africa", ["Our Own"])


@pytest.mark.exhaustive
def test_a_round_that_is_stopped_reads_its_files_the_next_time(tmp_path: Path) -> None:
    """Told to stop, it takes nothing in and forgets nothing."""
    written(tmp_path / "a.txt", STORED, NOW - timedelta(minutes=1))
    collect = CollectConfig(folders=(FolderConfig(path=str(tmp_path)),))
    with House(Config(database="sqlite:///:memory:", collect=collect), FixedClock(NOW)) as house:
        stopping = Event()
        stopping.set()
        house.rounds.read_folders(stopping)
        assert house.desk.top().stories == ()
        house.rounds.read_folders(Event())
        assert len(house.desk.top().stories) == 1


def test_a_feed_that_is_moved_waits_at_its_new_host(tmp_path: Path) -> None:
    """What is remembered of which host has which feeds holds no longer than the feeds stay the same."""
    config = Config(database=f"sqlite:///{tmp_path / 'a.db'}", feeds=(FeedConfig(url=FEED.url),))
    with House(config, FixedClock(NOW)) as house:
        assert [part.key for part in house.rounds.parts()] == ["a.example"]
        change = FeedChange(url=FEED.url, moved_to="https://b.example/feed", by="U1", made=NOW)
        with house.store.write() as db:
            feed_changes.keep(db, change)
        assert [part.key for part in house.rounds.parts()] == ["b.example"]
        with house.store.write() as db:
            feed_changes.keep(db, FeedChange(url=FEED.url, dropped=True, by="U1", made=NOW))
        assert house.rounds.parts() == []
