"""`dateline verify`: what a story's sentences rest on, and whether they stand on their pages still."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import DEFAULT_CONFIG, ConfigPath, house
from bot.cli.render import Screen
from bot.errors import NotFoundError
from bot.model import AnswerKind
from bot.slack.blocks import fingerprints, verification

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.model import Verification
    from bot.wiring import House


def verify(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="STORY|EDITION",
            help="The id of a story, or words that find it as with ask; the id of an edition: all of it.",
        ),
    ],
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Read the articles' pages again, and say what stands there now.")
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Show each sentence's article, place, fingerprint and time; status 1 where one is not as it is stored.

    A story's are those that answers show; an edition's exactly those that its messages showed.
    """
    screen = Screen()
    sound = True
    with house(config) as built:
        for found in _found(built, " ".join(what).strip(), check=check):
            for message in (verification(found), fingerprints(found)):
                screen.message(message.blocks, message.text)
                screen.line()
            sound = sound and not found.missing and all(one.holds for one in found.proofs)
    if not sound:
        screen.error("Not every sentence is as it is stored.")
        raise typer.Exit(1)


def _found(built: House, what: str, *, check: bool) -> Iterator[Verification]:
    ask = built.proofs.check if check else built.proofs.verification
    try:
        planned = built.edition_desk.planned(what)
    except NotFoundError:
        yield _of_story(built, ask, what)
        return
    for story in planned.edition.stories:
        yield ask(story.story_id, planned.id)


def _of_story(built: House, ask: Callable[[str], Verification], what: str) -> Verification:
    try:
        return ask(what)
    except NotFoundError:
        answer = built.desk.ask(what)
        if answer.kind is AnswerKind.FOUND:
            return ask(answer.stories[0].story_id)
        raise NotFoundError(
            f"There is no story or edition {what}, and nothing in the store answers these words; “dateline"
            " edition” lists editions, and “dateline search --json” names stories."
        ) from None
