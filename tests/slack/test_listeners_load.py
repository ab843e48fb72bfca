"""Under load, over a real Socket Mode connection, and with secrets about."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from listening import House, listening, shown
from menus import option
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.slack import blocks
from bot.slack.messenger import SlackMessenger
from bot.slack.posting import posting_client

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def connected(house: House) -> Iterator[None]:
    """The app hears of everything over a WebSocket on loopback."""
    handler = SocketModeHandler(house.app, house.slack.app_token)
    house.slack.detach()
    handler.connect()
    try:
        house.slack.wait_for(lambda: house.slack.socket.opened)
        yield
    finally:
        handler.close()


@pytest.mark.exhaustive
def test_everything_goes_over_socket_mode_too() -> None:
    """Commands, messages, mentions, buttons and Home work over a real Socket Mode connection."""
    with listening() as house, connected(house):
        assert house.slack.command("/news", "sudan").ack().ok
        (answer,) = house.heard()
        house.slack.click(answer, blocks.MENU, value=option(answer, "more"))
        assert "Sources" in shown(house.heard(2)[-1])
        sent = house.slack.message("peru")
        assert "Floods in Peru" in shown(house.heard(channel=house.slack.dm)[0])
        assert house.slack.retry(sent).ack().ok
        house.slack.mention("sudan")
        assert house.heard(3)[-1].thread_ts
        house.slack.open_home()
        assert house.slack.wait_for(house.slack.home)
        assert len(house.heard(channel=house.slack.dm)) == 1


@pytest.mark.exhaustive
@pytest.mark.parametrize("over_socket", [False, True])
def test_five_busy_listeners_leave_a_sixth_acknowledged(over_socket: bool) -> None:  # noqa: FBT001 - a parameter
    """While five answers hang, a sixth command is acknowledged in under a second."""
    with listening() as house:
        if over_socket:
            with connected(house):
                sixth_is_acknowledged(house)
        else:
            sixth_is_acknowledged(house)


def sixth_is_acknowledged(house: House) -> None:
    house.slack.command("/news", "help")  # the first request asks Slack who we are
    house.heard()
    house.desk.gate.clear()
    for _ in range(5):
        house.slack.command("/news", "sudan")
    assert all(house.desk.entered.acquire(timeout=5) for _ in range(5))
    ack = house.slack.command("/news", "peru").ack()
    assert ack.ok
    assert ack.seconds < 1.0
    house.desk.gate.set()
    assert len(house.heard(7)) == 7


def test_a_full_pool_says_so_at_once() -> None:
    """Where no more can be taken on, the reader is told, and the rest is still answered."""
    with listening(workers=1, waiting=1) as house:
        house.slack.command("/news", "help")
        house.heard()
        house.desk.gate.clear()
        for _ in range(3):
            house.slack.command("/news", "sudan")
        assert "answering many questions" in shown(house.heard(2)[-1])
        house.desk.gate.set()
        assert sum("Ceasefire" in shown(answer) for answer in house.heard(4)) == 2


def test_no_secret_and_no_question_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """At the level debug too, no token, no secret and no reader's words are in any log or repr."""
    caplog.set_level(logging.DEBUG)
    with listening() as house:
        house.slack.command("/news", "my private question")
        house.heard()
        house.slack.fail("chat.postMessage", "error:invalid_auth")
        house.slack.message("my private question")
        house.slack.wait_for(lambda: house.slack.log.of("chat.postMessage"))
        house.desk.broken = RuntimeError(house.slack.bot_token)
        house.slack.command("/news", "my private question")
        house.heard(2)
        SlackMessenger(posting_client(house.slack.bot_token, house.slack.api_url, 5)).identity()
        secrets = (house.slack.bot_token, house.slack.app_token, house.slack.signing_secret)
        told = caplog.text + repr(house.app.client) + repr(house.app)
    for secret in (*secrets, "my private question"):
        assert secret not in told
