"""Full-text search: FTS5 with BM25, terms bounded, a window of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.store.schema import Moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

# A question of more words than these is about its first ones.
MAX_TERMS = 24
MAX_CHARACTERS = 64
# A match in the title is worth several in the text (measured, `../docs/quality.md`).
TITLE_WEIGHT = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that holds some of the terms. `score` is BM25, higher is better."""

    article_id: str
    story_id: str
    score: float


def find(
    db: Connection, terms: Sequence[Sequence[str]], *, since: datetime | None, until: datetime, limit: int
) -> list[Hit]:
    """The best articles that hold any of the terms; each term is given as its spellings. Best first."""
    query = _match(terms)
    if not query:
        return []
    window = "" if since is None else "AND coalesce(a.dated, a.collected) > :since "
    statement = text(
        f"SELECT a.id, a.story_id, -bm25(articles_search, {TITLE_WEIGHT}, 1.0) AS score FROM articles_search "  # noqa: S608  (no outside text: constants alone)
        "JOIN articles a ON a.n = articles_search.rowid WHERE articles_search MATCH :query "
        f"{window}AND coalesce(a.dated, a.collected) <= :until ORDER BY score DESC, a.id LIMIT :limit"
    )
    values: dict[str, object] = {"query": query, "until": _moment(until), "limit": limit}
    if since is not None:
        values["since"] = _moment(since)
    return [Hit(article_id=i, story_id=s, score=score) for i, s, score in db.execute(statement, values)]


def frequencies(db: Connection, terms: Sequence[Sequence[str]]) -> list[int]:
    """In how many articles each term stands, in any of its spellings."""
    statement = text("SELECT count(*) FROM articles_search WHERE articles_search MATCH :query")
    return [
        int(db.execute(statement, {"query": query}).scalar() or 0) if (query := _match([term])) else 0
        for term in terms[:MAX_TERMS]
    ]


def size(db: Connection) -> int:
    """How many articles are searched."""
    return int(db.execute(text("SELECT count(*) FROM articles")).scalar() or 0)


def _match(terms: Sequence[Sequence[str]]) -> str:
    """An FTS5 query of quoted strings alone: nothing that a reader types is syntax."""
    words = dict.fromkeys(
        _quoted(spelling)
        for spellings in terms[:MAX_TERMS]
        for spelling in spellings
        if _searchable(spelling)
    )
    return " OR ".join(words)


def _searchable(spelling: str) -> bool:
    return any(character.isalnum() for character in spelling)


def _quoted(spelling: str) -> str:
    clean = spelling[:MAX_CHARACTERS].replace("\x00", " ").replace('"', '""')
    return f'"{clean}"'


def _moment(moment: datetime) -> str | None:
    return Moment().process_bind_param(moment, None)  # pyright: ignore[reportArgumentType]  (the dialect is not asked)
