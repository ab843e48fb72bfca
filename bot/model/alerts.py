"""What is told unasked: a story that somebody follows moves, news breaks, a figure was told otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model.readers import Preference
    from bot.model.stored import StoredStory
    from summaries import Brief, Difference, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From `begin` to `end` of the local day, past midnight where it ends earlier than it begins."""

    begin: time
    end: time

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"

    @property
    def length(self) -> timedelta:
        begin, end = (timedelta(hours=at.hour, minutes=at.minute) for at in (self.begin, self.end))
        return (end - begin) % timedelta(days=1)

    def hold(self, now: datetime, zone: tzinfo) -> bool:
        """Whether it is quiet at that instant."""
        local = now.astimezone(zone).time()
        if self.begin <= self.end:
            return self.begin <= local < self.end
        return local >= self.begin or local < self.end

    def next(self, now: datetime, zone: tzinfo) -> datetime:
        """When it is quiet next, where it isn't now."""
        local = now.astimezone(zone)
        day = local.date() + timedelta(days=local.time() >= self.begin)
        return datetime.combine(day, self.begin, tzinfo=zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedStory:
    """A story with what is new in it: `news` is a brief of that alone; `why` is the wish that it answers."""

    story: StoredStory
    news: Brief
    why: Preference


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What moved of all that one owner follows, the largest of each thing first.

    `more` are stories that moved too, and are not told. `zone` is the owner's,
    None where nobody knows it.
    """

    owner: str
    stories: tuple[MovedStory, ...]
    more: tuple[MovedStory, ...]
    now: datetime
    zone: tzinfo | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaking:
    """A story to which so many newsrooms came `within` so short a time."""

    moved: MovedStory
    newsrooms: tuple[str, ...]
    within: timedelta
    now: datetime
    zone: tzinfo | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradicted:
    """A figure that a message told, and what is said of it since; `sources` name the articles of both."""

    difference: Difference
    sources: tuple[Source, ...]
    now: datetime
    zone: tzinfo | None
