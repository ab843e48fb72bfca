"""Days of collecting, clustering and posting, lived through by processes that are killed again and again."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import sqlite3
import threading
import time
from collections import Counter
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Self, TextIO

from bot.demo.sample_files import load
from bot.demo.slack import SlackStandIn
from bot.demo.wire import Wire
from once.databases import is_alive, wait_for_end
from once.levers import Levers
from once.slack import ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.demo.sample_files import World
    from once.forge import Forge
    from once.slack import Told

START = datetime(2026, 3, 2, tzinfo=UTC)
MORNING = timedelta(hours=7, minutes=30)
DIGEST_AT = "08:00"
STEP = 4
"""Hours from one round of work to the next."""
AFTERWARDS = 2
"""Rounds after the last day, in which what is left is settled."""
AWAY = 60.0
"""Seconds until a killed process is started again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What a store holds in the end. Articles by publisher, headline and the hash of their text."""

    articles: tuple[tuple[str, str, str], ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """`starts` counts processes; `told` is of the stand-in's log."""

    store: Store
    told: tuple[Told, ...]
    kills: int
    starts: int
    states: tuple[str, ...]

    @property
    def digests(self) -> list[date]:
        """The days of the digests that stand in the channel, one entry for each message."""
        return sorted(day for one in self.told if one.what == "head" for day in [one.day] * one.there)


def worlds(days: int) -> World:
    """All news of those days: each story of the samples on one of them, with the days before it."""
    stories = sorted({one.story for one in load(START).articles})
    found = load(START)
    newsrooms = {one.slug: one for one in found.publishers}
    articles = [
        replace(one, publisher=newsrooms[one.publisher.slug])
        for day in range(days)
        for one in load(START + timedelta(days=day) + MORNING).articles
        if stories.index(one.story) % days == day
    ]
    newest_first = sorted(articles, key=lambda one: (one.published, one.id), reverse=True)
    return replace(found, articles=tuple(newest_first))


def dates(days: int) -> list[date]:
    """The days that are to have their digest."""
    return [START.date() + timedelta(days=day) for day in range(days)]


def at(world: World, now: datetime) -> World:
    """As much of it as is published by then."""
    return replace(world, articles=tuple(one for one in world.articles if one.published <= now))


