from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from processes import NOW, HandClock

from bot.config import load
from bot.wiring import House

if TYPE_CHECKING:
    from pathlib import Path

    from processes import Newsroom

AT = NOW.isoformat()
# Of an article and its re-issue the one that comes first is kept: by title, for their addresses differ.
STORED = "SELECT publisher, title FROM articles ORDER BY publisher, title"


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database, timeout=30)) as db:
        return db.execute(query).fetchall()


def is_sound(database: Path) -> bool:
    """No story without articles, no article without a story, no brief of another count than its story."""
    assert rows(database, "PRAGMA integrity_check") == [("ok",)]
    by_article = dict(rows(database, "SELECT story_id, count(*) FROM articles GROUP BY story_id"))
    by_story = dict(rows(database, "SELECT id, articles FROM stories"))
    return by_article == by_story


@pytest.mark.exhaustive
@pytest.mark.parametrize("stored", [1, 40, 80])
def test_killed_while_collecting_it_goes_on_with_nothing_lost(newsroom: Newsroom, stored: int) -> None:
    """SIGKILL once so many articles are stored; the next run brings the rest, and none twice."""
    newsroom.run("migrate")
    process = newsroom.start("collect", "--at", AT)
    while process.poll() is None:
        if rows(newsroom.database, "SELECT count(*) FROM articles")[0][0] >= stored:
            process.send_signal(signal.SIGKILL)
            break
    process.communicate(timeout=60)
    assert is_sound(newsroom.database)

    newsroom.run("collect", "--at", AT)
    assert is_sound(newsroom.database)
    after = rows(newsroom.database, STORED)

    newsroom.database.rename(newsroom.folder / "interrupted.db")
    newsroom.run("collect", "--at", AT)
    assert rows(newsroom.database, STORED) == after


@pytest.mark.exhaustive
def test_killed_after_slack_accepted_it_posts_no_second_time(newsroom: Newsroom) -> None:
    """The row says "sending" and nobody knows more: the channel's own history tells that it is there."""
    newsroom.run("collect", "--at", AT)
    newsroom.slack.fail("chat.postMessage", "drip", seconds=60)
    process = newsroom.start("digest", "--at", AT)
    newsroom.slack.wait_for(lambda: newsroom.slack.bot_messages(newsroom.slack.channel), timeout=60)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert rows(newsroom.database, "SELECT state FROM deliveries") == [("sending",)]

    assert newsroom.run("digest", "--at", (NOW + timedelta(minutes=30)).isoformat()) == ""
    clock = HandClock(NOW + timedelta(minutes=30))
    with House(load(newsroom.folder / "config.yaml", newsroom.environment), clock) as house:
        house.delivering.tick()
        clock.advance(timedelta(minutes=5))
        house.delivering.tick()
    assert set(rows(newsroom.database, "SELECT state FROM deliveries")) == {("sent",)}
    assert in_threads(newsroom) == [False, True]


@pytest.mark.exhaustive
def test_what_was_marked_sent_is_not_sent_again(newsroom: Newsroom) -> None:
    newsroom.run("collect", "--at", AT)
    assert "sent" in newsroom.run("digest", "--at", AT)
    for minutes in (1, 60, 179):
        assert newsroom.run("digest", "--at", (NOW + timedelta(minutes=minutes)).isoformat()) == ""
    assert in_threads(newsroom) == [False, True]


def in_threads(newsroom: Newsroom) -> list[bool]:
    """Of each message in the channel, whether it stands in a thread: a digest and what follows it."""
    return [bool(one.thread_ts) for one in newsroom.slack.bot_messages(newsroom.slack.channel)]
