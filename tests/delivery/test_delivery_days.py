"""What is posted after outages, on quiet days, and for orders that change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from world import (
    DEADLINE,
    LEASE,
    KilledError,
    SimClock,
    World,
    at_utc,
    nothing_happens,
    run,
    world_at,
)

from bot.deliver.watch import Watch
from bot.model import Coverage, Day, DeliveryState, Subscription

S = DeliveryState


def test_catching_up_never_bursts() -> None:
    """After five days of outage one digest is posted, and the four older ones are marked missed once."""
    world = world_at(at_utc("2026-05-04T08:00:10"), ("s1",))
    world.driver().tick()
    world.clock.pass_time(5 * 86_400 + 3600)
    happened = run(world, world.driver(), 120)
    assert [row.state for row in world.rows()] == [S.SENT, *[S.MISSED] * 4, S.SENT]
    assert [message.nonce for message in world.slack.messages][1:] == ["d-s1-2026-05-09-08:00"]
    assert len([one for one in happened if one.row and one.row.state is S.MISSED]) == 4


def test_an_outage_past_the_deadline_posts_nothing() -> None:
    """Back up after the deadline, the missed digest is not posted late, and its row says why."""
    world = world_at(at_utc("2026-05-04T08:00:10"), ("s1",))
    world.driver().tick()
    world.clock.pass_time(86_400 + DEADLINE.total_seconds())
    run(world, world.driver(), 60)
    assert [row.state for row in world.rows()] == [S.SENT, S.MISSED]
    assert world.rows()[1].why == "it could not be posted within 3 h of its time"


def test_a_planned_row_that_a_later_slot_overtook_is_missed() -> None:
    """With a deadline longer than a day, only the latest of two open slots is posted."""
    world = world_at(at_utc("2026-05-04T08:00:10"), ("s1",))
    world.driver().tick()
    world.clock.pass_time(2 * 86_400)
    driver = world.driver()
    driver._terms = replace(driver._terms, deadline=timedelta(days=3))
    driver.tick()
    assert [row.state for row in world.rows()] == [S.SENT, S.MISSED, S.SENT]
    assert world.rows()[1].why == "the digest of 2026-05-06 took its place"


def test_a_new_order_is_owed_nothing_from_before() -> None:
    """An order first seen on its second day has no missed digest of the first."""
    world = world_at(at_utc("2026-05-04T12:00:00"), ("s1",))
    run(world, world.driver(), 60)
    assert world.rows() == []


def test_a_resumed_order_is_not_caught_up_with() -> None:
    """Days of a pause are neither posted nor written down as missed."""
    world = world_at(at_utc("2026-05-04T08:00:10"), ("s1",))
    driver = world.driver()
    driver.tick()
    order = world.subscriptions[0]
    world.subscriptions[0] = replace(order, paused=True)
    run(world, driver, 3 * 86_400, step=3600)
    world.subscriptions[0] = replace(order, since=world.clock.now())
    run(world, driver, 86_400, step=3600)
    assert [(row.local_date.day, row.state) for row in world.rows()] == [(4, S.SENT), (8, S.SENT)]


def test_a_changed_time_gives_no_second_digest_that_day() -> None:
    """Moved from the morning to the evening after the morning's was posted, it is next due tomorrow."""
    world = world_at(at_utc("2026-05-04T08:00:10"), ("s1",))
    driver = world.driver()
    driver.tick()
    world.subscriptions[0] = replace(world.subscriptions[0], at=time(18))
    run(world, driver, 2 * 86_400, step=600)
    assert [(row.local_date.day, row.slot) for row in world.rows()] == [(4, "08:00"), (5, "18:00")]


def test_a_removed_order_posts_nothing_and_leaves_nothing_open() -> None:
    """A row that waits when its order is removed ends as missed; one that is in the air is settled first."""
    for fault, end in (("busy 60", S.MISSED), ("dropped", S.SENT), ("lost", S.MISSED)):
        world = world_at(at_utc("2026-05-04T08:00:10"), ("s1",))
        world.slack.posts.append(fault)
        driver = world.driver()
        driver.tick()
        world.subscriptions.clear()
        run(world, driver, 300)
        assert world.only_row().state is end
        assert world.slack.tries == 1


