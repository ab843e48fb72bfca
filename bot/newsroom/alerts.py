"""Alerts: what moves of that which a reader or a channel follows, told in good time and not too often.

An alert is a notice whose key names its owner and the sentences that it shows. So what was told, and when, is
read from the notices themselves; and what is held back (in quiet hours, beyond the day's number) is nothing
but not yet told: it comes with the next alert, if it is still new by then.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import tenancy
from bot.model import Alert, MovedStory, Notice, Told, Wish
from bot.newsroom.following import Topics, followed
from bot.newsroom.movement import Heard, news_of
from bot.newsroom.telling import told_to
from bot.store import articles, deliveries, readers, shown, subscriptions
from bot.store.databases import Queue
from summaries.newsrooms import newsroom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import tzinfo

    from sqlalchemy import Connection

    from bot.briefing import BriefSettings
    from bot.clock import Clock
    from bot.model import Delivery, Posting, Preference, QuietHours, StoredStory
    from bot.newsroom.following import Followed
    from bot.store.store import Store
    from summaries import Sentence

NEWS = timedelta(days=1)
"""What is older is no news to anybody."""

REMEMBERED = timedelta(days=3)
FRESH = timedelta(hours=3)
"""An alert that could not be posted for so long is not posted any more."""

AGAIN = timedelta(minutes=15)
"""Without anything new to tell, time alone may let an alert go out: it is looked at so often."""

MOST_STORIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSettings:
    most_a_day: int
    quiet: QuietHours | None
    brief: BriefSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where an owner is told, and in which zone the owner's day is; where nobody `knows`, in UTC."""

    channel: str
    zone: tzinfo
    known: bool = True

    @property
    def told_in(self) -> tzinfo | None:
        """The zone to tell times in: of a time in an unknown zone only the age is told."""
        return self.zone if self.known else None


