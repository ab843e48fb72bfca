"""Editions given out of the store: exactly what their channels were shown, within the ceilings of rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import BadRequestError, NotFoundError
from bot.model import DIRECT
from bot.model.exported import Exported, ExportedSentence, ExportedStory
from bot.rereading import said_in
from bot.store import articles, delivered, editions
from bot.text import sentence_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.briefing import BriefSettings
    from bot.model import StoredArticle
    from bot.store.delivered import Delivered
    from bot.store.store import Store
    from summaries import Brief, EditionStory, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """`rights`: how much of one article may be shown; of an edition that was shown more, less is given."""

    store: Store
    rights: BriefSettings

    def editions(
        self, channel: str = "", *, since: datetime | None = None, most: int | None = None
    ) -> Iterator[Exported]:
        """Those that came into a channel, or into all; oldest first, of more than `most` the last ones.

        NotFoundError for a channel that never got one; BadRequestError for a reader's own digests.
        """
        if channel.startswith(DIRECT):
            raise BadRequestError(
                "What was sent to one reader is that reader's own; `dateline reader export` shows it."
            )
        with self.store.read() as db:
            found = delivered.digests(db, channel, since)
            if channel and not found and not delivered.digests(db, channel):
                raise NotFoundError(f"No digest came into {channel}; `dateline edition` lists the last ones.")
        return (one for row in found[-most if most else 0 :] if (one := self._edition(row)) is not None)

    def _edition(self, row: Delivered) -> Exported | None:
        with self.store.read() as db:
            planned = editions.get(db, row.edition_id)
            if planned is None:
                return None
            shown = said_in(delivered.postings(db, row))
            stories = tuple(self._story(db, one, shown) for one in planned.edition.stories)
        return Exported(
            id=planned.id,
            channel=row.channel,
            local_date=planned.local_date,
            slot=planned.slot,
            zone=planned.zone,
            posted=row.posted,
            stories=tuple(one for one in stories if one.sentences),
        )

    def _story(self, db: Connection, told: EditionStory, shown: frozenset[str]) -> ExportedStory:
        brief = told.brief
        known = {one.article_id for one in brief.sources}
        said = [one for one in brief.sentences if one.text in shown and one.article_id in known]
        stored = articles.get(db, {one.article_id for one in said})
        return ExportedStory(
            story_id=told.story_id,
            headline=brief.headline,
            section=told.section,
            region=told.region,
            place=told.place,
            new=told.new,
            sentences=tuple(_sentence(one, brief) for one in self._allowed(said, stored)),
        )

    def _allowed(self, said: list[Sentence], stored: Mapping[str, StoredArticle]) -> Iterator[Sentence]:
        """As many as an article may be quoted in, one at least; of one that is gone, one."""
        words: dict[str, int] = {}
        for one in said:
            key = one.article_id
            length = len(stored[key].article.text.split()) if key in stored else 0
            most = min(self.rights.max_words, self.rights.max_share * length)
            total = words.get(key, 0) + len(one.text.split())
            if key not in words or total <= most:
                words[key] = total
                yield one


def _sentence(one: Sentence, brief: Brief) -> ExportedSentence:
    source = brief.source(one.article_id)
    return ExportedSentence(
        text=one.text,
        publisher=source.publisher,
        title=source.title,
        url=sentence_url(source.url, one.text) or "",
        published=source.published,
        article_id=one.article_id,
        start=one.start,
        end=one.end,
    )
