"""What the program takes before any command."""

from __future__ import annotations

from typing import Annotated

import typer


def _show_version(wanted: bool) -> None:  # noqa: FBT001  (typer calls it so)
    if wanted:
        from bot.store.database import newest_schema  # noqa: PLC0415  (late: most commands start without it)
        from bot.wiring import VERSION  # noqa: PLC0415
        from summaries import RULES_VERSION  # noqa: PLC0415

        typer.echo(f"dateline {VERSION}, schema {newest_schema()}, rules {RULES_VERSION}")
        raise typer.Exit


def options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Show the versions: of the program, its schema, its rules.",
            callback=_show_version,
            is_eager=True,
        ),
    ] = False,
) -> None:
    """World-news briefings in Slack: every sentence verbatim, one click from its source."""
