"""What the desk says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (pydantic reads the types when it stores)
from enum import StrEnum

from summaries import Brief, Life, Quotation, Sentence, Source  # noqa: TC001  (as above)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story as an answer shows it: first and last seen within the time that the answer is about.

    `place` is the country or region that it is of, or empty.
    """

    story_id: str
    section: str
    first_seen: datetime
    last_seen: datetime
    brief: Brief
    place: str = ""


class AnswerKind(StrEnum):
    TOP = "top"  # the top stories: now's, or where `asked` names a time, that time's
    FOUND = "found"  # stories on the topic
    NOTHING = "nothing"  # the store holds nothing on it; `stories` are the nearest
    NEW = "new"  # what came in since, and the reader was not shown; without stories where there is nothing
    EMPTY = "empty"  # nothing was ever collected


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The sentence of a story that comes nearest to a question which the store can't answer."""

    story_id: str
    sentence: Sentence
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the desk says. The counts are of what the answer rests on (for NOTHING: of what was searched).

    It is about (since, until], in `words`: "in the last 24 hours", "yesterday (Sunday 22 November)". `asked`
    is empty where now's top stories were asked for. `notes` are whole sentences on what the reader's own
    wishes did to it: "1 story left out: you muted sudan." `limits` says whose articles count: "by Reuters
    alone", "without Fox News"; empty where everybody's do. `nearest` belongs to NOTHING.
    """

    kind: AnswerKind
    asked: str
    stories: tuple[StoryView, ...]
    articles: int
    publishers: int
    since: datetime
    until: datetime
    words: str
    now: datetime
    missing: tuple[str, ...] = ()
    # (asked, searched) for each misspelling, and what it was taken for
    instead: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    limits: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Another story in one line: the article whose title names it, and that one's language in English."""

    story_id: str
    source: Source
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDetail:
    """Behind the button "More": a story's sources and its life, and each publisher's best sentence.

    `place` is the country that it is of, or empty. `earlier` are stories of the same affair before it, newest
    first; `elsewhere` tell the same in other languages. `quotations` are of people by name, those first whom
    most of its articles name. `now` is the time that all this is said of.
    """

    view: StoryView
    key_sentences: tuple[Sentence, ...]
    life: Life | None = None
    place: str = ""
    earlier: tuple[Mention, ...] = ()
    elsewhere: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    now: datetime | None = None
