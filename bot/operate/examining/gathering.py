"""Gathering the facts: the world is asked here, by the probes that were handed in, and nothing is judged."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeVar

from bot.config import Surroundings
from bot.errors import DatelineError, FetchError, SlackError, StoreError, UnreadableError
from bot.operate.examining.facts import (
    Facts,
    FolderFacts,
    Machine,
    SlackFacts,
    StoreFacts,
    Unknown,
    WorkspaceFacts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime, timedelta
    from pathlib import Path

    from bot.config import Config
    from bot.model import Delivery, Feed, FeedsHealth, Subscription
    from bot.operate.examining.facts import Disk, Identity
    from bot.store.databases import Condition

T = TypeVar("T")
# Each is a call to Slack, which gives out histories slowly.
MOST_CHANNELS = 20
_HISTORY = "channels:history"


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """How the doctor reaches the world.

    `schema` gives the database's revision and the newest one, or raises StoreError; `feed` the number of
    entries, or raises FetchError or UnreadableError; `slack` (auth.test, with the bot's token) and `socket`
    (apps.connections.open, with the app's) raise SlackError, as do `app`, the ID of the app that the bot's
    token is of, and `channel`, which reads that channel's history. `undelivered` gives the last digests that
    did not reach their channel; `feeds` those of config.yaml as they were mended from Slack (left out or
    moved); `health` how they have fared; `orders` the stored ones; `names` the publishers and the sections
    that are stored; `workspaces` those that installed it: these raise StoreError. `scopes` are needed,
    `extra_scopes` good to have.
    """

    schema: Callable[[], tuple[str, str]]
    feed: Callable[[Feed], int]
    slack: Callable[[], Identity]
    socket: Callable[[], object]
    undelivered: Callable[[], Sequence[Delivery]]
    feeds: Callable[[], Sequence[Feed]] | None = None
    health: Callable[[], FeedsHealth] | None = None
    orders: Callable[[], Sequence[Subscription]] = tuple
    names: Callable[[], tuple[Collection[str] | None, Collection[str] | None]] = lambda: (None, None)
    condition: Callable[[], Condition | None] = lambda: None
    disk: Callable[[], Disk | None] = lambda: None
    app: Callable[[], str] = lambda: ""
    channel: Callable[[str], object] | None = None
    workspaces: Callable[[], WorkspaceFacts] = WorkspaceFacts
    public: Callable[[], str | None] = lambda: None
    machine: Callable[[], Machine] = Machine
    surroundings: Surroundings = field(default_factory=Surroundings)
    now: Callable[[], datetime] | None = None
    scopes: Collection[str] = ()
    extra_scopes: Collection[str] = ()


def gathered(config: Config, probes: Probes, now: datetime, *, quick: bool) -> Facts:
    """All facts; `quick` leaves out what needs the network. Nothing is raised."""
    store = _store(probes, quick=quick)
    return Facts(
        config=config,
        now=now,
        surroundings=probes.surroundings,
        machine=probes.machine(),
        folders=tuple(_folder(folder.path) for folder in config.collect.folders),
        store=store,
        slack=SlackFacts() if quick else _slack(config, probes, store, now),
        workspaces=WorkspaceFacts() if quick or not config.slack.installable else _workspaces(probes),
        asked=Unknown if quick else _asked(config, probes, store),
    )


def _workspaces(probes: Probes) -> WorkspaceFacts:
    return replace(_told(probes.workspaces, WorkspaceFacts()), public=probes.public())


def _store(probes: Probes, *, quick: bool) -> StoreFacts:
    """`quick` asks nothing whose time grows with what is stored."""
    try:
        schema, newest = probes.schema()
    except StoreError as error:
        return StoreFacts(error=str(error))
    publishers, sections = (Unknown, Unknown) if quick else _told(probes.names, (Unknown, Unknown))
    return StoreFacts(
        schema=schema,
        newest=newest,
        condition=_told(probes.condition, Unknown),
        disk=probes.disk(),
        feeds=tuple(feeds)
        if probes.feeds and (feeds := _told(probes.feeds, Unknown)) is not None
        else Unknown,
        health=_told(probes.health, Unknown) if probes.health else Unknown,
        orders=tuple(_told(probes.orders, ())),
        publishers=publishers,
        sections=sections,
        undelivered=tuple(_told(probes.undelivered, ())),
    )


def _told(probe: Callable[[], T], otherwise: T) -> T:
    """What it says; where the database fails just here, nothing is known of it."""
    try:
        return probe()
    except StoreError:
        return otherwise


def _folder(path: Path) -> FolderFacts:
    try:
        return FolderFacts(path=path, entries=sum(1 for _ in path.iterdir()))
    except OSError as error:
        return FolderFacts(path=path, error=error)


def _slack(config: Config, probes: Probes, store: StoreFacts, now: datetime) -> SlackFacts:
    bot, app = config.slack.bot_token is not None, config.slack.app_token is not None
    who = _refused_or(probes.slack) if bot else Unknown
    known = Unknown if isinstance(who, SlackError) else who
    app_id = _refused_or(probes.app) if known and app else ""
    return SlackFacts(
        identity=who,
        socket=_opened(probes) if app else Unknown,
        app="" if isinstance(app_id, SlackError) else app_id,
        channels=_channels(config, probes, store) if known and _HISTORY in known.scopes else {},
        ahead=_ahead(known, probes.now() if probes.now else now),
        scopes=probes.scopes,
        extra_scopes=probes.extra_scopes,
    )


def _opened(probes: Probes) -> SlackError | Literal[True]:
    said = _refused_or(probes.socket)
    return said if isinstance(said, SlackError) else True


def _ahead(who: Identity | None, now: datetime) -> timedelta | None:
    return who.said_at - now if who and who.said_at else Unknown


def _channels(config: Config, probes: Probes, store: StoreFacts) -> dict[str, str]:
    """What Slack says of those that digests go to, and of the one that is told of feeds; by their IDs."""
    orders = (*config.subscription_list(), *store.orders)
    named = [config.health.tell, *(order.channel for order in orders if not order.owner and not order.paused)]
    found: dict[str, str] = {}
    for channel in dict.fromkeys(one for one in named if one[:1] in {"C", "G"}):
        if probes.channel is None or len(found) == MOST_CHANNELS:
            break
        said = _refused_or(lambda one=channel: probes.channel and probes.channel(one))
        found[channel] = said.code if isinstance(said, SlackError) else ""
    return found


def _refused_or(probe: Callable[[], T]) -> T | SlackError:
    try:
        return probe()
    except SlackError as error:
        return error


def _asked(config: Config, probes: Probes, store: StoreFacts) -> tuple[tuple[Feed, int | DatelineError], ...]:
    """As many at a time as are collected at a time, in config.yaml's order."""
    feeds = config.feed_list() if store.feeds is None else store.feeds
    if not feeds:
        return ()

    def ask(feed: Feed) -> tuple[Feed, int | DatelineError]:
        try:
            return feed, probes.feed(feed)
        except (FetchError, UnreadableError) as error:
            return feed, error

    with ThreadPoolExecutor(config.collect.workers, thread_name_prefix="doctor") as pool:
        return tuple(pool.map(ask, feeds))
