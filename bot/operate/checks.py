"""What a check is, and how the checks reach the world."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.model import Delivery, Feed, FeedsHealth


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at: how it is, and, where it is not well, the cure."""

    name: str
    state: State
    what: str
    cure: str = ""


class Identity(Protocol):
    """Who a token is: the answer of auth.test, with the scopes of its header."""

    @property
    def team(self) -> str: ...
    @property
    def user(self) -> str: ...
    @property
    def scopes(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """How the doctor reaches the world.

    `schema` gives the database's revision and the newest one, or raises StoreError; `feed` the number of
    entries, or raises FetchError or UnreadableError; `slack` (auth.test, with the bot's token) and `socket`
    (apps.connections.open, with the app's) raise SlackError; `undelivered` gives the last digests that did
    not reach their channel; `feeds` those of config.yaml as they were mended from Slack (left out or moved),
    or raises StoreError; `health` says how they have fared, or raises StoreError. `scopes` are needed,
    `extra_scopes` good to have.
    """

    schema: Callable[[], tuple[str, str]]
    feed: Callable[[Feed], int]
    slack: Callable[[], Identity]
    socket: Callable[[], object]
    undelivered: Callable[[], Sequence[Delivery]]
    feeds: Callable[[], Sequence[Feed]] | None = None
    health: Callable[[], FeedsHealth] | None = None
    scopes: Collection[str] = ()
    extra_scopes: Collection[str] = ()
