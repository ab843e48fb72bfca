"""A story's life: when it began, who tells it, how fast it grows, whether it sleeps, and how it turned.

What one text is, is counted once: copies, and re-issues with a word changed, add nothing to a life.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from summaries.choosing.turns import Turn, timeline
from summaries.copies import firsts
from summaries.facts.times import UNDATED, moment
from summaries.newsrooms import newsroom, newsrooms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summaries.model import Article
    from summaries.segment import Span

LATELY: Final = timedelta(hours=6)
"""What is told within so long is told lately."""

NEW: Final = timedelta(hours=6)
ASLEEP: Final = timedelta(hours=36)
"""A story of which nothing was told for so long is dormant."""

_BEFORE: Final = timedelta(hours=24)  # what growth is measured against: so long before `LATELY`

Status: TypeAlias = Literal["new", "developing", "quiet", "dormant", "revived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Distinct texts of the last 6 hours beside those of the 24 hours before.

    `per_hour`: texts an hour over the last 6 hours. `factor`: how many times as many as the day before would
    let one expect, one more on either side, so that a first or a last article doesn't shout: 1 is a story
    that goes on as it went, 2 one that has doubled, below 1 one that ebbs away.
    """

    recent: int
    before: int

    @property
    def per_hour(self) -> float:
        return self.recent / (LATELY / timedelta(hours=1))

    @property
    def times(self) -> float:
        """How many times as many texts an hour as in the day before, as they are; `before` is not 0."""
        return self.recent / (self.before * (LATELY / _BEFORE))

    @property
    def factor(self) -> float:
        return (self.recent + 1) / (self.before * (LATELY / _BEFORE) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What an editor asks of a story first.

    `status`: "new" where it was first told within 6 hours; "dormant" where nothing was told for 36 hours;
    "revived" where it is told again after that; else "developing" where a publisher or a turn came within 6
    hours, and "quiet" where none did. `first_seen` and `last_seen` are None where no article is dated.
    `articles` counts distinct texts; `publishers` are the newsrooms that wrote them, in the order in which
    they came, and `lately` those of the last 6 hours. `slept`: of a revived story, how long.
    """

    status: Status
    first_seen: datetime | None
    last_seen: datetime | None
    articles: int
    publishers: tuple[str, ...]
    lately: tuple[str, ...]
    growth: Growth
    slept: timedelta
    timeline: tuple[Turn, ...]


def life(
    articles: Iterable[Article], now: datetime, spans: Mapping[str, Sequence[Span]] | None = None
) -> Life:
    """The life of a story at that time; the order of `articles` doesn't matter.

    An article's time is its `published`; one in the future counts as told now. `spans`: stored `shown_spans`
    by article id. ValueError where there is no article.
    """
    told = distinct(articles)
    if not told:
        raise ValueError("a life needs an article")
    moments = [min(when, moment(now)) for article in told if (when := moment(article.published)) != UNDATED]
    turns = timeline(told, spans)
    since = moment(now) - LATELY
    lately = [one for one in told if UNDATED != moment(one.published) > since]
    slept = _slept(moments, moment(now))
    return Life(
        status=_status(moments, moment(now), slept, came=_came(told, turns, since)),
        first_seen=moments[0] if moments else None,
        last_seen=moments[-1] if moments else None,
        articles=len(told),
        publishers=newsrooms(told),
        lately=newsrooms(lately),
        growth=Growth(recent=len(lately), before=sum(since - _BEFORE < when <= since for when in moments)),
        slept=slept,
        timeline=turns,
    )


def distinct(articles: Iterable[Article]) -> list[Article]:
    """The articles, oldest first and those without a time last, without the copies of an earlier one."""
    once = {one.id: one for one in articles}.values()
    ordered = sorted(once, key=lambda one: (moment(one.published), one.id))
    return [ordered[at] for at in firsts(one.text for one in ordered)]


def _came(told: Sequence[Article], turns: Sequence[Turn], since: datetime) -> bool:
    """Whether a publisher or a turn came since then."""
    before = {newsroom(one.publisher) for one in told if moment(one.published) <= since}
    after = {newsroom(one.publisher) for one in told if UNDATED != moment(one.published) > since}
    return any(turn.when > since for turn in turns) or not after <= before


def _slept(moments: Sequence[datetime], now: datetime) -> timedelta:
    """How long nothing was told, right before what was told last; nothing where it never slept."""
    gaps = [(after, after - before) for before, after in pairwise(moments) if after - before >= ASLEEP]
    woke, slept = gaps[-1] if gaps else (now, timedelta(0))
    return slept if now - woke < ASLEEP else timedelta(0)


def _status(moments: Sequence[datetime], now: datetime, slept: timedelta, *, came: bool) -> Status:
    if not moments:
        return "quiet"
    if now - moments[-1] >= ASLEEP:
        return "dormant"
    if now - moments[0] <= NEW:
        return "new"
    if slept:
        return "revived"
    return "developing" if came else "quiet"
