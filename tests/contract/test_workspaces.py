"""Workspaces install, have their tokens renewed, leave in any order, and are forgotten in time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from databases import set_clock
from installing import HALF_A_DAY, KEEP, KEYS, NOW, ORG, TEAM, World
from sqlalchemy import text

from bot.errors import NotInstalledError, SlackError, TokenSealedError
from bot.operate.workspaces import STUCK_FOR

if TYPE_CHECKING:
    from bot.store.store import Store


@pytest.fixture
def world(store: Store) -> World:
    set_clock(store.engine, NOW)
    made = World(store)
    made.workspaces.install("good")
    return made


@pytest.fixture
def lasting(store: Store) -> World:
    """Tokens that do not rotate."""
    made = World(store, rotates=False)
    made.workspaces.install("good")
    return made


def held(world: World) -> str:
    """All that the database holds of installations, as text."""
    with world.store.read() as db:
        return repr(db.execute(text("SELECT * FROM installations")).all())


# ---- sealed ----


def test_no_token_stands_in_the_database(world: World) -> None:
    assert "xox" not in held(world)
    assert world.token() == "xoxe.xoxb-1-1"


def test_a_row_that_is_copied_over_another_s_gives_no_token(world: World) -> None:
    """Who can write to the database can't speak in one workspace with the token of another."""
    world.slack.granted = replace(world.slack.granted, team="T0TWO")
    world.workspaces.install("good")
    with world.store.write() as db:
        db.execute(
            text("UPDATE installations SET token = (SELECT token FROM installations WHERE id = 'T0TWO')")
        )
    assert world.token("T0TWO") == "xoxe.xoxb-1-2"
    with pytest.raises(TokenSealedError):
        world.token()


def test_keys_are_changed_in_two_steps_and_no_token_is_lost(world: World) -> None:
    """The new key first, all sealed anew, the old one dropped."""
    old, new = KEYS
    assert world.process([new, old]).tokens.of(TEAM) == world.token()
    with pytest.raises(TokenSealedError, match="DATELINE_ENCRYPTION_KEYS"):
        world.process([new]).tokens.of(TEAM)
    assert world.process([new, old]).rekey() == (1, ())
    assert world.process([new]).tokens.of(TEAM) == "xoxe.xoxb-1-1"


def test_a_lost_key_costs_a_new_installation_and_nothing_else(world: World) -> None:
    """It is told whose tokens are lost; and that workspace is whole once it has installed again."""
    other = world.process(KEYS[1:])
    assert other.rekey() == (0, (TEAM,))
    other.install("good")
    assert other.tokens.of(TEAM) == "xoxe.xoxb-1-2"


# ---- whose a request is ----


def test_an_organisation_s_installation_serves_its_workspaces_but_not_before_their_own(world: World) -> None:
    world.slack.granted = replace(world.slack.granted, team="", enterprise=ORG)
    world.workspaces.install("good")

    def found(enterprise: str, team: str, *, org_wide: bool) -> str | None:
        row = world.workspaces.find(enterprise, team, org_wide=org_wide)
        return row and row.tenant

    assert found(ORG, TEAM, org_wide=True) == ORG
    assert found(ORG, TEAM, org_wide=False) == TEAM
    assert found(ORG, "T0OTHER", org_wide=False) == ORG
    assert found("", "T0OTHER", org_wide=False) is None
    assert found("E0OTHER", TEAM, org_wide=True) is None


# ---- leaving ----


