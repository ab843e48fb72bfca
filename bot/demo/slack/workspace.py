"""What a Slack workspace holds: people, conversations, messages, views. It is the memory of the stand-in."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from bot.demo.slack.shapes import Json, as_list, as_object, copied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.clock import Clock

T = TypeVar("T")

TEAM = "T0DATELINE"
APP = "A0DATELINE"
BOT = "B0DATELINE"
BOT_USER = "U0DATELINE"
DOMAIN = "stand-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody in the workspace, or of another `team` in a shared channel. `tz` is an IANA name."""

    id: str
    name: str
    tz: str = "Europe/London"
    admin: bool = False
    restricted: bool = False
    bot: bool = False
    team: str = TEAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A conversation. `kind` is "channel", "group" (private) or "im"; `member`: the bot is in it."""

    id: str
    name: str
    kind: str = "channel"
    member: bool = True
    archived: bool = False
    user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it stands now. `ephemeral_to` names who alone sees it; `blocks` have their ids."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list[Json])
    thread_ts: str = ""
    metadata: Json | None = None
    ephemeral_to: str = ""
    edited: str = ""
    reactions: tuple[str, ...] = ()

    @property
    def from_bot(self) -> bool:
        return self.user == BOT_USER


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A modal, or a Home tab. `errors` are what the app's last answer to a submission put at its fields."""

    id: str
    user: str
    body: Json
    hash: str
    root: str = ""
    previous: str = ""
    errors: Json = field(default_factory=dict[str, object])
    closed: bool = False


class WorkspaceError(Exception):
    """A person can't do this: there is no such button, message, channel or field."""


class Workspace:
    """The state, under one lock; whoever waits is told of every change. Times come from the clock."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.changed = threading.Condition()
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.posts: list[Message] = []
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.statuses: list[Json] = []
        self.prompts: list[Json] = []
        self.complaints: list[str] = []
        self._last_us = 0
        self._ids = itertools.count(1)
        self.users[BOT_USER] = User(id=BOT_USER, name="dateline", tz="Etc/UTC", bot=True)

    def new_id(self, prefix: str) -> str:
        """An id that looks like Slack's, new in this workspace: "U0000001"."""
        return f"{prefix}{next(self._ids):07d}"

    def new_ts(self) -> str:
        """The time now as Slack stamps messages, later than every stamp before it."""
        with self.changed:
            self._last_us = max(self._last_us + 1, int(self.clock.now().timestamp() * 1_000_000))
            return f"{self._last_us // 1_000_000}.{self._last_us % 1_000_000:06d}"

    def wait_for(self, predicate: Callable[[], T], timeout: float) -> T:
        """What `predicate` says once it is true. Raises TimeoutError after `timeout` seconds."""
        with self.changed:
            answer = self.changed.wait_for(predicate, timeout)
            if not answer:
                raise TimeoutError(f"nothing of the kind happened in {timeout:g} s")
            return answer

    # ---- people and conversations ----

    def add_user(
        self,
        name: str,
        *,
        tz: str = "Europe/London",
        admin: bool = False,
        restricted: bool = False,
        team: str = TEAM,
    ) -> str:
        user = User(id=self.new_id("U"), name=name, tz=tz, admin=admin, restricted=restricted, team=team)
        with self.changed:
            self.users[user.id] = user
        return user.id

    def add_channel(
        self, name: str, *, member: bool = True, private: bool = False, archived: bool = False
    ) -> str:
        kind = "group" if private else "channel"
        channel = Channel(id=self.new_id("C"), name=name, kind=kind, member=member, archived=archived)
        with self.changed:
            self.channels[channel.id] = channel
        return channel.id

    def change_channel(
        self, channel: str, *, member: bool | None = None, archived: bool | None = None
    ) -> None:
        """Invite the bot, remove it, archive the channel or bring it back."""
        with self.changed:
            old = self.channels[channel]
            self.channels[channel] = replace(
                old,
                member=old.member if member is None else member,
                archived=old.archived if archived is None else archived,
            )
            self.changed.notify_all()

    def dm(self, user: str) -> str:
        """The id of the direct message between the bot and this person."""
        with self.changed:
            for channel in self.channels.values():
                if channel.user == user:
                    return channel.id
            channel = Channel(id=self.new_id("D"), name="directmessage", kind="im", user=user)
            self.channels[channel.id] = channel
            return channel.id

    def find_channel(self, name: str) -> Channel | None:
        """By id, by "#name" or name, or by a person's id (which means the direct message)."""
        with self.changed:
            if name in self.channels:
                return self.channels[name]
            if name in self.users and not self.users[name].bot:
                return self.channels[self.dm(name)]
            plain = name.removeprefix("#")
            return next((c for c in self.channels.values() if c.kind != "im" and c.name == plain), None)

    # ---- messages ----

    def post(self, message: Message) -> Message:
        with self.changed:
            self.posts.append(replace(message, blocks=with_ids(copied(message.blocks), self.new_id)))
            self.changed.notify_all()
            return self.posts[-1]

    def change(self, old: Message, new: Message) -> Message:
        with self.changed:
            new = replace(new, blocks=with_ids(copied(new.blocks), self.new_id))
            self.posts[self.posts.index(old)] = new
            self.changed.notify_all()
            return new

    def remove(self, message: Message) -> None:
        with self.changed:
            self.posts.remove(message)
            self.changed.notify_all()

    def messages(self, channel: str = "", *, user: str = "") -> list[Message]:
        """Oldest first. With `user`: without the ephemeral messages that others see."""
        with self.changed:
            return [
                post
                for post in self.posts
                if channel in ("", post.channel) and (not user or post.ephemeral_to in ("", user))
            ]

    def message(self, channel: str, ts: str) -> Message | None:
        return next((post for post in self.messages(channel) if post.ts == ts), None)

    # ---- views ----

    def keep_view(self, view: View) -> View:
        with self.changed:
            self.views[view.id] = view
            if view.body.get("type") == "home":
                self.homes[view.user] = view
            self.changed.notify_all()
            return view

    def open_views(self, user: str) -> list[View]:
        """The modals that this person has open, the lowest first."""
        with self.changed:
            return [
                view
                for view in self.views.values()
                if view.user == user and not view.closed and view.body.get("type") == "modal"
            ]


def with_ids(blocks: list[Json], new_id: Callable[[str], str]) -> list[Json]:
    """The blocks, with an id for each block and interactive element that has none, as Slack gives them."""
    for block in blocks:
        if not block.get("block_id"):
            block["block_id"] = new_id("b")
        for element in elements_of(block):
            if element.get("type") not in NOT_INTERACTIVE and not element.get("action_id"):
                element["action_id"] = new_id("a")
        with_ids(block.get("child_blocks") or [], new_id)
    return blocks


NOT_INTERACTIVE = frozenset({"image", "mrkdwn", "plain_text", "card"})


def elements_of(block: Json) -> Iterator[Json]:
    """The elements of a block that a person could act on (and some that nobody can: see NOT_INTERACTIVE)."""
    if block.get("type") == "rich_text":
        return
    for key in ("accessory", "element"):
        if as_object(block.get(key)):
            yield as_object(block[key])
    for key in ("elements", "actions"):
        for element in map(as_object, as_list(block.get(key))):
            yield element
            if element.get("type") == "card":
                yield from elements_of(element)
