"""What may be in the channel or not: the history decides, and a second copy is swept away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from world import FLIGHT, LEASE, World, at_utc, nothing_happens, run, world_at

from bot.deliver.ordering import post_now
from bot.errors import BadRequestError, NotFoundError
from bot.model import DeliveryState

if TYPE_CHECKING:
    from bot.model import Delivery

S = DeliveryState
MORNING = "2026-05-04T08:00:10"


def a_world(*names: str, at: str = MORNING) -> World:
    """A world with an order for 08:00 UTC under each name."""
    return world_at(at_utc(at), names or ("s1",))


def test_accepted_then_dropped_is_settled_by_the_nonce() -> None:
    """A post that Slack took before the connection broke is found in the history, not sent again."""
    world = a_world()
    world.slack.posts.append("dropped")
    world.slack.lag = FLIGHT - timedelta(seconds=1)
    driver = world.driver()
    driver.tick()
    assert world.only_row().state is S.SETTLING
    run(world, driver, 120)
    assert (world.only_row().state, world.only_row().ts) == (S.SENT, "1.000")
    assert world.slack.tries == 1


def test_lost_on_the_way_is_sent_again_after_the_longest_flight() -> None:
    """A post that never arrived is sent again, but not before its flight must be over."""
    world = a_world()
    world.slack.posts.append("lost")
    driver = world.driver()
    run(world, driver, FLIGHT.total_seconds() - 10)
    assert world.slack.tries == 1
    run(world, driver, 60)
    assert world.only_row().state is S.SENT
    assert (world.slack.tries, len(world.slack.messages)) == (2, 1)


@pytest.mark.parametrize("fault", ["dropped", "lost"])
def test_unreadable_history_is_uncertain_and_never_sent_again(fault: str) -> None:
    """Where the history can't be read nobody can tell, so nothing is sent again and the row says so."""
    world = a_world()
    world.slack.posts.append(fault)
    world.slack.finds.extend(["unreadable missing_scope"] * 5)
    run(world, world.driver(), 3 * 3600, step=60)
    assert world.only_row().state is S.UNCERTAIN
    assert "missing_scope" in world.only_row().why
    assert world.slack.tries == 1


def test_a_history_that_can_be_read_later_settles_what_was_uncertain() -> None:
    """Once the permission is there, the sweep finds the message, and the row says that it was sent."""
    world = a_world()
    world.slack.posts.append("dropped")
    world.slack.finds.append("unreadable missing_scope")
    run(world, world.driver(), 700)
    assert (world.only_row().state, world.only_row().ts) == (S.SENT, "1.000")
    assert world.slack.tries == 1


def test_a_history_that_is_busy_is_asked_again() -> None:
    """Limited to one call a minute, or failing for a while, the history is waited for."""
    world = a_world()
    world.slack.posts.append("dropped")
    world.slack.finds.extend(["busy 60", "unsure", "busy 60"])
    run(world, world.driver(), 600)
    assert world.only_row().state is S.SENT
    assert world.slack.tries == 1


def test_a_copy_that_a_frozen_process_posts_on_waking_is_removed_at_once() -> None:
    """Stopped past its lease with the socket open, it posts what another has posted: one is deleted."""
    world = a_world()
    other = world.driver()

    def freeze(name: str) -> None:
        if name == "writing":
            world.hook = nothing_happens
            run(world, other, 3 * LEASE.total_seconds())

    world.hook = freeze
    driver = world.driver()
    driver.tick()
    assert len(world.slack.messages) == 1  # the woken one noticed that it was overtaken, and swept
    assert [one.ts for one in world.slack.deleted] == ["2.000"]
    assert (world.only_row().state, world.only_row().ts) == (S.SENT, "1.000")


def test_a_process_that_wakes_after_its_lease_writes_nothing_to_its_open_connection() -> None:
    """Right before bytes go out it looks at its claim's age once more, and gives it back."""
    world = a_world()
    other = world.driver()

    def freeze(name: str) -> None:
        if name == "before socket":
            world.hook = nothing_happens
            run(world, other, 3 * LEASE.total_seconds())

    world.hook = freeze
    world.driver().tick()
    assert (len(world.slack.messages), world.slack.deleted) == (1, [])


