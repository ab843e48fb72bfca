"""Following, muting and listing by words: the same in a command, in a direct message and for a channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import DatelineError
from bot.model import Wish
from bot.slack import blocks
from bot.slack.listeners.home import refresh
from bot.slack.wishing import Order, read_order

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.slack.blocks import Message
    from bot.slack.listeners.room import Channel, Room
    from bot.slack.work import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose wishes an order is about: a reader's own, or a channel's, by all its names; `by` says so.

    `command` is the one that a hint names; `channel` is where "why not" looks.
    """

    owner: Channel
    by: str
    command: str
    channel: Channel

    @property
    def of_channel(self) -> bool:
        return self.owner[0] != self.by


def wished(room: Room, text: str, *, reader: str, channel: Channel) -> Message | None:
    """What a reader gets for these words where they are an order about the reader's own wishes.

    None where they are none. What comes is for this reader's eyes alone.
    """
    order = read_order(text)
    if order is None:
        return None
    whose = Whose(owner=(reader,), by=reader, command=room.commands.news, channel=channel)
    return carry_out(room, order, whose)


def carry_out(room: Room, order: Order, whose: Whose) -> Message:
    """Do it, and say what was done; BadRequestError, NotFoundError."""
    if order.wish is None:
        return _shown(room, order, whose)
    act = room.readers.on_words if order.verb == "wish" else room.readers.forget_words
    change = act(whose.owner[0], order.wish, order.words, by=whose.by)
    for name in whose.owner[1:]:  # orders of config.yaml may call the channel so
        _again(room, order, name, whose.by)
    return blocks.changed(change, alerts=room.alerts)


def then_refreshed(room: Room, client: WebClient, user: str, reply: Reply) -> Reply:
    """Answers, and draws the reader's Home tab again, which shows what is followed and saved."""

    def both(message: Message) -> None:
        reply(message)
        refresh(room, client, user)

    return both


def listed(room: Room, whose: Whose, note: str = "") -> Message:
    """All wishes as they stand now; a reader's saved stories have a list of their own."""
    there = [one for one in room.readers.wishes(whose.owner[0]) if one.wish is not Wish.SAVE]
    return blocks.wishes(there, of_channel=whose.of_channel, command=whose.command, note=note)


def kept(room: Room, whose: Whose, note: str = "") -> Message:
    """The reader's saved stories."""
    return blocks.saved(room.readers.wishes(whose.by), news=room.commands.news, note=note)


def _shown(room: Room, order: Order, whose: Whose) -> Message:
    match order.verb:
        case "saved":
            return kept(room, whose)
        case "why not":
            return blocks.why_not(room.why.why_not(whose.channel, order.words), asked=order.words)
        case _:
            return listed(room, whose)


def _again(room: Room, order: Order, name: str, by: str) -> None:
    act = room.readers.on_words if order.verb == "wish" else room.readers.forget_words
    if order.wish:
        try:
            act(name, order.wish, order.words, by=by)
        except DatelineError:  # it was never noted under that name
            return
