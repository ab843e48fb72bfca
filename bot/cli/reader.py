"""`dateline reader`: what is stored about one reader, for whoever asks for it, and its end."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bot import tenancy
from bot.cli.common import DEFAULT_CONFIG, ConfigPath, Workspace, workspace_house
from bot.cli.render import Screen
from bot.errors import BadRequestError
from bot.operate import one_reader
from bot.text import plural

User = Annotated[str, typer.Argument(metavar="USER", help="The reader's ID in Slack: U… or W….")]
reader = typer.Typer(no_args_is_help=True, help="Print or erase all that is stored about one reader.")


@reader.command()
def export(user: User, *, workspace: Workspace = tenancy.ONLY, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Print all that is stored about a reader, as JSON."""
    with workspace_house(config, workspace) as built:
        found = one_reader.export(built.store, user)
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
    with workspace_house(config, workspace) as built:
        if not yes:
            _ask(screen, user)
        gone = one_reader.erase(built.store, user)
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
