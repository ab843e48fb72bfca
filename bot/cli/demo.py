"""`dateline demo`: a first run with no Slack, no key and no network."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.render import Screen
from bot.cli.running import told_to_stop
from bot.demo.show import Show

if TYPE_CHECKING:
    from bot.demo.page import Page

WEB_PORT = 8924
TICK_SECONDS = 5.0


def demo(
    *,
    web: Annotated[
        bool, typer.Option("--web", help="As a page in a browser, on this machine alone.")
    ] = False,
    port: Annotated[
        int | None, typer.Option(metavar="PORT", min=0, max=65_535, help="Where; 8924 or any that is free.")
    ] = None,
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
    with Show(screen, runs=True) as show, ExitStack() as serving:
        show.collect()
        show.posted()
        page = _opened(show, port, serving)
        stop = told_to_stop()
        screen.line(f"Slack, as Dateline fills it, is at {page.address}")
        screen.line("Ctrl-C ends it.")
        sys.stdout.flush()
        while not stop.wait(TICK_SECONDS):
            show.posted()


def _opened(show: Show, port: int | None, serving: ExitStack) -> Page:
    try:
        return serving.enter_context(show.page(WEB_PORT if port is None else port))
    except OSError:
        if port is not None:
            raise typer.BadParameter(f"port {port} is taken or not allowed; 0 is any that is free") from None
        return serving.enter_context(show.page(0))
