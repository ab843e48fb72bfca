"""Old stories with all of their articles: which may go, and their end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import delete, exists, func, or_, select

from bot.model import Subject, Wish
from bot.store.inserting import insert
from bot.store.schema import articles, cited, entries, passed, preferences, stories
from summaries.stories import story_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

_AT_ONCE = 500  # SQLite bounds the variables of a statement
_KEEPING = (Wish.SAVE, Wish.FOLLOW)

Place: TypeAlias = tuple["datetime", str]
"""Where a walk through the stories is, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """A story, and the ids of its articles. `kept`: somebody saved or follows it."""

    id: str
    last_seen: datetime
    articles: tuple[str, ...]
    kept: bool

    @property
    def place(self) -> Place:
        return self.last_seen, self.id


def count(db: Connection) -> int:
    """How many articles are stored."""
    return db.execute(select(func.count()).select_from(articles)).scalar() or 0


def wished(db: Connection) -> frozenset[str]:
    """The stories that anybody saved or follows, of every tenant (FORGETTING), by the ids they had then."""
    p = preferences.c
    query = select(p.value).where(p.subject == Subject.STORY, p.wish.in_(_KEEPING))
    return frozenset(db.execute(query.distinct()).scalars())


def old(
    db: Connection, before: datetime, after: Place | None, most: int, wanted: frozenset[str]
) -> list[Old]:
    """The next stories whose last article was before that, and of which nothing is cited; oldest first.

    `wanted`: ids that stories had when somebody wished to keep them.
    """
    s = stories.c
    query = select(s.id, s.last_seen).where(s.last_seen < before, ~_cited())
    if after is not None:
        query = query.where(or_(s.last_seen > after[0], (s.last_seen == after[0]) & (s.id > after[1])))
    rows = db.execute(query.order_by(s.last_seen, s.id).limit(most)).all()
    of_story: dict[str, list[str]] = {row.id: [] for row in rows}
    told = select(articles.c.id, articles.c.story_id).where(articles.c.story_id.in_(list(of_story)))
    for article_id, its_story in db.execute(told):
        of_story[its_story].append(article_id)
    return [
        Old(id=key, last_seen=seen, articles=tuple(ids), kept=not wanted.isdisjoint(_names(key, ids)))
        for (key, seen), ids in zip(rows, of_story.values(), strict=True)
    ]


def remove(db: Connection, gone: Sequence[Old]) -> None:
    """Take the stories away with their articles, from the index of words too; their entries stay known."""
    ids = [one for story in gone for one in story.articles]
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        known = select(entries.c.source, entries.c.key).where(entries.c.article_id.in_(part))
        db.execute(insert(db, passed).from_select(["source", "key"], known).on_conflict_do_nothing())
        db.execute(delete(articles).where(articles.c.id.in_(part)))
    db.execute(delete(stories).where(stories.c.id.in_([one.id for one in gone])))


def _cited() -> ColumnElement[bool]:
    its: Any = (articles.c.story_id == stories.c.id) & (cited.c.article_id == articles.c.id)
    return exists(select(1).select_from(articles).join(cited, its)).correlate(stories)


def _names(key: str, ids: Sequence[str]) -> set[str]:
    """Every id that the story may have had: of one that was moved into it, by its first article."""
    return {key, *map(story_id, ids)}
