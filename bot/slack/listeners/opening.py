"""Modals: opened within the three seconds that a trigger lives, filled in when there is something to show."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, cast

from slack_sdk.errors import SlackApiError

from bot.errors import DatelineError
from bot.slack.blocks import modals
from bot.slack.listeners.room import part
from bot.slack.work import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from bot.model import Reader
    from bot.slack.blocks import Json, Message
    from bot.slack.listeners.room import Room

FRESH = timedelta(days=1)
WAIT = "One moment, please."


def user_of(body: Json) -> str:
    """Who typed, clicked or submitted."""
    return part(body, "user_id") or part(body, "user", "id")


def open_for(room: Room, client: WebClient, body: Json, title: str, make: Callable[[Reader], Json]) -> None:
    """Open the view that `make` makes for the reader: at once where the reader is known, else in a moment.

    A DatelineError becomes a page with its words.
    """
    user = user_of(body)
    known = room.people.known(user)
    if known.asked is not None and room.clock.now() - known.asked < FRESH:
        _open(client, body, made(title, partial(make, known)))
        return
    open_later(room, client, body, title, lambda: make(room.reader(client, user)))


def open_later(
    room: Room, client: WebClient, body: Json, title: str, make: Callable[[], Json], *, wait: str = WAIT
) -> None:
    """Open a page that says to wait, and put the view that `make` makes in the pool in its place."""
    view_id = _open(client, body, modals.notice(title, wait))

    def busy(message: Message) -> None:
        update(client, view_id, modals.page(title, message.blocks))

    def work() -> None:
        update(client, view_id, made(title, make))

    room.work.run(busy, work)


def update(client: WebClient, view_id: str, view: Json) -> None:
    """Put a view in another's place; nobody minds where that was closed meanwhile."""
    try:
        client.views_update(view_id=view_id, view=view)  # pyright: ignore[reportUnknownMemberType] - a bare dict
    except SlackApiError as error:
        if refusal(error) != "not_found":
            raise


def made(title: str, make: Callable[[], Json]) -> Json:
    try:
        return make()
    except DatelineError as error:
        return modals.notice(title, str(error))


def _open(client: WebClient, body: Json, view: Json) -> str:
    """Onto the modal that it was asked for in, else as the first. The view's id."""
    stacked = part(body, "view", "type") == "modal"
    trigger = part(body, "trigger_id")
    if stacked:
        answer = client.views_push(trigger_id=trigger, view=view)  # pyright: ignore[reportUnknownMemberType] - a bare dict
    else:
        answer = client.views_open(trigger_id=trigger, view=view)  # pyright: ignore[reportUnknownMemberType] - a bare dict
    return part(cast("Json", answer.data), "view", "id")
