"""Editions: planned once for a slot, kept with their bytes, and shown from that plan ever after."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from bot.briefing import spans_of
from bot.errors import NotFoundError
from bot.model import LATE, Coverage, EditionInputs
from bot.newsroom.making import Alike, Material, make, named
from bot.newsroom.telling import candidates, context_of, told_to
from bot.newsroom.wishing import muted_among, ruled, wishes_for
from bot.store import articles, editions, feed_changes, feeds, subscriptions
from bot.store.databases import Queue
from summaries import RULES_VERSION, Rules, recognised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from bot.briefing import BriefSettings
    from bot.clock import Clock
    from bot.config import Config
    from bot.model import Drawn, FeedState, PlannedEdition, Posting, Slot, StoredArticle, Subscription
    from bot.store.store import Store

# After a pause (a weekend, say) a digest looks back to the one before, but no further than this.
FURTHEST = timedelta(days=4)
# What is kept out unless a section or a topic of the subscription asks for it, by these words.
ASKED_BY = {
    "opinion": ("opinion", "opinions"),
    "live": ("live",),
    "quiz": ("quiz", "quizzes"),
    "shopping": ("shopping",),
    "horoscope": ("horoscope", "horoscopes"),
    "video": ("video", "videos"),
    "hearsay": ("hearsay", "rumours", "rumors"),
}


class Draw(Protocol):
    """An edition as a message's text and blocks, and those of its thread: bot.slack.blocks, by wiring."""

    def __call__(self, planned: PlannedEdition, name: str) -> Drawn: ...


class Schedule(Protocol):
    """When a subscription was and will be due: bot.deliver.slots, by wiring."""

    def previous_due(self, subscription: Subscription, before: datetime) -> Slot | None: ...

    def next_due(self, subscription: Subscription, after: datetime) -> Slot: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSettings:
    """config.yaml's `digest` and `name`, and the addresses of the feeds that are read."""

    name: str
    window: timedelta
    sentences: int
    max_per_publisher: int
    max_per_region: int
    feeds: tuple[str, ...]
    brief: BriefSettings

    @classmethod
    def of(cls, config: Config, brief: BriefSettings) -> EditionSettings:
        ours = config.digest
        return cls(
            name=config.name,
            window=timedelta(hours=ours.window_hours),
            sentences=ours.sentences,
            max_per_publisher=ours.max_per_publisher,
            max_per_region=ours.max_per_region,
            feeds=tuple(feed.url for feed in config.feeds),
            brief=brief,
        )


