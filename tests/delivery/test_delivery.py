"""The driver of deliveries, against a store and a Slack that behave."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from itertools import count
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from world import DEADLINE, FLIGHT, LEASE, KilledError, World, at_utc, nothing_happens, run, world_at

from bot.errors import StoreError
from bot.model import DeliveryState

if TYPE_CHECKING:
    from collections.abc import Callable


S = DeliveryState
MORNING = "2026-05-04T08:00:10"


def a_world(*names: str, at: str = MORNING) -> World:
    """A world with an order for 08:00 UTC under each name."""
    return world_at(at_utc(at), names or ("s1",))


def test_a_digest_is_posted_with_its_nonce_and_its_row_is_sent() -> None:
    """What is due is planned, claimed, posted with the row's id in its metadata, and marked sent."""
    world = a_world()
    (happened,) = world.driver().tick()
    row = world.only_row()
    assert (row.state, row.attempt, row.ts) == (S.SENT, 1, "1.000")
    assert happened.row == row
    (message,) = world.slack.messages
    assert (message.nonce, message.channel) == (row.id, "C-s1")
    assert message.text == "text of e-s1-2026-05-04"


def test_what_is_sent_is_not_sent_again() -> None:
    """All further ticks of the day do nothing, and the next day has its own digest."""
    world = a_world()
    driver = world.driver()
    run(world, driver, 600)
    assert len(world.slack.messages) == 1
    world.clock.pass_time(86_400)
    run(world, driver, 60)
    assert [row.local_date.day for row in world.rows()] == [4, 5]
    assert len(world.slack.messages) == 2


def killed_at(world: World, point: int, work: Callable[[], object]) -> str:
    """Do the work in a process that is killed at its n-th point; that point's name, empty where it lived."""
    passed: list[str] = []

    def kill(name: str) -> None:
        passed.append(name)
        if len(passed) == point + 1:
            raise KilledError(name)

    world.hook = kill
    try:
        work()
    except KilledError:
        return passed[-1]
    finally:
        world.hook = nothing_happens
    return ""


def test_killed_at_any_point_it_is_posted_once() -> None:
    """Killed at each point in turn, a new process ends with one post, and the row sent with its ts."""
    for point in count():
        world = a_world()
        if not (name := killed_at(world, point, world.driver().tick)):
            assert point > 10
            return
        run(world, world.driver(), 300)
        assert world.slack.nonces() == [world.only_row().id], name
        assert (world.only_row().state, world.only_row().ts) == (S.SENT, "1.000"), name


@pytest.mark.parametrize("fault", ["dropped", "lost"])
def test_killed_amid_the_settling_it_is_posted_once(fault: str) -> None:
    """Killed at each point while the history is looked at, the next process settles it all the same."""
    for point in count():
        world = a_world()
        world.slack.posts.append(fault)
        world.driver().tick()
        if not (name := killed_at(world, point, partial(run, world, world.driver(), 120))):
            assert point > 4
            return
        run(world, world.driver(), 400)
        assert world.slack.nonces() == [world.only_row().id], name
        assert world.only_row().state is S.SENT, name


def test_busy_is_waited_out() -> None:
    """After 429 nothing is sent until Retry-After has passed; then it is, once."""
    world = a_world()
    world.slack.posts.append("busy 120")
    driver = world.driver()
    run(world, driver, 110)
    assert (world.slack.tries, world.only_row().state) == (1, S.RENDERED)
    run(world, driver, 30)
    assert (world.slack.tries, len(world.slack.messages)) == (2, 1)


def test_busy_beyond_the_deadline_is_missed() -> None:
    """A Retry-After past the deadline ends the row as missed, with the reason."""
    world = a_world()
    world.slack.posts.append(f"busy {DEADLINE.total_seconds():.0f}")
    run(world, world.driver(), 600)
    assert world.only_row().state is S.MISSED
    assert "past the deadline" in world.only_row().why
    assert world.slack.tries == 1


def test_refused_fails_once() -> None:
    """A definite error is not tried again, and the row says what Slack said."""
    world = a_world()
    world.slack.posts.append("refused not_in_channel")
    run(world, world.driver(), 600)
    assert (world.only_row().state, world.only_row().why) == (S.FAILED, "Slack refused: not_in_channel")
    assert world.slack.tries == 1