@pytest.mark.parametrize(
    ("day", "failing", "why"),
    [
        (Day.QUIET, (), "quiet day: 12 feeds read well, nothing new passed"),
        (
            Day.DEGRADED,
            ("a", "b"),
            "quiet day: 2 of 12 feeds are failing, and nothing new passed in the others",
        ),
        (Day.BROKEN, ("a",) * 12, "broken: nothing could be collected since 2026-05-03 08:00 UTC"),
    ],
)
def test_an_edition_without_stories_is_withheld_with_the_reason(
    day: Day, failing: tuple[str, ...], why: str
) -> None:
    """A quiet, a degraded and a broken day without stories post nothing, and each says what it was."""
    world = world_at(at_utc("2026-05-04T08:00:10"), ("s1",))
    world.editions.empty[date(2026, 5, 4)] = day
    world.editions.coverage = Coverage(articles=0, publishers=0, feeds=12, failing=failing)
    run(world, world.driver(), 60)
    assert (world.only_row().state, world.only_row().why) == (S.WITHHELD, why)
    assert world.slack.tries == 0


@pytest.mark.parametrize(
    ("unread", "why"),
    [
        (12, "quiet day: nothing new was handed in, and no feed has been read yet"),
        (2, "quiet day: 10 feeds read well, 2 not yet, nothing new passed"),
    ],
)
def test_a_feed_that_was_never_asked_is_not_called_well(unread: int, why: str) -> None:
    """A collector that never ran doesn't pass for a quiet day of its feeds."""
    world = world_at(at_utc("2026-05-04T08:00:10"), ("s1",))
    world.editions.empty[date(2026, 5, 4)] = Day.QUIET
    world.editions.coverage = Coverage(articles=0, publishers=0, feeds=12, unread=unread)
    run(world, world.driver(), 60)
    assert (world.only_row().state, world.only_row().why) == (S.WITHHELD, why)


def test_the_plan_is_made_once_and_its_bytes_stay() -> None:
    """However often a post is tried, the edition is planned once and the same bytes are sent."""
    world = world_at(at_utc("2026-05-04T08:00:10"), ("s1",))
    world.slack.posts.extend(["busy 10", "lost", "lost"])
    run(world, world.driver(), 300)
    assert (world.slack.tries, world.editions.plans) == (4, 1)
    assert world.only_row().state is S.SENT


def test_a_row_that_another_lost_before_our_claim_is_looked_for() -> None:
    """Where another driver posted and died between our look and our claim, we wait, and ask the history."""
    world = world_at(at_utc("2026-05-04T08:00:10"), ("s1",))

    def die(point: str) -> None:
        if point == "accepted":
            raise KilledError(point)

    def another(point: str) -> None:
        if point == "before rendered":
            world.hook = die
            with pytest.raises(KilledError):
                world.driver().tick()
            world.hook = nothing_happens
            world.clock.pass_time(LEASE.total_seconds())

    world.hook = another
    driver = world.driver()
    driver.tick()
    assert (world.only_row().state, world.only_row().attempt) == (S.SENDING, 1)
    run(world, driver, 60)
    assert (world.only_row().state, world.only_row().attempt) == (S.SENT, 2)
    assert world.slack.tries == 1


def test_the_watch_begins_anew_when_a_row_moves() -> None:
    """How long a row has stood still is counted from its last claim that we saw, by the monotonic clock."""
    world = world_at(at_utc("2026-05-04T08:00:10"), ("s1",))
    world.driver().tick()
    row, watch = replace(world.only_row(), state=S.SENDING), Watch(world.clock)
    for attempt, seconds in ((1, 0.0), (1, 100.0), (2, 0.0), (2, 5.0)):
        world.clock.pass_time(seconds)
        world.clock.leap(timedelta(hours=-1))
        claimed = replace(row, attempt=attempt)
        watch.observe([claimed])
        assert watch.unmoved(claimed) == seconds


def test_each_zone_has_its_own_morning() -> None:
    """08:00 in Tokyo, Kathmandu and Lima are three instants, and each is posted at its own."""
    zones = {"Asia/Tokyo": "23:00", "Asia/Kathmandu": "02:15", "America/Lima": "13:00"}
    orders = [Subscription(id=name, channel=name, at=time(8), zone=name) for name in zones]
    world = World(SimClock(at_utc("2026-05-03T22:59:59")), subscriptions=orders)
    run(world, world.driver(), 20 * 3600, step=15)
    posted = {message.channel: f"{message.at:%H:%M}" for message in world.slack.messages}
    assert posted == zones
