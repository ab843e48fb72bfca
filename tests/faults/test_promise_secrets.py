"""Secrets of the environment, in nothing that a process says: not well, not ill, not at the level debug."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bot.config import load

if TYPE_CHECKING:
    from processes import Newsroom

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


DEAD = "http://127.0.0.1:1"


@pytest.mark.parametrize("style", ["human", pytest.param("json", marks=pytest.mark.exhaustive)])
def test_planted_secrets_are_in_nothing_that_is_said(
    newsroom: Newsroom, style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The doctor, posting and `run`, with Slack well and refusing, in both formats of the log."""
    monkeypatch.setitem(os.environ, "SLACK_SIGNING_SECRET", newsroom.slack.signing_secret)
    path = newsroom.folder / "config.yaml"
    feeds = f"feeds: [{{url: '{DEAD}/f', publisher: Nobody}}]\n"
    order = f'subscriptions: [{{channel: {newsroom.slack.channel}, at: "08:00"}}]\n'
    path.write_text(f"log: {{level: debug, format: {style}}}\n{feeds}{order}", encoding="utf-8")
    told = [newsroom.run("doctor", status=1), newsroom.run("digest")]
    newsroom.slack.fail("auth.test", "error:token_revoked")
    told.append(newsroom.run("run", status=1))
    told.append(repr(load(path, newsroom.environment)))
    planted = (newsroom.slack.bot_token, newsroom.slack.app_token, newsroom.slack.signing_secret)
    assert not [secret for secret in planted if secret in "".join(told)]
