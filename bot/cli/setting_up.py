"""`dateline doctor`, `manifest` and `migrate`: setting Dateline up, and seeing that it is well."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer
import yaml

from bot.cli.common import DEFAULT_CONFIG, ConfigPath, house, load
from bot.cli.render import Screen
from bot.errors import BadRequestError
from bot.operate.checks import Probes, State
from bot.operate.doctor import configuration, examine, worst
from bot.operate.moving import move
from bot.slack.manifest import BOT_SCOPES, OPTIONAL_SCOPES
from bot.slack.manifest import manifest as make_manifest
from bot.store.database import newest_schema, schema_version
from bot.store.deliveries import troubled
from bot.store.store import Store
from bot.text import plural
from bot.wiring import POSTING_SECONDS, House

if TYPE_CHECKING:
    from bot.model import Delivery, Feed

# Digests that were missing longer ago are history.
REPORTED = timedelta(days=7)


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


def doctor(
    *,
    quick: Annotated[
        bool,
        typer.Option("--quick", help="Only what needs no network: configuration and database."),
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Check configuration, database, feeds and Slack, and say how to mend what is not well."""
    screen = Screen()
    checks, found = configuration(lambda: load(config))
    if found is not None:
        with House(found) as built:
            checks = list(examine(found, _probes(built), built.clock.now(), quick=quick))
    screen.table(
        ["check", "state", "what", "cure"],
        [[one.name, one.state.value, one.what, one.cure] for one in checks],
    )
    if worst(checks) is State.FAIL:
        raise typer.Exit(1)


def _probes(built: House) -> Probes:
    """How the doctor reaches the world."""

    def entries(feed: Feed) -> int:
        return built.entries_at(feed.address)

    def undelivered() -> list[Delivery]:
        with built.store.read() as db:
            return troubled(db, built.clock.now() - REPORTED)

    def socket() -> None:
        from bot.slack.posting import posting_client  # noqa: PLC0415  (late: only this needs it)

        slack = built.config.slack
        token = slack.app_token.get_secret_value() if slack.app_token else ""
        posting_client(token, slack.api_url, POSTING_SECONDS).call("apps.connections.open", form={})

    return Probes(
        schema=lambda: (schema_version(built.store.engine), newest_schema()),
        feed=entries,
        slack=lambda: built.messenger.identity(),  # noqa: PLW0108  (built only when it is asked for)
        socket=socket,
        undelivered=undelivered,
        feeds=lambda: built.feeds,
        health=lambda: built.health.overview(),  # noqa: PLW0108  (as above)
        scopes=BOT_SCOPES,
        extra_scopes=OPTIONAL_SCOPES,
    )
