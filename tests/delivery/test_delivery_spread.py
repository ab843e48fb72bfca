"""With many workspaces, what is due at one moment begins within the minute after it, each at its own time."""

from __future__ import annotations

from collections import Counter
from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from world import DEADLINE, FLIGHT, LEASE, World, at_utc, run, world_at

from bot import tenancy
from bot.config import Config
from bot.config_parts import Slack
from bot.deliver.delivery import Delivering
from bot.deliver.ordering import post_now
from bot.deliver.pace import always
from bot.deliver.spread import SPREAD, at_once, within_the_minute
from bot.model import DeliveryState, Subscription
from bot.wiring import House

if TYPE_CHECKING:
    from pathlib import Path

EIGHT = at_utc("2026-05-04T08:00:00")
WAIT = timedelta(seconds=40)


def order(channel: str = "C1") -> Subscription:
    return Subscription(id=channel, channel=channel, at=time(8), zone="UTC")


def waits(tenant: str, channel: str = "C1") -> timedelta:
    with tenancy.of(tenant):
        return within_the_minute(order(channel))


def spread(world: World) -> Delivering:
    """A driver that takes everything up so much later."""
    return Delivering(
        subscriptions=lambda: tuple(world.subscriptions),
        deliveries=world.deliveries,
        editions=world.editions,
        messenger=world.slack,
        clock=world.clock,
        deadline=DEADLINE,
        lease=LEASE,
        longest_flight=FLIGHT,
        wait=lambda _: WAIT,
    )


def test_a_channel_has_the_same_moment_in_every_process() -> None:
    """It is drawn from the tenant and the channel alone, by a hash that no process salts."""
    assert waits("T1") == timedelta(seconds=10.593323)
    assert waits("T2") == timedelta(seconds=53.694899)
    assert waits("T1", "C2") != waits("T1")


def test_many_workspaces_fill_the_minute_evenly() -> None:
    """Each sixth of it has its share of them, and none comes after it."""
    found = [waits(f"T{number}") for number in range(6_000)]
    sixths = Counter(int(wait / (SPREAD / 6)) for wait in found)
    assert set(sixths) == set(range(6))
    assert all(850 < number < 1_150 for number in sixths.values())


def test_a_digest_is_first_taken_up_at_its_moment() -> None:
    """Not before: neither is it planned. Its day and its time stay those of its slot."""
    world = world_at(EIGHT, ("s1",))
    driver = spread(world)
    run(world, driver, WAIT.total_seconds() - 10)
    assert (world.rows(), world.editions.plans) == ([], 0)
    run(world, driver, 0)
    assert len(world.slack.messages) == 1
    assert world.only_row().due == EIGHT


def test_every_day_has_its_digest_whatever_the_moment() -> None:
    """Ticked from before the slot to after it, a week has seven, one a day."""
    world = world_at(EIGHT - timedelta(minutes=1), ("s1",))
    driver = spread(world)
    for _ in range(7):
        run(world, driver, 180)
        world.clock.pass_time(86_400 - 190)
    assert [row.local_date.day for row in world.rows()] == list(range(4, 11))
    assert len(world.slack.messages) == 7


def test_what_is_late_already_waits_no_longer() -> None:
    """After an outage, and where somebody orders it posted now."""
    world = world_at(EIGHT + timedelta(minutes=5), ("s1",))
    driver = spread(world)
    world.slack.posts.append("refused not_in_channel")
    driver.tick()
    assert world.only_row().state is DeliveryState.FAILED
    post_now(world.deliveries, world.only_row().id, world.clock.now(), DEADLINE)
    driver.tick()
    assert world.only_row().state is DeliveryState.SENT


@pytest.mark.parametrize("many", [False, True])
def test_the_only_workspace_waits_for_nobody(tmp_path: Path, *, many: bool) -> None:
    """Only where workspaces install the app is there somebody to make room for."""
    app = Slack(
        client_id="1.2",
        client_secret=SecretStr("s"),
        signing_secret=SecretStr("s"),
        encryption_keys=(SecretStr(Fernet.generate_key().decode()),),
    )
    config = Config(
        database=f"sqlite:///{tmp_path / 'a.db'}",
        slack=app if many else Slack(bot_token=SecretStr("xoxb-1")),
    )
    with House(config) as house:
        assert house.delivering._agenda._wait is (within_the_minute if many else at_once)
        assert (house.delivering._may_post is always) is not many
