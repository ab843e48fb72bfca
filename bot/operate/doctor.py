"""What is well, what is not, and how to mend it. Wiring hands in the probes that reach the world."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import (
    AddressRefusedError,
    ConfigError,
    DatelineError,
    FetchError,
    StoreError,
    UnreadableError,
)
from bot.model import DeliveryState
from bot.operate import feed_checks, slack_checks
from bot.operate.checks import Check, State
from bot.text import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from bot.config import Config
    from bot.config_parts import FolderConfig
    from bot.model import Delivery, Feed
    from bot.operate.checks import Probes

_UNDELIVERED = {
    DeliveryState.FAILED: "mend what Slack names (invite the bot, or correct the channel)",
    DeliveryState.MISSED: "keep dateline run running at the time, or raise digest.catch_up_hours",
    DeliveryState.WITHHELD: "see what is said of the feeds",
    DeliveryState.UNCERTAIN: "look into the channel; with the history scopes Dateline can look by itself",
}
_EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # before this program was written: the clock is wrong


def examine(config: Config, probes: Probes, now: datetime, *, quick: bool = False) -> Iterator[Check]:
    """All checks in the order in which they are told; `quick` leaves out what needs the network.

    `now` is the clock's. Feeds come last: the slowest don't hold back the rest.
    """
    yield _configuration(config)
    yield _database(probes)
    yield _time(config, now)
    yield from _proxy(config)
    yield from (_folder(folder) for folder in config.collect.folders)
    yield from slack_checks.tokens(config)
    yield from _undelivered(probes)
    yield from feed_checks.health(config, probes, now)
    if not quick:
        if config.slack.bot_token is not None:
            yield from slack_checks.identity(probes)
        if config.slack.app_token is not None:
            yield from slack_checks.socket(probes)
        yield from _feeds(config, probes)


def configuration(load: Callable[[], Config]) -> tuple[list[Check], Config | None]:
    """Whether the configuration can be read at all, for a doctor that is called to a broken one.

    Each mistake is a check of its own.
    """
    try:
        config = load()
    except ConfigError as error:
        cure = "correct it, then run dateline doctor again"
        mistakes = str(error).splitlines()
        return [Check(name="configuration", state=State.FAIL, what=one, cure=cure) for one in mistakes], None
    return [_configuration(config)], config


def worst(checks: Collection[Check]) -> State:
    """How the whole is: as its worst part."""
    order = list(State)
    return max((check.state for check in checks), key=order.index, default=State.OK)


def _configuration(config: Config) -> Check:
    feeds, folders, orders = len(config.feeds), len(config.collect.folders), len(config.subscriptions)
    what = f"{plural(feeds, 'feed')}, {plural(folders, 'folder')}, {plural(orders, 'subscription')}"
    if feeds or folders:
        return Check(name="configuration", state=State.OK, what=what)
    cure = "name feeds in config.yaml (the one that ships with Dateline does), or collect.folders"
    return Check(name="configuration", state=State.WARN, what=f"{what}: nothing to collect", cure=cure)


def _proxy(config: Config) -> Iterator[Check]:
    if proxy := config.collect.proxy:
        what = f"{proxy} fetches for us: that no name leads into your network rests with it alone"
        yield Check(name="proxy", state=State.OK, what=what)


def _database(probes: Probes) -> Check:
    name = "database"
    try:
        found, newest = probes.schema()
    except StoreError as error:
        cure = "check `database` in config.yaml, its folder's permissions and the space on its disk"
        return Check(name=name, state=State.FAIL, what=str(error), cure=cure)
    if found == newest:
        return Check(name=name, state=State.OK, what=f"reachable, schema {found}")
    what = f"reachable, but at schema {found or 'none'} instead of {newest}"
    return Check(name=name, state=State.FAIL, what=what, cure="run dateline migrate")


def _time(config: Config, now: datetime) -> Check:
    name = "time"
    what = f"it is {now.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if now < _EARLIEST:
        return Check(name=name, state=State.FAIL, what=what, cure="set the machine's clock (NTP)")
    try:
        zones = [ZoneInfo(zone) for zone in sorted({order.zone for order in config.subscriptions})]
    except (ZoneInfoNotFoundError, ValueError) as error:
        cure = "install the package tzdata, or correct the zone in config.yaml"
        return Check(name=name, state=State.FAIL, what=f"no time zone {error.args[0]}", cure=cure)
    local = [f"{now.astimezone(zone):%H:%M} in {zone.key}" for zone in zones if zone.key != "UTC"]
    return Check(name=name, state=State.OK, what=", ".join([what, *local]))


def _folder(folder: FolderConfig) -> Check:
    name = f"folder {folder.path}"
    try:
        entries = sum(1 for _ in folder.path.iterdir())
    except FileNotFoundError:
        return Check(name=name, state=State.FAIL, what="does not exist", cure=_folder_cure(folder.path))
    except NotADirectoryError:
        cure = "collect.folders[].path names a folder; name the one that holds the file"
        return Check(name=name, state=State.FAIL, what="is a file", cure=cure)
    except OSError as error:
        cure = "let the user that runs Dateline read it and enter it (chmod a+rx)"
        return Check(name=name, state=State.FAIL, what=f"can't be read: {error.strerror}", cure=cure)
    return Check(name=name, state=State.OK, what=f"readable, {plural(entries, 'entry', 'entries')}")


def _folder_cure(path: Path) -> str:
    return f"make it (mkdir -p '{path}'), or correct collect.folders in config.yaml"


def _undelivered(probes: Probes) -> Iterator[Check]:
    """The digests and other messages that are missing from their channels, each with its reason."""
    try:
        missing = probes.undelivered()
    except StoreError:  # told by the check of the database
        return
    for row in missing:
        name = _message(row)
        cure = "" if row.why.startswith("quiet") else _UNDELIVERED[row.state]
        state = State.WARN if cure else State.OK
        yield Check(name=name, state=state, what=f"{row.state.value}: {row.why}", cure=cure)


def _message(row: Delivery) -> str:
    """A digest by its slot; another message by its kind ("alert", "thread", …) and when it came about."""
    if not row.is_notice:
        return f"digest {row.channel} {row.local_date} {row.slot}"
    kind = row.subscription_id.split("/")[1]
    return f"{kind} {row.channel} {row.due:%Y-%m-%d %H:%M} UTC"


def _feeds(config: Config, probes: Probes) -> Iterator[Check]:
    """As many at a time as are collected at a time, told in config.yaml's order."""
    feeds = _followed(config, probes)
    yield from _left_out(config, feeds)
    if feeds:
        with ThreadPoolExecutor(config.collect.workers, thread_name_prefix="doctor") as pool:
            yield from pool.map(partial(_feed, probes), feeds)


