"""What every listener has at hand."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from bot.deliver import slots
from bot.slack import blocks

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clock import Clock
    from bot.slack.blocks import Json, Message
    from bot.slack.ports import Commands, Desk, Seen, Subscriptions
    from bot.slack.work import WorkPool

Listener: TypeAlias = tuple[Literal["command", "event", "action"], str, Callable[..., None]]
"""What it listens to, the name of that, and what is to be done; Bolt fills the arguments by their names."""

_TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
GREETINGS = frozenset(
    {"hi", "hello", "hey", "hallo", "good morning", "help", "start", "?", "what can you do"}
)
TOP_WORDS = frozenset(
    {"", "news", "top", "top stories", "headlines", "now", "what's new", "today", "what are the top stories"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The desk, the orders and the pool, with the names that the operator gave."""

    desk: Desk
    subscriptions: Subscriptions
    seen: Seen
    commands: Commands
    name: str
    clock: Clock
    work: WorkPool

    def answer(self, text: str) -> Message:
        """What a reader gets for these words, in a command, a message or a mention."""
        asked = text.replace("\u2019", "'").casefold().strip("!.? ") or text.strip()
        if asked in GREETINGS:
            return self.usage()
        return blocks.answer(self.desk.top() if asked in TOP_WORDS else self.desk.ask(text.strip()))

    def usage(self) -> Message:
        return blocks.usage(news=self.commands.news, digest=self.commands.digest)

    def welcome(self) -> Message:
        return blocks.welcome(self.name, news=self.commands.news, digest=self.commands.digest)

    def orders(self, channel: str, note: str = "") -> Message:
        """The channel's digests as they stand now."""
        now = self.clock.now()
        orders = self.subscriptions.list(channel)
        due: dict[str, datetime] = {
            order.id: slots.next_due(order, now).due for order in orders if not order.paused
        }
        return blocks.subscriptions(
            orders,
            due=due,
            missing=self.subscriptions.missing(channel),
            now=now,
            command=self.commands.digest,
            note=note,
        )


def as_written(text: str) -> str:
    """A message's text as its author wrote it: Slack's tokens and escapes undone, mentions dropped."""
    return " ".join(html.unescape(_TOKEN.sub(_shown, text)).split())


def _shown(token: re.Match[str]) -> str:
    kind, target, label = token[1], token[2], token[3]
    if kind in ("@", "!"):
        return " "
    return label or ("" if kind == "#" else target)


def part(body: Json, *path: str) -> str:
    """The string at the path; empty where there is none."""
    value: object = body
    for name in path:
        value = _member(value, name)
    return value if isinstance(value, str) else ""


def _member(value: object, name: str) -> object:
    return cast("Json", value).get(name) if isinstance(value, dict) else None
