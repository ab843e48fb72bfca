"""The operator is told once of digests that did not arrive, whatever ends in between."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import FixedClock
from bot.model import DeliveryState, Subscription
from bot.newsroom.losses import Losses
from bot.slack.blocks.care import lost_digests
from bot.slack.posting import refusal_words
from bot.slack.rights import is_lost
from bot.store import deliveries, subscriptions
from bot.store.deliveries import DeliveryRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Delivery, Posting
    from bot.store.store import Store

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
S = DeliveryState


class World:
    def __init__(self, store: Store) -> None:
        self.store = store
        self.rows = DeliveryRows(store)

    def look(self) -> list[Delivery]:
        return Losses(self.store, FixedClock(NOW), is_lost, _draw, tell="C0DESK").look()

    def ended(
        self, order: str, state: S, why: str, *, channel: str = "C1", sweep: datetime | None = None
    ) -> Delivery:
        if channel.startswith("D"):  # a reader's own order must be there
            with self.store.write() as db:
                subscriptions.add(db, Subscription(id=order, channel=channel, at=time(8), zone="UTC"), NOW)
        row = self.rows.open(
            subscription_id=order, channel=channel, local_date=NOW.date(), slot="08:00", due=NOW
        )
        ended = replace(row, state=state, why=why, sweep=sweep)
        assert self.rows.save(ended, row.attempt)
        return ended

    @property
    def told(self) -> list[str]:
        with self.store.read() as db:
            found = deliveries.notices(db, "lost/", NOW - timedelta(days=9))
        return [f"{notice.channel} {json.dumps(notice.blocks)}" for _, notice in found]


def _draw(lost: Sequence[Delivery]) -> Posting:
    message = lost_digests(lost, NOW, UTC)
    return message.text, message.blocks


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


def test_what_was_lost_is_told_in_one_message_and_once(world: World) -> None:
    world.ended("one", S.MISSED, "it could not be posted within 3 h of its time")
    world.ended("two", S.UNCERTAIN, "the channel's history can't be read", channel="C2")
    world.ended("three", S.SENT, "")
    world.ended("four", S.WITHHELD, "quiet day")
    assert len(world.look()) == 2
    for _ in range(2):
        assert world.look() == []
    assert len(world.told) == 1
    for words in ("C0DESK", "2 digests did not arrive", "within 3 h", "it may be there or not", "Home tab"):
        assert words in world.told[0]


def test_what_is_lost_later_is_told_by_itself(world: World) -> None:
    world.ended("one", S.FAILED, "Slack refused: internal.")
    world.look()
    world.ended("two", S.FAILED, "Slack refused: internal.")
    assert len(world.look()) == 1
    assert len(world.told) == 2


def test_what_is_still_looked_for_is_told_only_if_it_stays_lost(world: World) -> None:
    """A message may be found by its sweep: nobody is woken before."""
    row = world.ended("one", S.UNCERTAIN, "no permission", sweep=NOW + timedelta(minutes=10))
    assert world.look() == []
    assert world.rows.amend(replace(row, sweep=None), row)
    assert len(world.look()) == 1


def test_readers_own_and_what_pausing_tells_are_not_told_here(world: World) -> None:
    """Who has a digest of their own is nobody else's affair; a lost right to post has its own message."""
    world.ended("one", S.MISSED, "too late", channel="D1")
    world.ended("two", S.FAILED, refusal_words("not_in_channel"), channel="C2")
    assert world.look() == []
    assert world.told == []
