"""The command line: one file for each group of commands."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import typer

from bot import memory
from bot.cli.render import Screen
from bot.cli.version import options
from bot.errors import ConfigError, DatelineError

if TYPE_CHECKING:
    from collections.abc import Iterable

    app: typer.Typer

__all__ = ["app", "main"]

# Each command with where it is: only the one that is asked for is imported, which halves what most take to
# start. In the order of `dateline --help`.
COMMANDS: Final = {
    "demo": "demo",
    "preview": "browsing",
    "run": "running",
    "worker": "working",
    "web": "serving",
    "collect": "collecting",
    "digest": "digests",
    "edition": "editions",
    "ask": "asking",
    "search": "asking",
    "why": "asking",
    "verify": "verifying",
    "doctor": "doctor",
    "manifest": "setting_up",
    "migrate": "setting_up",
    "export": "exporting",
    "backup": "keeping",
    "restore": "keeping",
    "prune": "keeping",
    "workspaces": "workspaces",
    "feeds": "feeds",
    "reader": "reader",
}


def _app(names: Iterable[str]) -> typer.Typer:
    made = typer.Typer(
        name="dateline",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        rich_markup_mode="rich" if sys.stdout.isatty() else None,  # off a terminal: no boxes
    )
    made.callback()(options)
    for name in names:
        found: Any = getattr(import_module(f"bot.cli.{COMMANDS[name]}"), name)
        if isinstance(found, typer.Typer):
            made.add_typer(found, name=name)
        else:
            made.command(name)(found)
    return made


def __getattr__(name: str) -> typer.Typer:
    """`app`: the whole, for whoever looks at all commands."""
    if name != "app":
        raise AttributeError(name)
    return globals().setdefault("app", _app(COMMANDS))


def _asked(words: list[str]) -> typer.Typer:
    """With the command alone that is asked for; whole where that is none, as for help."""
    gc.disable()
    try:
        first = next(iter(words), "")
        return _app([first] if first in COMMANDS else [] if first == "--version" else COMMANDS)
    finally:
        # What is imported stays for good: to look through it for what might go, as Python does again and
        # again while more is imported, takes a fifth of a start.
        gc.freeze()
        gc.enable()


def main() -> None:
    """Run a command.

    What Dateline foresees ends in a sentence on standard error and status 1 (2: configuration).
    """
    memory.tame()
    try:
        _asked(sys.argv[1:])()
    except DatelineError as error:
        Screen().error(str(error))
        sys.exit(2 if isinstance(error, ConfigError) else 1)
    except BrokenPipeError:  # whoever read our output (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:  # a full disk, mostly
        Screen().error(f"{error.filename or 'writing'}: {(error.strerror or str(error)).lower()}")
        os._exit(1)  # what still waits to be written would only fail again
