"""The token of a workspace is renewed in time, once, whatever dies, is slow or is away meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from databases import set_clock
from installing import KEYS, NOW, TEAM, World

from bot.errors import SlackBusyError, SlackError, SlackUnsureError, TokenSealedError
from bot.operate.tokens import LEASE
from bot.store import installations

if TYPE_CHECKING:
    from bot.store.store import Store


@pytest.fixture
def world(store: Store) -> World:
    set_clock(store.engine, NOW)
    made = World(store)
    made.workspaces.install("good")
    return made


def test_a_token_is_renewed_in_its_last_two_hours_by_whoever_needs_it(world: World) -> None:
    world.pass_time(hours=9.9)
    assert world.token() == "xoxe.xoxb-1-1"
    world.pass_time(hours=0.2)
    assert world.token() == "xoxe.xoxb-1-2"
    assert world.token() == "xoxe.xoxb-1-2"
    assert world.slack.asked == ["xoxe-1-1"]


def test_a_token_that_nobody_needs_is_renewed_in_time_too(world: World) -> None:
    """Bolt renews on requests alone; a workspace that is silent for a weekend still gets its digest."""
    for _ in range(2 * 48):
        world.pass_time(minutes=30)
        world.tend()
    assert len(world.slack.asked) == 4
    with world.store.read() as db:
        row = installations.get(db, TEAM)
    assert row
    assert row.expires
    assert row.expires > world.clock.now() + timedelta(hours=1)


def test_of_two_processes_one_asks_and_the_other_uses_what_it_is_given(world: World) -> None:
    """While the first waits for Slack, the old token serves the other; once it has expired, it waits."""
    other = world.process()
    seen: list[str] = []
    world.slack.before = lambda: seen.append(other.tokens.of(TEAM))
    world.pass_time(hours=11)
    assert world.token() == "xoxe.xoxb-1-2"
    assert (seen, len(world.slack.asked)) == (["xoxe.xoxb-1-1"], 1)

    def too_early() -> None:
        with pytest.raises(SlackBusyError):
            other.tokens.of(TEAM)

    world.slack.before = too_early
    world.pass_time(hours=12)
    assert world.token() == "xoxe.xoxb-1-3"
    assert other.tokens.of(TEAM) == "xoxe.xoxb-1-3"
    assert len(world.slack.asked) == 2


def test_a_process_that_dies_between_slack_s_answer_and_the_write_leaves_a_workspace_that_says_so(
    world: World,
) -> None:
    """The old token serves until it expires, nothing is deleted; a new installation mends it."""

    class Killed(BaseException):
        pass

    def kill() -> None:
        raise Killed

    world.slack.before = kill
    world.pass_time(hours=10.5)
    with pytest.raises(Killed):
        world.token()
    world.slack.before = lambda: None
    assert world.token() == "xoxe.xoxb-1-1"
    assert len(world.slack.asked) == 1
    world.pass_time(seconds=LEASE.total_seconds())
    set_clock(world.store.engine, world.clock.now())
    assert world.token() == "xoxe.xoxb-1-1"
    (row,) = world.workspaces.every()
    assert (row.why, row.gone, len(world.slack.asked)) == ("invalid_refresh_token", None, 2)
    world.pass_time(hours=2)
    with pytest.raises(SlackError, match="Install Dateline there again"):
        world.token()
    assert len(world.slack.asked) == 2
    world.workspaces.install("good")
    assert world.token() == "xoxe.xoxb-1-3"


def test_a_slow_answer_is_kept_though_another_was_refused_meanwhile(world: World) -> None:
    """Its lease had passed, the other asked with the same refresh token: the first one's pair is good."""
    other = world.process()

    def late() -> None:
        world.slack.before = lambda: None
        world.pass_time(seconds=LEASE.total_seconds())
        set_clock(world.store.engine, world.clock.now())
        assert other.tokens.of(TEAM) == "xoxe.xoxb-1-1"

    world.slack.before = late
    world.pass_time(hours=10.5)
    set_clock(world.store.engine, world.clock.now())
    assert world.token() == "xoxe.xoxb-1-2"
    assert [row.stuck for row in world.workspaces.every()] == [None]
    assert other.tokens.of(TEAM) == "xoxe.xoxb-1-2"


@pytest.mark.parametrize(
    "trouble",
    [
        SlackBusyError(30),
        SlackUnsureError("no_answer", "no answer"),
        SlackError("bad_client_secret", "the operator's to mend"),
    ],
)
def test_while_slack_is_away_or_refuses_the_app_the_old_token_serves_and_then_it_is_asked_again(
    world: World, trouble: SlackError
) -> None:
    world.slack.trouble = [trouble, trouble]
    world.pass_time(hours=11)
    assert world.token() == "xoxe.xoxb-1-1"
    world.pass_time(seconds=LEASE.total_seconds())
    set_clock(world.store.engine, world.clock.now())
    world.pass_time(hours=1)
    with pytest.raises(SlackBusyError):  # it has expired: who wanted to post has not, and tries again
        world.token()
    world.pass_time(seconds=LEASE.total_seconds())
    set_clock(world.store.engine, world.clock.now())
    assert world.token() == "xoxe.xoxb-1-2"


def test_an_answer_that_comes_after_a_new_installation_does_not_replace_it(world: World) -> None:
    world.slack.before = lambda: world.workspaces.install("good")
    world.pass_time(hours=11)
    assert world.token() == "xoxe.xoxb-1-3"
    assert world.token() == "xoxe.xoxb-1-3"


def test_a_start_with_the_wrong_key_spoils_nothing(world: World) -> None:
    """Slack is asked nothing, nobody is stuck, and what is to be posted waits."""
    world.pass_time(hours=11)
    wrong = world.process(KEYS[1:])
    with pytest.raises(TokenSealedError) as told:
        wrong.tokens.of(TEAM)
    assert isinstance(told.value, SlackBusyError)
    wrong.look(TEAM)
    assert (world.slack.asked, [row.stuck for row in world.workspaces.every()]) == ([], [None])
    world.pass_time(seconds=LEASE.total_seconds())
    set_clock(world.store.engine, world.clock.now())
    assert world.token() == "xoxe.xoxb-1-2"
