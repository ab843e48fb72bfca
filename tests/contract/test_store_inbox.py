"""What workers read waits in the inbox for the one that makes stories: nothing is lost or doubled there."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest
from stored import NOW

from bot.briefing import BriefSettings
from bot.clock import FixedClock
from bot.config import Config
from bot.model import EntryFailure, Feed, FeedOutcome, FeedReport, FeedState, Incoming
from bot.newsroom.inbox import Inbox
from bot.newsroom.intake import Intake
from bot.newsroom.stories import StoryKeeper
from bot.store import feed_history, feeds, inbox

if TYPE_CHECKING:
    from bot.model import Item
    from bot.store.store import Store

CLOCK = FixedClock(NOW)
URL = "https://harbour.example/feed"
SAID = (
    "The harbour of Callao reopened on Monday after a storm that had closed it for three days.",
    "Dock workers in Antofagasta ended a strike of nine days after their pay rose by six percent.",
)


def article(number: int) -> Incoming:
    return Incoming(
        source=URL,
        key=str(number),
        url=f"https://harbour.example/{number}",
        title=SAID[number][:30],
        text=SAID[number],
        published=NOW - timedelta(hours=2),
        publisher="Harbour Post",
    )


def report(*, minutes: int = 0, failures: int = 0) -> FeedReport:
    at = NOW + timedelta(minutes=minutes)
    outcome = FeedOutcome.FAILED if failures else FeedOutcome.READ
    state = FeedState(url=URL, publisher="Harbour Post", checked=at, changed=at, failures=failures)
    return FeedReport(feed=Feed(url=URL), outcome=outcome, state=state, passed=("old",))


def newsroom(store: Store) -> Inbox:
    intake = Intake(store, StoryKeeper(store, CLOCK, CLOCK), CLOCK, BriefSettings.of(Config().summaries))
    return Inbox(store, CLOCK, intake, stay=timedelta())


def stored(store: Store) -> list[str]:
    with store.read() as db:
        return list(db.exec_driver_sql("SELECT title FROM articles ORDER BY title").scalars())


def waiting(store: Store) -> list[Item]:
    with store.read() as db:
        return [item for _, items in inbox.first(db, 100) for item in items]


def test_what_one_worker_reads_another_puts_into_stories(store: Store) -> None:
    """The feed counts as read at once, its articles and its history are there once they are taken in."""
    (row,) = newsroom(store).take([article(0), article(1), report()])
    assert (row.new, row.outcome) == (2, FeedOutcome.READ)
    with store.read() as db:
        assert feeds.state(db, URL).checked == NOW
    assert stored(store) == []

    newsroom(store).drain(Event())
    assert stored(store) == sorted(text[:30] for text in SAID)
    assert waiting(store) == []
    with store.read() as db:
        assert [one.new for one in feed_history.histories(db)[URL].readings] == [2]


def test_a_feed_without_news_waits_for_nobody(store: Store) -> None:
    """Not modified, or failed: its history has it at once, and nothing waits to be taken in."""
    said = [EntryFailure(source=URL, key="9", why="404 not found"), report(failures=1)]
    (row,) = newsroom(store).take(said)
    assert (row.outcome, row.failed) == (FeedOutcome.FAILED, 1)
    assert waiting(store) == []
    with store.read() as db:
        (day,) = feed_history.histories(db)[URL].days
    assert (day.failed, day.read) == (1, 0)


def test_what_was_taken_in_and_not_removed_is_known_the_second_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the two, a worker leaves the part there: the next one doubles no article and no sum."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    list(newsroom(store).take([article(0), article(1), report()]))
    with monkeypatch.context() as moment:
        moment.setattr(inbox, "remove", killed)
        with pytest.raises(KeyboardInterrupt):
            newsroom(store).drain(Event())
    newsroom(store).drain(Event())
    assert len(stored(store)) == 2
    with store.read() as db:
        (day,) = feed_history.histories(db)[URL].days
    assert (day.read, day.new) == (1, 2)


def test_a_later_reading_is_not_undone_by_one_that_waited(store: Store) -> None:
    """The feed is read again before its first articles are taken in: it was read last when it was."""
    list(newsroom(store).take([article(0), report()]))
    list(newsroom(store).take([report(minutes=30)]))
    newsroom(store).drain(Event())
    with store.read() as db:
        assert feeds.state(db, URL).checked == NOW + timedelta(minutes=30)


def test_the_stories_are_those_of_one_process(store: Store) -> None:
    """Taken in part by part by two that take turns, two articles on one event are one story."""
    again = [
        Incoming(
            **{**_fields(article(0)), "source": "b", "publisher": "Bay News", "url": "https://b.example/1"}
        )
    ]
    list(newsroom(store).take([article(0), report()]))
    newsroom(store).drain(Event())
    list(newsroom(store).take(again))
    newsroom(store).drain(Event())
    with store.read() as db:
        assert db.exec_driver_sql("SELECT count(DISTINCT story_id) FROM articles").scalar() == 1
        assert db.exec_driver_sql("SELECT articles FROM stories").scalar() == 2


def _fields(one: Incoming) -> dict[str, object]:
    return {name: getattr(one, name) for name in Incoming.__dataclass_fields__}
