"""The index of words in SQLite: FTS5 with BM25, kept in step by triggers (migration 0003)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.store.columns import written
from bot.store.databases.bounds import MAX_CHARACTERS, MAX_ROWS, READ_CHARACTERS, TITLE_WEIGHT, folded
from bot.store.databases.hits import hit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.store.databases.hits import Hit
    from summaries import Article

# The window goes by the index of dates: to read a date in its row, SQLite walks through the whole text. An
# article's number grows with the time that it came in, so that the window's lowest bounds what is read.
_NOT_LATER = "n NOT IN (SELECT n FROM articles WHERE dated > :until)"
_INSIDE = (
    "SELECT n FROM articles WHERE dated > :since "
    "UNION ALL SELECT n FROM articles WHERE dated IS NULL AND collected > :since"
)
_SINCE = f"AND n IN ({_INSIDE})"
_FROM = f"AND rowid >= (SELECT min(n) FROM ({_INSIDE}))"  # noqa: S608  (no outside text: constants alone)
# How many rows a table has stands first in this record (sqlite.org/fts5.html, 8.2.3 and 8.1).
_AVERAGES = "SELECT block FROM articles_search_data WHERE id = 1"
_BY = "AND n IN (SELECT n FROM articles WHERE publisher IN (SELECT value FROM json_each(:publishers)))"

_MERGED, _WORKED = 200, 2  # pages of the index at once; changes that tell of work


class Fts5:
    """Terms are quoted strings: nothing that a reader types is syntax."""

    def add(self, db: Connection, told: Sequence[Article]) -> None:
        """The triggers have done it."""

    def merge(self, db: Connection, *, anew: bool) -> bool:
        """Merge some pages of it, so that what was taken out leaves nothing behind; whether there is more.

        `anew`: all of it shall become one. FTS5's documentation: below zero it begins with that, and while
        there is work, at least two rows of its own tables change.
        """
        before = _changes(db)
        pages = -_MERGED if anew else _MERGED
        db.execute(text(f"INSERT INTO articles_search(articles_search, rank) VALUES ('merge', {pages})"))  # noqa: S608  (as below)
        return _changes(db) - before >= _WORKED

    def find(
        self,
        db: Connection,
        terms: Sequence[Sequence[str]],
        *,
        since: datetime | None,
        until: datetime,
        limit: int,
        publishers: Collection[str],
    ) -> list[Hit]:
        statement = text(
            "SELECT a.id, a.story_id, best.score, a.title, substr(a.text, 1, :longest) AS text, a.url, "  # noqa: S608  (no outside text: constants alone)
            "a.publisher, coalesce(a.dated, a.collected) AS moment FROM (SELECT n, score FROM ("
            f"SELECT rowid AS n, -bm25(articles_search, {TITLE_WEIGHT}, 1.0) AS score FROM articles_search "
            f"WHERE articles_search MATCH :query {_FROM if since else ''} ORDER BY rowid DESC LIMIT :rows) "
            f"WHERE {_NOT_LATER} {_SINCE if since else ''} {_BY if publishers else ''} "
            "ORDER BY score DESC, n LIMIT :limit) best "
            "JOIN articles a ON a.n = best.n WHERE moment <= :until ORDER BY best.score DESC, a.id"
        )
        values: dict[str, object] = {
            "query": _match(terms),
            "until": written(until),
            "limit": limit,
            "rows": MAX_ROWS,
            "longest": READ_CHARACTERS,
        }
        if since is not None:
            values["since"] = written(since)
        if publishers:
            values["publishers"] = json.dumps(sorted(publishers))
        return [hit(row) for row in db.execute(statement, values).mappings()]

    def counts(self, db: Connection, terms: Sequence[Sequence[str]], most: int) -> list[int]:
        statement = text(
            "SELECT count(*) FROM "
            "(SELECT 1 FROM articles_search WHERE articles_search MATCH :query LIMIT :rows)"
        )
        asked = [{"query": _match([spellings]), "rows": most} for spellings in terms]
        return [int(db.execute(statement, one).scalar() or 0) for one in asked]

    def size(self, db: Connection) -> int:
        return _varint(db.execute(text(_AVERAGES)).scalar() or b"")

    def known(self, db: Connection, first: str, length: range, most: int) -> dict[str, int]:
        statement = text(
            "SELECT term, doc FROM articles_search_words WHERE term >= :first AND term < :after "
            "AND length(term) >= :least AND length(term) < :over LIMIT :rows"
        )
        values = {
            "first": first,
            "after": chr(ord(first) + 1),
            "least": length.start,
            "over": length.stop,
            "rows": most,
        }
        return {term: int(held) for term, held in db.execute(statement, values)}

    def holding(self, db: Connection, word: str, *, most: int, longest: int) -> list[str]:
        statement = text(
            "SELECT a.title || ' ' || substr(a.text, 1, :longest) FROM (SELECT rowid AS n FROM "
            "articles_search WHERE articles_search MATCH :query ORDER BY rowid DESC LIMIT :most) held "
            "JOIN articles a ON a.n = held.n"
        )
        values = {"query": _match([[word]]), "longest": longest, "most": most}
        return [str(read) for (read,) in db.execute(statement, values)]


def _changes(db: Connection) -> int:
    return int(db.execute(text("SELECT total_changes()")).scalar() or 0)


def _varint(block: bytes) -> int:
    """The number at the beginning: seven bits a byte, the highest bit says that more follow."""
    value = 0
    for byte in block:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004
            break
    return value


def _match(terms: Sequence[Sequence[str]]) -> str:
    return " OR ".join(dict.fromkeys(_quoted(spelling) for spellings in terms for spelling in spellings))


def _quoted(spelling: str) -> str:
    clean = folded(spelling[:MAX_CHARACTERS]).replace("\x00", " ").replace('"', '""')
    return f'"{clean}"'
