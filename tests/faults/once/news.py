"""A day's news on loopback: the newsrooms of the samples, each group of them at an address of its own."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Thread
from typing import TYPE_CHECKING, Self

from bot.demo import wire
from bot.demo.sample_files import load
from once.week import at

if TYPE_CHECKING:
    from types import TracebackType

    from bot.demo.sample_files import World

LAST = timedelta(hours=15)
"""From the day's begin to its newest article."""


class News:
    """A context manager. `share`: each so-manieth story is told, from the first on."""

    def __init__(self, start: datetime, *, share: int = 1, hosts: int = 4) -> None:
        world = load(start + LAST)
        stories = sorted({one.story for one in world.articles})[::share]
        told = tuple(one for one in world.articles if one.story in stories and one.kind in ("news", "update"))
        self._world = replace(world, articles=told)
        self._wire = wire.Wire(start + LAST)
        self._hosts = [f"127.0.0.{11 + number}" for number in range(hosts)]
        self._open = ExitStack()
        self.printed = 0
        """So many articles are there by now."""

    def __enter__(self) -> Self:
        self._open.enter_context(self._wire)
        self._servers = [wire._Server((host, 0), wire._Handler) for host in self._hosts]
        for server in self._servers:
            server.resources = {}
            self._open.callback(server.server_close)
            self._open.callback(server.shutdown)
            Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def show(self, now: datetime) -> None:
        """Print what is published by then."""
        shown: World = at(self._world, now)
        self.printed = len({(one.publisher.name, one.title) for one in shown.articles})
        self._wire.show(shown, now)
        assert self._wire._server is not None
        for server in self._servers:
            server.resources = self._wire._server.resources

    @property
    def yaml(self) -> str:
        """The feeds: those of one newsroom at one address."""
        names = [one.name for one in self._world.publishers]
        return "".join(
            f"  - {{url: {self._at(names.index(feed.publisher), feed.url)}, "
            f"publisher: {feed.publisher}, section: {feed.section}}}\n"
            for feed in self._wire.feeds
        )

    def _at(self, number: int, url: str) -> str:
        server = self._servers[number % len(self._servers)]
        host, port = server.server_address[:2]
        return url.replace(self._wire.url, f"http://{host!s}:{port}")

    @property
    def articles(self) -> set[tuple[str, str]]:
        """All that a day brings: publisher and headline."""
        return {(one.publisher.name, one.title) for one in self._world.articles}
