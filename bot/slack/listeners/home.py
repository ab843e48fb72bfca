"""The app's own tabs: Home with all that is a reader's own, Messages with a welcome."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import DatelineError
from bot.slack import blocks
from bot.slack.listeners import agent
from bot.slack.listeners.room import part
from bot.slack.replies import in_channel
from bot.slack.work import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from slack_sdk import WebClient

    from bot.slack.blocks import Json
    from bot.slack.listeners.room import Listener, Room

log = logging.getLogger("dateline.slack")


class HomeListeners:
    def __init__(self, room: Room) -> None:
        self._room = room

    def listeners(self) -> list[Listener]:
        return [("event", "app_home_opened", self.opened)]

    def opened(self, event: Json, client: WebClient) -> None:
        """A person opened one of the tabs. Drawing Home again does no harm, so it is done each time."""
        user, channel = part(event, "user"), part(event, "channel")
        if part(event, "tab") == "home":
            make = partial(self._home_tab, client, user, channel)
            self._room.work.run(in_channel(client, user), make)
        elif part(event, "tab") == "messages":
            agent.opened(self._room, client, user, channel or user)

    def _home_tab(self, client: WebClient, user: str, channel: str) -> None:
        self._room.people.met(user, channel)
        self._room.tabs.opened(user)
        draw(self._room, client, user)


def draw(room: Room, client: WebClient, user: str, *, note: str = "", chosen: Sequence[str] = ()) -> None:
    """Draw a reader's Home tab as things stand now. It asks Slack: call it in the pool.

    `note` says what has just been done; `chosen` names what an administrator looks at.
    """
    names = room.commands
    reader = room.reader(client, user)
    with room.tabs.drawing(user):
        tab = room.home.tab(reader)
        drawn = blocks.home(
            tab, news=names.news, digest=names.digest, alerts=room.alerts, note=note, chosen=chosen
        )
        view = {"type": "home", "blocks": drawn, "private_metadata": ",".join(chosen)}
        client.views_publish(user_id=user, view=view)  # pyright: ignore[reportUnknownMemberType] - a bare dict


def refresh(room: Room, client: WebClient, user: str) -> None:
    """Draw a reader's Home tab again after a change elsewhere, where it has been opened. Never raises."""
    quietly(partial(_draw_where_opened, room, client, user))


def _draw_where_opened(room: Room, client: WebClient, user: str) -> None:
    # Another process may have drawn it, or we before our start: whoever wrote to us may have it open.
    if room.tabs.is_open(user) or room.people.known(user).dm:
        draw(room, client, user)


def quietly(drawing: Callable[[], None]) -> None:
    """Draw a tab that nobody waits for: that it did not come about is logged, and no more."""
    try:
        drawing()
    except SlackApiError as error:
        log.info("a Home tab could not be drawn again: %s", refusal(error))
    except (SlackClientError, URLError, OSError, DatelineError) as error:
        log.info("a Home tab could not be drawn again: %s", type(error).__name__)


def act(room: Room, client: WebClient, body: Json, what: Callable[[str], str]) -> None:
    """Do what a button on the tab asks for (in the pool), and draw the tab with the words on it.

    `what` is given who clicked; a DatelineError's words are shown in the place of its own.
    """
    user = part(body, "user", "id")

    def make() -> None:
        try:
            note = what(user)
        except DatelineError as error:
            note = str(error)
        draw(room, client, user, note=note, chosen=chosen_in(body))

    room.work.run(in_channel(client, user), make)


def chosen_in(body: Json) -> tuple[str, ...]:
    """What the tab that was clicked on had been told to show."""
    return tuple(filter(None, part(body, "view", "private_metadata").split(",")))


def value_of(action: Json) -> str:
    """A button's value, or that of what was picked from a menu."""
    return part(action, "value") or part(action, "selected_option", "value")
