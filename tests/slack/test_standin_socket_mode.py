"""Socket Mode over a real WebSocket on loopback, with Bolt's own handler and slack_sdk's built-in client."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from tiny_app import tiny_app

from bot.demo.slack import SlackStandIn, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def connected(stand_in: SlackStandIn) -> Iterator[SocketModeHandler]:
    """The tiny app behind a handler that is connected."""
    handler = SocketModeHandler(tiny_app(stand_in), stand_in.app_token)
    handler.connect()
    stand_in.wait_for(lambda: stand_in.socket.connections == 1)
    yield handler
    handler.close()


@pytest.mark.exhaustive
@pytest.mark.usefixtures("connected")
def test_a_command_goes_there_and_its_answer_comes_back(stand_in: SlackStandIn) -> None:
    """/news over the socket is acknowledged, with its latency measured, and answered."""
    sent = stand_in.command("/news", "sudan")
    ack = stand_in.ack(sent.envelope_id)
    (message,) = stand_in.wait_for(lambda: stand_in.messages(stand_in.channel))
    assert message.text == "news on sudan"
    assert 0 < ack.seconds < 3


@pytest.mark.exhaustive
@pytest.mark.usefixtures("connected")
def test_an_acknowledgement_can_carry_an_answer(stand_in: SlackStandIn) -> None:
    """What the app acknowledges a command with is shown to the person."""
    stand_in.command("/quick", "sudan").ack()
    (message,) = stand_in.wait_for(lambda: stand_in.messages(stand_in.channel))
    assert message.text == "at once: sudan"


def test_a_whole_conversation_runs_over_the_socket(
    stand_in: SlackStandIn, connected: SocketModeHandler
) -> None:
    """Mention, click, modal with an error, modal without: all of it over one connection."""
    stand_in.mention("sudan")
    (answer,) = stand_in.wait_for(lambda: stand_in.bot_messages(stand_in.channel))
    stand_in.click(answer, "more").ack()
    view = stand_in.wait_for(stand_in.modal)
    assert view
    stand_in.submit(view, {"topic": "???"}).ack()
    view = stand_in.wait_for(lambda: (top := stand_in.modal()) and top.errors and top)
    stand_in.submit(view, {"topic": "sudan"}).ack()
    stand_in.wait_for(lambda: stand_in.modal() is None)
    assert connected.client.is_connected()


@pytest.mark.exhaustive
def test_a_retry_is_told_from_the_first_time(stand_in: SlackStandIn, connected: SocketModeHandler) -> None:
    """A re-sent event comes in an envelope of its own, with the number of the attempt."""
    sent = stand_in.message("kenya")
    again = stand_in.retry(sent)
    sent.ack()
    again.ack()
    attempts = [headers.get("x-slack-retry-num") for _, headers in connected.app.heard]
    assert sorted(attempts, key=str) == [["0"], ["1"]]
    assert sent.envelope_id != again.envelope_id
    assert sent.event_id == again.event_id


@pytest.mark.exhaustive
@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
@pytest.mark.usefixtures("connected")
def test_a_disconnect_message_brings_a_new_connection(stand_in: SlackStandIn, reason: str) -> None:
    """Told to go, slack_sdk's client opens another connection, and commands go on."""
    stand_in.socket.disconnect(reason)
    stand_in.wait_for(lambda: len(stand_in.log.of("apps.connections.open")) == 2)
    stand_in.wait_for(lambda: stand_in.socket.opened == 2 and stand_in.socket.connections == 1)
    assert stand_in.command("/news", "sudan").ack().ok


@pytest.mark.exhaustive
def test_payloads_reach_any_of_the_connections(stand_in: SlackStandIn, connected: SocketModeHandler) -> None:
    """With two connections open each of them gets its turn."""
    second = SocketModeHandler(tiny_app(stand_in), stand_in.app_token)
    second.connect()
    stand_in.wait_for(lambda: stand_in.socket.connections == 2)
    for _ in range(4):
        stand_in.command("/news", "sudan").ack()
    second.close()
    assert [len(connected.app.heard), len(second.app.heard)] == [2, 2]


@pytest.mark.exhaustive
def test_a_late_acknowledgement_is_missed(stand_in: SlackStandIn) -> None:
    """An app that does not acknowledge in time makes ack() raise, and the person is none the wiser."""
    app = tiny_app(stand_in)
    held = threading.Event()

    @app.command("/held")
    def hold(ack: Any) -> None:
        held.wait(5)
        ack()

    handler = SocketModeHandler(app, stand_in.app_token)
    handler.connect()
    stand_in.wait_for(lambda: stand_in.socket.connections == 1)
    sent = stand_in.command("/held")
    with pytest.raises(TimeoutError, match="slash_commands"):
        sent.ack(0.1)
    held.set()
    assert sent.ack().seconds >= 0.1
    handler.close()


def test_nobody_hears_without_a_connection(stand_in: SlackStandIn) -> None:
    """Without a connection there is nowhere to send to, and the test is told so."""
    with pytest.raises(WorkspaceError, match="no Socket Mode connection"):
        stand_in.command("/news")


def test_a_connection_can_be_refused(stand_in: SlackStandIn) -> None:
    """apps.connections.open fails on demand, like any method."""
    stand_in.fail("apps.connections.open", "error:internal_error")
    client = WebClient(base_url=stand_in.api_url, retry_handlers=[])
    with pytest.raises(SlackApiError, match="internal_error"):
        client.apps_connections_open(app_token=stand_in.app_token)
    assert client.apps_connections_open(app_token=stand_in.app_token)["url"].startswith("ws://127.0.0.1:")
