"""What is remembered of feeds' readings: enough for their state and two weeks of news, and no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.briefing import BriefSettings
from bot.clock import FixedClock
from bot.model import (
    Feed,
    FeedHistory,
    FeedOutcome,
    FeedReading,
    FeedReport,
    FeedSeen,
    FeedSign,
    FeedState,
    Incoming,
)
from bot.newsroom.intake import Intake
from bot.newsroom.stories import StoryKeeper
from bot.store import feed_history

if TYPE_CHECKING:
    from bot.store.store import Store

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
URL = "https://coast.example/feed"
BRIEFS = BriefSettings(method="dateline", sentences=3, max_words=120, max_share=0.25)
SEEN = FeedSeen(
    sign=FeedSign.PAGE,
    entries=None,
    closed=2,
    milliseconds=310,
    size=4_096,
    moved_to="https://coast.example/new",
    found="https://coast.example/rss",
)
TEXT = "The council of Port Vila closed the harbour on Monday after a tanker ran aground near it. " * 5


def note(store: Store, *readings: FeedReading, url: str = URL) -> None:
    for one in readings:
        with store.write() as db:
            feed_history.note(db, url, one)


def history(store: Store, url: str = URL) -> FeedHistory:
    with store.read() as db:
        return feed_history.histories(db).get(url, FeedHistory())


def read(at: datetime, new: int = 0) -> FeedReading:
    return FeedReading(at=at, outcome=FeedOutcome.READ, new=new, seen=FeedSeen(entries=20))


def test_a_reading_is_kept_whole(store: Store) -> None:
    one = FeedReading(at=NOW, outcome=FeedOutcome.FAILED, why="is a web page, not a feed", seen=SEEN)
    note(store, one, read(NOW + timedelta(hours=1), new=3))
    assert history(store).readings == (one, read(NOW + timedelta(hours=1), new=3))


def test_days_are_summed(store: Store) -> None:
    """In UTC; each with its good readings, its failures and its news."""
    note(store, read(NOW, new=3), read(NOW + timedelta(hours=2), new=4))
    note(store, FeedReading(at=NOW + timedelta(hours=3), outcome=FeedOutcome.FAILED, why="timed out"))
    note(store, read(NOW + timedelta(hours=16), new=1))
    found = [(one.day.day, one.read, one.failed, one.new) for one in history(store).days]
    assert found == [(23, 2, 1, 7), (24, 1, 0, 1)]


def test_the_history_is_bounded(store: Store) -> None:
    """The last readings stay and two months of days, of each feed by itself."""
    other = "https://gulf.example/feed"
    note(store, read(NOW - timedelta(days=90)), url=other)
    note(store, *(read(NOW + timedelta(days=n), new=n) for n in range(100)))
    kept = history(store)
    assert [one.new for one in kept.readings] == list(range(40, 100))
    assert [one.new for one in kept.days] == list(range(39, 100))
    assert len(history(store, other).readings) == 1


def test_feeds_that_are_named_no_more_are_forgotten(store: Store) -> None:
    note(store, read(NOW))
    note(store, read(NOW), url="https://gulf.example/feed")
    with store.write() as db:
        feed_history.forget_others(db, [URL])
    assert history(store).readings
    assert history(store, "https://gulf.example/feed") == FeedHistory()


def test_what_a_collection_brings_is_noted_with_its_articles(store: Store) -> None:
    """A feed's report becomes a reading: how it came out, and how many articles were new."""
    clock = FixedClock(NOW)
    intake = Intake(store, StoryKeeper(store, clock, clock), clock, BRIEFS)
    feed = Feed(url=URL, publisher="Coast Weekly")
    article = Incoming(
        source=URL,
        key="1",
        url="https://coast.example/1",
        title="Port Vila closes its harbour",
        text=TEXT,
        published=NOW,
        publisher="Coast Weekly",
    )
    seen = FeedSeen(entries=1, milliseconds=120, size=900)
    state = FeedState(url=URL, checked=NOW, changed=NOW)
    report = FeedReport(feed=feed, outcome=FeedOutcome.READ, state=state, seen=seen)
    list(intake.take([article, report]))
    assert history(store).readings == (FeedReading(at=NOW, outcome=FeedOutcome.READ, new=1, seen=seen),)
    assert [one.new for one in history(store).days] == [1]
