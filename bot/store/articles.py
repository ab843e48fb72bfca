"""Articles: written once, never rewritten; only their story may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, and_, func, or_, select, update

from bot.model import StoredArticle
from bot.store import databases
from bot.store.inserting import insert
from bot.store.schema import articles
from bot.store.spans import Spans, written
from summaries import Article
from summaries.newsrooms import newsroom

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import Connection, RowMapping

_OF_ARTICLE = ("id", "title", "text", "published", "publisher", "url", "language", "section")
_BESIDE = ("source", "collected", "dated", "fingerprint", "story_id", "copy_of", "position")


def add(db: Connection, stored: Sequence[StoredArticle]) -> None:
    """Store new articles; one whose id is stored already is left as it is."""
    if stored:
        statement = insert(db, articles).on_conflict_do_nothing(index_elements=["id"])
        db.execute(statement, [_values(one) for one in stored])
        databases.of(db).index.add(db, [one.article for one in stored])


def get(db: Connection, ids: Iterable[str]) -> dict[str, StoredArticle]:
    """The articles of those ids that are stored."""
    wanted = list(ids)
    rows = [
        row
        for start in range(0, len(wanted), 500)
        for row in _all(db, select(articles).where(articles.c.id.in_(wanted[start : start + 500])))
    ]
    return {row.article.id: row for row in rows}


def of_stories(
    db: Connection, story_ids: Iterable[str], until: datetime | None = None
) -> list[StoredArticle]:
    """The articles of those stories (up to `until`), oldest first; undated ones by when they came in."""
    when = func.coalesce(articles.c.dated, articles.c.collected)
    query = select(articles).where(articles.c.story_id.in_(list(story_ids)))
    if until is not None:
        query = query.where(when <= until)
    return _all(db, query.order_by(when, articles.c.id))


def at_address(db: Connection, url: str) -> StoredArticle | None:
    """The article at that very address; of several the one that came in last."""
    query = select(articles).where(articles.c.url == url, articles.c.url != "")
    return next(iter(_all(db, query.order_by(articles.c.n.desc()).limit(1))), None)


def newest_of_story(db: Connection, story_id: str, limit: int = 20) -> list[StoredArticle]:
    """The articles that came into a story last."""
    query = select(articles).where(articles.c.story_id == story_id).order_by(articles.c.n.desc())
    return _all(db, query.limit(limit))


def titled(db: Connection, publisher: str, title: str) -> list[StoredArticle]:
    """The last articles of a publisher under that very title."""
    query = select(articles).where(articles.c.publisher == publisher, articles.c.title == title)
    return _all(db, query.order_by(articles.c.n.desc()).limit(5))


def publisher_named(db: Connection, name: str) -> str:
    """The newsroom of that name as most of its articles write it, or ""."""
    query = select(articles.c.publisher, func.count()).group_by(articles.c.publisher)
    same = [(-count, told) for told, count in db.execute(query) if told and newsroom(told) == newsroom(name)]
    return min(same, default=(0, ""))[1]


def story_ids(db: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Article id -> story id, of those articles that are stored."""
    wanted = list(ids)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        rows = db.execute(select(articles.c.id, articles.c.story_id).where(articles.c.id.in_(part)))
        found.update({row.id: row.story_id for row in rows})
    return found


def news_between(db: Connection, since: datetime, until: datetime, late: timedelta) -> list[StoredArticle]:
    """News of (since, until], and what came in then though it is up to `late` older; oldest first."""
    c = articles.c
    came = and_(c.collected > since, c.collected <= until, c.dated > since - late)
    query = select(articles).where(or_(c.dated > since, came), c.dated <= until)
    return _all(db, query.order_by(articles.c.dated, articles.c.id))


