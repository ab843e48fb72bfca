"""Slack's limits are kept before it must say so: what is too soon waits as it stands, and holds up nobody."""

from __future__ import annotations

from collections import Counter
from datetime import time, timedelta

from world import DEADLINE, FLIGHT, LEASE, SimClock, World, at_utc, run, world_at

from bot import tenancy
from bot.deliver.delivery import Delivering
from bot.deliver.pace import CHANNEL, WORKSPACE, Pace
from bot.model import DeliveryState, Subscription

EIGHT = at_utc("2026-05-04T08:00:00")


def busy_channel(orders: int, threads: int) -> World:
    """As many orders for one channel at one time, each digest with so many messages below."""
    world = world_at(EIGHT, ())
    world.editions.threads = threads
    world.subscriptions += [
        Subscription(id=f"s{number}", channel="C1", at=time(8), zone="UTC") for number in range(orders)
    ]
    return world


def paced(world: World) -> Delivering:
    return Delivering(
        subscriptions=lambda: tuple(world.subscriptions),
        deliveries=world.deliveries,
        editions=world.editions,
        messenger=world.slack,
        clock=world.clock,
        deadline=DEADLINE,
        lease=LEASE,
        longest_flight=FLIGHT,
        may_post=Pace(world.clock).may_post,
    )


def test_a_digest_and_its_thread_go_out_in_one_look() -> None:
    """With as many messages as an ordinary one has, and one more."""
    world = busy_channel(1, threads=CHANNEL.burst - 1)
    paced(world).tick()
    assert len(world.slack.messages) == CHANNEL.burst
    assert {row.state for row in world.rows()} == {DeliveryState.SENT}


def test_a_channel_gets_no_more_than_a_burst_and_then_one_a_second() -> None:
    """Twelve digests with threads come all the same, each once, without one that Slack had to refuse."""
    world = busy_channel(12, threads=2)
    run(world, paced(world), 120, step=5)
    assert {row.state for row in world.rows()} == {DeliveryState.SENT}
    times = [(message.at - EIGHT).total_seconds() for message in world.slack.messages]
    assert len(times) == world.slack.tries == 12 * 3
    assert all(sum(then <= at < then + 5 for at in times) <= CHANNEL.burst for then in times)
    assert max(times) <= 12 * 3 / CHANNEL.burst * 5


def test_what_is_too_soon_waits_unclaimed() -> None:
    """Its row is what it was: no attempt was made of it."""
    world = busy_channel(CHANNEL.burst + 1, threads=0)
    paced(world).tick()
    states = Counter((row.state, row.attempt) for row in world.rows())
    assert states == {(DeliveryState.SENT, 1): CHANNEL.burst, (DeliveryState.RENDERED, 0): 1}


def test_a_workspace_s_channels_together_keep_its_limit_and_no_others() -> None:
    """A few hundred in its first minute, however many channels it has; another has its own."""
    clock = SimClock(EIGHT)
    pace = Pace(clock)
    sent = 0
    for _ in range(60):
        sent += sum(pace.may_post(f"C{channel}") for channel in range(500))
        clock.pass_time(1)
    assert sent == WORKSPACE.burst + 59 / WORKSPACE.seconds
    with tenancy.of("T2"):
        assert pace.may_post("C1")


def test_what_was_refused_is_not_counted() -> None:
    """Asking again and again puts nobody's next message off."""
    clock = SimClock(EIGHT)
    pace = Pace(clock)
    assert [pace.may_post("C1") for _ in range(99)].count(True) == CHANNEL.burst
    clock.pass_time(timedelta(seconds=CHANNEL.seconds).total_seconds())
    assert [pace.may_post("C1") for _ in range(99)].count(True) == 1