class Editions:
    """`health` says how the feeds fare, in a line (bot.desk.health); empty: it is not told.

    `states`: of all feeds, where they need not be read anew for each edition.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        settings: EditionSettings,
        schedule: Schedule,
        draw: Draw,
        *,
        health: Callable[[], str] = str,
        states: Callable[[Connection], Iterable[FeedState]] = feeds.states,
    ) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._schedule = schedule
        self._draw = draw
        self._health = health
        self._states = states
        self._alike = Alike()

    def plan(self, subscription: Subscription, slot: Slot) -> PlannedEdition:
        """The slot's edition: made and kept the first time, afterwards as kept.

        NotFoundError where a reader's own order was taken away meanwhile.
        """
        edition_id = _edition_id(subscription.id, slot.local_date, f"{slot.at:%H:%M}")
        with self._store.read() as db:
            kept = editions.get(db, edition_id)
        if kept is not None:
            return kept
        material = self._gathered(subscription, edition_id, slot.local_date, slot.due)
        planned = make(material, self._alike)
        drawn = self.drawn(planned)
        with self._store.write(Queue.TENANT) as db:
            if subscription.owner:  # whose data may have been erased while this was made
                subscriptions.hold(db, subscription.id)
            editions.add(db, planned, drawn, material.inputs)
            kept = editions.get(db, edition_id)
        return kept or planned

    def drawn(self, planned: PlannedEdition) -> Drawn:
        """The edition's message and its thread, as they are drawn today."""
        return self._draw(planned, self._settings.name)

    def rendered(self, edition_id: str) -> Posting:
        """Text and blocks as they were frozen when it was planned; NotFoundError."""
        with self._store.read() as db:
            found = editions.message(db, edition_id)
        if found is None:
            raise NotFoundError(f"There is no edition {edition_id}.")
        return found

    def thread(self, edition_id: str) -> list[Posting]:
        """The messages of its thread, in order, frozen with it; none where all of it is in one message."""
        with self._store.read() as db:
            return editions.thread(db, edition_id)

    def preview(self, subscription: Subscription) -> PlannedEdition:
        """What the subscription would get now; nothing is kept."""
        now = self._clock.now()
        return make(self._gathered(subscription, "preview", now.astimezone(subscription.tz).date(), now))

    def _gathered(self, subscription: Subscription, edition_id: str, day: date, until: datetime) -> Material:
        with self._store.read() as db:
            told = told_to(db, subscription.channel)
            wishes = wishes_for(db, subscription)
            since = self._since(subscription, until, told.until)
            found = articles.news_between(db, since, until, late=LATE)
            known = context_of(db, found)
            listed = set(self._settings.feeds) - feed_changes.dropped(db)
            states = [state for state in self._states(db) if state.url in listed]
            heard = _heard(found, states, since, articles.last_collected(db, until))
        rules = ruled(self._rules(subscription), subscription, wishes)
        chosen = recognised(candidates(found, told, until, known, rules.counts), told.shown)
        muted = muted_among(chosen, wishes, known.stories, until)
        inputs = EditionInputs(
            id=edition_id,
            subscription_id=subscription.id,
            local_date=day,
            slot=subscription.slot,
            zone=subscription.zone,
            since=since,
            until=until,
            next_due=self._schedule.next_due(subscription, until).due if subscription.channel else None,
            coverage=replace(
                _coverage(len(listed), states, [one for one in found if rules.counts(one.article.publisher)]),
                repeats=len({one.story_id for one in found}) - len(chosen),
                health=self._health(),
            ),
            heard=heard,
            name=self._settings.name,
            rules=replace(rules, muted_stories=muted),
            rules_version=RULES_VERSION,
            candidates=tuple(named(one) for one in chosen),
        )
        return Material(inputs=inputs, candidates=chosen, spans=spans_of(found))

    def _since(self, subscription: Subscription, until: datetime, told: datetime | None) -> datetime:
        """From the slot before (Monday's digest holds the weekend), or from the digest that came last.

        A day whose digest was missed or withheld is told with the next one.
        """
        before = self._schedule.previous_due(subscription, until)
        least = until - self._settings.window
        starts = [least, before.due if before else least, told if told and told < until else least]
        return max(min(starts), until - max(FURTHEST, self._settings.window))

    def _rules(self, subscription: Subscription) -> Rules:
        return Rules(
            stories=subscription.stories,
            sentences=self._settings.sentences,
            sections=subscription.sections,
            topics=subscription.topics,
            max_per_publisher=self._settings.max_per_publisher,
            max_per_region=self._settings.max_per_region,
            kinds=_asked_for(subscription),
            max_words=self._settings.brief.max_words,
            max_share=self._settings.brief.max_share,
            method=self._settings.brief.method,
        )


def _coverage(listed: int, states: Sequence[FeedState], found: Sequence[StoredArticle]) -> Coverage:
    return Coverage(
        articles=len(found),
        publishers=len({stored.article.publisher for stored in found}),
        feeds=listed,
        failing=tuple(state.publisher or state.url for state in states if state.error),
        unread=listed - len(states),
    )


def _heard(
    found: Sequence[StoredArticle],
    states: Sequence[FeedState],
    since: datetime,
    collected: datetime | None,
) -> bool:
    """Whether some feed works, and brought news or said that it had none; without feeds, whether any came."""
    if not states:
        return bool(found) or collected is not None
    well = [state for state in states if not state.error]
    return bool(well and found) or any(state.checked and state.checked > since for state in well)


def _asked_for(subscription: Subscription) -> tuple[str, ...]:
    """What a subscription wants beside news."""
    named = {word.casefold() for word in (*subscription.sections, *subscription.topics)}
    return tuple(kind for kind, words in ASKED_BY.items() if named.intersection(words))


def _edition_id(subscription_id: str, day: date, slot: str) -> str:
    return hashlib.sha256(f"edition\0{subscription_id}\0{day}\0{slot}".encode()).hexdigest()[:16]
