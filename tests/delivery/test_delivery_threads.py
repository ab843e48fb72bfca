"""What stands under a digest, and what is told beside it: each once, in its place, or not at all and why."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from world import KilledError, World, at_utc, nothing_happens, run, world_at

from bot.model import DeliveryState, Notice

S = DeliveryState
MORNING = at_utc("2026-05-04T08:00:10")
IN_THREAD = ["text 1 under e-s1-2026-05-04", "text 2 under e-s1-2026-05-04"]


def a_world(threads: int = 2) -> World:
    world = world_at(MORNING, ("s1",))
    world.editions.threads = threads
    return world


def a_notice(key: str = "alert/one", *, parent: str = "", hours: float = 3, after: float = 0) -> Notice:
    due = MORNING + timedelta(seconds=after)
    block = {"type": "divider", "block_id": key}
    until = due + timedelta(hours=hours)
    return Notice(key=key, channel="C-s1", text=key, blocks=[block], due=due, until=until, parent=parent)


def under(world: World, ts: str | None) -> list[str]:
    return [message.text for message in world.slack.messages if message.thread == ts]


def test_a_digests_thread_follows_it_in_order() -> None:
    """Once the head is posted, its messages are posted under it, one after the other, each once."""
    world = a_world()
    run(world, world.driver(), 120)
    assert under(world, None) == ["text of e-s1-2026-05-04"]
    assert under(world, "1.000") == IN_THREAD
    assert {row.state for row in world.rows()} == {S.SENT}


def test_a_busy_slack_does_not_turn_the_order_round() -> None:
    """Where the first of a thread is asked to wait, the second waits for it."""
    world = a_world()
    driver = world.driver()
    driver.tick()
    world.slack.posts.append("busy 60")
    run(world, driver, 300)
    assert under(world, "1.000") == IN_THREAD


def test_killed_at_any_point_head_and_thread_are_posted_once() -> None:
    """Killed at each point in turn, a new process ends with the head and its whole thread, none twice."""
    for point in count():
        world, passed = a_world(), count()

        def kill(name: str, *, last: int = point, passed: count[int] = passed) -> None:
            if next(passed) == last:
                raise KilledError(name)

        world.hook = kill
        try:
            run(world, world.driver(), 60)
        except KilledError as killed:
            where = str(killed)
        else:
            assert point > 25
            return
        world.hook = nothing_happens
        run(world, world.driver(), 600)
        assert under(world, None) == ["text of e-s1-2026-05-04"], where
        assert under(world, "1.000") == IN_THREAD, where


def test_a_reply_that_nobody_is_sure_of_is_looked_for_in_its_thread() -> None:
    """A thread's reply that Slack took before the connection broke is found there, not sent again."""
    world = a_world(threads=1)
    driver = world.driver()
    driver.tick()
    world.slack.posts.append("dropped")
    run(world, driver, 300)
    assert under(world, "1.000") == IN_THREAD[:1]
    assert {row.state for row in world.rows()} == {S.SENT}


@pytest.mark.parametrize("fault", ["refused not_in_channel", "busy 20000"])
def test_a_digest_that_was_not_posted_has_no_thread(fault: str) -> None:
    """Refused or too late, a head leaves no thread's rows behind; what names it as its parent says why."""
    world = a_world()
    world.slack.posts.append(fault)
    driver = world.driver()
    driver.tick()
    world.deliveries.notice(a_notice(parent="d-s1-2026-05-04-08:00"))
    run(world, driver, 60)
    row = world.deliveries.get("n-alert/one")
    assert row
    assert row.state is S.MISSED
    assert row.why.startswith("the message that it follows was not posted (")
    assert len(world.rows()) == 2


def test_an_alert_is_posted_once_however_often_it_is_asked_for() -> None:
    """The same key asked for again, later and with other words, changes nothing."""
    world = a_world(threads=0)
    driver = world.driver()
    for after in (0, 90_000):
        world.deliveries.notice(a_notice(after=after))
        run(world, driver, 60)
    assert [text for text in under(world, None) if text == "alert/one"] == ["alert/one"]


def test_a_notice_past_its_end_is_missed_and_says_so() -> None:
    """What could not be posted in its own time is not posted later."""
    world = a_world(threads=0)
    world.deliveries.notice(a_notice(hours=1))
    world.clock.pass_time(3600)
    run(world, world.driver(), 60)
    row = world.deliveries.get("n-alert/one")
    assert row
    assert (row.state, row.why) == (S.MISSED, "it could not be posted within 1 h of its time")


def test_a_notice_whose_parent_is_under_way_waits_for_it() -> None:
    """A correction of a message that is still being settled comes when that has been settled."""
    world = a_world(threads=0)
    world.slack.posts.append("dropped")
    driver = world.driver()
    driver.tick()
    world.deliveries.notice(a_notice("correction/one", parent="d-s1-2026-05-04-08:00"))
    driver.tick()
    assert under(world, "1.000") == []
    run(world, driver, 300)
    assert under(world, "1.000") == ["correction/one"]


def test_a_notice_under_a_message_that_is_not_there_says_so() -> None:
    """A parent that no row has is told as such, and nothing is posted into the open channel."""
    world = a_world(threads=0)
    world.deliveries.notice(a_notice(parent="d-nobody"))
    run(world, world.driver(), 60)
    row = world.deliveries.get("n-alert/one")
    assert row
    assert (row.state, row.why) == (S.MISSED, "the message that it follows is not there")
