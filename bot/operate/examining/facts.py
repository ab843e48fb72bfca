"""What the doctor knows when it judges: plain values, gathered before (gathering.py)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime, timedelta
    from pathlib import Path

    from bot.config import Config, Surroundings
    from bot.errors import DatelineError, SlackError
    from bot.model import Delivery, Feed, FeedsHealth, Subscription
    from bot.store.databases import Condition

Unknown = None
"""It was not asked, or could not be told: nothing is found then."""


class Identity(Protocol):
    """Who a token is: the answer of auth.test, with the scopes and the time of its headers."""

    @property
    def team(self) -> str: ...
    @property
    def user(self) -> str: ...
    @property
    def scopes(self) -> tuple[str, ...]: ...
    @property
    def said_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """Where the database's file lies: bytes that are free and in all, and what file system it is ("ext4")."""

    free: int
    total: int
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Bytes of memory that this process may have and that are free now; how many files it may hold open.

    `missing` are libraries that are not installed; `unsafe_parser` says why Python's XML parser is.
    """

    memory: int | None = Unknown
    memory_free: int | None = Unknown
    handles: int | None = Unknown
    missing: Collection[str] = ()
    unsafe_parser: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderFacts:
    """A watched folder: how much lies in it, or the error of the operating system."""

    path: Path
    entries: int = 0
    error: OSError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFacts:
    """The database. `error` where it can't be used: then nothing else of it is known."""

    schema: str = ""
    newest: str = ""
    error: str = ""
    condition: Condition | None = Unknown
    disk: Disk | None = Unknown
    feeds: tuple[Feed, ...] | None = Unknown
    health: FeedsHealth | None = Unknown
    orders: tuple[Subscription, ...] = ()
    publishers: Collection[str] | None = Unknown
    sections: Collection[str] | None = Unknown
    undelivered: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackFacts:
    """What Slack said; None where it was not asked.

    `app` is the app that the bot's token is of, "" where that could not be told. `channels`: what Slack said
    (a code) of those that digests go to, "" for a channel that is well. `scopes` are needed, `extra_scopes`
    good to have.
    """

    identity: Identity | SlackError | None = Unknown
    socket: SlackError | Literal[True] | None = Unknown
    app: str = ""
    channels: Mapping[str, str] = field(default_factory=dict[str, str])
    ahead: timedelta | None = Unknown
    scopes: Collection[str] = ()
    extra_scopes: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceFacts:
    """Of workspaces that installed Dateline: whose tokens no key opens, and to whom Slack gives no new one.

    `public` is why the public address does not answer, "" where it does.
    """

    sealed: tuple[str, ...] = ()
    stuck: tuple[str, ...] = ()
    public: str | None = Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`now` is the clock's. `asked` are the feeds as they answer now: how many entries, or why none."""

    config: Config
    now: datetime
    surroundings: Surroundings
    machine: Machine = Machine()
    folders: tuple[FolderFacts, ...] = ()
    store: StoreFacts = StoreFacts()
    slack: SlackFacts = field(default_factory=SlackFacts)
    workspaces: WorkspaceFacts = WorkspaceFacts()
    asked: tuple[tuple[Feed, int | DatelineError], ...] | None = Unknown
