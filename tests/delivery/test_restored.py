"""A store of before a digest was posted is restored after it: the channel gets no second copy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from world import DEADLINE, KilledError, World, at_utc, nothing_happens, run, world_at

from bot.deliver.ports import nonce_metadata
from bot.deliver.restored import WHY, doubt
from bot.model import DeliveryState

S = DeliveryState
MORNING = "2026-05-04T08:00:10"


def rendered() -> World:
    """A world in which a digest is made and not posted: so it stands in the backup."""
    world = world_at(at_utc(MORNING), ("s1",))

    def die(point: str) -> None:
        if point == "before claim":
            raise KilledError

    world.hook = die
    with pytest.raises(KilledError):
        world.driver().tick()
    world.hook = nothing_happens
    assert world.only_row().state is S.RENDERED
    return world


def restored(world: World) -> int:
    return doubt(world.subscriptions, world.deliveries, world.clock, DEADLINE)


def test_what_was_made_and_has_been_posted_since_is_found_in_its_channel() -> None:
    """It counts as posted, under the stamp that it has."""
    world = rendered()
    row = world.only_row()
    stamp = world.slack.post(
        row.channel, text="", blocks=[{"type": "divider"}], metadata=nonce_metadata(row.id)
    )
    assert restored(world) == 1
    run(world, world.driver(), 180)
    assert (world.only_row().state, world.only_row().ts) == (S.SENT, stamp)
    assert len(world.slack.messages) == 1


def test_what_was_made_and_was_not_posted_is_posted_now() -> None:
    world = rendered()
    assert restored(world) == 1
    run(world, world.driver(), 180)
    assert world.only_row().state is S.SENT
    assert len(world.slack.messages) == 1


def test_what_the_backup_knows_nothing_of_waits_for_a_word() -> None:
    """A digest whose time came after the backup is not posted by itself; the next day's is."""
    world = world_at(at_utc(MORNING), ("s1",))
    assert restored(world) == 1
    assert (world.only_row().state, world.only_row().why) == (S.UNCERTAIN, WHY)
    run(world, world.driver(), DEADLINE.total_seconds(), step=60)
    assert world.slack.tries == 0
    world.clock.pass_time(timedelta(hours=21).total_seconds())
    run(world, world.driver(), 60)
    assert [row.state for row in world.rows()] == [S.UNCERTAIN, S.SENT]
    assert restored(world) == 0
