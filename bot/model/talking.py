"""What is said in a conversation, and what is remembered of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (pydantic reads the types when it stores)
from typing import TypeAlias

from bot.model.answers import Answer, StoryDetail
from summaries import Sentence, Source  # noqa: TC001  (as above)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talked:
    """The last question of a conversation, and what was shown for it.

    `asked` is empty where it was about now's top stories. `time` are words of time that came later and stand
    in for the question's own; `only` and `without` are publishers. `told` are the ids of all the stories
    shown for it, `listed` those of the last list, in its order, and `about` the one that was last spoken of
    alone, `opened` where all that is behind it was shown. `came`: it asked what was new since then. `until`
    is up to when its answer looked. `edition`: what was shown is a digest's.
    """

    asked: str
    until: datetime
    time: str = ""
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    about: str = ""
    came: datetime | None = None
    edition: str = ""
    opened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A publisher that says what a sentence says, in a sentence of its own."""

    sentence: Sentence
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence that was shown, and who else says so. `agency` is the one that it was taken from, if any."""

    said: Voice
    others: tuple[Voice, ...] = ()
    agency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """Who says so: a story's sentences with all who state the same, and its sources, oldest first."""

    story_id: str
    headline: str
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereby:
    """Why is it here? of a story shown for a question (empty: among the top stories) or in an edition."""

    story_id: str
    asked: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A sentence or two of ours."""

    text: str


Spoken: TypeAlias = Answer | StoryDetail | Witnesses | Whereby | Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said to a message; `zone` is the reader's, an IANA name, or empty where it isn't known."""

    what: Spoken
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A sentence that a reader was shown, and when."""

    reader: str
    article_id: str
    start: int
    end: int
    story_id: str
    at: datetime
