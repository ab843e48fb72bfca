"""The newswire's articles, dated as `../tools/newswire.py` dates them, and a channel that reads its digests.

The starts of the stories are squeezed onto so many days; within a story the articles keep their distances, up
to three days. They come in one by one; at the end of each day an edition is planned, and what it shows counts
as told from then on.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from evaluation import article, timed

from summaries import Candidate, Rules, StoryIndex, place_of, plan, recognised, shown_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evaluation import Row

    from summaries import Article, Edition, EditionStory, Sentence

DAYS = 14
END = datetime(2026, 1, 15, 8, tzinfo=UTC)
_LONGEST = timedelta(days=3)  # that a story goes on
_WINDOW = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """Articles by id, oldest first, and the gold event of each."""

    articles: dict[str, Article]
    events: dict[str, str]


@dataclass(slots=True)
class Channel:
    """What a channel was shown, and when it was shown something of an article."""

    stories: list[EditionStory] = field(default_factory=list["EditionStory"])
    sentences: list[Sentence] = field(default_factory=list["Sentence"])
    told_at: dict[str, datetime] = field(default_factory=dict[str, datetime])

    def hear(self, edition: Edition, at: datetime) -> None:
        shown = [one for story in edition.stories for one in story.brief.sentences]
        self.stories += edition.stories
        self.sentences += shown
        self.told_at.update({one.article_id: at for one in shown})


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One day's digest, how many articles it chose from, and the milliseconds that planning took."""

    until: datetime
    articles: int
    edition: Edition
    milliseconds: float


def wire(rows: Sequence[Row]) -> Wire:
    ordered = sorted(rows, key=lambda row: (row["date"], row["id"]))
    dates = [datetime.fromisoformat(row["date"]) for row in ordered]
    starts: dict[str, datetime] = {}
    for row, date in zip(ordered, dates, strict=True):
        starts.setdefault(row["cluster"], date)
    whole = (dates[-1] - dates[0]).total_seconds()
    found: list[Article] = []
    for row, date in zip(ordered, dates, strict=True):
        start = starts[row["cluster"]]
        opened = END - timedelta(days=DAYS) * ((dates[-1] - start).total_seconds() / whole)
        minutes = int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 600
        when = min(END, opened + min(date - start, _LONGEST) + timedelta(minutes=minutes))
        found.append(replace(article(row, row["id"]), published=when))
    found.sort(key=lambda one: (dated(one), one.id))
    return Wire(articles={one.id: one for one in found}, events={row["id"]: row["cluster"] for row in rows})


def dated(one: Article) -> datetime:
    assert one.published is not None
    return one.published


def replay(stream: Wire, channel: Channel) -> Iterator[Planned]:
    """Each day's digest, before the channel hears it."""
    index = StoryIndex()
    waiting = list(stream.articles.values())
    for day in range(DAYS):
        until = END - timedelta(days=DAYS - 1 - day)
        while waiting and dated(waiting[0]) <= until:
            index.add(waiting.pop(0))
        entering = candidates(stream, index, channel, until)
        articles = {one.id: one for candidate in entering for one in candidate.articles}
        spans = {one.id: shown_spans(one) for one in articles.values()}
        edition, took = timed(lambda: plan(entering, Rules(), until, spans=spans))  # noqa: B023 - called at once
        yield Planned(until=until, articles=len(articles), edition=edition, milliseconds=took)
        channel.hear(edition, until)


def candidates(stream: Wire, index: StoryIndex, channel: Channel, until: datetime) -> list[Candidate]:
    """The stories of a day's hours; of one that was told, with what came since."""
    found: list[Candidate] = []
    affairs: dict[str, str] = {}  # by its first story's name, as the bot keeps them
    for story in index.stories():
        before = next(iter(index.previously(story.id)), story.id)
        affairs[story.id] = affairs.get(before, before)
        told = [one for one in channel.sentences if one.article_id in story.article_ids]
        last = max((channel.told_at[one.article_id] for one in told), default=until - _WINDOW)
        since = max(last, until - _WINDOW)
        fresh = [one for key in story.article_ids if since < dated(one := stream.articles[key]) <= until]
        place = place_of(fresh) if fresh else None
        if fresh:
            found.append(
                Candidate(
                    story_id=story.id,
                    section="",
                    last_seen=max(map(dated, fresh)),
                    articles=tuple(fresh),
                    told=frozenset(told),
                    region=place.region if place else "",
                    affair=affairs[story.id],
                )
            )
    return list(recognised(found, channel.stories))
