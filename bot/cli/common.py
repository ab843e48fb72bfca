"""What the commands share: their options, and the house that they work in."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import config as configuration
from bot import logs, tenancy
from bot.clock import FixedClock
from bot.errors import BadRequestError, NotFoundError
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Generator

    from bot.config import Config

ConfigPath = Annotated[
    Path, typer.Option("--config", metavar="PATH", help="The configuration file.", show_default=True)
]
At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="ISO-TIME",
        help="The time that it shall be, such as 2026-11-23T08:00+01:00; UTC without an offset.",
    ),
]
Workspace = Annotated[
    str,
    typer.Option(
        "--workspace",
        metavar="ID",
        help="Whose it is, by an ID that `dateline workspaces` lists.",
    ),
]
DEFAULT_CONFIG = Path("config.yaml")
_YEARS = range(1971, 9000)  # a window of days before and after it must be a time too


def load(path: Path) -> Config:
    """The configuration, with the logs set up as it says."""
    config = configuration.load(path)
    logs.configure(config.log.level, config.log.format, config.secrets())
    return config


@contextmanager
def house(path: Path, at: str | None = None) -> Generator[House]:
    """A house by config.yaml, in which it is the time `at`."""
    with House(load(path), FixedClock(moment(at)) if at else None) as built:
        yield built


@contextmanager
def workspace_house(path: Path, workspace: str) -> Generator[House]:
    """The house, for what is that workspace's; NotFoundError, BadRequestError where there is none such."""
    with house(path) as built, tenancy.of(workspace):
        installed = [one.tenant for one in built.workspaces.every()] if built.config.slack.installable else []
        if workspace and workspace not in installed:
            raise NotFoundError(f"There is no workspace {workspace} here; `dateline workspaces` lists them.")
        if installed and not workspace:
            raise BadRequestError("Say whose it is: --workspace with an ID of `dateline workspaces`.")
        yield built


def moment(text: str) -> datetime:
    """An instant of ISO 8601; without an offset it is UTC."""
    try:
        found = datetime.fromisoformat(text.strip())
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        found = None
    if found is None or found.year not in _YEARS:
        raise BadRequestError(f'"{text}" is no time; write it as 2026-11-23T08:00 or 2026-11-23T08:00+01:00')
    return found
