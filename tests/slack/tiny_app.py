"""A tiny Bolt app, real in every way, for the tests of the stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_bolt import App
from slack_sdk import WebClient

if TYPE_CHECKING:
    from bot.demo.slack import SlackStandIn

MORE = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "more",
            "value": "story-1",
            "text": {"type": "plain_text", "text": "More"},
        }
    ],
}
MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "settings",
    "title": {"type": "plain_text", "text": "Settings"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "time",
            "label": {"type": "plain_text", "text": "Time"},
            "element": {"type": "timepicker", "action_id": "at", "initial_time": "08:00"},
        },
        {
            "type": "input",
            "block_id": "topic",
            "label": {"type": "plain_text", "text": "Topic"},
            "element": {"type": "plain_text_input", "action_id": "words"},
        },
    ],
}
HOME: dict[str, Any] = {"type": "home", "blocks": [MORE]}


def tiny_app(slack: SlackStandIn) -> App:
    """Answers /news, messages and mentions in threads; its button opens a modal; it keeps what it hears."""
    client = WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    app = App(client=client, signing_secret=slack.signing_secret)
    heard: list[Any] = []
    app.heard = heard

    @app.middleware
    def keep(body: dict[str, Any], req: Any, next: Any) -> None:  # noqa: A002 - Bolt's own name
        heard.append((body, dict(req.headers)))
        next()

    listen(app)
    press(app)
    return app


def listen(app: App) -> None:
    """To what is typed."""

    @app.command("/news")
    def news(ack: Any, respond: Any, command: dict[str, Any]) -> None:
        ack()
        respond(text=f"news on {command['text']}")

    @app.command("/quick")
    def quick(ack: Any, command: dict[str, Any]) -> None:
        ack(f"at once: {command['text']}")

    @app.event("message")
    def message(event: dict[str, Any], say: Any) -> None:
        say(text=f"on {event['text']}", thread_ts=event.get("thread_ts", event["ts"]))

    @app.event("app_mention")
    def mention(event: dict[str, Any], say: Any) -> None:
        say(text="yes?", blocks=[MORE], thread_ts=event.get("thread_ts", event["ts"]))


def press(app: App) -> None:
    """To what is opened, pressed and submitted."""

    @app.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view=HOME)

    @app.action("more")
    def more(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.shortcut("brief_this")
    def brief_this(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("settings")
    def settings(ack: Any, view: dict[str, Any]) -> None:
        words = view["state"]["values"]["topic"]["words"]["value"]
        if words == "???":
            ack(response_action="errors", errors={"topic": "Name a topic."})
        else:
            ack()
