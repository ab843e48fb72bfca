"""The doctor asks Slack of both tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from processes import Newsroom

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


def rows(said: str) -> dict[str, list[str]]:
    """The doctor's plain lines by the name of the check: state, what, cure."""
    found = [line.split("\t") for line in said.splitlines() if line.count("\t") == 3]
    return {name: rest for name, *rest in found}


def test_good_tokens_are_told_of_each_for_itself(newsroom: Newsroom) -> None:
    """Socket Mode is opened with the app's token, and nothing is connected to it."""
    checks = rows(newsroom.run("doctor"))
    assert checks["Slack"][0] == "ok"
    assert checks["Socket Mode"][0] == "ok"
    assert not newsroom.slack.socket.connections


def test_swapped_tokens_fail_in_both_places_with_the_right_cure(newsroom: Newsroom) -> None:
    """By their shape and by what Slack says of them."""
    slack = newsroom.slack
    slack.bot_token, slack.app_token = slack.app_token, slack.bot_token
    checks = rows(newsroom.run("doctor", status=1))
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "Slack", "Socket Mode"):
        assert checks[name][0] == "fail"
    assert "not_allowed_token_type" in checks["Slack"][1]
    assert "begins with xoxb-" in checks["Slack"][2]
    assert "check SLACK_APP_TOKEN" in checks["Socket Mode"][2]


def test_each_mistake_of_the_configuration_is_a_row(newsroom: Newsroom) -> None:
    """In a pipe as on a terminal no two mistakes share a line."""
    (newsroom.folder / "config.yaml").write_text("nam: x\ndigest: {stories: 900}\n", encoding="utf-8")
    said = newsroom.run("doctor", status=1)
    lines = [line for line in said.splitlines() if line.startswith("configuration\tfail\t")]
    assert ["nam: is not a setting" in lines[0], "digest.stories: found 900;" in lines[1]] == [True, True]
    assert len(lines) == 2


def test_both_tokens_are_of_one_app_and_the_channel_is_one_that_the_bot_is_in(newsroom: Newsroom) -> None:
    """Asked of Slack, as are the clocks; a channel that is not there fails."""
    checks = rows(newsroom.run("doctor"))
    assert checks[f"channel {newsroom.slack.channel}"][0] == "ok"
    assert not {"Slack apps", "clock"} & checks.keys()
    config = newsroom.folder / "config.yaml"
    text = config.read_text(encoding="utf-8").replace(
        f"channel: {newsroom.slack.channel}", "channel: C0NOWHERE"
    )
    config.write_text(text, encoding="utf-8")
    checks = rows(newsroom.run("doctor", status=1))
    assert (checks["channel C0NOWHERE"][0], "channel_not_found" in checks["channel C0NOWHERE"][1]) == (
        "fail",
        True,
    )
