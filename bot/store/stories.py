"""Stories, each with the brief that was made when it last changed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, delete, func, or_, select

from bot.model import StoredStory, StoryContext
from bot.store.codec import decode, encode
from bot.store.inserting import insert
from bot.store.schema import articles, stories
from summaries import Brief
from summaries.stories import story_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

MONTH = timedelta(days=30)


def save(db: Connection, changed: Sequence[StoredStory]) -> None:
    if changed:
        # One statement for all: to build one for each costs ten times what the database does with it.
        made = insert(db, stories)
        set_ = {column.name: made.excluded[column.name] for column in stories.columns}
        db.execute(
            made.on_conflict_do_update(index_elements=["id"], set_=set_), [_values(one) for one in changed]
        )


def remove(db: Connection, ids: Iterable[str]) -> None:
    """Take away stories that gave all their articles to others."""
    db.execute(delete(stories).where(stories.c.id.in_(list(ids))))


def get(db: Connection, ids: Iterable[str]) -> dict[str, StoredStory]:
    rows = db.execute(select(stories).where(stories.c.id.in_(list(ids)))).mappings()
    return {row["id"]: _story(row) for row in rows}


def contexts(db: Connection, ids: Iterable[str]) -> dict[str, StoryContext]:
    """Where those stories belong; their briefs stay unread."""
    c = stories.c
    query = select(c.id, c.last_seen, c.region, c.affair, c.previous, c.place)
    return {
        row.id: StoryContext(
            last_seen=row.last_seen,
            region=row.region,
            affair=row.affair,
            previous=tuple(json.loads(row.previous)),
            place=row.place,
        )
        for part in _batched(sorted(ids))
        for row in db.execute(query.where(c.id.in_(part)))
    }


def headlines(db: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Story id -> headline, of those that are stored."""
    query = select(stories.c.id, stories.c.brief)
    return {
        row.id: json.loads(row.brief)["headline"]
        for part in _batched(sorted(ids))
        for row in db.execute(query.where(stories.c.id.in_(part)))
    }


def homes(
    db: Connection, ids: Collection[str], since: datetime, until: datetime | None = None
) -> dict[str, str]:
    """Story id -> the story that it is now: itself, or the one that its first article was moved into.

    Ids that no longer stand are looked for among the articles that came in at most a month before `since`,
    and not after `until`.
    """
    found = {one: one for one in contexts(db, ids)}
    missing = set(ids) - found.keys()
    if missing:
        query = select(articles.c.id, articles.c.story_id).where(articles.c.collected >= since - MONTH)
        if until is not None:
            query = query.where(articles.c.collected <= until)
        for row in db.execute(query):
            if (named := story_id(row.id)) in missing:
                found[named] = row.story_id
    return found


def later(db: Connection, followed: str, made: datetime, since: datetime) -> frozenset[str]:
    """The ids of a story, as it stands now, and of what was told since then of its affair after it.

    `made`: when it was still known by that id.
    """
    home = homes(db, [followed], made, made).get(followed)
    known = get(db, [home]).get(home) if home else None
    if home is None or known is None:
        return frozenset()
    c = stories.c
    after = and_(c.affair == known.affair, c.affair != "", c.first_seen >= known.first_seen)
    query = select(c.id).where(c.last_seen > since, or_(c.id == home, after))
    return frozenset(db.execute(query).scalars())


def of_section(db: Connection, section: str, since: datetime) -> frozenset[str]:
    """The ids of the stories of a section, in whatever case it is written, that were told since then."""
    c = stories.c
    rows = db.execute(select(c.id, c.section).where(c.last_seen > since, c.section != ""))
    return frozenset(row.id for row in rows if row.section.casefold() == section.strip().casefold())


def alive_between(
    db: Connection, since: datetime, until: datetime, limit: int, publishers: Collection[str] = ()
) -> list[StoredStory]:
    """The news stories with an article in (since, until], those that most publishers told then first.

    With `publishers`, what these told alone.
    """
    a = articles.c
    inside = and_(a.story_id == stories.c.id, a.dated > since, a.dated <= until)
    if publishers:
        inside = and_(inside, a.publisher.in_(publishers))
    alive = (stories.c.last_seen > since, stories.c.first_seen <= until, stories.c.kind == "news")
    query = select(stories).join(articles, inside).where(*alive).group_by(stories.c.id)
    told_by = func.count(case((a.copy_of == "", a.publisher)).distinct())
    order = (told_by.desc(), func.max(a.dated).desc(), stories.c.id)
    return [_story(row) for row in db.execute(query.order_by(*order).limit(limit)).mappings()]


def _batched(ids: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """The ids in parts that a statement can hold."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _values(story: StoredStory) -> dict[str, object]:
    values: dict[str, object] = {column.name: getattr(story, column.name) for column in stories.columns}
    return values | {"brief": encode(story.brief), "previous": json.dumps(story.previous)}


def _story(row: RowMapping) -> StoredStory:
    values = dict(row)
    brief = decode(Brief, values.pop("brief"))
    previous = tuple(json.loads(values.pop("previous")))
    return StoredStory(brief=brief, previous=previous, **values)
