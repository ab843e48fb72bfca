"""`dateline demo`: a first run with no Slack, no key and no network."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli.browsing import Port, served
from bot.cli.render import Screen
from bot.demo.show import Show

TICK_SECONDS = 5.0


def demo(
    *,
    web: Annotated[
        bool, typer.Option("--web", help="As a page in a browser, on this machine alone.")
    ] = False,
    port: Port = None,
) -> None:
    """Show what Dateline does, on sample news and a stand-in for Slack, both on this machine alone."""
    screen = Screen()
    if web:
        _served(screen, port)
        return
    with Show(screen) as show:
        show.collect()
        show.digest()
        show.more()
        show.ask("/news sudan")
        show.ask("What started the fire on the ferry?")
        if sys.stdin.isatty() and screen.terminal:
            show.converse()


def _served(screen: Screen, port: int | None) -> None:
    """A page until Ctrl-C; digests that come due meanwhile are posted."""
    with Show(screen, runs=True) as show:
        show.collect()
        show.posted()
        with served(screen, show.page, port) as stop:
            while not stop.wait(TICK_SECONDS):
                show.posted()
