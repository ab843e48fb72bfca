"""Questions to begin with, made from today's top stories."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.model import AnswerKind
from bot.store import stories

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.desk.ask import Desk

MOST: Final = 4
TOP: Final = "What are the top stories?"
_DAY: Final = timedelta(hours=24)
_LOOKED_AT: Final = 12
_TRIED: Final = 5
# Countries that are named with "the": what their names are made of, and the others.
_SORTS: Final = frozenset({"Emirates", "Islands", "Kingdom", "Republic", "States", "Territories"})
_OTHERS: Final = frozenset({"Bahamas", "Comoros", "Gambia", "Maldives", "Netherlands", "Philippines"})


def prompts(db: Connection, desk: Desk, now: datetime) -> tuple[str, ...]:
    """The top stories, and what is new where they are: only what the store answers."""
    found = stories.alive_between(db, now - _DAY, now, limit=_LOOKED_AT)
    places = list(dict.fromkeys(story.place for story in found if story.place))
    asked = _answered(desk, [f"What is new in {called(place)}?" for place in places[:_TRIED]])
    return (TOP, *list(asked)[: MOST - 1])


def called(place: str) -> str:
    """The country as it is called in a sentence: "the United States"."""
    return f"the {place}" if place.rsplit(maxsplit=1)[-1] in _SORTS or place in _OTHERS else place


def _answered(desk: Desk, questions: list[str]) -> Iterator[str]:
    return (question for question in questions if desk.ask(question).kind is AnswerKind.FOUND)
