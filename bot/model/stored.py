"""What is stored: articles with what intake found out, stories with their briefs."""

from __future__ import annotations

from collections.abc import Sequence  # noqa: TC003  (as below)
from dataclasses import dataclass, replace
from datetime import datetime  # noqa: TC003  (pydantic reads the types when it stores)

from summaries import Article, Brief, Span  # noqa: TC001  (as above)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article with what intake found out.

    `dated` is the time that counts for news: the publisher's where it is credible, else when it came in;
    None where a feed gave no date, so that it never is news. `spans` are the sentences fit to be
    shown. `copy_of` is the id of the article that this repeats. `position` is its place in its feed when it
    was first seen, from 1; 0 where it is unknown.
    """

    article: Article
    source: str
    collected: datetime
    dated: datetime | None
    fingerprint: str
    spans: Sequence[Span]
    story_id: str = ""
    copy_of: str = ""
    position: int = 0

    @property
    def when(self) -> datetime:
        """The time that it counts for; for an undated one, when it came in."""
        return self.dated or self.collected

    @property
    def news(self) -> Article:
        """The article as `summaries` is to see it: `published` is the time that it counts for."""
        return self.at(self.when)

    def at(self, when: datetime) -> Article:
        """The article as it counted for that time."""
        return replace(self.article, published=when)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStory:
    """A story as stored: its life in time, and the brief that was made when it last changed.

    `kind` is "news" where one of its articles is, else what `summaries.kind_of` calls the first. `place` is
    a country's name and `region` one of `summaries`' REGIONS; both are empty where nothing says where it is.
    `previous` holds the ids of earlier stories of the same `affair`, newest first; an affair goes by the id
    of its first story.
    """

    id: str
    language: str
    section: str
    first_seen: datetime
    last_seen: datetime
    articles: int
    publishers: int
    kind: str
    brief: Brief
    place: str = ""
    region: str = ""
    affair: str = ""
    previous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryContext:
    """Where a story belongs, without its brief: as of StoredStory."""

    last_seen: datetime
    region: str
    affair: str
    previous: tuple[str, ...]
    place: str = ""
