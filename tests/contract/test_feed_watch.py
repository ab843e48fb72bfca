"""Feeds that rot are told once, when it has lasted, and once when they mend; whatever restarts in between."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from rotting import COAST, FEEDS, GULF, HILL, NOW, Rotting

from bot.model import Reader
from bot.store import feed_history, readers

if TYPE_CHECKING:
    from bot.store.store import Store

ONE_ILL, ONE_WELL = "1 feed needs a look.", "1 feed is well again."


@pytest.fixture
def world(store: Store) -> Rotting:
    there = Rotting(store)
    there.rounds(1)
    return there


@pytest.mark.exhaustive
def test_a_miss_is_not_told_and_what_lasts_is_told_once(world: Rotting) -> None:
    """With the feed's name, how it stands and what mends it."""
    world.fails(COAST, why="404 not found", status=404)
    world.rounds(5.5)
    assert world.titles == []
    world.rounds(12)
    assert world.titles == [ONE_ILL]
    told = json.dumps(world.told[0].blocks)
    assert "Coast Weekly" in told
    assert "failing: 404 not found, 1" in told
    assert "look on the publisher's site for its new address" in told
    assert "3 of 4 feeds are well, 1 failing (Coast Weekly)." in told


@pytest.mark.exhaustive
def test_what_passes_before_its_time_is_never_told(world: Rotting) -> None:
    for _ in range(4):
        world.fails(COAST)
        world.rounds(5)
        world.mends(COAST)
        world.rounds(1)
    assert world.titles == []


@pytest.mark.exhaustive
def test_mending_is_told_once_and_then_it_can_be_told_again(world: Rotting) -> None:
    world.fails(COAST)
    world.rounds(8)
    world.mends(COAST)
    world.rounds(8)
    assert world.titles == [ONE_ILL, ONE_WELL]
    world.fails(COAST)
    world.rounds(8)
    assert world.titles == [ONE_ILL, ONE_WELL, ONE_ILL]


def test_a_mending_that_does_not_hold_is_not_told(world: Rotting) -> None:
    """One good reading between two bad ones is the same episode."""
    world.fails(COAST)
    world.rounds(8)
    world.mends(COAST)
    world.now += timedelta(minutes=10)
    world.read(COAST)
    world.look()
    world.fails(COAST)
    world.rounds(9)
    assert world.titles == [ONE_ILL]


def test_feeds_that_fail_at_once_make_one_message_and_so_do_their_mendings(world: Rotting) -> None:
    world.fails(COAST, GULF, HILL)
    world.rounds(9)
    world.mends(COAST, GULF)
    world.rounds(2)
    assert world.titles == ["3 feeds need a look.", "2 feeds are well again."]


def test_no_restart_tells_anything_again(world: Rotting) -> None:
    world.fails(COAST)
    world.rounds(8)
    for _ in range(6):
        world.restart()
        world.rounds(1)
    world.mends(COAST)
    for _ in range(4):
        world.restart()
        world.rounds(0.5)
    assert world.titles == [ONE_ILL, ONE_WELL]


def test_two_processes_tell_it_once(world: Rotting) -> None:
    """Whoever comes second finds the episode kept, or the notice there."""
    other = Rotting(world.store)
    world.fails(COAST)
    world.rounds(5.5)
    world.now += timedelta(minutes=65)
    world.read(*FEEDS)
    other.now = world.now
    assert world.look()
    assert other.look() is None
    assert world.titles == [ONE_ILL]


def test_an_outage_is_told_as_one_and_no_feed_is_blamed_for_it(world: Rotting) -> None:
    world.unplugged()
    world.rounds(8)
    assert world.titles == ["No feed can be reached: it looks as if the network were down where I run."]
    world.mends()
    world.rounds(9)
    assert world.titles[1:] == ["Feeds can be reached again."]


def test_a_feed_that_is_away_after_an_outage_is_told_in_its_own_time(world: Rotting) -> None:
    """The hours of the outage don't count as its own."""
    world.unplugged()
    world.rounds(5)
    world.mends(*(feed for feed in FEEDS if feed is not COAST))
    world.rounds(4)
    assert world.titles == []
    world.rounds(4)
    assert world.titles == [ONE_ILL]


def test_in_an_outage_every_feed_stands_as_it_stood_before(world: Rotting) -> None:
    world.fails(HILL, why="403 forbidden", status=403)
    world.rounds(2)
    assert world.desk.line() == "3 of 4 feeds are well, 1 failing (Hill Post)."
    world.unplugged()
    world.rounds(1)
    line = "None of 4 feeds can be reached, for 30 min now: it looks as if the network were down here."
    assert world.desk.line() == line
    assert sorted(str(one.standing) for one in world.desk.feeds()) == ["failing", "well", "well", "well"]


def test_a_feed_that_is_left_out_is_told_of_no_more(world: Rotting) -> None:
    world.fails(COAST)
    world.rounds(8)
    key = next(one.key for one in world.desk.feeds() if one.feed.url == COAST.url)
    world.desk.leave_out(key, by="U1")
    world.mends(COAST)
    world.rounds(3)
    assert world.titles == [ONE_ILL]
    with world.store.read() as db:
        assert feed_history.troubles(db) == {}


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("tell", "to"),
    [("C0DESK", ["C0DESK"]), ("U1", ["D1"]), ("U9", ["U9"]), ("admins", ["D1", "D3"]), ("", [])],
)
def test_it_is_told_to_whom_config_yaml_names(store: Store, tell: str, to: list[str]) -> None:
    """Where nobody is named, the episode is kept all the same: who is named later is not told of old ones."""
    with store.write() as db:
        for n, admin in ((1, True), (2, False), (3, True)):
            readers.keep(db, replace(Reader(id=f"U{n}"), dm=f"D{n}", admin=admin))
        readers.keep(db, Reader(id="U4", admin=True))  # never met: there is no conversation
    world = Rotting(store, tell)
    world.rounds(1)
    world.fails(COAST)
    world.rounds(8)
    assert sorted(notice.channel for notice in world.told) == to
    with store.read() as db:
        assert list(feed_history.troubles(db)) == [COAST.url]


def test_it_is_looked_at_every_few_minutes(world: Rotting) -> None:
    assert len(list(world.watch.steps())) == 1
    assert list(world.watch.steps()) == []
    world.now += timedelta(minutes=5)
    assert len(list(world.watch.steps())) == 1
    assert world.now > NOW
