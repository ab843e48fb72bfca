"""Where Slack's requests come over HTTP, the doctor asks for the signing secret in the app token's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from doctor_world import BOT, checked, config

from bot.operate.checks import State

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "8f742231b10e8888abcd99eeeddd85a5"


def test_an_app_without_socket_mode_is_well(tmp_path: Path) -> None:
    """No app token is missed, and no socket is opened; the secret is not told."""
    checks = checked(config(tmp_path, environ={"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SECRET}))
    assert checks["SLACK_SIGNING_SECRET"].state is State.OK
    assert not {"SLACK_APP_TOKEN", "Socket Mode"} & checks.keys()
    assert SECRET not in str(checks)


@pytest.mark.parametrize(
    ("secret", "told"), [("secret", "32 digits and letters"), (BOT, "what belongs into SLACK_BOT_TOKEN")]
)
def test_what_is_no_signing_secret_fails(tmp_path: Path, secret: str, told: str) -> None:
    environ = {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": secret}
    check = checked(config(tmp_path, environ=environ))["SLACK_SIGNING_SECRET"]
    assert check.state is State.FAIL
    assert told in check.what
    assert "App Credentials" in check.cure
