"""What every shown sentence rests on, and whether it stands on its page still."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from bot import tenancy
from bot.errors import NotFoundError
from bot.model import Proof, Verification
from bot.rereading import last_looks, looks, outcome, remembered, said_in
from bot.store import articles, editions, revisions
from summaries import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.model import PageNow, PageSeen, StoredArticle, StoryDetail
    from bot.store.store import Store
    from summaries import Brief, Sentence

MOST_PAGES = 10
AT_ONCE = 4
FRESH = timedelta(minutes=1)
"""A page that was read so shortly ago is not asked for again, however often the button is pressed."""


class Stories(Protocol):
    """Who tells what is behind a story (bot.desk.ask.Desk)."""

    def detail(self, story_id: str) -> StoryDetail: ...


class VerifyDesk:
    """`read` reads an article's page again (bot.collect.again.Rereader)."""

    def __init__(
        self, store: Store, clock: Clock, stories: Stories, read: Callable[[StoredArticle], PageNow]
    ) -> None:
        self._store = store
        self._clock = clock
        self._stories = stories
        self._fetch = read
        self._recent: dict[str, tuple[datetime, PageNow]] = {}
        self._lock = Lock()

    def verification(self, story_id: str, edition_id: str = "") -> Verification:
        """Proof of every sentence that the edition showed of that story; without one, of its brief's.

        NotFoundError where the edition or the story is not there.
        """
        with self._store.read() as db:
            brief, shown = _shown_in(db, story_id, edition_id) if edition_id else (None, None)
        if brief is None or shown is None:
            brief = self._stories.detail(story_id).view.brief
            shown = brief.sentences
        with self._store.read() as db:
            found = articles.get(db, {one.article_id for one in shown})
            seen = revisions.seen(db, found)
        proofs = tuple(
            _proof(one, found[one.article_id], seen.get(one.article_id))
            for one in shown
            if one.article_id in found
        )
        return Verification(
            story_id=story_id,
            edition_id=edition_id,
            headline=brief.headline,
            proofs=proofs,
            now=self._clock.now(),
            missing=len(shown) - len(proofs),
        )

    def check(self, story_id: str, edition_id: str = "") -> Verification:
        """The same after its pages were read again, at most MOST_PAGES of them; NotFoundError."""
        found = self.verification(story_id, edition_id)
        wanted = list(dict.fromkeys(one.sentence.article_id for one in found.proofs))[:MOST_PAGES]
        with self._store.read() as db:
            stored = articles.get(db, wanted)
        with tenancy.Pool(AT_ONCE, thread_name_prefix="verify") as pool:
            reading = {one: pool.submit(self._read, stored[one]) for one in wanted}
        read = {one: outcome(page) for one, page in reading.items()}
        now = self._clock.now()
        seen = self._keep(stored, read, now)
        checked = [self._looked_at(one, stored, read, seen, now) for one in found.proofs]
        return replace(found, proofs=tuple(checked), now=now, checked=True)

    def _read(self, stored: StoredArticle) -> PageNow:
        """The page, asked for without a condition: it is to be seen itself."""
        key, now = stored.article.id, self._clock.now()
        with self._lock:
            at, page = self._recent.get(key, (now - 2 * FRESH, None))
        if page is not None and now - at < FRESH:
            return page
        page = self._fetch(stored)
        with self._lock:
            self._recent = {one: kept for one, kept in self._recent.items() if now - kept[0] < FRESH}
            self._recent[key] = (now, page)
        return page

    def _keep(
        self, stored: dict[str, StoredArticle], read: dict[str, PageNow], now: datetime
    ) -> dict[str, PageSeen]:
        """What was remembered of the pages until now; what they say now is, from here on."""
        with self._store.write() as db:
            before = revisions.seen(db, read)
            for key, page in read.items():
                revisions.save(db, remembered(stored[key], page, before.get(key), now))
        return before

    @staticmethod
    def _looked_at(
        proof: Proof,
        stored: dict[str, StoredArticle],
        read: dict[str, PageNow],
        seen: dict[str, PageSeen],
        now: datetime,
    ) -> Proof:
        key = proof.sentence.article_id
        if key not in read:
            return proof
        (look,) = looks(stored[key], [proof.sentence], read[key], seen.get(key), now)
        return replace(proof, look=look)


def _shown_in(db: Connection, story_id: str, edition_id: str) -> tuple[Brief, Sequence[Sentence]]:
    """The brief that an edition had of a story, and which of its sentences its messages showed."""
    planned = editions.get(db, edition_id)
    if planned is None:
        raise NotFoundError("That digest is not in the store any more.")
    brief = next((one.brief for one in planned.edition.stories if one.story_id == story_id), None)
    if brief is None:
        raise NotFoundError("This story is not in that digest.")
    message = editions.message(db, edition_id)
    said = said_in([*([message] if message else []), *editions.thread(db, edition_id)])
    return brief, [one for one in brief.sentences if one.text in said]


def _proof(sentence: Sentence, stored: StoredArticle, seen: PageSeen | None) -> Proof:
    text = stored.article.text
    (look,) = last_looks(stored, [sentence], seen)
    return Proof(
        sentence=sentence,
        source=Source.of(stored.article),
        holds=text[sentence.start : sentence.end] == sentence.text,
        characters=len(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        collected=stored.collected,
        look=look,
    )
