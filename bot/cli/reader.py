"""`dateline reader`: what is stored about one reader, for whoever asks for it, and its end."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot import tenancy
from bot.cli.common import DEFAULT_CONFIG, ConfigPath, house
from bot.cli.render import Screen
from bot.errors import BadRequestError, NotFoundError
from bot.operate import one_reader
from bot.text import plural

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from bot.store.store import Store
    from bot.wiring import House

User = Annotated[str, typer.Argument(metavar="USER", help="The reader's ID in Slack: U… or W….")]
Workspace = Annotated[
    str,
    typer.Option(
        "--workspace",
        metavar="ID",
        help="Whose reader it is, by an ID that `dateline workspaces` lists.",
    ),
]

reader = typer.Typer(no_args_is_help=True, help="Print or erase all that is stored about one reader.")


@reader.command()
def export(user: User, *, workspace: Workspace = tenancy.ONLY, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Print all that is stored about a reader, as JSON."""
    with _store(config, workspace) as store:
        found = one_reader.export(store, user)
    typer.echo(json.dumps(found, indent=2, ensure_ascii=False))


@reader.command()
def erase(
    user: User,
    *,
    workspace: Workspace = tenancy.ONLY,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask whether it is meant.")] = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Erase all that is stored about a reader; what is a channel's or the operator's only loses the ID."""
    screen = Screen()
    with _store(config, workspace) as store:
        if not yes:
            _ask(screen, user)
        gone = one_reader.erase(store, user)
    screen.table(
        ["table", "rows", "what became of them"],
        [
            [one.table, one.rows, "kept without the ID" if one.stays else "deleted"]
            for one in gone
            if one.rows
        ],
    )
    screen.line(f"{plural(sum(one.rows for one in gone), 'row')}.")


def _ask(screen: Screen, user: str) -> None:
    if not screen.terminal:
        raise BadRequestError("Nothing was erased: off a terminal, say --yes.")
    typer.confirm(f"Erase all that is stored about {user}? It can't be brought back", abort=True)


@contextmanager
def _store(config: Path, workspace: str) -> Generator[Store]:
    """The store, for what is that workspace's; NotFoundError, BadRequestError where there is none such."""
    with house(config) as built, tenancy.of(workspace):
        _check(built, workspace)
        yield built.store


def _check(built: House, workspace: str) -> None:
    installed = [one.tenant for one in built.workspaces.every()] if built.config.slack.installable else []
    if workspace and workspace not in installed:
        raise NotFoundError(f"There is no workspace {workspace} here; `dateline workspaces` lists them.")
    if installed and not workspace:
        raise BadRequestError("Say whose reader it is: --workspace with an ID of `dateline workspaces`.")
