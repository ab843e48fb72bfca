"""`dateline doctor`: what is well, what is not, and how to mend it."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urljoin

import typer

from bot import config as configured
from bot.cli.common import DEFAULT_CONFIG, ConfigPath, load
from bot.cli.render import Screen
from bot.errors import AddressRefusedError, FetchError
from bot.operate.checks import State
from bot.operate.doctor import configuration, examine, worst
from bot.operate.examining.facts import WorkspaceFacts
from bot.operate.examining.gathering import Probes
from bot.operate.machine import disk, machine
from bot.slack.manifest import BOT_SCOPES, OPTIONAL_SCOPES
from bot.store.database import condition, newest_schema, schema_version
from bot.store.deliveries import troubled
from bot.wiring import POSTING_SECONDS, House

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import Delivery

# Digests that were missing longer ago are history.
REPORTED = timedelta(days=7)


def doctor(
    *,
    quick: Annotated[
        bool,
        typer.Option("--quick", help="Only what needs no network: configuration, machine and database."),
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Check configuration, machine, database, feeds and Slack, and say how to mend what is not well."""
    screen = Screen()
    checks, found = configuration(lambda: load(config))
    if found is not None:
        with House(found) as built:
            checks = list(examine(found, _probes(built, config), built.clock.now(), quick=quick))
    screen.table(
        ["check", "state", "what", "cure"],
        [[one.name, one.state.value, one.what, one.cure] for one in checks],
    )
    if worst(checks) is State.FAIL:
        raise typer.Exit(1)


def _probes(built: House, path: Path) -> Probes:
    """How the doctor reaches the world. What it reaches by is built only when it is asked for."""

    def undelivered() -> list[Delivery]:
        with built.store.read() as db:
            return troubled(db, built.clock.now() - REPORTED)

    return Probes(
        schema=lambda: (schema_version(built.store.engine), newest_schema()),
        feed=lambda feed: built.entries_at(feed.address),
        slack=lambda: built.messenger.identity(),  # noqa: PLW0108  (as said)
        socket=lambda: _open_socket(built),
        undelivered=undelivered,
        feeds=lambda: built.feeds,
        health=lambda: built.health.overview(),  # noqa: PLW0108  (as said)
        orders=lambda: () if built.installing else built.orders.channels(),
        names=lambda: (built.orders.publishers(), built.orders.sections()),
        condition=lambda: condition(built.store.engine, built.wall.now),
        disk=lambda: disk(built.config.database),
        app=lambda: built.messenger.app(),  # noqa: PLW0108  (as said)
        channel=lambda channel: built.messenger.may_read(channel),  # noqa: PLW0108  (as said)
        workspaces=lambda: _workspaces(built),
        public=lambda: _public(built),
        machine=machine,
        surroundings=configured.surroundings(path),
        now=built.wall.now,
        scopes=BOT_SCOPES,
        extra_scopes=OPTIONAL_SCOPES,
    )


def _open_socket(built: House) -> None:
    from bot.slack.posting import posting_client  # noqa: PLC0415  (late: only this needs it)

    slack = built.config.slack
    token = slack.app_token.get_secret_value() if slack.app_token else ""
    posting_client(token, slack.api_url, POSTING_SECONDS).call("apps.connections.open", form={})


def _workspaces(built: House) -> WorkspaceFacts:
    stuck = tuple(one.tenant for one in built.workspaces.every() if one.stuck and not one.gone)
    return WorkspaceFacts(sealed=built.workspaces.sealed(), stuck=stuck)


def _public(built: House) -> str | None:
    """Why the public address does not answer; None where it is not known, or private as seen from here."""
    if not (redirect := built.config.workspaces.redirect_url):
        return None
    address = urljoin(redirect, "/slack/events")
    try:
        built.client.get(address)
    except AddressRefusedError:
        return None
    except FetchError as error:  # our own site takes nothing but POST there
        return "" if error.status == HTTPStatus.METHOD_NOT_ALLOWED else str(error)
    return f"{address}: something else than dateline web answers"
