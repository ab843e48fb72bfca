"""A house at work, and how another one with a newer configuration takes over from it (SIGHUP).

Both may be at work at once for some seconds, as two processes on one database may: whatever is done once is
done once by the database.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import ExitStack
from threading import Event, Thread
from typing import TYPE_CHECKING, Protocol

import structlog

from bot import config as configuration
from bot import logs
from bot.config_changes import applied, changes, fixed
from bot.errors import ConfigError, DatelineError
from bot.lately import each
from bot.memory import GIVEN_BACK_EACH, give_back
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

    from bot.config import Config

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("config")

# How soon a signal to reload is heard.
LOOK_SECONDS = 0.5
ANSWERS_SECONDS = 5.0


class Engine(Protocol):
    """What does the tasks: work.embedded, work.cluster."""

    @property
    def stopping(self) -> Event: ...

    def start(self) -> None: ...

    def stop(self, timeout: float) -> bool: ...


class Shift:
    """A house with its engine and its connection to Slack, until it is closed."""

    def __init__(self, config: Config, engine: Callable[[House], Engine], seconds: float) -> None:
        """`engine` makes it of the house, and may take `seconds` to stop."""
        self._open = ExitStack()
        self._connection = ExitStack()
        self.house = self._open.enter_context(House(config))
        self._engine = engine
        self._seconds = seconds
        self._working: Engine | None = None
        self.hearing = False

    def hear(self) -> None:
        """Connect to Slack by Socket Mode; SlackError."""
        self._connection.enter_context(self.house.connected())
        self.hearing = True

    def begin(self) -> None:
        """StoreError where the engine can't."""
        self._open.callback(each(GIVEN_BACK_EACH, give_back))
        engine = self._engine(self.house)
        engine.start()
        self._working = engine

    def close(self) -> None:
        """End what is in hand; what is being fetched ends now, and what was fetched is stored."""
        if self._working is not None:
            self._working.stopping.set()
            self.house.client.close()
            self._working.stop(self._seconds)
            self._working = None
        self._connection.close()
        self._open.close()
        # The first shift is known for as long as the program runs; its house has the index of stories.
        del self.house

    def give_way(self) -> None:
        """Begin nothing more. Nobody waits for the rest: SIGTERM must find the program free."""
        if self._working is not None:
            self._working.stopping.set()
        Thread(target=self._relieved, name="dateline relieved", daemon=True).start()

    def _relieved(self) -> None:
        """Answer first whom we heard: that may take a page of the web."""
        self._connection.close()
        if self.hearing:
            self.house.finish_answers(ANSWERS_SECONDS)
        self.close()
        gc.collect()  # what was built stands in circles, and without a word that may be seen hours later
        give_back()


def told_to_reload(stop: Event) -> Event:
    """Set by SIGHUP. Where the terminal that we were started from is gone, it means the end, as ever."""
    told, attended = Event(), sys.stdin is not None and sys.stdin.isatty()

    def heard(_number: int, _frame: FrameType | None) -> None:
        (stop if attended and not os.isatty(0) else told).set()

    signal.signal(signal.SIGHUP, heard)
    return told


def work(
    path: Path,
    first: Shift,
    relief: Callable[[Config], Shift],
    stop: Event,
    reload: Event,
    *,
    follow: Callable[[House], object],
) -> Shift:
    """Work until told to stop; told to reload, by a shift of the newer configuration from then on.

    `relief` makes such a shift; `follow` is told its house. The last one is given back, still at work.
    """
    current = first
    while not stop.wait(LOOK_SECONDS):
        if reload.is_set():
            reload.clear()
            if (following := _relieved(path, current, relief)) is not current:
                current = following
                follow(current.house)
    return current


def _relieved(path: Path, current: Shift, relief: Callable[[Config], Shift]) -> Shift:
    """The shift that works from now on: the same one where there is nothing new, or nothing fit."""
    if (newer := newer_config(path, current.house.config)) is None:
        return current
    following = relief(newer)
    following.house.measured = current.house.measured
    try:
        if current.hearing:
            following.hear()
        following.begin()
    except DatelineError as error:
        _log.error("config.refused", why=str(error), kept="the old one")
        following.close()
        current.house.follow_config()  # the orders may be the new one's already
        return current
    current.give_way()
    logs.configure(newer.log.level, newer.log.format, newer.secrets())
    _log.info("config.reloaded", feeds=len(newer.feeds), subscriptions=len(newer.subscriptions))
    return following


def newer_config(path: Path, current: Config) -> Config | None:
    """What the file says now, with each difference in the log; None where it is wrong, or says the same."""
    try:
        new = configuration.load(path)
    except ConfigError as error:
        for mistake in str(error).splitlines():
            _log.error("config.refused", why=mistake, kept="the old one")
        return None
    for name in fixed(current, new):
        what = "database" if name == "database" else "tokens and keys"
        _log.warning("config.needs_restart", setting=what, kept="the old one")
    differences = changes(current, new)
    for one in differences:
        _log.info("config.changed", setting=one.setting, was=one.was, now=one.now)
    if not differences:
        _log.info("config.unchanged")
        return None
    if current.database in ("sqlite://", "sqlite:///:memory:"):
        _log.warning(
            "config.needs_restart", setting="everything", kept="the old one, with its store in memory"
        )
        return None
    return applied(current, new)
