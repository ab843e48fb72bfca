"""Lists of feeds: config.yaml's to OPML, and OPML's into config.yaml."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from bot import config as configuration
from bot import yaml_lines
from bot.collect.urls import host_of
from bot.config_parts import FeedConfig
from bot.config_writing import Item, added, drawn
from bot.errors import BadRequestError, ConfigError, UnreadableError
from bot.model import Feed
from bot.when import read_time, read_zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a list brings: feeds that are new, those that are there already, and what is refused with why."""

    new: tuple[FeedConfig, ...]
    there: tuple[Feed, ...]
    refused: tuple[tuple[str, str], ...]

    @property
    def publishers(self) -> tuple[str, ...]:
        every = (one.publisher or host_of(one.url) for one in (*self.new, *self.there))
        return tuple(dict.fromkeys(every))


def exported(
    feeds: Sequence[Feed], configured: Sequence[Subscription], stored: Sequence[Subscription], channel: str
) -> list[Feed]:
    """All feeds, or those that any digest of that channel draws on; BadRequestError where it has none."""
    if not channel:
        return list(feeds)
    made = [order for order in stored if order.origin != "config"]
    orders = [order for order in (*configured, *made) if order.channel == channel]
    if not orders:
        raise BadRequestError(f"No digest goes to {channel}; name the channel as its digests do.")
    return [feed for feed in feeds if any(_draws_on(order, feed) for order in orders)]


def _draws_on(order: Subscription, feed: Feed) -> bool:
    wanted = ((order.sections, feed.section), (order.sources, feed.publisher))
    return all(not names or name.casefold() in {one.casefold() for one in names} for names, name in wanted)


def opml(feeds: Sequence[Feed], title: str) -> str:
    from bot.collect.opml import written  # noqa: PLC0415  (late: lxml, which few commands need)

    return written(feeds, title)


def read(path: Path, known: Sequence[Feed], section: str) -> Found:
    """The feeds of an OPML file. UnreadableError where it is none, or can't be read."""
    from bot.collect import opml as lists  # noqa: PLC0415  (late, as above)

    try:
        body = sys.stdin.buffer.read(lists.LARGEST + 1) if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise UnreadableError(str(path), f"can't be read ({(error.strerror or '').lower()})") from error
    by_url = {one: feed for feed in known for one in (feed.url, feed.address)}
    new, there, refused = list[FeedConfig](), list[Feed](), list[tuple[str, str]]()
    for one in lists.read(body, str(path)):
        if one.url in by_url:
            there.append(by_url[one.url])
            continue
        try:
            new.append(FeedConfig(url=one.url, publisher=one.name, section=section or one.folder))
        except ValidationError as error:
            words = [str(found["msg"]).removeprefix("Value error, ") for found in error.errors()]
            refused.append((one.url, "; ".join(words)))
    return Found(new=tuple(new), there=tuple(there), refused=tuple(refused))


def order(found: Found, channel: str, time: str, zone: str) -> Item:
    """A standing order of what these feeds' publishers write; BadRequestError where a word of it is wrong."""
    at = f"{read_time(time):%H:%M}"
    return {"channel": channel, "at": at, "zone": read_zone(zone), "sources": found.publishers}


def _item(feed: FeedConfig) -> Item:
    return {"url": feed.url, "publisher": feed.publisher, "section": feed.section}


def to_add(new: Sequence[FeedConfig], order: Item | None) -> str:
    """What is to be added to config.yaml, as it is written there."""
    lines = ["feeds:", *drawn([_item(feed) for feed in new])] if new else []
    lines += ["subscriptions:", *drawn([order])] if order else []
    return "".join(f"{line}\n" for line in lines)


def write(path: Path, new: Sequence[FeedConfig], order: Item | None) -> None:
    """Add to config.yaml, whole or not at all. ConfigError where what came of it would be wrong."""
    before = configuration.load(path)
    text = yaml_lines.read_text(path)
    if new:
        text = added(text, "feeds", [_item(feed) for feed in new])
    if order:
        text = added(text, "subscriptions", [order])
    target = path.resolve()  # a link stays one
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        _hand_over(target, beside)
        after = configuration.load(beside)
        if after.feeds != (*before.feeds, *new) or len(after.subscriptions) != len(
            before.subscriptions
        ) + bool(order):
            raise ConfigError(f"{path} could not be added to; add by hand:\n{to_add(new, order)}")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _hand_over(old: Path, new: Path) -> None:
    """The new file has the old one's rights and, as far as we may, its owner: who read it reads it still."""
    shutil.copymode(old, new)
    owner = old.stat()
    with suppress(PermissionError):
        os.chown(new, owner.st_uid, owner.st_gid)
