"""Why a story is where a reader sees it: in an edition, in an answer, or in neither."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.desk import window
from bot.desk.editions import EditionDesk, verdicts_of
from bot.errors import BadRequestError, NotFoundError
from bot.model import Match, Trace, Word
from bot.store import articles, editions, search, stories
from bot.text import one_line
from summaries import Topic, judge, parse, variants, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, tzinfo

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.model import PlannedEdition, StoredArticle, StoredStory
    from bot.store.store import Store

DAY: Final = timedelta(hours=24)
AFTER: Final = 3
_COUNTED: Final = 200


class WhyDesk:
    def __init__(self, store: Store, clock: Clock, zone: tzinfo) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone
        self._editions = EditionDesk(store)

    def in_edition(self, story_id: str, edition_id: str) -> Trace:
        """A story's trace in an edition, with what was left out next to it; NotFoundError."""
        with self._store.read() as db:
            planned = editions.get(db, edition_id)
        if planned is None or story_id not in verdicts_of(planned):
            raise NotFoundError("The plan of that digest is not kept any more, so there is no trace of it.")
        return _trace(planned, story_id)

    def why_not(self, channel: Sequence[str], what: str) -> tuple[Trace, ...]:
        """What became of these words' stories in a channel's last digest; NotFoundError, BadRequestError."""
        if not what.strip():
            raise BadRequestError("Why not what? Name a topic, such as: why not sudan")
        planned = self._last(channel)
        try:
            found = self._editions.why_not(planned.id, what)
        except NotFoundError as error:
            raise NotFoundError(str(error).replace(f"edition {planned.id}", "the last digest here")) from None
        return tuple(_trace(planned, one.story_id) for one in found)

    def in_answer(self, story_id: str, asked: str = "") -> Match:
        """Why a story answers a question, or stands among the top stories; NotFoundError."""
        now = self._clock.now()
        topic = parse(asked, now, self._zone)
        with self._store.read() as db:
            story = stories.get(db, [story_id]).get(story_id)
            if story is None:
                raise NotFoundError("This story is not in the store any more.")
            when = window.named(topic, now, self._zone) or window.last(DAY, now)
            place = 0 if topic.terms else _place(db, story_id, when.since, when.until)
            words = _matched(db, story, topic)
            told = articles.of_stories(db, [story_id])
        return Match(
            story_id=story_id,
            headline=story.brief.headline,
            asked=asked,
            words=words,
            publishers=story.publishers,
            articles=sum(not one.copy_of for one in told),  # as everywhere: copies are not counted
            first_seen=story.first_seen,
            last_seen=story.last_seen,
            place=place,
            now=now,
        )

    def _last(self, channel: Sequence[str]) -> PlannedEdition:
        """The digest that the channel was sent last, with all that was left out of it."""
        with self._store.read() as db:
            sent = [one for name in channel for one in editions.told(db, name, 1)]
            newest = max(sent, key=lambda one: one.until, default=None)
            found = editions.get(db, newest.id) if newest else None
        if found is None:
            raise NotFoundError("No digest has come here yet, so nothing was kept out of one.")
        return found


def _trace(planned: PlannedEdition, story_id: str) -> Trace:
    edition = planned.edition
    verdict = verdicts_of(planned)[story_id]
    ranks = {one.story_id: one.rank for one in (*edition.stories, *edition.left_out)}
    after = sorted(
        (one for one in edition.left_out if one.rank > ranks[story_id] > 0), key=lambda one: one.rank
    )
    shown = next((one for one in edition.stories if one.story_id == story_id), None)
    return Trace(
        story_id=story_id,
        headline=one_line(verdict.headline),
        place=verdict.place,
        of=len(edition.stories),
        considered=len(edition.stories) + len(edition.left_out),
        rank=ranks[story_id],
        reasons=verdict.reasons,
        shares=tuple(part.share for part in shown.parts) if shown else (),
        after=tuple((one_line(one.headline), one.reason) for one in after[:AFTER]),
        local_date=planned.local_date,
        slot=planned.slot,
    )


def _place(db: Connection, story_id: str, since: datetime, until: datetime) -> int:
    """Its place among the stories of a time by how many publishers tell it; 0 where it is not among them."""
    found = stories.alive_between(db, since, until, limit=_COUNTED)
    return next((place for place, one in enumerate(found, start=1) if one.id == story_id), 0)


def _matched(db: Connection, story: StoredStory, topic: Topic) -> tuple[Word, ...]:
    """Each of the question's words: where the story has it, and how telling it is."""
    terms = topic.terms[: search.MAX_TERMS]
    counts = dict(zip(terms, search.frequencies(db, [variants(term) for term in terms]), strict=True))
    weights = weigh(topic, counts, search.size(db))
    told = articles.of_stories(db, [story.id]) if terms else []
    places = _places(story, told)
    return tuple(Word(said=term, where=_where(term, places), weight=weights.get(term, 0.0)) for term in terms)


def _places(story: StoredStory, told: Sequence[StoredArticle]) -> tuple[tuple[str, str], ...]:
    """What is looked through for a word, in this order: (what it is, its text)."""
    brief = story.brief
    return (
        ("headline", brief.headline),
        ("titles", ". ".join(stored.article.title for stored in told)),
        ("sentences", " ".join(sentence.text for sentence in brief.sentences)),
        ("text", " ".join(stored.article.text for stored in told)),
    )


def _where(term: str, places: Iterable[tuple[str, str]]) -> str:
    """The first of these places that a word stands in, in any of its spellings; "" for none."""
    topic = Topic(asked=term, terms=(term,))
    held = (name for name, text in places if judge(topic, title=text, text="", weights={term: 1.0}))
    return next(held, "")
