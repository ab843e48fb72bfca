"""Thousands of digests with threads, alerts and corrections under a seed, and all going wrong that may.

`benchmarks/million.py` lives a million; what fails there is lived again, alone, by its seed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from life import START, THREAD, Lot, live_through, outcome

from bot.model import DeliveryState

if TYPE_CHECKING:
    from world import World

S = DeliveryState
ENDED = {S.SENT, S.MISSED, S.FAILED, S.UNCERTAIN, S.WITHHELD}


def assert_threads_kept(world: World) -> None:
    """Each digest that was sent has its whole thread under it, in order; no other message has any."""
    posted = {message.nonce: (at, message) for at, message in enumerate(world.slack.messages)}
    rows = {row.id: row for row in world.rows()}
    threads = [row for row in rows.values() if row.subscription_id.startswith("notice/thread/")]
    sent = {row.id for row in rows.values() if row.state is S.SENT and not row.is_notice}
    assert sorted(row.parent for row in threads) == sorted([*sent] * THREAD)
    for row in rows.values():
        if row.state is S.SENT:
            assert posted[row.id][1].thread == (rows[row.parent].ts if row.parent else None)


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.exhaustive) for n in (1, 2))])
def test_none_doubled_and_none_lost_without_a_word(seed: int) -> None:
    """Through kills, freezes, replicas and Slack's errors: each message once, or not at all and a reason."""
    lot = Lot(seed=seed)
    world = live_through(lot)
    found = outcome(world)
    assert (found.doubled, found.lost, found.wrong, found.other) == (0, 0, 0, 0)
    assert_threads_kept(world)
    rows = world.rows()
    assert {row.state for row in rows} <= ENDED
    days = {row.local_date for row in rows if not row.is_notice}
    assert days == {START.date() + timedelta(days=day) for day in range(len(days))}
    assert len(days) >= lot.days - 1  # the clock may end a day behind
    assert found.digests == lot.orders * len(days)
    for some in ([row for row in rows if not row.is_notice], [row for row in rows if row.is_notice]):
        assert {row.state for row in some} >= {S.SENT, S.MISSED, S.FAILED}  # the faults have reached each end


def test_the_same_seed_lives_the_same_life() -> None:
    """A failing seed can be replayed alone: all that happened is drawn from it."""
    one, other = live_through(Lot(seed=7, days=5)), live_through(Lot(seed=7, days=5))
    assert one.slack.messages == other.slack.messages
    assert one.rows() == other.rows()


def test_the_simulation_would_see_a_doubled_digest() -> None:
    """With a history that denies every message the same life doubles digests: the faults do bite."""
    assert outcome(live_through(Lot(seed=3, days=8, honest=False))).doubled > 2


def test_where_flights_and_history_are_late_the_sweep_removes_the_second_copy() -> None:
    """Posts that land after the longest flight, messages that show minutes later: in the end there is one."""
    found = outcome(live_through(Lot(seed=2, days=10, late_history=0.3, late_flights=0.05)))
    assert found.removed > 2
    assert (found.doubled, found.lost, found.wrong, found.other) == (0, 0, 0, 0)
