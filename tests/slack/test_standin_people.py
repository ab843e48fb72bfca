"""What people do, dispatched to a real Bolt app as signed HTTP and as Socket Mode's payloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError
from tiny_app import HOME, tiny_app

from bot.demo.slack import SlackStandIn, WorkspaceError
from bot.demo.slack.sending import Sent

if TYPE_CHECKING:
    from conftest import TurnedClock
    from slack_bolt import App

    from bot.demo.slack.workspace import View


@pytest.fixture(params=["http", "socket_mode"])
def app(request: pytest.FixtureRequest, stand_in: SlackStandIn) -> App:
    """The tiny app, attached in both ways that Bolt takes requests."""
    app = tiny_app(stand_in)
    stand_in.attach(app, mode=request.param)
    return app


def modal(stand_in: SlackStandIn) -> View:
    """The modal that the tiny app opens when its button in a thread is pressed."""
    stand_in.mention("sudan")
    (answer,) = stand_in.wait_for(lambda: stand_in.bot_messages(stand_in.channel))
    stand_in.click(answer, "more")
    view = stand_in.wait_for(stand_in.modal)
    assert view
    return view


@pytest.mark.usefixtures("app")
def test_a_command_reaches_the_app_and_its_answer_the_person(stand_in: SlackStandIn) -> None:
    """/news sudan is acknowledged, and what the app responds is seen by who asked."""
    assert stand_in.command("/news", "sudan").ack().ok
    (message,) = stand_in.wait_for(lambda: stand_in.messages(stand_in.channel))
    assert (message.text, message.ephemeral_to) == ("news on sudan", stand_in.user)


@pytest.mark.usefixtures("app")
def test_what_an_acknowledgement_says_is_shown(stand_in: SlackStandIn) -> None:
    """Text in the acknowledgement of a command is an ephemeral message."""
    stand_in.command("/quick", "sudan")
    (message,) = stand_in.messages(stand_in.channel)
    assert (message.text, message.ephemeral_to) == ("at once: sudan", stand_in.user)


@pytest.mark.usefixtures("app")
def test_a_direct_message_is_answered_in_its_thread(stand_in: SlackStandIn) -> None:
    """A direct message is kept, heard by the app, and its answer stands in the thread of it."""
    stand_in.message("kenya")
    (answer,) = stand_in.wait_for(lambda: stand_in.bot_messages(stand_in.dm))
    question = stand_in.messages(stand_in.dm)[0]
    assert (answer.text, answer.thread_ts) == ("on kenya", question.ts)
    stand_in.message("more", thread_ts=question.ts)
    stand_in.wait_for(lambda: len(stand_in.bot_messages(stand_in.dm)) == 2)
    assert {message.thread_ts for message in stand_in.messages(stand_in.dm)[1:]} == {question.ts}


def test_what_is_typed_arrives_as_slack_writes_it(stand_in: SlackStandIn, app: App) -> None:
    """A message's text is escaped and its addresses are bracketed; its blocks hold what was typed."""
    stand_in.mention("Marks & Spencer <fraud> https://example.org/a?b=1&c=2 now")
    event = app.heard[0][0]["event"]
    address = "https://example.org/a?b=1&amp;c=2"
    assert event["text"] == f"<@U0DATELINE> Marks &amp; Spencer &lt;fraud&gt; <{address}> now"
    assert event["blocks"][0]["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U0DATELINE"},
        {"type": "text", "text": " Marks & Spencer <fraud> "},
        {"type": "link", "url": "https://example.org/a?b=1&c=2"},
        {"type": "text", "text": " now"},
    ]


def test_only_what_slack_tells_is_told(stand_in: SlackStandIn, app: App) -> None:
    """A mention where the bot is not, and plain talk in a channel, never reach the app."""
    with pytest.raises(WorkspaceError, match="not in #elsewhere"):
        stand_in.mention("hello", channel=stand_in.elsewhere)
    with pytest.raises(WorkspaceError, match="mention"):
        stand_in.message("hello", channel=stand_in.channel)
    assert app.heard == []


def test_a_click_opens_a_modal(stand_in: SlackStandIn, app: App) -> None:
    """A button's payload says where it stands, and its trigger opens one modal."""
    view = modal(stand_in)
    body = next(body for body, _ in app.heard if body.get("type") == "block_actions")
    message = stand_in.bot_messages(stand_in.channel)[0]
    assert body["actions"][0]["value"] == "story-1"
    assert body["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": stand_in.channel,
        "is_ephemeral": False,
        "thread_ts": message.thread_ts,
    }
    assert body["message"]["blocks"] == message.blocks
    assert view.body["callback_id"] == "settings"


