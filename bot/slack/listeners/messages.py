"""Direct messages and mentions: questions and what follows them up, answered where they were asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.slack import blocks
from bot.slack.listeners.home import refresh
from bot.slack.listeners.room import as_written, part
from bot.slack.listeners.wishing import wished
from bot.slack.replies import in_channel
from bot.slack.wishing import read_order
from bot.text import plural

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.slack.blocks import Json, Message
    from bot.slack.listeners.room import Listener, Room
    from bot.slack.status import Status
    from bot.slack.work import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a person wrote; `thread` is where the answer belongs, empty for the conversation itself."""

    event_id: str
    user: str
    channel: str
    ts: str
    thread: str
    text: str

    @property
    def private(self) -> bool:
        return self.channel.startswith("D")


class MessageListeners:
    def __init__(self, room: Room) -> None:
        self._room = room

    def listeners(self) -> list[Listener]:
        return [("event", "message", self.message), ("event", "app_mention", self.mention)]

    def message(self, body: Json, event: Json, client: WebClient) -> None:
        """A direct message; what a person did not just write there is passed over. Bolt has acknowledged."""
        if part(event, "channel_type") == "im" and by_a_person(event):
            self._take(_heard(body, event, part(event, "thread_ts")), client)

    def mention(self, body: Json, event: Json, client: WebClient) -> None:
        """A mention in a channel: answered in its thread, or in a thread that begins with it."""
        if by_a_person(event):
            self._take(_heard(body, event, part(event, "thread_ts") or part(event, "ts")), client)

    def _take(self, heard: Heard, client: WebClient) -> None:
        status = self._room.statuses.beside(client, heard.channel, heard.thread or heard.ts)
        make = partial(self._make, heard, client, status)
        self._room.work.run(self._reply(heard, client, status), make)

    def _make(self, heard: Heard, client: WebClient, status: Status) -> Message | None:
        """An answer; None where Slack sent the event again."""
        if not self._room.seen.first(heard.event_id):
            return None
        if heard.private:
            self._room.people.met(heard.user, heard.channel)
        text = as_written(heard.text)
        if ordered := self._ordered(heard, text):
            refresh(self._room, client, heard.user)  # the Home tab shows what is followed and saved
            return ordered
        if said := self._room.courtesy(text):
            return said
        status.begin(f"is reading {plural(self._room.talk.searched(), 'article')}…")
        self._room.reader(client, heard.user)  # whose days are meant: asked of Slack once a day
        said = self._room.talk.say(heard.user, heard.channel, heard.thread, text)
        self._hang(heard, heard.ts, like="")
        return self._room.said(said)

    def _ordered(self, heard: Heard, text: str) -> Message | None:
        """An order about what the reader follows or mutes, which is nobody else's affair."""
        if heard.private:
            return wished(self._room, text, reader=heard.user, channel=(heard.channel,))
        if read_order(text) is None:
            return None
        return blocks.remark(
            "What you follow or mute is yours alone: tell me in a direct message, or with"
            f" {self._room.commands.news} {text}"
        )

    def _reply(self, heard: Heard, client: WebClient, status: Status) -> Reply:
        post = in_channel(client, heard.channel, heard.thread)

        def reply(message: Message) -> None:
            try:
                ts = post(message)
            finally:
                status.end()
            self._hang(heard, ts, like=heard.ts)

        return reply

    def _hang(self, heard: Heard, ts: str, *, like: str) -> None:
        """Who goes on in a thread below the question, or below the answer, means what was asked there."""
        if heard.private and not heard.thread:
            self._room.talk.hung(heard.user, heard.channel, ts, like=like)


def _heard(body: Json, event: Json, thread: str) -> Heard:
    return Heard(
        event_id=part(body, "event_id"),
        user=part(event, "user"),
        channel=part(event, "channel"),
        ts=part(event, "ts"),
        thread=thread,
        text=part(event, "text"),
    )


def by_a_person(event: Json) -> bool:
    """Written now, by a person: no bot, no edit, no joining, nothing hidden."""
    apart = ("subtype", "bot_id", "edited", "hidden")
    return bool(part(event, "user")) and not any(event.get(name) for name in apart)
