"""`dateline edition`: what was planned for channels, why, and whether it comes out the same again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import DEFAULT_CONFIG, ConfigPath, house
from bot.cli.render import Screen
from bot.errors import BadRequestError
from bot.text import one_line, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk.editions import Verdict
    from bot.model import EditionRow, PlannedEdition, Posting
    from bot.wiring import House

MOST = 10


def edition(
    edition_id: Annotated[
        str, typer.Argument(metavar="[EDITION_ID]", help="As the list without one names it.")
    ] = "",
    *,
    replay: Annotated[
        bool, typer.Option("--replay", help="Plan and draw it again, and say whether the bytes are the same.")
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", help="Why each story is in it, and each other one is not.")
    ] = False,
    why_not: Annotated[
        str,
        typer.Option(
            metavar="STORY", help="Why this one is not in it: words of a title, an address, a story's id."
        ),
    ] = "",
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """List the latest editions; with an id, show that one as it was sent."""
    screen = Screen()
    if not edition_id and (replay or why or why_not):
        raise BadRequestError(
            "--replay, --why and --why-not need an edition's id; `dateline edition` lists them"
        )
    with house(config) as built:
        if not edition_id:
            _list(screen, built.edition_desk.latest())
        elif replay:
            _replay(screen, built, edition_id)
        elif why_not:
            show_verdicts(screen, built.edition_desk.why_not(edition_id, why_not))
        elif why:
            show_reasons(screen, built.edition_desk.planned(edition_id))
        else:
            show_messages(screen, built.edition_desk.messages(edition_id))


def _list(screen: Screen, rows: Sequence[EditionRow]) -> None:
    if not rows:
        screen.line("No edition has been planned yet.")
        return
    screen.table(
        ["edition", "channel", "date", "time", "stories", "state"],
        [
            [one.id, one.channel, one.local_date, one.slot, one.stories, one.state.value if one.state else ""]
            for one in rows
        ],
    )


def _replay(screen: Screen, built: House, edition_id: str) -> None:
    """Status 1 where it does not come out the same."""
    found = built.replays.replay(edition_id)
    if not found.same:
        screen.error(found.words)
        raise typer.Exit(1)
    screen.line(found.words, "good")


def show_messages(screen: Screen, postings: Sequence[Posting]) -> None:
    """An edition's message, and what stands in its thread."""
    for number, (text, blocks) in enumerate(postings):
        if number:
            screen.line()
            screen.line("In its thread:", "bold")
        screen.message(blocks, text)


def show_reasons(screen: Screen, planned: PlannedEdition) -> None:
    """Every story with its reasons, every one left out with its own, and which caps were lifted."""
    found = planned.edition
    for place, story in enumerate(found.stories, start=1):
        screen.line(f"{place}. {one_line(story.brief.headline)}", "bold")
        screen.line(f"   {'; '.join(story.reasons)}", "dim")
    for lifted in found.relaxed:
        screen.line(lifted)
    if found.left_out:
        screen.line(f"Left out: {plural(len(found.left_out), 'story', 'stories')}", "bold")
    for other in found.left_out:
        screen.line(f"   {one_line(other.headline)}: {other.reason}")


def show_verdicts(screen: Screen, found: Sequence[Verdict]) -> None:
    """What became of each of them."""
    for one in found[:MOST]:
        where = f"story {one.place} of the edition" if one.place else "left out"
        screen.line(f"{one_line(one.headline)}: {where}", "bold")
        for reason in one.reasons:
            screen.line(f"   {reason}", "dim")
    if len(found) > MOST:
        screen.line(f"{len(found) - MOST} more are of these words; name the one you mean.")
