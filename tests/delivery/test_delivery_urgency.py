"""What waits for one workspace goes out by urgency, not by when it was opened."""

from __future__ import annotations

from datetime import time, timedelta

from world import World, at_utc, world_at

from bot.model import DeliveryState, Notice, Subscription

NOW = at_utc("2026-05-04T08:00:10")


def notice(world: World, key: str, *, due: timedelta = timedelta(), hours: float = 3) -> None:
    then = NOW + due
    until, blocks = then + timedelta(hours=hours), [{"type": "divider"}]
    world.deliveries.notice(
        Notice(key=key, channel=f"C-{key}", text=key, blocks=blocks, due=then, until=until)
    )


def a_world() -> World:
    """Two digests are due, the later one with a thread; around them all else that may be told."""
    world = world_at(NOW, ("s1",))
    early = Subscription(id="s0", channel="C-s0", at=time(7), zone="UTC")
    world.subscriptions.append(early)
    world.editions.threads = 1
    notice(world, "lost/C-s1/1", due=-timedelta(minutes=9))
    notice(world, "correction/m/a/1/2", due=-timedelta(minutes=1), hours=24)
    notice(world, "breaking/C-s1/one", hours=6)
    notice(world, "alert/U1/one", due=timedelta(minutes=-3), hours=1)
    return world


def test_news_goes_before_digests_and_digests_before_their_threads() -> None:
    """What ends first goes first among equals; what operators are told waits for all that was there."""
    world = a_world()
    world.driver().tick()
    assert [message.text for message in world.slack.messages] == [
        "alert/U1/one",
        "breaking/C-s1/one",
        "correction/m/a/1/2",
        "text of e-s0-2026-05-04",
        "text of e-s1-2026-05-04",
        "lost/C-s1/1",
        "text 1 under e-s0-2026-05-04",
        "text 1 under e-s1-2026-05-04",
    ]


def test_threads_that_wait_go_after_other_digests_and_before_operators_notices() -> None:
    """Left over from an earlier run, they are told apart in one look."""
    world = a_world()
    driver = world.driver()
    steps = driver.steps()
    while not world.slack.messages or world.slack.messages[-1].text != "text of e-s0-2026-05-04":
        next(steps)()
    driver.tick()  # that run was killed
    after = [message.text for message in world.slack.messages][4:]
    assert after == [
        "text of e-s1-2026-05-04",
        "text 1 under e-s0-2026-05-04",
        "lost/C-s1/1",
        "text 1 under e-s1-2026-05-04",
    ]
    assert {row.state for row in world.rows()} == {DeliveryState.SENT}