@pytest.mark.usefixtures("app")
def test_a_submission_shows_its_errors_and_then_closes(stand_in: SlackStandIn) -> None:
    """Errors stand at their field and the modal stays; a sound submission closes it."""
    stand_in.submit(modal(stand_in), {"topic": "???"})
    view = stand_in.modal()
    assert view
    assert view.errors == {"topic": "Name a topic."}
    stand_in.submit(view, {"topic": "sudan", "time": "09:30"})
    assert stand_in.modal() is None


@pytest.mark.usefixtures("app")
def test_an_empty_required_field_is_not_submitted(stand_in: SlackStandIn) -> None:
    """Slack's client holds a submission back whose required field is empty; so does this."""
    with pytest.raises(WorkspaceError, match="topic must be filled in"):
        stand_in.submit(modal(stand_in))


def test_a_submission_carries_the_whole_state(stand_in: SlackStandIn, app: App) -> None:
    """A field that nobody touched is submitted with what it started with."""
    stand_in.submit(modal(stand_in), {"topic": "sudan"})
    body = next(body for body, _ in app.heard if body.get("type") == "view_submission")
    assert body["view"]["state"]["values"] == {
        "time": {"at": {"type": "timepicker", "selected_time": "08:00"}},
        "topic": {"words": {"type": "plain_text_input", "value": "sudan"}},
    }


def test_the_home_tab_is_published_and_its_buttons_work(stand_in: SlackStandIn, app: App) -> None:
    """Opening Home has the app publish it; a click there says that it was in a view."""
    stand_in.open_home()
    home = stand_in.wait_for(stand_in.home)
    assert home
    assert home.body["blocks"][0]["elements"] == HOME["blocks"][0]["elements"]
    stand_in.click(home, "more")
    body = next(body for body, _ in app.heard if body.get("type") == "block_actions")
    assert body["container"] == {"type": "view", "view_id": home.id}
    assert "response_url" not in body


@pytest.mark.usefixtures("app")
def test_shortcuts_open_modals(stand_in: SlackStandIn) -> None:
    """A shortcut on a message and a global one both carry a trigger that opens a modal."""
    stand_in.message("kenya")
    message = stand_in.messages(stand_in.dm)[0]
    stand_in.shortcut("brief_this", message=message)
    assert stand_in.wait_for(lambda: len(stand_in.workspace.open_views(stand_in.user)) == 1)
    stand_in.shortcut("brief_this")
    assert stand_in.wait_for(lambda: len(stand_in.workspace.open_views(stand_in.user)) == 2)


def test_a_retry_is_the_same_event_again(stand_in: SlackStandIn, app: App) -> None:
    """A re-sent event keeps its event_id and counts its attempts in Slack's headers."""
    sent = stand_in.message("kenya")
    stand_in.retry(stand_in.retry(sent))
    bodies = [body for body, _ in app.heard]
    assert [body["event_id"] for body in bodies] == [sent.event_id] * 3
    attempts = [headers.get("x-slack-retry-num") for _, headers in app.heard]
    assert attempts == [None, ["1"], ["2"]]


@pytest.mark.usefixtures("app")
def test_what_the_app_does_not_know_is_complained_of(stand_in: SlackStandIn) -> None:
    """A command that no listener takes leaves the person with Slack's own complaint."""
    assert not stand_in.command("/weather").ack().ok
    assert stand_in.workspace.complaints == ["dispatch_failed"]


def test_a_forged_signature_is_turned_away(stand_in: SlackStandIn) -> None:
    """The signature is real: under another secret Bolt refuses the request."""
    app = tiny_app(stand_in)
    stand_in.signing_secret = "another"
    stand_in.attach(app)
    assert stand_in.command("/news").ack().status == 401
    assert app.heard == []


def test_a_trigger_lives_three_seconds_and_once(turned_clock: TurnedClock) -> None:
    """A trigger_id opens one view within three seconds; then Slack says why not."""
    with SlackStandIn(clock=turned_clock) as slack:
        client = tiny_app(slack).client
        slack.transport = Nobody()
        view = {
            "type": "modal",
            "title": {"type": "plain_text", "text": "T"},
            "blocks": [{"type": "divider"}],
        }

        def code(trigger: str) -> str:
            try:
                client.views_open(trigger_id=trigger, view=view)
            except SlackApiError as refused:
                return str(refused.response["error"])
            return "ok"

        first, second = (slack.command("/news").payload["trigger_id"] for _ in range(2))
        turned_clock.seconds = 3.0
        assert [code(first), code(first), code("1.2")] == [
            "ok",
            "exchanged_trigger_id",
            "invalid_trigger_id",
        ]
        turned_clock.seconds = 3.1
        assert code(second) == "expired_trigger_id"


class Nobody:
    """A transport to no app."""

    def send(self, delivery: Any, settle: Any) -> Any:
        return Sent(delivery=delivery, waiter=lambda _timeout: settle)
