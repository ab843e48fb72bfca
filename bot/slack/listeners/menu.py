"""What can be done with a story: its menu, its thumbs, and taking back what was done.

What a reader does is the reader's own: it is answered beside the message, for who clicked alone.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.errors import BadRequestError
from bot.model import Subject, Wish
from bot.slack import blocks
from bot.slack.blocks.menu import MENU, THUMBS, read_choice
from bot.slack.listeners import proofs
from bot.slack.listeners.actions import beside, detail
from bot.slack.listeners.managing import check
from bot.slack.listeners.room import channel_of, part
from bot.slack.listeners.wishing import Whose, kept, listed, then_refreshed
from bot.slack.replies import in_channel, privately, replacing

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack
    from slack_sdk import WebClient

    from bot.model import Change
    from bot.slack.blocks import Choice, Json, Message
    from bot.slack.listeners.room import Listener, Room
    from bot.slack.work import Reply

UNREADABLE = "This button is of an older version of me, and I can't read it. Please ask again."
_WISHES = {wish.value: wish for wish in Wish}


class MenuListeners:
    def __init__(self, room: Room) -> None:
        self._room = room

    def listeners(self) -> list[Listener]:
        return [
            ("action", MENU, self.chosen),
            ("action", THUMBS, self.thumbed),
            ("action", blocks.SAVE, self.thumbed),
            ("action", blocks.UNDO, self.undone),
            ("action", blocks.AGAIN, self.again),
            ("action", blocks.STOP, self.ended),
            ("action", blocks.OFF_THE_LIST, self.stopped),
        ]

    def chosen(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """More, follow, mute, why, verify: of one story."""
        ack()
        value = part(action, "selected_option", "value")
        choice = read_choice(value)
        if choice.what == "more":
            self._room.work.run(beside(body, client), partial(detail, self._room, choice.story_id))
        elif choice.what == "why":
            self._room.work.run(quietly(body, client), partial(self._why, choice))
        elif choice.what == "verify":
            rest = value.partition("|")[2]
            self._room.work.run(quietly(body, client), partial(proofs.verified, self._room, rest))
        else:
            self._wish(choice.what, choice.story_id, body, client)

    def thumbed(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """More or less of its kind, or kept for later: said in words, with the way back."""
        ack()
        choice = read_choice(part(action, "value"))
        self._wish(choice.what, choice.story_id, body, client)

    def undone(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Take back what was just done; what is said of it takes the place of what was said before."""
        ack()
        make = partial(self._forgotten, body, client, part(action, "value"))
        self._change(body, client, instead(body, client), make)

    def again(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Wish again what was just taken back."""
        ack()
        make = partial(self._wished_again, body, client, part(action, "value"))
        self._change(body, client, instead(body, client), make)

    def ended(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Take a wish back from where it was met, an alert for example, which stays as it is."""
        ack()
        make = partial(self._forgotten, body, client, part(action, "value"))
        self._change(body, client, quietly(body, client), make)

    def stopped(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Take one off a list; the list as it stands then takes its place."""
        ack()
        make = partial(self._off_the_list, body, client, part(action, "value"))
        self._change(body, client, instead(body, client), make)

    def _wish(self, what: str, story_id: str, body: Json, client: WebClient) -> None:
        make = partial(self._noted, what, story_id, part(body, "user", "id"))
        self._change(body, client, quietly(body, client), make)

    def _change(self, body: Json, client: WebClient, reply: Reply, make: Callable[[], Message]) -> None:
        self._room.work.run(then_refreshed(self._room, client, part(body, "user", "id"), reply), make)

    def _noted(self, what: str, story_id: str, user: str) -> Message:
        if what not in _WISHES:
            return blocks.problem(UNREADABLE)
        change = self._room.readers.on_story(user, _WISHES[what], story_id, by=user)
        return blocks.changed(change, alerts=self._room.alerts)

    def _forgotten(self, body: Json, client: WebClient, value: str) -> Message:
        _, change = self._forget(body, client, value)
        return blocks.changed(change)

    def _off_the_list(self, body: Json, client: WebClient, value: str) -> Message:
        whose, change = self._forget(body, client, value)
        note = blocks.changed(change).text
        shown = kept if change.wished.wish is Wish.SAVE else listed
        return shown(self._room, whose, note)

    def _wished_again(self, body: Json, client: WebClient, value: str) -> Message:
        whose, wish, subject, _, named = self._read(body, client, value)
        on = self._room.readers.on_story if subject is Subject.STORY else self._room.readers.on_words
        changes = [on(name, wish, named, by=whose.by) for name in whose.owner]
        return blocks.changed(changes[0], alerts=self._room.alerts)

    def _forget(self, body: Json, client: WebClient, value: str) -> tuple[Whose, Change]:
        """Take back what a button stands for."""
        whose, wish, subject, was, named = self._read(body, client, value)
        forget = self._room.readers.forget
        changes = [forget(name, wish, subject, named, by=whose.by, was=was) for name in whose.owner]
        return whose, changes[0]

    def _read(
        self, body: Json, client: WebClient, value: str
    ) -> tuple[Whose, Wish, Subject, Wish | None, str]:
        """A button's wish, and whose it is: the one's who clicked, or this channel's, if that one may."""
        try:
            of_channel, wish, subject, was, named = blocks.read_wish(value)
        except ValueError:
            raise BadRequestError(UNREADABLE) from None
        user, channel = part(body, "user", "id"), channel_of(body)
        if of_channel:
            check(self._room, client, user, channel[0])
        names = self._room.commands
        whose = Whose(
            owner=channel if of_channel else (user,),
            by=user,
            command=names.digest if of_channel else names.news,
            channel=channel,
        )
        return whose, wish, subject, was, named

    def _why(self, choice: Choice) -> Message:
        """In a digest its plan knows; an answer's menu holds the question."""
        if choice.edition_id:
            return blocks.why(self._room.why.in_edition(choice.story_id, choice.edition_id))
        return blocks.matched(self._room.why.in_answer(choice.story_id, choice.asked))


def quietly(body: Json, client: WebClient) -> Reply:
    """Beside the message, in its thread where it stands in one, for the eyes of who clicked alone."""
    if url := part(body, "response_url"):
        thread = part(body, "container", "thread_ts") or part(body, "message", "thread_ts")
        return privately(client, url, thread)
    return in_channel(client, part(body, "user", "id"))  # on the Home tab there is nothing to stand beside


def instead(body: Json, client: WebClient) -> Reply:
    """In the place of the private message whose button was clicked."""
    if url := part(body, "response_url"):
        return replacing(client, url)
    return in_channel(client, part(body, "user", "id"))