class Alerts:
    """`draw` makes an alert's message: bot.slack.blocks, by wiring."""

    def __init__(
        self, store: Store, clock: Clock, settings: AlertSettings, draw: Callable[[Alert], Posting]
    ) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._draw = draw
        self._seen: dict[str, object] = {}  # by tenant

    def steps(self) -> Iterator[Callable[[], object]]:
        """Yield a step for each owner who follows something, if anything can have changed."""
        now = self._clock.now()
        with self._store.read() as db:
            wishes = readers.every_wish(db, (Wish.FOLLOW, Wish.MUTE))
            last = articles.last_row(db)
        seen = (last, wishes, now.timestamp() // AGAIN.total_seconds())
        if seen == self._seen.get(tenancy.current()):
            return
        self._seen[tenancy.current()] = seen
        topics: dict[str, frozenset[str]] = {}  # what one owner's topics were found to be, the next need not
        for owner, theirs in by_owner(wishes):
            yield partial(self.tell, owner, theirs, topics)

    def tell(
        self, owner: str, wishes: Sequence[Preference], topics: dict[str, frozenset[str]] | None = None
    ) -> Notice | None:
        """Open one alert for this owner, if there is one to give; what was opened.

        `topics` are those that were looked up just now (see Topics).
        """
        now, prefix = self._clock.now(), f"alert/{owner}/"
        with self._store.read() as db:
            place = address(db, owner)
            before = deliveries.notices(db, prefix, now - REMEMBERED)
            if self._silent(before, place, now):
                return None
            remember = partial(_Memory, db, owner, place.channel, before, now)
            told = self._moved(db, wishes, remember, Topics(db, now - NEWS, now, topics))
        if not told:
            return None
        asked = self._notice(prefix, owner, told, place)
        with self._store.write(Queue.TENANT) as db:
            if deliveries.notices(db, prefix, now - REMEMBERED) != before:
                return None  # another process has told the owner something meanwhile
            if not follows(db, owner):
                return None
            if not deliveries.open_notice(db, asked):
                return None
            cited = [(one.story_id, said) for one in asked.told for said in one.sentences]
            shown.note(db, owner, cited, now)
        return asked

    def _silent(self, before: Sequence[tuple[Delivery, Notice]], place: Address, now: datetime) -> bool:
        """Whether the owner is to be left in peace: in quiet hours, or told often enough by now."""
        quiet, most = self._settings.quiet, self._settings.most_a_day
        if quiet and quiet.hold(now, place.zone):
            return True
        midnight = datetime.combine(now.astimezone(place.zone).date(), time.min, tzinfo=place.zone)
        return sum(row.due >= midnight for row, _ in before) >= allowed(now, place.zone, quiet, most)

    def _moved(
        self, db: Connection, wishes: Sequence[Preference], remember: Callable[[], _Memory], topics: Topics
    ) -> list[MovedStory]:
        """What moved: the largest of each thing that is followed, then the second of each, and so on."""
        found = followed(db, wishes, topics, self._clock.now() - NEWS)
        if not found.stories:
            return []
        heard = remember()
        moved = [self._news(db, story, found, heard) for story in found.stories.values()]
        return in_turn([one for one in moved if one])

    def _news(self, db: Connection, story: StoredStory, found: Followed, heard: _Memory) -> MovedStory | None:
        now, why = self._clock.now(), found.why[story.id]
        told = articles.of_stories(db, [story.id], until=now)
        told = [one for one in told if newsroom(one.article.publisher) not in found.muted]
        known = heard.of(story.id, max(why.made, now - NEWS))
        late = [one for one in told if one.dated and one.dated > now - NEWS]
        if not any(one.collected > known.until for one in late):
            return None
        news = news_of(told, known, self._settings.brief, now)
        return MovedStory(story=story, news=news, why=why) if news else None

    def _notice(self, prefix: str, owner: str, moved: Sequence[MovedStory], place: Address) -> Notice:
        now = self._clock.now()
        stories, more = tuple(moved[:MOST_STORIES]), tuple(moved[MOST_STORIES:])
        text, blocks = self._draw(Alert(owner=owner, stories=stories, more=more, now=now, zone=place.told_in))
        told = [Told(story_id=one.story.id, sentences=one.news.sentences) for one in stories]
        passed = [Told(story_id=one.story.id, sentences=()) for one in more]
        quiet = self._settings.quiet
        return Notice(
            key=prefix + _mark(said for one in told for said in one.sentences),
            channel=place.channel,
            text=text,
            blocks=blocks,
            due=now,
            until=min(now + FRESH, quiet.next(now, place.zone)) if quiet else now + FRESH,
            told=(*told, *passed),
        )


class _Memory:
    """What an owner was told lately of each story: by alerts, by digests, and in answers."""

    def __init__(
        self,
        db: Connection,
        owner: str,
        channel: str,
        before: Sequence[tuple[Delivery, Notice]],
        now: datetime,
    ) -> None:
        told = told_to(db, channel)
        self._digests = told.stories
        self._sentences = shown.sentences(db, owner)
        answered = shown.since(db, owner, now - REMEMBERED)
        homes = articles.story_ids(db, {one.article_id for one in answered})
        self._last: dict[str, datetime] = {}
        for one in answered:
            self._note(homes.get(one.article_id, one.story_id), one.at)
        for row, notice in before:
            for one in notice.told:
                self._note(one.story_id, row.due)
                self._sentences = self._sentences.union(one.sentences)

    def of(self, story_id: str, since: datetime) -> Heard:
        """What the owner knows of a story; of what came in up to `since`, the owner is told nothing."""
        until, sentences = max(since, self._last.get(story_id, since)), self._sentences
        if digest := self._digests.get(story_id):
            until, sentences = max(until, digest.until or until), sentences.union(digest.sentences)
        return Heard(until=until, sentences=sentences)

    def _note(self, story_id: str, at: datetime) -> None:
        self._last[story_id] = max(at, self._last.get(story_id, at))


def allowed(now: datetime, zone: tzinfo, quiet: QuietHours | None, most: int) -> int:
    """How many alerts there may have been by this time of the local day, of `most` in all.

    One from its beginning on, the others spread over it: a busy morning must not use up the evening's.
    """
    begin = quiet.end if quiet else time.min
    local = now.astimezone(zone)
    past = (local.replace(tzinfo=None) - datetime.combine(local.date(), begin)) % NEWS
    return min(most, 1 + int(most * (past / (NEWS - (quiet.length if quiet else timedelta())))))


def in_turn(moved: Sequence[MovedStory]) -> list[MovedStory]:
    """Nothing that is followed hides behind something else: the first of each wish, then the second."""
    ordered = sorted(moved, key=lambda one: (-one.story.publishers, one.story.id))
    before: Counter[Preference] = Counter()
    places: list[tuple[int, MovedStory]] = []
    for one in ordered:
        places.append((before[one.why], one))
        before[one.why] += 1
    return [one for _, one in sorted(places, key=lambda place: place[0])]


def by_owner(wishes: Sequence[Preference]) -> Iterator[tuple[str, list[Preference]]]:
    """Each owner who follows something, with all wishes; a wish under "#name" stands under the ID as well."""
    for owner, group in groupby(sorted(wishes, key=lambda one: (one.owner, one.made)), lambda one: one.owner):
        theirs = list(group)
        if not owner.startswith("#") and any(one.wish is Wish.FOLLOW for one in theirs):
            yield owner, theirs


def follows(db: Connection, owner: str) -> bool:
    """Whether the owner follows something still: all of it may be gone since it was looked at."""
    return any(one.wish is Wish.FOLLOW for one in readers.wishes_of(db, owner))


def is_reader(owner: str) -> bool:
    """Whether an owner is a person: their IDs begin with U or W."""
    return owner.startswith(("U", "W"))


def address(db: Connection, owner: str) -> Address:
    """A reader's direct message and zone; a channel, and the zone of its first digest, failing that UTC."""
    if is_reader(owner):
        known = readers.reader(db, owner)
        zone = ZoneInfo(known.zone or "UTC")
        return Address(channel=known.dm or owner, zone=zone, known=bool(known.zone))
    order = next(iter(subscriptions.every(db, owner)), None)
    return Address(channel=owner, zone=order.tz if order else ZoneInfo("UTC"), known=order is not None)


def _mark(sentences: Iterator[Sentence]) -> str:
    """The same sentences, the same mark."""
    cited = sorted(f"{one.article_id} {one.start} {one.end}" for one in sentences)
    return hashlib.sha256("\n".join(cited).encode()).hexdigest()[:16]
