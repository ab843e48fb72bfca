"""What every listener has at hand."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias, cast
from zoneinfo import ZoneInfo

from bot.deliver import slots
from bot.model import Whereby
from bot.slack import blocks
from bot.slack.profiles import profile
from bot.slack.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from slack_sdk import WebClient

    from bot.clock import Clock
    from bot.desk.access import Access
    from bot.model import Reader, Said, Subscription
    from bot.slack.blocks import Json, Message
    from bot.slack.ports import (
        Commands,
        Desk,
        Health,
        Home,
        Links,
        People,
        Proofs,
        Readers,
        Seen,
        Subscriptions,
        Talk,
        Undelivered,
        Why,
    )
    from bot.slack.status import Statuses
    from bot.slack.work import WorkPool

Listener: TypeAlias = tuple[
    Literal["command", "event", "action", "view", "options", "shortcut"], str, Callable[..., None]
]
"""What it listens to, the name of that, and what is to be done; Bolt fills the arguments by their names."""

Channel: TypeAlias = tuple[str, *tuple[str, ...]]
"""A channel's ID, and what else orders may call it."""

_TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_ORDER = re.compile(
    r"/?digest\s+((?:new|edit|add|list|pause|resume|remove|preview|help)\b.*)", re.IGNORECASE | re.DOTALL
)
_NAMELESS = frozenset({"", "directmessage", "privategroup"})  # what Slack calls channels whose name it keeps
GREETINGS = frozenset(
    {
        *("hi", "hello", "hey", "hallo", "good morning", "help", "start", "?"),
        *("what can you do", "what can i ask", "what can i ask you", "who are you", "how do you work"),
    }
)
WHAT_I_AM = (
    "No language model: a program that chooses sentences from articles and writes none. Each stands word for"
    " word in its article; its publisher's name opens it there."
)
TOP_WORDS = frozenset(
    {"", "news", "top", "top stories", "headlines", "now", "what's new", "what are the top stories"}
)
COURTESIES = {
    **dict.fromkeys(("thanks", "thank you", "thanks a lot", "thank you very much", "thx"), "You're welcome."),
    **dict.fromkeys(("ok", "okay", "great", "good", "got it"), "Good."),
    **dict.fromkeys(("bye", "goodbye", "good bye", "bye bye", "good night"), "Goodbye."),
    **dict.fromkeys(
        (f"are you {what}" for what in ("an ai", "ai", "a bot", "a robot", "human", "a human", "chatgpt")),
        WHAT_I_AM,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The desk, the orders and the pool, with the names that the operator gave."""

    desk: Desk
    subscriptions: Subscriptions
    people: People
    access: Access
    links: Links
    proofs: Proofs
    readers: Readers
    why: Why
    home: Home
    health: Health
    undelivered: Undelivered
    talk: Talk
    statuses: Statuses
    seen: Seen
    commands: Commands
    name: str
    clock: Clock
    work: WorkPool
    tabs: Tabs = field(default_factory=Tabs)
    alerts: str = ""  # how often and when followers are written to, in words

    def answer(self, text: str, reader: str = "") -> Message:
        """What a reader gets for these words, in a command, a message or a mention.

        The `reader`'s own wishes count where the answer is for that reader's eyes alone.
        """
        if said := self.courtesy(text):
            return said
        asked = _bare(text)
        found = self.desk.top(reader) if asked in TOP_WORDS else self.desk.ask(text.strip(), reader)
        if reader:
            self.talk.saw(reader, found)
        return blocks.answer(found)

    def courtesy(self, text: str) -> Message | None:
        """What is said to words that ask for no news: a greeting, thanks, an order at the wrong place."""
        asked = _bare(text)
        if asked in GREETINGS:
            return self.usage()
        if asked in COURTESIES:
            return blocks.remark(COURTESIES[asked])
        if order := _ORDER.fullmatch(text.strip()):
            return blocks.remark(
                "Digests belong to channels, so they are ordered there, with a command. In the channel that"
                f" it is for, type: {self.commands.digest} {order[1]}"
            )
        return None

    def said(self, said: Said) -> Message:
        """What is said in a conversation, as a message."""
        what = said.what
        if not isinstance(what, Whereby):
            return blocks.spoken(what, self.clock.now(), ZoneInfo(said.zone) if said.zone else None)
        if what.edition:
            return blocks.why(self.why.in_edition(what.story_id, what.edition))
        return blocks.matched(self.why.in_answer(what.story_id, what.asked))

    def reader(self, client: WebClient, user: str) -> Reader:
        """The person as Slack has them. It may ask Slack: call it in the pool, never before acknowledging."""
        return self.people.reader(user, partial(profile, client))

    def usage(self) -> Message:
        return blocks.usage(news=self.commands.news, digest=self.commands.digest)

    def welcome(self) -> Message:
        return blocks.welcome(self.name, news=self.commands.news, digest=self.commands.digest)

    def orders(self, channel: Channel, note: str = "") -> Message:
        """The channel's digests as they stand now."""
        orders = self.subscriptions.list(*channel)
        return blocks.subscriptions(
            orders,
            due=self.due(orders),
            missing=self.subscriptions.missing(*channel),
            now=self.clock.now(),
            command=self.commands.digest,
            note=note,
            health=self.health.line(),
        )

    def due(self, orders: Iterable[Subscription]) -> dict[str, datetime]:
        """When each order comes next, by its id; a paused one does not."""
        now = self.clock.now()
        return {order.id: slots.next_due(order, now).due for order in orders if not order.paused}


def channel_of(body: Json) -> Channel:
    """The channel of a command or a click, by all that orders may call it: its ID, and "#name".

    Slack keeps the names of private channels, so that those are known by their ID alone.
    """
    name = part(body, "channel_name") or part(body, "channel", "name")
    known = part(body, "channel_id") or part(body, "channel", "id")
    return (known,) if name in _NAMELESS else (known, f"#{name}")


def _bare(text: str) -> str:
    return text.replace("\u2019", "'").casefold().strip("!.? ") or text.strip()


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
