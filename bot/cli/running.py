"""`dateline run`: Slack, collection and delivery in one process."""

from __future__ import annotations

import logging
import os
import signal
import sys
from contextlib import ExitStack
from itertools import chain, repeat
from threading import Event
from typing import TYPE_CHECKING, Annotated

import structlog
import typer

from bot.cli.common import DEFAULT_CONFIG, ConfigPath, load
from bot.cli.render import Screen
from bot.cli.shifts import Shift, told_to_reload, work
from bot.cli.watching import MetricsPort, watched
from bot.errors import SlackBusyError, SlackUnsureError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from bot.config import Config
    from bot.wiring import House

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("run")

# SIGTERM to the end of the process: 10 s, of which closing the socket takes 3 and answers may take 2.
TASKS_SECONDS = 4.0
# Between tries to reach Slack at the start.
WAITS_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)

NO_TOKENS = """\
Dateline needs a Slack app's two tokens in the environment, and has not got {missing}.
1. At https://api.slack.com/apps: “Create New App”, “From a manifest”, paste what `dateline manifest` prints.
2. Under “Basic Information”: an app-level token with connections:write: export it as SLACK_APP_TOKEN.
3. Under “Install App”: install it: export the bot token as SLACK_BOT_TOKEN.
4. Start `dateline run` again. Without Slack, `dateline demo` shows what it does."""


def run(
    *,
    no_socket: Annotated[
        bool, typer.Option("--no-socket", help="Leave hearing Slack to `dateline web`.")
    ] = False,
    metrics_port: MetricsPort = None,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Connect to Slack by Socket Mode, collect, answer and post, until it is told to stop."""
    settings = load(config)
    slack = settings.slack
    tokens = {} if slack.installable else {"SLACK_BOT_TOKEN": slack.bot_token}
    if not no_socket:
        tokens["SLACK_APP_TOKEN"] = slack.app_token
    missing = [name for name, value in tokens.items() if value is None]
    if missing:
        Screen().error(NO_TOKENS.format(missing=" and ".join(missing)))
        raise typer.Exit(2)
    stop = told_to_stop()
    reload = told_to_reload(stop)
    first = _shift(settings)
    with watched(first.house, metrics_port) as follow:
        with ExitStack() as failing:
            failing.callback(first.close)
            if not reach_slack(first.house, object if no_socket else first.hear, stop):
                return
            first.begin()
            _connected(first.house)
            failing.pop_all()
        last = work(config, first, _shift, stop, reload, follow=follow)
    last.close()
    _log.info("run.stopped")
    end()


def _shift(settings: Config) -> Shift:
    return Shift(settings, lambda house: house.embedded, TASKS_SECONDS)


def _connected(house: House) -> None:
    _log.info("run.connected", feeds=len(house.feeds), subscriptions=len(house.orders.active()))


def end() -> None:
    """Leave now: threads that wait for a socket would hold the process beyond its 10 s."""
    sys.stdout.flush()
    logging.shutdown()
    os._exit(0)


def told_to_stop() -> Event:
    """Set by SIGTERM and SIGINT."""
    stop = Event()

    def heard(number: int, _frame: FrameType | None) -> None:
        stop.set()  # first: logging from a handler may fail
        _log.info("run.stopping", signal=signal.Signals(number).name)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, heard)
    return stop


def reach_slack(built: House, connect: Callable[[], object], stop: Event) -> bool:
    """Ask who we are and connect, however long it takes; False when told to stop before.

    SlackError where Slack refuses us for good.
    """
    for patience in chain(WAITS_SECONDS, repeat(WAITS_SECONDS[-1])):
        try:
            if not built.config.slack.installable:  # then there are as many as have installed it
                who = built.messenger.identity()
                _log.info("slack.known", team=who.team, user=who.user)
            connect()
        except (SlackBusyError, SlackUnsureError) as error:
            _log.warning("slack.unreachable", why=str(error), next_try_in=patience)
            if stop.wait(patience):
                return False
        else:
            return True
    return False
