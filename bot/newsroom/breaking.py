"""Breaking news: a story to which many newsrooms come at once, told once to whoever asked for it.

If a figure that was told is told otherwise later, that is said once in the thread of the message.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot import tenancy
from bot.briefing import make_brief, witnesses
from bot.model import Breaking, Contradicted, DeliveryState, MovedStory, Notice, Told, Wish
from bot.newsroom.alerts import FRESH, NEWS, REMEMBERED, address, by_owner, follows, is_reader
from bot.newsroom.following import Topics, kept_out, muted_newsrooms
from bot.newsroom.movement import SENTENCES
from bot.store import articles, deliveries, readers, shown, stories
from bot.store.databases import Queue
from summaries.newsrooms import newsroom

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import Connection

    from bot.briefing import BriefSettings
    from bot.clock import Clock
    from bot.model import Delivery, Posting, Preference, QuietHours, StoredArticle, StoredStory
    from bot.store.store import Store
    from summaries import Citation, Difference

# Of a busy time, so many of the most told stories are looked at.
MOST_STORIES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """How both messages are drawn: bot.slack.blocks, by wiring."""

    breaking: Callable[[Breaking], Posting]
    contradicted: Callable[[Contradicted], Posting]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakingSettings:
    """`newsrooms` that come to a story `within` so long make it breaking news."""

    newsrooms: int
    within: timedelta
    quiet: QuietHours | None
    brief: BriefSettings


class BreakingNews:
    def __init__(self, store: Store, clock: Clock, settings: BreakingSettings, draw: Draws) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._draw = draw
        self._last: dict[str, int] = {}  # by tenant

    def steps(self) -> Iterator[Callable[[], object]]:
        """Yield a step for each owner who asked, and for each message that may need a correction."""
        now = self._clock.now()
        with self._store.read() as db:
            last = articles.last_row(db)
            if last == self._last.get(tenancy.current()):
                return
            wishes = readers.every_wish(db, (Wish.FOLLOW, Wish.MUTE))
            told = deliveries.notices(db, "breaking/", now - REMEMBERED)
        self._last[tenancy.current()] = last
        for owner, theirs in by_owner(wishes):
            if any(one.is_breaking and one.wish is Wish.FOLLOW for one in theirs):
                yield partial(self.tell, owner, theirs)
        for row, notice in told:
            if row.state is DeliveryState.SENT:
                yield partial(self.correct, row, notice)

    def tell(self, owner: str, wishes: Sequence[Preference]) -> list[Notice]:
        """Open a notice for each story that breaks and that this owner was not told; what was opened."""
        now, prefix = self._clock.now(), f"breaking/{owner}/"
        why = next(one for one in wishes if one.is_breaking and one.wish is Wish.FOLLOW)
        with self._store.read() as db:
            place = address(db, owner)
            if is_reader(owner) and self._settings.quiet and self._settings.quiet.hold(now, place.zone):
                return []
            known = self._known(db, prefix, now)
            muted = kept_out(db, wishes, Topics(db, now - NEWS, now), now - NEWS)
            found = [
                replace(one, zone=place.told_in)
                for one in self._bursts(db, why, muted_newsrooms(wishes))
                if one.moved.story.id not in muted and not known & _names(one.moved.story)
            ]
        asked = [self._notice(prefix, place.channel, one) for one in found]
        return [one for one in asked if self._opened(owner, one)]

    def correct(self, row: Delivery, notice: Notice) -> Notice | None:
        """Open one notice under a message whose figure is told otherwise since; None where none is."""
        now = self._clock.now()
        shown_by = {said.citation for one in notice.told for said in one.sentences}
        with self._store.read() as db:
            homes = set(articles.story_ids(db, {one.article_id for one in shown_by}).values())
            after = [stories.later(db, home, row.due, row.due) for home in sorted(homes)]
            told = articles.of_stories(db, homes.union(*after), until=now)
            zone = address(db, notice.key.split("/")[1]).told_in
        since = [one for one in told if one.collected > row.due]
        if not since:
            return None
        brief = make_brief([*said_alone(told, shown_by), *since], self._settings.brief)
        found = contradiction(brief.differences, shown_by)
        if found is None:
            return None
        drawn = Contradicted(difference=found, sources=brief.sources, now=now, zone=zone)
        text, blocks = self._draw.contradicted(drawn)
        asked = Notice(
            key=f"correction/{row.id}/figure",
            channel=row.channel,
            text=text,
            blocks=blocks,
            due=now,
            until=now + NEWS,
            parent=row.id,
            told=(Told(story_id=notice.told[0].story_id, sentences=found.statements),),
        )
        with self._store.write(Queue.TENANT) as db:
            return asked if deliveries.open_notice(db, asked) else None

    def _known(self, db: Connection, prefix: str, now: datetime) -> set[str]:
        """The stories that an owner was told as breaking lately, by every name that they go by."""
        told = [one for _, notice in deliveries.notices(db, prefix, now - REMEMBERED) for one in notice.told]
        homes = articles.story_ids(db, {said.article_id for one in told for said in one.sentences})
        named = {one.story_id for one in told} | set(homes.values())
        known = stories.get(db, named)
        return named.union(*(_names(story) for story in known.values()))

    def _bursts(self, db: Connection, why: Preference, muted: Collection[str]) -> Iterator[Breaking]:
        """The stories that break just now, each in sentences of what was told since it began to."""
        now, ours = self._clock.now(), self._settings
        since = now - ours.within
        for story in stories.alive_between(db, since, now, limit=MOST_STORIES):
            if story.publishers < ours.newsrooms:
                continue
            told = articles.of_stories(db, [story.id], until=now)
            told = [one for one in told if newsroom(one.article.publisher) not in muted]
            came = newcomers(told, since)
            if len(came) < ours.newsrooms:
                continue
            lately = [one for one in told if one.dated and one.dated > since]  # what was before may be over
            brief = make_brief(lately, replace(ours.brief, sentences=SENTENCES))
            if brief.sentences:
                moved = MovedStory(story=story, news=brief, why=why)
                yield Breaking(moved=moved, newsrooms=came, within=ours.within, now=now, zone=None)

    def _notice(self, prefix: str, channel: str, news: Breaking) -> Notice:
        text, blocks = self._draw.breaking(news)
        moved = news.moved
        return Notice(
            key=prefix + moved.story.id,
            channel=channel,
            text=text,
            blocks=blocks,
            due=news.now,
            until=news.now + FRESH,
            told=(Told(story_id=moved.story.id, sentences=moved.news.sentences),),
        )

    def _opened(self, owner: str, asked: Notice) -> bool:
        with self._store.write(Queue.TENANT) as db:
            opened = follows(db, owner) and deliveries.open_notice(db, asked)
            if opened:
                cited = [(one.story_id, said) for one in asked.told for said in one.sentences]
                shown.note(db, owner, cited, asked.due)
            return opened


def newcomers(told: Sequence[StoredArticle], since: datetime) -> tuple[str, ...]:
    """The newsrooms whose first text on a story is of after `since`, in the order in which they came.

    Copies of one text are one newsroom's; columns and live pages don't count.
    """
    first: dict[str, StoredArticle] = {}
    for stored in witnesses(told):
        first.setdefault(newsroom(stored.article.publisher), stored)
    return tuple(one.article.publisher for one in first.values() if one.dated and one.dated > since)


def said_alone(told: Sequence[StoredArticle], shown_by: Collection[Citation]) -> list[StoredArticle]:
    """The articles of which something was shown, as if they said no more than that."""
    cited = {(one.article_id, one.start, one.end) for one in shown_by}
    found = (
        replace(one, spans=tuple(span for span in one.spans if (one.article.id, *span[:2]) in cited))
        for one in told
    )
    return [one for one in found if one.spans]


def contradiction(differences: Sequence[Difference], shown_by: Collection[Citation]) -> Difference | None:
    """The first difference in which a sentence that was shown stands against another."""
    for one in differences:
        cited = [said.citation in shown_by for said in one.statements]
        if any(cited) and not all(cited):
            return one
    return None


def _names(story: StoredStory) -> set[str]:
    """A story, its affair and what came before it: what goes on from a story that was told breaks no more."""
    return {story.id, story.affair or story.id, *story.previous}
