"""An edition as it is given out: what its channel was shown, and where that stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003  (whoever writes these reads the types)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedSentence:
    """A verbatim sentence: `article.text[start:end] == text`. `url` opens the article there, or is empty."""

    text: str
    publisher: str
    title: str
    url: str
    published: datetime | None
    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedStory:
    story_id: str
    headline: str
    section: str
    region: str
    place: str
    new: str
    sentences: tuple[ExportedSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """An edition that was delivered. `posted` is when its message came into the channel, by Slack."""

    id: str
    channel: str
    local_date: date
    slot: str
    zone: str
    posted: datetime
    stories: tuple[ExportedStory, ...]