@pytest.mark.parametrize(
    "order", [(True, False), (False, True), (True, True, False, False), (False, True, False)]
)
def test_uninstalled_and_revoked_in_any_order_and_number_stop_all_at_once_and_forget_in_time(
    world: World, order: tuple[bool, ...]
) -> None:
    """From the first word on there is no token; the data goes a day after it, whatever comes later."""
    world.pass_time(hours=1)
    assert "gAAAA" in held(world)  # as sealed tokens begin
    for revoked in order:
        world.leave(revoked=revoked)
        with pytest.raises(NotInstalledError):
            world.token()
        assert world.workspaces.find("", TEAM, org_wide=False) is None
        assert "gAAAA" not in held(world)
        world.pass_time(minutes=30)
    world.workspaces.forget()
    assert [row.tenant for row in world.workspaces.every()] == [TEAM]
    world.pass_time(hours=KEEP.total_seconds() / 3600)
    world.workspaces.forget()
    assert world.workspaces.every() == ()
    world.leave(revoked=True)
    world.workspaces.forget()


def test_who_installs_again_within_the_day_finds_everything_again(world: World) -> None:
    world.pass_time(hours=1)
    world.leave()
    world.pass_time(hours=23)
    world.workspaces.install("good")
    world.pass_time(hours=48)
    world.workspaces.forget()
    assert [row.gone for row in world.workspaces.every()] == [None]


@pytest.mark.parametrize("revoked", [True, False])
def test_late_news_of_an_earlier_installation_do_not_end_the_new_one(world: World, revoked: bool) -> None:  # noqa: FBT001
    """Slack is asked about what may be old; as the token is good, nothing happens."""
    said = world.clock.now().timestamp()
    world.pass_time(minutes=2)
    world.workspaces.install("good")
    world.workspaces.left("", TEAM, org_wide=False, revoked=revoked, said=said)
    world.tend()
    assert world.slack.tested == ["xoxe.xoxb-1-2"]
    assert world.token() == "xoxe.xoxb-1-2"
    world.tend()
    assert len(world.slack.tested) == 1


def test_news_that_may_be_old_end_an_installation_whose_token_is_dead(world: World) -> None:
    """It was uninstalled within minutes: the two clocks can't tell which came first, but Slack can."""
    world.slack.dead = {"xoxe.xoxb-1-1"}
    world.leave()
    world.tend()
    with pytest.raises(NotInstalledError):
        world.token()


def test_one_workspace_that_leaves_does_not_take_its_organisation_along(world: World) -> None:
    world.slack.granted = replace(world.slack.granted, team="", enterprise=ORG)
    world.workspaces.install("good")
    world.pass_time(hours=1)
    world.leave(team=TEAM, enterprise=ORG)
    world.leave(team="T0OTHER", enterprise=ORG)  # which has none of its own: Slack is asked
    world.tend()
    assert world.token(ORG) == "xoxe.xoxb-1-2"
    world.leave(team="", enterprise=ORG)
    with pytest.raises(NotInstalledError):
        world.token(ORG)


def test_an_uninstallation_that_nobody_told_of_is_found_within_a_day(lasting: World) -> None:
    """Slack tells an app that is away for an hour nothing more; a token that is dead says it."""
    lasting.slack.dead = {"xoxb-1"}
    lasting.tend()
    assert lasting.token() == "xoxb-1"
    lasting.pass_time(days=1)
    lasting.tend()
    with pytest.raises(NotInstalledError):
        lasting.token()


def test_a_token_that_lasts_is_never_renewed(lasting: World) -> None:
    lasting.pass_time(days=300)
    lasting.tend()
    assert (lasting.token(), lasting.slack.asked) == ("xoxb-1", [])


def test_a_workspace_that_is_stuck_for_a_month_counts_as_one_that_left(world: World) -> None:
    world.slack.trouble = [SlackError("invalid_refresh_token", "no")]
    world.pass_time(hours=HALF_A_DAY.total_seconds() / 3600)
    with pytest.raises(SlackError):
        world.token()
    world.tend()
    world.clock.passed += STUCK_FOR
    world.workspaces.forget()
    world.pass_time(days=1)
    world.workspaces.forget()
    assert world.workspaces.every() == ()
    assert len(world.slack.asked) == 1


def test_news_of_a_workspace_that_never_installed_are_nothing(world: World) -> None:
    world.leave(team="T0NOBODY")
    world.workspaces.look("T0NOBODY")
    assert world.token()
