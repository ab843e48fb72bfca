"""`dateline workspaces`: who installed Dateline, and the keys that seal their tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import DEFAULT_CONFIG, ConfigPath, house
from bot.cli.render import Screen
from bot.errors import DatelineError
from bot.text import plural, when

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from bot.model.installations import Installation
    from bot.operate.workspaces import Workspaces

COLUMNS = ["workspace", "name", "how it is", "installed", "by"]


def workspaces(
    *,
    rekey: Annotated[
        bool, typer.Option("--rekey", help="Seal every token anew with the first encryption key.")
    ] = False,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Print a new encryption key; nothing is stored.")
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """List the workspaces that installed Dateline, or see to the keys of their tokens."""
    if new_key:  # it is needed before there can be a whole configuration
        from bot.vault import new_key as make  # noqa: PLC0415  (late: only this needs it)

        typer.echo(make())
        return
    screen = Screen()
    with house(config) as built:
        if rekey:
            _rekey(built.workspaces, screen)
            return
        found, now, zone = built.workspaces.every(), built.clock.now(), built.zone
    if found:
        screen.table(COLUMNS, [_row(one, now, zone) for one in found])
    screen.line(f"{plural(len(found), 'workspace')}.")


def _rekey(found: Workspaces, screen: Screen) -> None:
    sealed, lost = found.rekey()
    screen.line(f"{plural(sealed, 'workspace')}: tokens sealed with the first key. Others may be dropped.")
    if lost:
        raise DatelineError(
            f"No key opens the tokens of {', '.join(lost)}: give the one that sealed them, or let them "
            "install Dateline again."
        )


def _row(one: Installation, now: datetime, zone: tzinfo) -> list[str]:
    name = one.name if one.team else f"{one.name} (org-wide)"
    return [one.tenant, name, _state(one, now, zone), when(one.installed, now, zone), one.installed_by]


def _state(one: Installation, now: datetime, zone: tzinfo) -> str:
    if one.gone is not None and one.forget is not None:
        return f"{one.why}; its data goes {when(one.forget, now, zone)}"
    if one.stuck is not None:
        return f"Slack gives no new token ({one.why}): install it there again"
    return "well"