def _followed(config: Config, probes: Probes) -> Sequence[Feed]:
    """The feeds as they were mended from Slack; without a database, those of config.yaml."""
    try:
        return probes.feeds() if probes.feeds else config.feed_list()
    except StoreError:  # told by the check of the database
        return config.feed_list()


def _left_out(config: Config, feeds: Sequence[Feed]) -> Iterator[Check]:
    """The feeds that are not read although config.yaml names them."""
    read = {feed.url for feed in feeds}
    for feed in config.feed_list():
        if feed.url not in read:
            what = f"{feed.url}: left out in Slack, on an admin's Home tab; it can be brought back there"
            yield Check(name=f"feed {feed.publisher or feed.url}", state=State.OK, what=what)


def _feed(probes: Probes, feed: Feed) -> Check:
    name = f"feed {feed.publisher or feed.url}"
    try:
        entries = probes.feed(feed)
    except (FetchError, UnreadableError) as error:
        passing = isinstance(error, FetchError) and error.passing
        state = State.WARN if passing else State.FAIL
        return Check(name=name, state=state, what=f"{_where(feed)}: {error.why}", cure=_feed_cure(error))
    if entries == 0:
        cure = "look at it in a browser; if it stays empty, remove it from config.yaml"
        return Check(name=name, state=State.WARN, what=f"{_where(feed)}: no entries", cure=cure)
    return Check(name=name, state=State.OK, what=f"{_where(feed)}: {plural(entries, 'entry', 'entries')}")


def _where(feed: Feed) -> str:
    """Its address, and that it is another one than config.yaml's where it was moved from Slack."""
    return f"{feed.address} (moved in Slack from {feed.url})" if feed.moved_to else feed.url


def _feed_cure(error: DatelineError) -> str:
    if isinstance(error, AddressRefusedError):
        return "if it is meant to be reached, name its network at collect.allow_networks in config.yaml"
    if isinstance(error, UnreadableError):
        return "look at the address in a browser: it may have become a page; find the feed's new address"
    if isinstance(error, FetchError) and error.why == "no such host":
        return "check the address in config.yaml; if all feeds fail so, this machine can't reach the internet"
    if isinstance(error, FetchError) and error.gone:
        return "it is gone for good: remove it from config.yaml"
    if isinstance(error, FetchError) and error.passing:
        return "try again later"
    return "look at the address in a browser, and correct or remove it in config.yaml"
