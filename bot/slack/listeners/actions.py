"""Buttons. Each works on an old message too, or says why not; clicking twice does nothing twice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from bot.errors import NotAllowedError, NotFoundError
from bot.slack import blocks
from bot.slack.listeners.commands import change
from bot.slack.listeners.managing import check
from bot.slack.listeners.room import channel_of, part
from bot.slack.replies import in_channel, privately, replacing

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack
    from slack_sdk import WebClient

    from bot.slack.blocks import Json, Message
    from bot.slack.listeners.room import Channel, Listener, Room
    from bot.slack.work import Reply

CHANGES = {blocks.PAUSE: "pause", blocks.RESUME: "resume", blocks.REMOVE: "remove"}


class ActionListeners:
    def __init__(self, room: Room) -> None:
        self._room = room

    def listeners(self) -> list[Listener]:
        changes: list[Listener] = [("action", action_id, self.change) for action_id in CHANGES]
        return [("action", blocks.MORE, self.more), *changes]

    def more(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """What is behind a story: beside the message for who clicked, in a direct message in its thread."""
        ack()
        self._room.work.run(beside(body, client), partial(detail, self._room, part(action, "value")))

    def change(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Pause, resume or remove a digest; the list takes the place of the one that was clicked."""
        ack()
        what = CHANGES[part(action, "action_id")]
        channel = channel_of(body)
        allowed = partial(check, self._room, client, part(body, "user", "id"), channel[0])
        make = partial(self._changed, what, part(action, "value"), channel, allowed)
        self._room.work.run(replacing(client, part(body, "response_url")), make)

    def _changed(
        self, what: str, subscription_id: str, channel: Channel, allowed: Callable[[], None]
    ) -> Message:
        try:
            allowed()
            return change(self._room, what, subscription_id, channel)
        except NotAllowedError as error:
            return self._room.orders(channel, str(error))
        except NotFoundError:
            return self._room.orders(channel, "That digest had been removed already.")


def detail(room: Room, story_id: str) -> Message:
    """What is behind a story; NotFoundError where it is gone."""
    return blocks.detail(room.desk.detail(story_id), now=room.clock.now())


def beside(body: Json, client: WebClient) -> Reply:
    """Where the answer to a click belongs."""
    channel, message_ts = part(body, "channel", "id"), part(body, "container", "message_ts")
    thread = part(body, "container", "thread_ts") or part(body, "message", "thread_ts")
    hidden = cast("Json", body.get("container") or {}).get("is_ephemeral")
    if channel.startswith("D") and message_ts and not hidden:
        return in_channel(client, channel, thread or message_ts)
    if url := part(body, "response_url"):
        return privately(client, url, thread)
    return in_channel(client, part(body, "user", "id"))  # on the Home tab there is nothing to stand beside
