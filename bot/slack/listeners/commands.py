"""The slash commands. Their answers are for the eyes of who asked alone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.desk.terms import WrongOrderError
from bot.errors import BadRequestError
from bot.slack import blocks, orders
from bot.slack.listeners.managing import check
from bot.slack.listeners.room import as_written, channel_of, part
from bot.slack.listeners.views import FormListeners
from bot.slack.listeners.wishing import Whose, carry_out, then_refreshed, wished
from bot.slack.replies import privately
from bot.slack.wishing import read_channels_order, read_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack
    from slack_sdk import WebClient

    from bot.slack.blocks import Json, Message
    from bot.slack.listeners.room import Channel, Listener, Room

CHANGING = frozenset({"add", "pause", "resume", "remove"})
TOLD = "What this channel was told today is left out."
MOST_BELOW = 4  # a response_url takes five posts


class CommandListeners:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._forms = FormListeners(room)

    def listeners(self) -> list[Listener]:
        names = self._room.commands
        return [("command", names.news, self.news), ("command", names.digest, self.digest)]

    def news(self, ack: Ack, body: Json, client: WebClient) -> None:
        """/news: now's top stories; /news TOPIC: stories on it; /news follow, mute, saved, help."""
        ack()
        user, text = part(body, "user_id"), as_written(part(body, "text"))
        reply = privately(client, part(body, "response_url"))
        if read_order(text):
            reply = then_refreshed(self._room, client, user, reply)
        self._room.work.run(reply, partial(self._told, text, user, channel_of(body)))

    def digest(self, ack: Ack, body: Json, client: WebClient) -> None:
        """/digest: this channel's standing orders."""
        ack()
        channel, text = channel_of(body), as_written(part(body, "text"))
        if self._forms.asked_for(body, text, client):
            return
        allowed = partial(check, self._room, client, part(body, "user_id"), channel[0])
        make = partial(self._ordered, channel, text, part(body, "user_id"), allowed)
        self._room.work.run(privately(client, part(body, "response_url")), make)

    def _told(self, text: str, user: str, channel: Channel) -> Message:
        """An answer, or what became of an order about the reader's own wishes."""
        return wished(self._room, text, reader=user, channel=channel) or self._room.answer(text, user)

    def _ordered(
        self, channel: Channel, text: str, user: str, allowed: Callable[[], None]
    ) -> Message | list[Message]:
        """What a channel follows and mutes, or its digests; in a direct message the reader's own wishes."""
        wish = read_channels_order(text)
        if wish is None:
            return self._order(channel, text, allowed)
        if wish.wish:
            allowed()
        owner = (user,) if channel[0].startswith("D") else channel
        whose = Whose(owner=owner, by=user, command=self._room.commands.digest, channel=channel)
        return carry_out(self._room, wish, whose)

    def _order(self, channel: Channel, text: str, allowed: Callable[[], None]) -> Message | list[Message]:
        verb = "add"
        try:
            verb, rest = orders.read_verb(text)
            if verb in CHANGING:
                allowed()
            return self._verbs()[verb](channel, rest)
        except BadRequestError as error:
            told = isinstance(error, WrongOrderError) or (
                verb != "add" and self._room.subscriptions.list(*channel)
            )
            if told:  # a whole new order would mend nothing
                raise
            example = f"{self._room.commands.digest} {orders.EXAMPLE}"
            return blocks.problem(f"{error}\nFor example: {example}")

    def _verbs(self) -> dict[str, Callable[[Channel, str], Message | list[Message]]]:
        return {
            "add": self._add,
            "list": lambda channel, _: self._room.orders(channel),
            "pause": partial(self._change, "pause"),
            "resume": partial(self._change, "resume"),
            "remove": partial(self._change, "remove"),
            "preview": self._preview,
            "help": lambda _, __: self._room.usage(),
        }

    def _add(self, channel: Channel, text: str) -> Message:
        wanted = orders.read_addition(text)
        added = self._room.subscriptions.add(
            *channel,
            at=wanted.at,
            zone=wanted.zone,
            days=wanted.days,
            stories=wanted.stories,
            sections=wanted.sections,
            topics=wanted.topics,
            without=wanted.without,
            sources=wanted.sources,
        )
        # Whether we are in it, Slack would tell only for more scopes.
        come = f"It comes to this channel. If I am not in this channel yet: /invite @{self._room.name}."
        return self._room.orders(channel, f"Done: {blocks.order_words(added)}. {come}")

    def _change(self, what: str, channel: Channel, text: str) -> Message:
        there = self._room.subscriptions.list(*channel)
        order = there[orders.read_number(text, len(there))]
        return change(self._room, what, order.id, channel)

    def _preview(self, channel: Channel, text: str) -> Message | list[Message]:
        """The digest as it would be now, what its thread would hold after it."""
        there = self._room.subscriptions.list(*channel)
        if not there:
            return self._room.orders(channel)
        order = there[orders.read_number(text or "1", len(there))]
        planned = self._room.subscriptions.preview(order.id, *channel)
        planned = replace(planned, next_due=min(self._room.due(there).values(), default=None))
        told = self._room.subscriptions.told(order.id, *channel)
        today = told and told.astimezone(ZoneInfo(planned.zone)).date() == planned.local_date
        head = blocks.digest(planned, self._room.name, note=TOLD if today else "")
        return [head, *blocks.rest(planned, self._room.name)[:MOST_BELOW]]


def change(room: Room, what: str, subscription_id: str, channel: Channel) -> Message:
    """Pause, resume or remove, and show the channel's digests as they stand then."""
    done = {
        "pause": (room.subscriptions.pause, "Paused"),
        "resume": (room.subscriptions.resume, "Resumed"),
        "remove": (room.subscriptions.remove, "Removed"),
    }
    act, word = done[what]
    return room.orders(channel, f"{word}: {blocks.order_words(act(subscription_id, *channel))}.")
