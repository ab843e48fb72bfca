"""`dateline run`: Slack, collection and delivery in one process."""

from __future__ import annotations

import signal
from threading import Event
from typing import TYPE_CHECKING

import structlog
import typer

from bot.cli.common import DEFAULT_CONFIG, ConfigPath, house
from bot.cli.render import Screen

if TYPE_CHECKING:
    from types import FrameType

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("run")

# SIGTERM to the end of the process: 10 s, of which closing the socket takes 3.
TASKS_SECONDS = 5.0

NO_TOKENS = """\
Dateline needs a Slack app's two tokens in the environment, and has not got {missing}.
1. At https://api.slack.com/apps: “Create New App”, “From a manifest”, paste what `dateline manifest` prints.
2. Under “Basic Information”: an app-level token with connections:write: export it as SLACK_APP_TOKEN.
3. Under “Install App”: install it: export the bot token as SLACK_BOT_TOKEN.
4. Start `dateline run` again. Without Slack, `dateline demo` shows what it does."""


def run(*, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Connect to Slack by Socket Mode, collect, answer and post, until it is told to stop."""
    with house(config) as built:
        slack = built.config.slack
        tokens = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}
        missing = [name for name, value in tokens.items() if value is None]
        if missing:
            Screen().error(NO_TOKENS.format(missing=" and ".join(missing)))
            raise typer.Exit(2)
        stop = Event()

        def ask_to_stop(number: int, _frame: FrameType | None) -> None:
            _log.info("run.stopping", signal=signal.Signals(number).name)
            stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ask_to_stop)
        embedded = built.embedded
        with built.connected():
            embedded.start()
            _log.info("run.connected", feeds=len(built.feeds), subscriptions=len(built.orders.active()))
            stop.wait()
            embedded.stop(TASKS_SECONDS)
    _log.info("run.stopped")
