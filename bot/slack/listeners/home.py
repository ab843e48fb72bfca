"""The app's own tabs: Home with now's headlines, Messages with a welcome."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.errors import DatelineError
from bot.slack import blocks
from bot.slack.blocks import Message
from bot.slack.listeners.room import part
from bot.slack.replies import in_channel

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.slack.blocks import Json
    from bot.slack.listeners.room import Listener, Room


class HomeListeners:
    def __init__(self, room: Room) -> None:
        self._room = room

    def listeners(self) -> list[Listener]:
        return [("event", "app_home_opened", self.opened)]

    def opened(self, event: Json, client: WebClient) -> None:
        """A person opened one of the tabs. Publishing Home again does no harm, so it is done each time."""
        user = part(event, "user")
        if part(event, "tab") == "home":
            self._room.work.run(partial(_publish, client, user), self._home)
        elif part(event, "tab") == "messages":
            reply = in_channel(client, part(event, "channel") or user)
            self._room.work.run(reply, partial(self._welcome, user))

    def _home(self) -> Message:
        try:
            found = self._room.desk.top()
        except DatelineError:  # the tab still says how to ask
            found = None
        names = self._room.commands
        view = blocks.home(found, name=self._room.name, news=names.news, digest=names.digest)
        return Message(text=self._room.name, blocks=view)

    def _welcome(self, user: str) -> Message | None:
        return self._room.welcome() if self._room.seen.first(f"welcome-{user}") else None


def _publish(client: WebClient, user: str, message: Message) -> None:
    client.views_publish(user_id=user, view={"type": "home", "blocks": message.blocks})  # pyright: ignore[reportUnknownMemberType] - a bare dict
