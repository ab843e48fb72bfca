"""`dateline preview`, and what it has in common with `dateline demo --web`: a page until Ctrl-C."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import DEFAULT_CONFIG, At, ConfigPath, load, moment
from bot.cli.render import Screen
from bot.cli.running import told_to_stop

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from threading import Event

    from bot.demo.page import Page

WEB_PORT = 8924

Port = Annotated[
    int | None,
    typer.Option(metavar="PORT", min=0, max=65_535, help="Where on this machine; 8924 or any that is free."),
]


def preview(*, port: Port = None, config: ConfigPath = DEFAULT_CONFIG, at: At = None) -> None:
    """See on a page what every channel's digest would be now; nothing is posted to Slack, nothing is kept."""
    from bot.demo.preview import Preview  # noqa: PLC0415  (late: no other command needs it)

    screen = Screen()
    with Preview(load(config), moment(at) if at else None) as shown:
        channels = shown.fill()
        screen.line(f"Digests as they would be now: {', '.join(channels) or 'none are ordered'}.")
        with served(screen, shown.page, port) as stop:
            stop.wait()


@contextmanager
def served(screen: Screen, page: Callable[[int], Page], port: int | None) -> Generator[Event]:
    """The page, whose address is told; what is yielded is set by Ctrl-C."""
    with ExitStack() as serving:
        shown = _opened(page, port, serving)
        stop = told_to_stop()
        screen.line(f"Slack, as Dateline fills it, is at {shown.address}")
        screen.line("Ctrl-C ends it.")
        sys.stdout.flush()
        yield stop


def _opened(page: Callable[[int], Page], port: int | None, serving: ExitStack) -> Page:
    try:
        return serving.enter_context(page(WEB_PORT if port is None else port))
    except OSError:
        if port is not None:
            raise typer.BadParameter(f"port {port} is taken or not allowed; 0 is any that is free") from None
        return serving.enter_context(page(0))
