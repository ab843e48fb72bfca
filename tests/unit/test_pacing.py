"""How often feeds are asked, over weeks that go by in a simulation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Feed, FeedState
from bot.newsroom.pacing import LONGEST, SHORTEST, interval, share_of, shortest
from bot.newsroom.rounds import due_since

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
MINUTE = timedelta(minutes=1)
URL = "https://a.example/feed"


def readings(changes: timedelta | None, days: int, every: timedelta = HALF_HOUR) -> list[datetime]:
    """When a feed is read that changes so often, by rounds of a minute; None: never again."""
    state = FeedState(url=URL, checked=NOW, changed=NOW)
    at, read = NOW, [NOW]
    while at < NOW + timedelta(days=days):
        at += MINUTE
        if due_since([Feed(url=URL)], {URL: state}, at, every):
            changed = changes is not None and (at - NOW) // changes > (read[-1] - NOW) // changes
            state = replace(state, checked=at, changed=at if changed else state.changed)
            read.append(at)
    return read


def test_what_changes_hourly_is_asked_more_often_than_what_changes_weekly() -> None:
    """In two weeks: hourly, daily, weekly and never, each less often than the one before."""
    hourly, daily, weekly, never = (
        len(readings(changes, 14))
        for changes in (timedelta(hours=1), timedelta(days=1), timedelta(weeks=1), None)
    )
    assert hourly > 14 * 24
    assert hourly > 3 * daily > 6 * weekly > 6 * never
    assert weekly < 60


def test_what_never_changes_drifts_to_once_a_day() -> None:
    """The time between two readings only grows, until it is a day or a little less."""
    read = readings(None, 30)
    between = [later - earlier for earlier, later in pairwise(read)]
    assert between == sorted(between)
    assert timedelta(hours=21) < between[-1] <= LONGEST


@given(
    every=st.integers(1, 1440),
    quiet=st.integers(0, 10**6),
    failures=st.integers(0, 9),
    url=st.text(max_size=20),
)
def test_never_under_a_quarter_of_an_hour_and_never_over_a_day(
    every: int, quiet: int, failures: int, url: str
) -> None:
    """Whatever an operator wrote and a feed did."""
    since = NOW - timedelta(minutes=quiet)
    state = FeedState(url=url, checked=NOW, changed=since, failing=since, failures=failures)
    asked = timedelta(minutes=every)
    assert SHORTEST <= interval(state, asked) <= LONGEST
    assert min(interval(state, asked), interval(state, asked, own=True)) >= shortest(asked)


def test_a_network_of_one_s_own_is_asked_as_often_as_its_operator_says() -> None:
    """Where nobody needs to be spared, quiet feeds are asked every minute too."""
    state = FeedState(url=URL, checked=NOW - MINUTE, changed=NOW - timedelta(days=9))
    assert due_since([Feed(url=URL)], {URL: state}, NOW, MINUTE) == []
    assert [
        feed.url for _, feed in due_since([Feed(url=URL)], {URL: state}, NOW, MINUTE, lambda _: True)
    ] == [URL]


def test_a_feed_that_fails_is_asked_ever_more_seldom() -> None:
    """After a day of failing every half day, after a week once a day."""
    failing = FeedState(url=URL, checked=NOW, failures=9, failing=NOW - timedelta(days=1), changed=NOW)
    assert timedelta(hours=10) < interval(failing, HALF_HOUR) <= timedelta(hours=12)
    assert interval(replace(failing, failing=NOW - timedelta(days=7)), HALF_HOUR) > timedelta(hours=21)


def test_feeds_come_apart_by_their_addresses_alone() -> None:
    """Jitter is the same at every start, and spread evenly enough over many addresses."""
    shares = [share_of(f"https://{n}.example/feed") for n in range(1_000)]
    assert shares == [share_of(f"https://{n}.example/feed") for n in range(1_000)]
    quarters = [sum(int(share * 4) == quarter for share in shares) for quarter in range(4)]
    assert quarters == pytest.approx([250] * 4, abs=60)
