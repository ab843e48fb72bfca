"""Full-text search: FTS5 with BM25; terms, rows and the window of time are bounded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.store.schema import Moment
from summaries.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection, RowMapping

# A question of more words than these is about its first ones.
MAX_TERMS = 24
MAX_CHARACTERS = 64
# How many rows a question may go through, rarest terms first: its time must not grow with the archive. A term
# that stands in more articles is counted no further, and of those that hold it the newest are read.
MAX_ROWS = 20_000
# The window goes by the index of dates: to read a date in its row, SQLite walks through the whole text.
_NOT_LATER = "n NOT IN (SELECT n FROM articles WHERE dated > :until)"
_SINCE = (
    "AND n IN (SELECT n FROM articles WHERE dated > :since "
    "UNION ALL SELECT n FROM articles WHERE dated IS NULL AND collected > :since)"
)
_BY = "AND n IN (SELECT n FROM articles WHERE publisher IN (SELECT value FROM json_each(:publishers)))"
# Of a long text, what is read to rank it.
READ_CHARACTERS = 4_000
# A match in the title is worth several in the text (measured, `../docs/quality.md`).
TITLE_WEIGHT = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that holds some of the terms. `score` is BM25, higher is better."""

    article_id: str
    story_id: str
    score: float
    title: str
    text: str
    url: str
    publisher: str
    when: datetime


def find(
    db: Connection,
    terms: Sequence[Sequence[str]],
    *,
    since: datetime | None,
    until: datetime,
    limit: int,
    publishers: Collection[str] = (),
) -> list[Hit]:
    """The best articles that hold any of the terms; each term is given as its spellings. Best first.

    With `publishers`, theirs alone.
    """
    query = _match(terms)
    if not query:
        return []
    statement = text(
        "SELECT a.id, a.story_id, best.score, a.title, substr(a.text, 1, :longest) AS text, a.url, "  # noqa: S608  (no outside text: constants alone)
        "a.publisher, coalesce(a.dated, a.collected) AS moment FROM (SELECT n, score FROM ("
        f"SELECT rowid AS n, -bm25(articles_search, {TITLE_WEIGHT}, 1.0) AS score FROM articles_search "
        "WHERE articles_search MATCH :query ORDER BY rowid DESC LIMIT :rows) "
        f"WHERE {_NOT_LATER} {_SINCE if since else ''} {_BY if publishers else ''} "
        "ORDER BY score DESC, n LIMIT :limit) best "
        "JOIN articles a ON a.n = best.n WHERE moment <= :until ORDER BY best.score DESC, a.id"
    )
    values: dict[str, object] = {
        "query": query,
        "until": _moment(until),
        "limit": limit,
        "rows": MAX_ROWS,
        "longest": READ_CHARACTERS,
    }
    if since is not None:
        values["since"] = _moment(since)
    if publishers:
        values["publishers"] = json.dumps(sorted(publishers))
    return [_hit(row) for row in db.execute(statement, values).mappings()]


def _hit(row: RowMapping) -> Hit:
    return Hit(
        article_id=row["id"],
        story_id=row["story_id"],
        score=row["score"],
        title=row["title"],
        text=row["text"],
        url=row["url"],
        publisher=row["publisher"],
        when=datetime.fromisoformat(row["moment"]),
    )


def telling(terms: Sequence[Sequence[str]], counts: Sequence[int]) -> list[Sequence[str]]:
    """Of the terms those to look up: the rarest first, as many as MAX_ROWS allows, one at least."""
    ordered = sorted((count, at) for at, count in enumerate(counts) if count)
    chosen: list[Sequence[str]] = []
    rows = 0
    for count, at in ordered:
        rows += count
        if chosen and rows > MAX_ROWS:
            break
        chosen.append(terms[at])
    return chosen


def frequencies(db: Connection, terms: Sequence[Sequence[str]]) -> list[int]:
    """In how many articles each term stands, in any of its spellings; more than MAX_ROWS are not counted."""
    statement = text(
        "SELECT count(*) FROM (SELECT 1 FROM articles_search WHERE articles_search MATCH :query LIMIT :rows)"
    )
    return [
        int(db.execute(statement, {"query": query, "rows": MAX_ROWS}).scalar() or 0)
        if (query := _match([term]))
        else 0
        for term in terms[:MAX_TERMS]
    ]


def known(db: Connection, word: str) -> dict[str, int]:
    """The stems of the index that begin like a word and are about as long: stem -> how many articles."""
    first = fold(word.lower())[:1]
    statement = text(
        "SELECT term, doc FROM articles_search_words WHERE term >= :first AND term < :after "
        "AND abs(length(term) - :length) <= :apart LIMIT :rows"
    )
    values = {"first": first, "after": chr(ord(first) + 1), "length": len(word), "apart": 5, "rows": MAX_ROWS}
    return {term: int(held) for term, held in db.execute(statement, values)} if first else {}


def holding(db: Connection, word: str) -> list[str]:
    """Titles with the beginnings of their texts, of the last few articles that hold a word."""
    statement = text(
        "SELECT a.title || ' ' || substr(a.text, 1, :longest) FROM (SELECT rowid AS n FROM articles_search "
        "WHERE articles_search MATCH :query ORDER BY rowid DESC LIMIT 3) held JOIN articles a ON a.n = held.n"
    )
    values = {"query": _match([[word]]), "longest": READ_CHARACTERS}
    return [str(read) for (read,) in db.execute(statement, values)]


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


# Letters that Unicode doesn't take apart, and neither does FTS5's tokeniser. The index has them folded by the
# view of migration 0003, which holds the same list; so must be what is asked.
FOLDED = {
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "\u0131": "i", "ß": "ss", "ẞ": "SS",
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
}  # fmt: skip
_FOLDING = str.maketrans(FOLDED)


def folded(words: str) -> str:
    """The words as they stand in the index: "Łódź" as "Lódź", whose accents are the tokeniser's affair."""
    return words.translate(_FOLDING)


def _searchable(spelling: str) -> bool:
    return any(character.isalnum() for character in spelling)


def _quoted(spelling: str) -> str:
    clean = folded(spelling[:MAX_CHARACTERS]).replace("\x00", " ").replace('"', '""')
    return f'"{clean}"'


def _moment(moment: datetime) -> str | None:
    return Moment().process_bind_param(moment, None)  # pyright: ignore[reportArgumentType]  (the dialect is not asked)
