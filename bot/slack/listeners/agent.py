"""The agent's pane: a greeting, and questions to begin with, made from today's top stories."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import DatelineError
from bot.slack.listeners.room import part
from bot.slack.replies import in_channel
from bot.slack.work import refusal

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.slack.blocks import Json, Message
    from bot.slack.listeners.room import Listener, Room

log = logging.getLogger("dateline.slack")

PROMPTS_TITLE = "Ask about today's news"


class AgentListeners:
    def __init__(self, room: Room) -> None:
        self._room = room

    def listeners(self) -> list[Listener]:
        return [
            ("event", "assistant_thread_started", self.started),
            ("event", "assistant_thread_context_changed", lambda: None),
        ]

    def started(self, event: Json, client: WebClient) -> None:
        """A person opened the pane of a workspace whose apps still have the older one."""
        where = ("channel_id", "thread_ts", "user_id")
        channel, thread, user = (part(event, "assistant_thread", name) for name in where)
        if channel and user:
            opened(self._room, client, user, channel, thread)


def opened(room: Room, client: WebClient, user: str, channel: str, thread: str = "") -> None:
    """A person opened the conversation with us: greeted the first time, and shown what to ask."""
    reply = in_channel(client, channel, thread)
    room.work.run(reply, partial(_welcome, room, user, channel))
    room.work.run(reply, partial(_suggest, room, client, channel, thread))


def _welcome(room: Room, user: str, channel: str) -> Message | None:
    room.people.met(user, channel)
    return room.welcome() if room.seen.first(f"welcome-{user}") else None


def _suggest(room: Room, client: WebClient, channel: str, thread: str) -> None:
    """Nobody waits for the suggestions: where they can't be shown, that is logged, and no more."""
    try:
        prompts = [{"title": prompt, "message": prompt} for prompt in room.talk.prompts()]
        client.assistant_threads_setSuggestedPrompts(  # pyright: ignore[reportUnknownMemberType] - slack_sdk: bare dicts
            channel_id=channel, thread_ts=thread or None, title=PROMPTS_TITLE, prompts=prompts
        )
    except SlackApiError as error:
        log.info("Slack shows no suggestions here: %s", refusal(error))
    except (SlackClientError, URLError, OSError, DatelineError) as error:
        log.info("suggestions could not be shown: %s", type(error).__name__)