def for_index(db: Connection, since: datetime, after: int, limit: int) -> list[tuple[int, str, Article]]:
    """(row number, story id, article) of the first in a story since then, stored after row number `after`.

    `published` is the time that counts for news.
    """
    c = articles.c
    when = func.coalesce(c.dated, c.collected)
    beside = [c[name] for name in _OF_ARTICLE if name != "published"]
    query = select(c.n, c.story_id, when.label("published"), *beside)
    query = query.where(when >= since, c.n > after, c.story_id != "").order_by(c.n).limit(limit)
    rows = db.execute(query).mappings()
    return [(row["n"], row["story_id"], Article(**{name: row[name] for name in _OF_ARTICLE})) for row in rows]


def openings(
    db: Connection, language: str, *, others: bool, since: datetime, until: datetime, limit: int
) -> list[tuple[str, Article]]:
    """(story id, article) of the newest in a language (a base code), or in all others, by their openings.

    Their `text` is cut after 600 characters, and `published` is the time that counts for news.
    """
    c = articles.c
    text = func.substr(c.text, 1, 600).label("text")
    beside = [c[name] for name in _OF_ARTICLE if name not in {"text", "published"}]
    told = c.language.startswith(language, autoescape=True)
    query = select(c.story_id, text, c.dated.label("published"), *beside).where(
        c.dated > since, c.dated <= until, c.story_id != "", ~told if others else told
    )
    rows = db.execute(query.order_by(c.dated.desc(), c.id).limit(limit)).mappings()
    return [(row["story_id"], Article(**{name: row[name] for name in _OF_ARTICLE})) for row in rows]


def last_row(db: Connection) -> int:
    return db.execute(select(func.max(articles.c.n))).scalar() or 0


def reissue_of(db: Connection, *, publisher: str, url: str, fingerprint: str) -> str:
    """The id of this publisher's article with that canonical URL or that text; empty where there is none."""
    same = or_(and_(articles.c.url == url, articles.c.url != ""), articles.c.fingerprint == fingerprint)
    query = (
        select(articles.c.id).where(articles.c.publisher == publisher, same).order_by(articles.c.n).limit(1)
    )
    return db.execute(query).scalar() or ""


def with_fingerprint(db: Connection, fingerprint: str) -> str:
    """The id of the first article with that text; empty where there is none."""
    query = select(articles.c.id).where(articles.c.fingerprint == fingerprint).order_by(articles.c.n).limit(1)
    return db.execute(query).scalar() or ""


def move(db: Connection, story_of: Mapping[str, str]) -> None:
    """Put articles into other stories: article id -> story id."""
    for article_id, story_id in story_of.items():
        db.execute(update(articles).where(articles.c.id == article_id).values(story_id=story_id))


def count(
    db: Connection, since: datetime, until: datetime, publishers: Collection[str] = ()
) -> tuple[int, int]:
    """(articles, publishers) of (since, until]; with `publishers`, of theirs alone."""
    c = articles.c
    found: dict[str, int] = {}
    # In two parts, as the index of dates has them: over the two times as one, every row would be read.
    for undated, when in ((c.dated.is_not(None), c.dated), (c.dated.is_(None), c.collected)):
        query = select(c.publisher, func.count()).where(undated, when > since, when <= until)
        if publishers:
            query = query.where(c.publisher.in_(publishers))
        for publisher, told in db.execute(query.group_by(c.publisher)):
            found[publisher] = found.get(publisher, 0) + told
    return sum(found.values()), len(found)


def last_collected(db: Connection, until: datetime) -> datetime | None:
    """When the last article came in, up to then."""
    return db.execute(select(func.max(articles.c.collected)).where(articles.c.collected <= until)).scalar()


def _all(db: Connection, query: Select[tuple[object, ...]]) -> list[StoredArticle]:
    return [_article(row) for row in db.execute(query).mappings()]


def _values(stored: StoredArticle) -> dict[str, object]:
    return {
        **{name: getattr(stored.article, name) for name in _OF_ARTICLE},
        **{name: getattr(stored, name) for name in _BESIDE},
        "spans": written(stored.spans),
    }


def _article(values: RowMapping) -> StoredArticle:
    return StoredArticle(
        article=Article(**{name: values[name] for name in _OF_ARTICLE}),
        spans=Spans(values["spans"]),
        **{name: values[name] for name in _BESIDE},
    )
