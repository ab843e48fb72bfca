"""Direct messages and mentions: a topic or a question, answered where it was asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.slack.listeners.room import as_written, part
from bot.slack.replies import in_channel

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.slack.blocks import Json, Message
    from bot.slack.listeners.room import Listener, Room


class MessageListeners:
    def __init__(self, room: Room) -> None:
        self._room = room

    def listeners(self) -> list[Listener]:
        return [("event", "message", self.message), ("event", "app_mention", self.mention)]

    def message(self, body: Json, event: Json, client: WebClient) -> None:
        """A direct message; what a person did not just write there is passed over. Bolt has acknowledged."""
        if part(event, "channel_type") != "im" or not by_a_person(event):
            return
        reply = in_channel(client, part(event, "channel"), part(event, "thread_ts"))
        self._room.work.run(reply, partial(self._once, part(body, "event_id"), part(event, "text")))

    def mention(self, body: Json, event: Json, client: WebClient) -> None:
        """A mention in a channel: answered in its thread, or in a thread that begins with it."""
        if not by_a_person(event):
            return
        thread = part(event, "thread_ts") or part(event, "ts")
        reply = in_channel(client, part(event, "channel"), thread)
        self._room.work.run(reply, partial(self._once, part(body, "event_id"), part(event, "text")))

    def _once(self, event_id: str, text: str) -> Message | None:
        """An answer; None where Slack sent the event again."""
        if not self._room.seen.first(event_id):
            return None
        return self._room.answer(as_written(text))


def by_a_person(event: Json) -> bool:
    """Written now, by a person: no bot, no edit, no joining, nothing hidden."""
    apart = ("subtype", "bot_id", "edited", "hidden")
    return bool(part(event, "user")) and not any(event.get(name) for name in apart)
