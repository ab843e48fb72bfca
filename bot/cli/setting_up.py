"""`dateline manifest` and `migrate`: setting Dateline up."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Annotated

import typer
import yaml

from bot.cli.common import DEFAULT_CONFIG, ConfigPath, house, load
from bot.cli.render import Screen
from bot.errors import BadRequestError
from bot.operate.moving import move
from bot.slack.manifest import manifest as make_manifest
from bot.store.database import schema_version
from bot.store.store import Store
from bot.text import plural


def manifest(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON instead of YAML.")] = False,
    url: Annotated[
        str, typer.Option(metavar="URL", help="Where Slack shall send signed requests; default: Socket Mode.")
    ] = "",
    workspaces: Annotated[
        bool, typer.Option("--workspaces", help="For an app that other workspaces install; with --url.")
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Print the Slack app's manifest, made from the configuration; paste it at api.slack.com/apps."""
    if url and not url.startswith("https://"):
        raise typer.BadParameter("Slack sends to an https:// address alone.", param_hint="--url")
    if workspaces and not url:
        raise typer.BadParameter(
            "An app that others install takes its requests at --url.", param_hint="--workspaces"
        )
    made = make_manifest(load(config), url, workspaces=workspaces)
    typer.echo(json.dumps(made, indent=2) if as_json else yaml.safe_dump(made, sort_keys=False).rstrip())


def migrate(
    *,
    source: Annotated[
        str,
        typer.Option(
            "--from", metavar="URL", help="Move everything from that database into the one of config.yaml."
        ),
    ] = "",
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Bring the database's schema up to date; every command does so by itself at its start."""
    screen = Screen()
    with house(config) as built:
        if source:
            _move(source, built.store, screen)
        screen.line(f"The database is at schema {schema_version(built.store.engine)}.")


def _move(source: str, target: Store, screen: Screen) -> None:
    with closing(Store(source)) as old:
        if old.engine.url == target.engine.url:
            raise BadRequestError("--from names the database of config.yaml: write the new one there first.")
        for moved in move(old, target):
            screen.line(f"{moved.table}: {plural(moved.rows, 'row')}, SHA-256 {moved.digest[:16]}, the same.")