def test_a_copy_whose_answer_never_came_is_removed_too() -> None:
    """Frozen amid writing, it wakes to a time limit, overtaken: what it may have posted is looked for."""
    world = a_world()
    other = world.driver()

    def freeze(name: str) -> None:
        if name == "writing":
            world.hook = nothing_happens
            run(world, other, 3 * LEASE.total_seconds())
            world.slack.posts.append("dropped")

    world.hook = freeze
    world.driver().tick()
    run(world, other, 60)
    assert [one.ts for one in world.slack.messages] == [world.only_row().ts]
    assert len(world.slack.deleted) == 1


def test_a_row_that_another_took_in_between_is_left_alone() -> None:
    """Its clock is ahead, so that the other's lease seems over: what it saw is not what stands there."""
    world = a_world()
    fast, right = world.driver(), world.driver()

    def meanwhile(name: str) -> None:
        if name == "before claim":
            world.hook = amid_the_post
            right.tick()

    def amid_the_post(name: str) -> None:
        if name == "accepted":
            world.hook = nothing_happens
            world.slack.lag = FLIGHT
            world.clock.leap(timedelta(hours=1))
            fast.tick()
            world.clock.leap(timedelta(hours=-1))

    world.hook = meanwhile
    fast.tick()
    run(world, right, 120)
    assert world.slack.tries == 1


def test_a_copy_that_lands_after_the_longest_flight_is_removed_later() -> None:
    """The history showed nothing, so it was sent again; ten minutes later there are two, then one."""
    world = a_world()
    world.slack.posts.append("dropped")
    world.slack.lag = 5 * FLIGHT
    driver = world.driver()
    run(world, driver, 120)
    assert len(world.slack.messages) == 2
    run(world, driver, 600)
    assert [one.ts for one in world.slack.messages] == [world.only_row().ts]


def test_a_sweep_waits_while_slack_is_busy() -> None:
    """A 429 to the look or to the deleting puts it off, and nothing is forgotten."""
    world = a_world()
    world.slack.posts.append("dropped")
    world.slack.lag = 5 * FLIGHT
    driver = world.driver()
    run(world, driver, 120)
    world.slack.finds.extend(["busy 60", "unsure"])
    run(world, driver, 900)
    assert len(world.slack.messages) == 1


def test_who_orders_a_missed_digest_gets_it_once() -> None:
    """After its deadline, and for a subscription that was paused since; a second order changes nothing."""
    world = a_world()
    world.slack.posts.append("refused is_archived")
    driver = world.driver()
    driver.tick()
    assert world.only_row().state is S.FAILED
    world.clock.pass_time(20 * 3600)
    world.subscriptions.clear()
    for _ in range(2):
        ordered = post_now(world.deliveries, world.only_row().id, world.clock.now(), timedelta(hours=3))
        assert ordered.state is S.RENDERED
    run(world, driver, 60)
    assert (world.only_row().state, len(world.slack.messages)) == (S.SENT, 1)
    assert post_now(world.deliveries, world.only_row().id, world.clock.now(), FLIGHT).state is S.SENT


def test_what_can_not_be_ordered_is_refused_in_words() -> None:
    """A message that is unknown, and a day on which there was nothing to post."""
    world = a_world()
    world.deliveries.open(
        subscription_id="s9",
        channel="C9",
        local_date=at_utc(MORNING).date(),
        slot="08:00",
        due=at_utc(MORNING),
    )
    with pytest.raises(NotFoundError):
        post_now(world.deliveries, "nobody", world.clock.now(), FLIGHT)
    (row,) = world.rows()
    withheld = world.deliveries.save(_withheld(row), row.attempt)
    assert withheld
    with pytest.raises(BadRequestError, match="quiet day"):
        post_now(world.deliveries, row.id, world.clock.now(), FLIGHT)


def _withheld(row: Delivery) -> Delivery:
    return replace(row, state=S.WITHHELD, why="quiet day")
