"""What Slack's libraries log is heard, once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from listening import listening
from slack_bolt import App
from whole import whole

from bot.slack.discreet import SPARING, Sparing
from bot.slack.posting import web_client

if TYPE_CHECKING:
    from pathlib import Path


def record(level: int, line: int, seconds: float) -> logging.LogRecord:
    made = logging.LogRecord("socket", level, "library.py", line, f"session {seconds}: no", (), None)
    made.created = seconds
    return made


def test_an_error_that_repeats_is_heard_once_a_minute() -> None:
    """By its place in the code, as its words differ; what is no warning, and what is another, is heard."""
    sparing = Sparing()
    heard = [
        (seconds, line)
        for seconds, line in [(1000, 7), (1010, 7), (1020, 8), (1059, 7), (1061, 7), (1062, 7)]
        if sparing.filter(record(logging.ERROR, line, seconds))
    ]
    assert heard == [(1000, 7), (1020, 8), (1061, 7)]
    assert all(sparing.filter(record(logging.INFO, 9, seconds)) for seconds in (2000, 2001))


@pytest.mark.exhaustive
def test_the_socket_and_the_client_are_sparing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """While Slack is away both would say the same every few seconds."""
    with whole(tmp_path) as there, there.house.connected():
        for name in ("socket", "web"):
            for _ in range(3):
                logging.getLogger(f"dateline.slack.{name}").error("no connection")
            assert SPARING in logging.getLogger(f"dateline.slack.{name}").filters
    assert caplog.text.count("no connection") == 1


def test_the_start_is_silent_on_the_token_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Bolt warns that it won't use what it found by itself: that is as it should be."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1-a")
    with listening() as built:
        assert built.app.client.token
    assert "will be unused" not in caplog.text
    App(client=web_client("xoxb-1-a", "http://127.0.0.1:9/"), token_verification_enabled=False)
    assert "will be unused" in caplog.text
