"""Who reads, as Slack tells it and the store keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.desk.people import People
from bot.model import Profile

if TYPE_CHECKING:
    from bot.store.store import Store

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


class HandClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.moved = timedelta()

    def now(self) -> datetime:
        return NOW + self.moved

    def monotonic(self) -> float:
        return self.moved.total_seconds()


@dataclass
class Slack:
    """What Slack says of people, and how often it was asked."""

    says: Profile | None = field(default_factory=lambda: Profile(zone="Asia/Tokyo", admin=True))
    asked: int = 0

    def __call__(self, _user: str) -> Profile | None:
        self.asked += 1
        return self.says


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def people(store: Store, clock: HandClock) -> People:
    return People(store, clock)


def test_slack_is_asked_once_a_day_over_restarts(store: Store, people: People, clock: HandClock) -> None:
    slack = Slack()
    assert people.reader("U1", slack).zone == "Asia/Tokyo"
    clock.moved = timedelta(hours=23)
    assert People(store, clock).reader("U1", slack).admin
    assert slack.asked == 1
    clock.moved = timedelta(hours=25)
    slack.says = Profile(zone="Europe/Paris", guest=True)
    moved = people.reader("U1", slack)
    assert (moved.zone, moved.admin, moved.guest, slack.asked) == ("Europe/Paris", False, True, 2)


def test_where_slack_will_not_tell_nobody_is_an_administrator(people: People, clock: HandClock) -> None:
    """The zone stays the last one known; Slack is left alone for ten minutes, then asked again."""
    slack = Slack()
    assert people.reader("U1", slack).admin
    clock.moved = timedelta(days=2)
    slack.says = None
    for _ in range(3):
        now = people.reader("U1", slack)
        assert (now.zone, now.admin) == ("Asia/Tokyo", False)
    assert slack.asked == 2
    clock.moved += timedelta(minutes=11)
    slack.says = Profile(zone="Asia/Tokyo", admin=True)
    assert people.reader("U1", slack).admin


def test_a_zone_that_is_none_is_no_zone(people: People) -> None:
    """Times are told in UTC then, and nothing breaks."""
    reader = people.reader("U1", Slack(Profile(zone="Middle-earth/Bree")))
    assert (reader.zone, reader.tz.key) == ("", "UTC")


def test_the_conversation_of_a_reader_is_kept_with_the_rest(people: People) -> None:
    """What is no direct message is not taken for one."""
    people.met("U1", "D1")
    people.met("U1", "C1")
    people.reader("U1", Slack())
    people.met("U1", "D2")
    known = people.known("U1")
    assert (known.dm, known.zone, known.admin) == ("D2", "Asia/Tokyo", True)
