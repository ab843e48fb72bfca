"""A preview: the bot on a copy of a real store, at the stand-in for Slack. Nothing is posted or kept."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from sqlalchemy import make_url

from bot.clock import SystemClock
from bot.demo.browsing import Running, page_of, settings_for
from bot.demo.slack import SlackStandIn
from bot.demo.slack.workspace import Channel
from bot.errors import NotFoundError
from bot.operate.moving import move
from bot.store.store import Store
from bot.wiring import House

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType

    from bot.config import Config
    from bot.demo.page import Page
    from bot.model import Subscription

ABOUT = "A preview on a copy of your store: nothing is posted to Slack, nothing is kept."
NO_STORE = "There is no store at {path} yet; `dateline collect` makes one."


class Preview:
    """`with Preview(config, at) as preview:` copies the store and starts the bot on the copy.

    `at` is the time that it shall be, now where it is None. NotFoundError where there is no store.
    """

    def __init__(self, config: Config, at: datetime | None = None) -> None:
        self._config = config
        self._at = at
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            folder = Path(opening.enter_context(TemporaryDirectory(prefix="dateline-preview-")))
            clock = SystemClock() if self._at is None else Running(self._at)
            self._slack = opening.enter_context(SlackStandIn(clock=clock))
            there = {"database": copied(self._config.database, folder), "slack": settings_for(self._slack)}
            self._house = opening.enter_context(House(self._config.model_copy(update=there), clock))
            self._slack.attach(self._house.app)
            self._open = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def fill(self) -> list[str]:
        """Post to each channel what its digest would be now; the channels' names, as they are shown."""
        return sorted({self._filled(order) for order in self._house.orders.channels() if not order.paused})

    def page(self, port: int) -> Page:
        return page_of(self._slack, self._house.config, port, ABOUT)

    def _filled(self, order: Subscription) -> str:
        channel = self._channel(order.channel)
        text, blocks, thread = self._house.editions.drawn(self._house.editions.preview(order))
        ts = self._house.messenger.post(channel.id, text=text, blocks=blocks)
        for below, more in thread:
            self._house.messenger.post(channel.id, text=below, blocks=more, thread_ts=ts)
        return channel.name

    def _channel(self, named: str) -> Channel:
        """The channel that an order names by its ID or by "#name", made where it is not there yet."""
        workspace = self._slack.workspace
        channel = workspace.find_channel(named)
        if channel is None and named.startswith("#"):
            channel = workspace.find_channel(workspace.add_channel(named.removeprefix("#")))
        if channel is None:
            channel = Channel(id=named, name=named)
            with workspace.changed:
                workspace.channels[named] = channel
        return channel


def copied(database: str, folder: Path) -> str:
    """The address of a copy in that folder, as of one moment; the store itself is only read."""
    copy = f"sqlite:///{folder / 'preview.db'}"
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        _backed_up(Path(url.database or ""), folder / "preview.db")
        return copy
    with closing(Store(database)) as source, closing(Store(copy)) as target:
        for _ in move(source, target):
            pass
    return copy


def _backed_up(path: Path, copy: Path) -> None:
    """By SQLite's own backup, which waits for nobody and takes what is in the log too."""
    if not path.is_file():
        raise NotFoundError(NO_STORE.format(path=path))
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
