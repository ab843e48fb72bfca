"""An order that Slack does not let us post any more pauses, says so with the cure, and is never removed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import FixedClock
from bot.model import DeliveryState, Reader, Subscription
from bot.newsroom.pausing import Pausing
from bot.slack.blocks.care import paused_orders
from bot.slack.posting import refusal_words
from bot.slack.rights import LOST, is_lost
from bot.store import deliveries, readers, subscriptions
from bot.store.deliveries import DeliveryRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Delivery, PausedOrder, Posting
    from bot.store.store import Store

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ORDER = Subscription(id="one", channel="C1", at=time(8, 0), zone="UTC")
NOT_IN = refusal_words("not_in_channel")


class World:
    def __init__(self, store: Store, tell: str = "C0DESK") -> None:
        self.store = store
        self.tell = tell
        self.now = NOW
        self.rows = DeliveryRows(store)
        with store.write() as db:
            subscriptions.add(db, ORDER, NOW - timedelta(days=3))

    def look(self) -> list[PausedOrder]:
        return Pausing(self.store, FixedClock(self.now), is_lost, _draw, tell=self.tell).look()

    def came(
        self,
        state: DeliveryState = DeliveryState.FAILED,
        why: str = NOT_IN,
        order: Subscription = ORDER,
        at: datetime = NOW,
    ) -> Delivery:
        row = self.rows.open(
            subscription_id=order.id, channel=order.channel, local_date=at.date(), slot="08:00", due=at
        )
        ended = replace(row, state=state, why=why)
        assert self.rows.save(ended, row.attempt)
        return ended

    def order(self, order: Subscription = ORDER) -> Subscription:
        with self.store.read() as db:
            found = subscriptions.get(db, order.id)
        assert found
        return found

    @property
    def told(self) -> list[str]:
        """The channels that were told, and what."""
        with self.store.read() as db:
            found = deliveries.notices(db, "paused/", NOW - timedelta(days=9))
        return [f"{notice.channel} {json.dumps(notice.blocks)}" for _, notice in found]


def _draw(paused: Sequence[PausedOrder]) -> Posting:
    message = paused_orders(paused)
    return message.text, message.blocks


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


def test_an_order_that_was_refused_pauses_and_the_operator_is_told_how_to_mend_it(world: World) -> None:
    world.came()
    assert [one.order.id for one in world.look()] == ["one"]
    assert (world.order().paused, world.order().paused_why) == (True, NOT_IN)
    assert len(world.told) == 1
    assert world.told[0].startswith("C0DESK ")
    for words in ("C1", "08:00 UTC", "Invite me there with /invite", "Resume"):
        assert words in world.told[0]


def test_it_is_paused_and_told_once(world: World) -> None:
    world.came()
    world.look()
    for _ in range(3):
        assert world.look() == []
    assert len(world.told) == 1


def test_what_a_process_that_ended_left_undone_is_done_by_the_next_one(world: World) -> None:
    """The refusal stands in the store: whoever looks next finds it, days later too."""
    world.came()
    world.now += timedelta(days=2)
    assert world.look()
    assert world.order().paused


def test_a_resumed_order_is_not_paused_for_what_was_refused_before(world: World) -> None:
    world.came()
    world.look()
    with world.store.write() as db:
        subscriptions.resume(db, "one", NOW + timedelta(minutes=1))
    world.now += timedelta(minutes=2)
    assert world.look() == []
    assert (world.order().paused, world.order().paused_why) == (False, "")
    world.came(at=NOW + timedelta(days=1))
    world.now += timedelta(days=1)
    assert world.look()
    assert len(world.told) == 2


def test_an_order_that_came_since_is_well(world: World) -> None:
    world.came(at=NOW - timedelta(days=1))
    world.came(DeliveryState.SENT, "")
    assert world.look() == []


def test_a_person_s_pause_keeps_its_own_reason(world: World) -> None:
    """It is nobody's mistake, and nothing is told."""
    world.came()
    with world.store.write() as db:
        subscriptions.pause(db, "one")
    assert world.look() == []
    assert world.order().paused_why == ""


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (DeliveryState.FAILED, refusal_words("invalid_blocks")),
        (DeliveryState.FAILED, refusal_words("msg_blocks_too_long")),
        (DeliveryState.MISSED, NOT_IN),
        (DeliveryState.UNCERTAIN, f"the channel's history can't be read: {NOT_IN}"),
        (DeliveryState.SENT, ""),
    ],
)
def test_what_says_nothing_of_our_rights_pauses_nothing(world: World, state: DeliveryState, why: str) -> None:
    world.came(state, why)
    assert world.look() == []
    assert not world.order().paused


@pytest.mark.exhaustive
@pytest.mark.parametrize("code", sorted(LOST))
def test_every_way_of_losing_the_right_pauses(world: World, code: str) -> None:
    world.came(why=refusal_words(code))
    assert [one.why for one in world.look()] == [refusal_words(code)]


def test_orders_that_pause_at_once_make_one_message(world: World) -> None:
    others = [replace(ORDER, id=f"n{n}", channel=f"C{n}") for n in range(2, 15)]
    for one in others:
        with world.store.write() as db:
            subscriptions.add(db, one, NOW - timedelta(days=1))
        world.came(why=refusal_words("account_inactive"), order=one)
    assert len(world.look()) == 13
    assert len(world.told) == 1
    assert "And 5 more" in world.told[0]


def test_administrators_are_told_in_any_case_and_nobody_twice(store: Store) -> None:
    """Who can mend it hears of it, whether or not config.yaml names an operator."""
    world = World(store, tell="U1")
    with store.write() as db:
        for n in (1, 2):
            readers.keep(db, Reader(id=f"U{n}", dm=f"D{n}", admin=True))
    world.came()
    world.look()
    assert sorted(one.split()[0] for one in world.told) == ["D1", "D2"]


def test_of_a_reader_s_own_digest_nobody_else_is_told(world: World) -> None:
    own = replace(ORDER, id="mine", channel="D7", owner="U7")
    with world.store.write() as db:
        subscriptions.add(db, own, NOW - timedelta(days=1))
    world.came(why=refusal_words("user_disabled"), order=own)
    assert [one.order.id for one in world.look()] == ["mine"]
    assert world.told == []
    assert world.order(own).paused_why
