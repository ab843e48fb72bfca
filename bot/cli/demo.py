"""`dateline demo`: a first run with no Slack, no key and no network."""

from __future__ import annotations

import sys

from bot.cli.render import Screen
from bot.demo.show import Show


def demo() -> None:
    """Show what Dateline does, on sample news and a stand-in for Slack, both on this machine alone."""
    screen = Screen()
    with Show(screen) as show:
        show.collect()
        show.digest()
        show.more()
        show.ask("/news sudan")
        show.ask("What started the fire on the ferry?")
        if sys.stdin.isatty() and screen.terminal:
            show.converse()
