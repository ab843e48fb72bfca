"""The command line: one file for each group of commands."""

from __future__ import annotations

import os
import sys

import typer

from bot.cli import (
    asking,
    browsing,
    demo,
    digests,
    doctor,
    editions,
    exporting,
    feeds,
    keeping,
    running,
    serving,
    setting_up,
    verifying,
    working,
    workspaces,
)
from bot.cli.collecting import collect
from bot.cli.common import options
from bot.cli.reader import reader
from bot.cli.render import Screen
from bot.errors import ConfigError, DatelineError

__all__ = ["app", "main"]

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="rich" if sys.stdout.isatty() else None,  # off a terminal: no boxes
)
app.callback()(options)
app.command()(demo.demo)
app.command()(browsing.preview)
app.command()(running.run)
app.command()(working.worker)
app.command()(serving.web)
app.command()(collect)
app.command()(digests.digest)
app.command()(editions.edition)
app.command()(asking.ask)
app.command()(asking.search)
app.command()(asking.why)
app.command()(verifying.verify)
app.command()(doctor.doctor)
app.command()(setting_up.manifest)
app.command()(setting_up.migrate)
app.command()(exporting.export)
app.command()(keeping.backup)
app.command()(keeping.restore)
app.command()(keeping.prune)
app.command()(workspaces.workspaces)
app.add_typer(feeds.feeds, name="feeds")
app.add_typer(reader, name="reader")


def main() -> None:
    """Run a command.

    What Dateline foresees ends in a sentence on standard error and status 1 (2: configuration).
    """
    try:
        app()
    except DatelineError as error:
        Screen().error(str(error))
        sys.exit(2 if isinstance(error, ConfigError) else 1)
    except BrokenPipeError:  # whoever read our output (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:  # a full disk, mostly
        Screen().error(f"{error.filename or 'writing'}: {(error.strerror or str(error)).lower()}")
        os._exit(1)  # what still waits to be written would only fail again
