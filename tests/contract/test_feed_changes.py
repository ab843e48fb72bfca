"""What administrators change about feeds: kept, followed, and void where config.yaml says no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot import tenancy
from bot.clock import FixedClock
from bot.collect import reading
from bot.desk.health import HealthDesk, Reach
from bot.errors import BadRequestError, FetchError, NotAllowedError, NotFoundError
from bot.model import Feed, FeedStanding, FeedState
from bot.store import feed_changes, feeds

if TYPE_CHECKING:
    from bot.model import FeedHealth
    from bot.store.store import Store

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ONE = Feed(url="https://one.example/feed", publisher="One", section="World")
TWO = Feed(url="https://two.example/feed", publisher="Two")
NEW = "https://one.example/new.xml"


class World:
    """A desk over the store; `holds` says how many entries each address has."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.holds = {ONE.url: 3, TWO.url: 2, NEW: 5, "https://one.example/empty": 0}
        self.read: list[Feed] = []
        reach = Reach(read=self.read.append, entries=self.entries)
        self.desk = HealthDesk(store, FixedClock(NOW), (ONE, TWO), reach)

    def entries(self, address: str) -> int:
        if address not in self.holds:
            raise FetchError(address, "404 not found")
        return self.holds[address]

    def remember(self, state: FeedState) -> None:
        with self.store.write() as db:
            feeds.save(db, state)

    def followed(self, *configured: Feed) -> list[str]:
        with self.store.read() as db:
            return [
                feed.address
                for feed in feed_changes.followed(feed_changes.every(db), configured or (ONE, TWO))
            ]

    def of(self, feed: Feed) -> FeedHealth:
        return next(one for one in self.desk.feeds() if one.feed.url == feed.url)


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


def test_a_moved_feed_is_read_at_its_new_address_and_keeps_its_name(world: World) -> None:
    """What was remembered of the old address does not count at the new one."""
    ill = FeedState(url=ONE.url, etag='"old"', checked=NOW, failures=9, error="410 gone", gone=True)
    world.remember(ill)
    assert world.of(ONE).standing is FeedStanding.GONE
    found = world.desk.move(world.of(ONE).key, NEW, by="U1")
    assert (found.standing, found.by, found.feed.url) == (FeedStanding.UNREAD, "U1", ONE.url)
    assert world.followed() == [NEW, TWO.url]
    with world.store.read() as db:
        assert feeds.state(db, ONE.url).etag == ""


def test_going_back_to_the_address_of_the_file_forgets_the_change(world: World) -> None:
    key = world.of(ONE).key
    world.desk.move(key, NEW, by="U1")
    world.desk.move(key, ONE.url, by="U1")
    assert world.followed() == [ONE.url, TWO.url]
    with world.store.read() as db:
        assert feed_changes.every(db) == {}


def test_a_feed_that_was_left_out_keeps_its_new_address_for_when_it_comes_back(world: World) -> None:
    key = world.of(ONE).key
    world.desk.move(key, NEW, by="U1")
    world.desk.leave_out(key, by="U2")
    assert (world.followed(), world.of(ONE).standing) == ([TWO.url], FeedStanding.LEFT_OUT)
    world.desk.bring_back(key, by="U1")
    assert world.followed() == [NEW, TWO.url]


def test_the_file_is_the_first_word(world: World) -> None:
    """A feed that config.yaml names no more is gone, whatever was changed about it."""
    key = world.of(ONE).key
    world.desk.move(key, NEW, by="U1")
    assert world.followed(TWO) == [TWO.url]
    shorter = HealthDesk(world.store, FixedClock(NOW), (TWO,), Reach(read=print, entries=world.entries))
    with pytest.raises(NotFoundError, match=r"not in config\.yaml"):
        shorter.leave_out(key, by="U1")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://one.example/nothing", "404 not found"),
        ("https://one.example/empty", "holds no entry"),
        (TWO.url, "is read already, as Two"),
        (ONE.url, "the address that it has now"),
        ("one.example/feed", "no web address"),
        ("javascript:alert(1)", "no web address"),
        ("", "no web address"),
    ],
)
def test_no_address_is_kept_that_holds_no_feed_of_its_own(world: World, address: str, told: str) -> None:
    with pytest.raises(BadRequestError, match=told):
        world.desk.move(world.of(ONE).key, address, by="U1")
    assert world.followed() == [ONE.url, TWO.url]


def test_a_feed_is_left_alone_while_its_server_asks_for_that(world: World) -> None:
    """Nor is one read that was left out."""
    world.remember(FeedState(url=ONE.url, checked=NOW, wait_until=NOW + timedelta(hours=1), error="429"))
    world.desk.check(world.of(ONE).key)
    world.desk.leave_out(world.of(TWO).key, by="U1")
    world.desk.check(world.of(TWO).key)
    assert world.read == []
    world.desk.bring_back(world.of(TWO).key, by="U1")
    world.desk.check(world.of(TWO).key)
    assert [feed.url for feed in world.read] == [TWO.url]


def test_the_worst_stand_first(world: World) -> None:
    world.remember(FeedState(url=ONE.url, checked=NOW))
    world.remember(FeedState(url=TWO.url, checked=NOW, failures=1, error="timed out", failing=NOW))
    found = [(one.publisher, one.standing) for one in world.desk.feeds()]
    assert found == [("Two", FeedStanding.FAILING), ("One", FeedStanding.WELL)]


def test_since_when_a_feed_fails_is_remembered_until_it_is_well(world: World) -> None:
    """The first failure of a row is its beginning; a reading that goes well ends it."""
    error = FetchError(ONE.url, "timed out", passing=True)
    first = reading.failed(ONE, FeedState(url=ONE.url), NOW, error).state
    later = reading.failed(ONE, first, NOW + timedelta(hours=5), error).state
    world.remember(later)
    assert (world.of(ONE).failing, world.of(ONE).failures) == (NOW, 2)
    assert reading.unchanged(ONE, later, NOW + timedelta(hours=6)).state.failing is None
    old = replace(first, failing=None)  # of a version that did not remember it
    assert reading.failed(ONE, old, NOW + timedelta(days=1), error).state.failing == NOW


def test_one_workspace_of_several_changes_no_feed_for_the_others(world: World) -> None:
    """Feeds are read for all: who runs Dateline changes them, in its own workspace or in config.yaml."""
    key = world.of(ONE).key
    with tenancy.of("T1"):
        for change in (world.desk.leave_out, world.desk.bring_back, partial(world.desk.move, address=NEW)):
            with pytest.raises(NotAllowedError, match="Several workspaces"):
                change(key, by="U1")
    assert world.followed() == [ONE.url, TWO.url]