def test_two_drivers_at_once_post_once() -> None:
    """Threads that tick at the same instant, over and over, give one post for each subscription."""
    world = a_world(*(f"s{n}" for n in range(30)))
    barrier = Barrier(4)

    def work() -> None:
        driver = world.driver()
        barrier.wait()
        driver.tick()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(world.slack.nonces()) == sorted(row.id for row in world.rows())
    assert {row.state for row in world.rows()} == {S.SENT}
    assert world.editions.plans == 30


def test_frozen_after_the_claim_it_does_not_post() -> None:
    """A process stopped past its lease between claim and post leaves the post to whoever took over."""
    world = a_world()
    other = world.driver()

    def freeze(name: str) -> None:
        if name == "after claim":
            world.hook = nothing_happens
            run(world, other, 3 * LEASE.total_seconds())

    world.hook = freeze
    assert world.driver().tick() == ()
    assert len(world.slack.messages) == 1
    assert world.only_row().state is S.SENT


def test_a_claim_that_grew_old_in_peace_is_given_back() -> None:
    """Where nobody took over, a claim too old to be posted goes back and is posted by the next tick."""
    world = a_world()
    driver = world.driver()

    def dawdle(name: str) -> None:
        if name == "after claim":
            world.hook = nothing_happens
            world.clock.pass_time(LEASE.total_seconds() - FLIGHT.total_seconds() + 1)

    world.hook = dawdle
    driver.tick()
    assert (world.only_row().state, world.slack.tries) == (S.RENDERED, 0)
    driver.tick()
    assert world.only_row().state is S.SENT


@pytest.mark.parametrize("leap", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_that_leaps_ahead_does_not_end_a_flight(leap: timedelta) -> None:
    """A post in the air when the wall clock leaps is looked for only after it had time to land."""
    world = a_world()
    world.slack.lag = FLIGHT - timedelta(seconds=1)
    world.slack.posts.append("dropped")
    driver = world.driver()
    driver.tick()
    world.clock.leap(leap)
    run(world, driver, 120)
    first = next(row for row in world.rows() if row.local_date == date(2026, 5, 4))
    assert first.state is S.SENT
    assert world.slack.nonces().count(first.id) == 1


def test_a_post_made_a_day_too_early_is_found() -> None:
    """A post made while our clock was a day ahead of Slack's lies in the history that is read."""
    world = a_world(at="2026-05-03T08:00:10")
    world.clock.leap(timedelta(days=1))
    world.slack.posts.append("dropped")
    run(world, world.driver(), 120)
    assert world.only_row().state is S.SENT
    assert world.slack.tries == 1


def test_a_clock_set_back_a_day_posts_nothing_old() -> None:
    """With the wall clock a day back, neither yesterday's digest nor today's is posted again."""
    world = a_world()
    driver = world.driver()
    driver.tick()
    world.clock.leap(-timedelta(days=1))
    run(world, driver, 86_400 + 600, step=600)
    assert len(world.slack.messages) == 1
    assert [row.local_date for row in world.rows()] == [date(2026, 5, 4)]


def test_one_failing_subscription_stops_no_other() -> None:
    """A store that fails for one row is told as a value, and the others are posted."""
    world = a_world("s1", "s2", "s3")

    def fail(name: str) -> None:
        if name == "before plan":
            world.hook = nothing_happens
            raise StoreError("the database is locked")

    world.hook = fail
    problems = [happened for happened in world.driver().tick() if happened.problem]
    assert [(one.subscription_id, one.problem) for one in problems] == [("s1", "the database is locked")]
    assert [m.channel for m in world.slack.messages] == ["C-s2", "C-s3"]
    world.driver().tick()
    assert len(world.slack.messages) == 3


def test_any_fault_ends_its_own_step_only() -> None:
    """An unforeseen exception in one step leaves the steps after it to be taken."""
    world = a_world("s1", "s2")

    def fail(name: str) -> None:
        if name == "before plan":
            world.hook = nothing_happens
            raise ZeroDivisionError

    world.hook = fail
    steps = world.driver().steps()
    next(steps)(), next(steps)()
    with pytest.raises(ZeroDivisionError):
        next(steps)()
    next(steps)()
    assert [m.channel for m in world.slack.messages] == ["C-s2"]
