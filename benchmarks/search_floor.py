"""The floor of a search: one bare query of the database's own full-text search, as written by hand.

The same terms in any of their spellings, joined by OR, the same window, as many rows as Dateline reads, best
first by bm25 or ts_rank, with what a list of results shows (id, title, address). No bound on how many rows
are ranked, no text, no story, no sentence.

Of several ways to write it the fastest was taken: the window is a list of row numbers off the index of dates.
To join the articles and look at their dates takes five times as long on SQLite, and up to thirteen times on
PostgreSQL, which then reads every article's words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from bot.store.columns import written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

_TITLE_WEIGHT: Final = 4
_FTS5: Final = """
SELECT a.id, a.title, a.url FROM (
    SELECT rowid AS n, bm25(articles_search, {weight}, 1) AS score FROM articles_search
    WHERE articles_search MATCH :query {window} ORDER BY score LIMIT :limit
) best JOIN articles a ON a.n = best.n ORDER BY best.score
"""
_FTS5_WINDOW: Final = "AND +rowid IN (SELECT n FROM articles WHERE dated > :since AND dated <= :until)"
# {D, C, B, A}: titles are of weight A in the index, texts of D.
_TSVECTOR: Final = """
SELECT a.id, a.title, a.url FROM (
    SELECT n, ts_rank('{{{share}, 0, 0, 1}}', words, to_tsquery('dateline', :query)) AS score
    FROM articles_search WHERE words @@ to_tsquery('dateline', :query) {window}
    ORDER BY score DESC LIMIT :limit
) best JOIN articles a ON a.n = best.n ORDER BY best.score DESC
"""
_TSVECTOR_WINDOW: Final = "AND n IN (SELECT n FROM articles WHERE dated > :since AND dated <= :until)"


def floor(
    db: Connection, terms: Sequence[Sequence[str]], since: datetime | None, until: datetime, limit: int
) -> int:
    """How many rows the bare query gives. `terms`: plain words, each with its spellings."""
    asked = list(dict.fromkeys(spelling for spellings in terms for spelling in spellings))
    if db.dialect.name == "sqlite":
        query = " OR ".join(f'"{one}"' for one in asked)
        line = _FTS5.format(weight=_TITLE_WEIGHT, window=_FTS5_WINDOW if since else "")
    else:
        query = " | ".join("(" + " <-> ".join(one.split()) + ")" for one in asked)
        line = _TSVECTOR.format(share=1 / _TITLE_WEIGHT, window=_TSVECTOR_WINDOW if since else "")
    values: dict[str, object] = {"query": query, "limit": limit}
    if since:
        values |= {"since": written(since), "until": written(until)}
    return len(db.execute(text(line), values).all())