class Week:
    """The world, the Slack and the folder of one run. A context manager."""

    def __init__(self, folder: Path, days: int) -> None:
        self.days = days
        self._folder = folder
        self._world = worlds(days)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._folder.mkdir()
        self.wire = self._open.enter_context(Wire(START))
        self.slack = self._open.enter_context(SlackStandIn())
        self.show(START)
        feeds = "".join(
            f"  - {{url: {feed.url}, publisher: {feed.publisher}, section: {feed.section}}}\n"
            for feed in self.wire.feeds
        )
        (self._folder / "config.yaml").write_text(
            f"database: sqlite:///dateline.db\nfeeds:\n{feeds}"
            "collect: {allow_networks: [127.0.0.0/8], every_minutes: 120}\n"
            "digest: {catch_up_hours: 24}\n"
            f'subscriptions: [{{channel: {self.slack.channel}, at: "{DIGEST_AT}", zone: UTC}}]\n',
            encoding="utf-8",
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def environment(self) -> dict[str, str]:
        return {"SLACK_BOT_TOKEN": self.slack.bot_token, "SLACK_API_URL": self.slack.api_url}

    def show(self, now: datetime) -> None:
        """Print what is published by then."""
        self.wire.show(at(self._world, now), now)

    def live(self, forge: Forge, kills: int, seed: int) -> Lived:
        """All of it, round by round; so many times the process is killed, at moments that the seed draws."""
        random, levers = Random(seed), Levers(self._folder / "levers")
        rounds = self.days * 24 // STEP + AFTERWARDS
        killed_in = Counter(random.randrange(rounds) for _ in range(kills))
        with socket.create_server(("127.0.0.1", 0)) as listener:
            given = {"environment": self.environment, "port": listener.getsockname()[1]}
            given |= {"folder": str(self._folder), "start": START.isoformat()}
            lives = _Lives(lambda: forge.fork("once.living:run", **given), listener)
            for number in range(rounds):
                levers.set(offset=number * STEP * 3600.0)
                self.show(START + timedelta(hours=number * STEP))
                for _ in range(killed_in[number]):
                    lives.round(random.random())
                    levers.set(offset=levers.offset + AWAY)
                lives.round(None)
            lives.kill()
        levers.close()
        return self._lived(kills, lives.starts)

    def _lived(self, kills: int, starts: int) -> Lived:
        path = self._folder / "dateline.db"
        states = rows(path, "SELECT local_date, state, why FROM deliveries ORDER BY due, id")
        return Lived(
            store=store_of(path),
            told=tuple(ledger(self.slack, START.date())),
            kills=kills,
            starts=starts,
            states=tuple(f"{day} {state} {why}".strip() for day, state, why in states),
        )


class _Lives:
    """One process at a time: started where there is none, asked for a round of work, killed amid it."""

    def __init__(self, start: Callable[[], int], listener: socket.socket) -> None:
        self._start = start
        self._listener = listener
        self._pid = 0
        self._lines: TextIO | None = None
        self._connection: socket.socket | None = None
        self._usual = 1.0  # seconds that a round took lately, from the start or the asking to its end
        self.starts = 0

    def round(self, kill_at: float | None) -> None:
        """A round of work to its end, or to that part of the usual time, where it is killed."""
        begun = time.monotonic()
        fresh = self._pid == 0
        if fresh:
            self._pid = self._start()
            self.starts += 1
        if kill_at is not None:
            killer = threading.Timer(1.2 * kill_at * self._usual, self._shoot, args=(self._pid,))
            killer.start()
            self._work(fresh=fresh)
            killer.join()
            self.kill()
        elif not self._work(fresh=fresh):
            raise AssertionError("a process ended that nobody killed")
        else:
            self._usual = 0.7 * self._usual + 0.3 * (time.monotonic() - begun)

    def _work(self, *, fresh: bool) -> bool:
        """False where the process is gone before the work is done."""
        try:
            if fresh:
                self._meet()
            if self._connection is None or self._lines is None:
                return False
            self._connection.sendall(b"a round\n")
            return self._lines.readline() == "done\n"
        except OSError:
            return False

    def _meet(self) -> None:
        """Wait until it says that it is there, or is dead."""
        self._listener.settimeout(0.05)
        while True:
            try:
                self._connection, _ = self._listener.accept()
            except TimeoutError:
                if not is_alive(self._pid):
                    return
                continue
            self._connection.settimeout(None)
            self._lines = self._connection.makefile("r")
            if self._lines.readline() != "here\n":
                self._close()
            return

    def kill(self) -> None:
        self._shoot(self._pid)
        wait_for_end(self._pid)
        self._close()
        self._pid = 0

    def _close(self) -> None:
        if self._lines is not None and self._connection is not None:
            self._lines.close()
            self._connection.close()
        self._lines = self._connection = None

    def _shoot(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


# ---- what a store must be like in the end ----

UNSOUND = {
    "articles without a story": ("SELECT id FROM articles WHERE story_id NOT IN (SELECT id FROM stories)"),
    "stories without articles": ("SELECT id FROM stories WHERE id NOT IN (SELECT story_id FROM articles)"),
    "stories that miscount": (
        "SELECT id FROM stories s WHERE articles != (SELECT count(*) FROM articles a WHERE a.story_id = s.id)"
    ),
    "articles stored twice": (
        "SELECT publisher, title FROM articles GROUP BY publisher, title, text HAVING count(*) > 1"
    ),
    "addresses stored twice": (
        "SELECT publisher, url FROM articles GROUP BY publisher, url HAVING count(*) > 1"
    ),
    "entries without an article": (
        "SELECT key FROM entries WHERE article_id NOT IN (SELECT id FROM articles)"
    ),
}


def rows(path: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path, timeout=30)) as db:
        return db.execute(query).fetchall()


def store_of(path: Path) -> Store:
    problems = [str(row) for row in rows(path, "PRAGMA integrity_check") if row != ("ok",)]
    problems += [f"foreign key: {row}" for row in rows(path, "PRAGMA foreign_key_check")]
    problems += _search_problems(path)
    for what, query in UNSOUND.items():
        problems += [f"{what}: {row}" for row in rows(path, query)]
    found = rows(path, "SELECT publisher, title, text FROM articles ORDER BY publisher, title")
    return Store(
        articles=tuple((who, title, hashlib.sha256(text.encode()).hexdigest()) for who, title, text in found),
        problems=tuple(problems),
    )


def _search_problems(path: Path) -> list[str]:
    """Whether the index for searching holds just what the articles do."""
    with closing(sqlite3.connect(path, timeout=30)) as db:
        try:
            db.execute("INSERT INTO articles_search (articles_search, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            return [f"the index for searching: {error}"]
    return []
