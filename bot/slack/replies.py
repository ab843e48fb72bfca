"""The ways of answering: by a response_url or in a conversation. Never with previews or link_names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.webhook import WebhookClient

from bot.slack.discreet import discreet

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from bot.slack.blocks import Json, Message
    from bot.slack.work import Reply

log = discreet("replies")

OK = 200
QUIET: Json = {"unfurl_links": False, "unfurl_media": False}


def privately(client: WebClient, response_url: str, thread_ts: str = "") -> Reply:
    """For the eyes of who asked alone; in the thread where the button stands in one."""
    where: Json = {"thread_ts": thread_ts} if thread_ts else {}
    return _by_url(client, response_url, {"response_type": "ephemeral", "replace_original": False, **where})


def replacing(client: WebClient, response_url: str) -> Reply:
    """In the place of the message whose button was clicked."""
    return _by_url(client, response_url, {"replace_original": True})


def in_channel(client: WebClient, channel: str, thread_ts: str = "") -> Callable[[Message], str]:
    """As a message in a conversation, or in one of its threads; it returns the message's time stamp."""

    def reply(message: Message) -> str:
        posted = client.chat_postMessage(  # pyright: ignore[reportUnknownMemberType] - slack_sdk: bare dicts
            channel=channel,
            text=message.text,
            blocks=message.blocks,
            thread_ts=thread_ts or None,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(posted.get("ts", ""))

    return reply


def _by_url(client: WebClient, response_url: str, how: Json) -> Reply:
    hook = WebhookClient(
        response_url,
        timeout=client.timeout,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=[],
        logger=discreet("replies"),
    )

    def reply(message: Message) -> int:
        answer = hook.send_dict({"text": message.text, "blocks": message.blocks, **QUIET, **how})
        if answer.status_code != OK:
            log.error("Slack refused an answer by response_url: status %s", answer.status_code)
        return answer.status_code

    return reply
