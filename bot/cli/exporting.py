"""`dateline export`: delivered editions as JSON Lines, as Markdown, or as an Atom feed of a channel."""

from __future__ import annotations

import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import tenancy
from bot.cli.common import DEFAULT_CONFIG, ConfigPath, Workspace, moment, workspace_house
from bot.cli.render import Screen
from bot.errors import BadRequestError
from bot.operate.export_forms import atom, json_lines, markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.model.exported import Exported
    from bot.wiring import House

FEED = 30  # editions in a feed where nobody says how many: what readers of feeds keep anyway


class Form(StrEnum):
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    ATOM = "atom"


def export(
    *,
    form: Annotated[Form, typer.Option("--format", help="How they are written.")] = Form.JSONL,
    channel: Annotated[
        str, typer.Option(help="Of this channel alone, as `dateline edition` names it; a feed needs one.")
    ] = "",
    since: Annotated[
        str | None, typer.Option(metavar="ISO-TIME", help="Only those that were due since then.")
    ] = None,
    most: Annotated[
        int | None, typer.Option(min=1, help="The last so many; in a feed 30 where nothing is said.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="A file that is replaced when all is written.")
    ] = None,
    workspace: Workspace = tenancy.ONLY,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Write the editions that came into their channels, in the sentences that were shown there."""
    if form is Form.ATOM and not channel:
        raise BadRequestError("A feed is one channel's: name it with --channel.")
    with workspace_house(config, workspace) as built:
        last = most or (FEED if form is Form.ATOM else None)
        found = built.exports.editions(channel, since=moment(since) if since else None, most=last)
        _write(_written(built, form, found, channel), to)


def _written(built: House, form: Form, found: Iterator[Exported], channel: str) -> Iterable[str]:
    if form is Form.JSONL:
        return json_lines(found)
    if form is Form.MARKDOWN:
        return markdown(found)
    name, now = built.config.name, built.clock.now()
    return [atom(list(found), name=name, channel=channel, tenant=tenancy.current(), now=now)]


def _write(parts: Iterable[str], to: Path | None) -> None:
    if to is None:
        for part in parts:
            typer.echo(part, nl=False)
        return
    with tempfile.TemporaryDirectory(dir=to.absolute().parent, prefix=".dateline-") as folder:
        whole = Path(folder, to.name)
        with whole.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
        whole.replace(to)
    Screen().line(f"Written to {to}.", "good")
