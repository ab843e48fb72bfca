"""The index of words in PostgreSQL: a stored tsvector with a GIN index (migration 0006).

Words are cut and folded here and not by the server, whose own ways hang on its locale: what is indexed and
what is asked are letters and digits between single spaces, as FTS5's tokeniser has them. The server stems
them (the text search configuration "dateline") and ranks.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from bot.store.columns import written
from bot.store.databases.bounds import MAX_CHARACTERS, MAX_ROWS, READ_CHARACTERS, TITLE_WEIGHT, folded
from bot.store.databases.hits import hit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from bot.store.databases.hits import Hit
    from summaries import Article

# A tsvector holds a megabyte; of so many characters none grows larger, whatever they are.
_INDEXED = 200_000
_TITLE_INDEXED = 2_000
# So many times what is asked for, those that hold the weightiest terms, are ranked by all their words.
_RANKED = 4
_MARKS = re.compile("[\u0300-\u036f]+")  # the combining marks that FTS5 takes off as well
_BETWEEN = re.compile(r"[\W_]+")  # all that str.isalnum says no to
_TEXTS = ARRAY(Text)

_ADD = text(
    "INSERT INTO articles_search (n, words) SELECT a.n, "
    "setweight(to_tsvector('dateline', told.title), 'A') || "
    "setweight(to_tsvector('dateline', told.text), 'D') "
    "FROM unnest(:ids, :titles, :texts) AS told(id, title, text) JOIN articles a ON a.id = told.id "
    "ORDER BY a.n ON CONFLICT DO NOTHING"
).bindparams(*(bindparam(name, type_=_TEXTS) for name in ("ids", "titles", "texts")))
# An article's number grows with the time that it came in: that of the window's first bounds what is read.
_FIRST = text(
    "SELECT min(n) FROM (SELECT n FROM articles WHERE dated > :since "
    "UNION ALL SELECT n FROM articles WHERE dated IS NULL AND collected > :since) AS inside"
)
# Whether an article is in the window: looked up for each that holds a term, or, where these are too many, by
# reading the window's part of the index of dates.
_UNTIL = "articles a ON a.n = told.n WHERE coalesce(a.dated, a.collected) <= :until"
_LOOKED_UP = f"{_UNTIL} AND coalesce(a.dated, a.collected) > :since"
_READ = (
    "(SELECT n, publisher FROM articles WHERE dated > :since AND dated <= :until "
    "UNION ALL SELECT n, publisher FROM articles WHERE dated IS NULL AND collected > :since "
    "AND collected <= :until) a ON a.n = told.n WHERE true"
)
_MANY = 5 * MAX_ROWS
# A word's rarity is told by the count of its stems: ts_rank knows none.
_SPELLED = text(
    "SELECT tsvector_to_array(to_tsvector('dateline', told.words)) AS stems, "
    "coalesce((SELECT min(held.doc) FROM articles_search_words held WHERE held.term = "
    "ANY (tsvector_to_array(to_tsvector('dateline', told.words)))), 0) AS doc "
    "FROM unnest(:words) WITH ORDINALITY AS told(words, at) ORDER BY told.at"
).bindparams(bindparam("words", type_=_TEXTS))


class TsVector:
    """Queries are made of words alone by phraseto_tsquery: nothing that a reader types is syntax."""

    def add(self, db: Connection, told: Sequence[Article]) -> None:
        values = {
            "ids": [one.id for one in told],
            "titles": [_plain(one.title, _TITLE_INDEXED) for one in told],
            "texts": [_plain(one.text, _INDEXED) for one in told],
        }
        db.execute(_ADD, values)

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
        asked = _Asked(terms)
        first = _first(db, since) if since else 0
        if first is None:
            return []
        counts = _counts(db, terms)
        weights = _rarity(counts, _size(db))
        windowed = _READ if max(counts) > _MANY else _LOOKED_UP
        inside = windowed if since else _UNTIL
        by = "AND a.publisher = ANY (:publishers)" if publishers else ""
        statement = text(
            "SELECT a.id, a.story_id, best.score, a.title, substr(a.text, 1, :longest) AS text, a.url, "  # noqa: S608  (no outside text: constants and names of values alone)
            "a.publisher, coalesce(a.dated, a.collected) AS moment FROM (SELECT held.n, "
            f"({asked.ranks(weights)}) / (1 + ln(1 + length(held.words))) AS score FROM ("
            # Which terms an article holds says the index; only of the closest the words are unpacked.
            f"SELECT told.n FROM ({asked.held(weights)}) told JOIN {inside} {by} "
            "GROUP BY told.n ORDER BY sum(told.worth) DESC, told.n DESC LIMIT :closest) near "
            "JOIN articles_search held ON held.n = near.n "
            # A copy, so that a long one is unpacked once and not for each term.
            "CROSS JOIN LATERAL (SELECT ts_filter(held.words, '{a, d}') AS words OFFSET 0) read "
            "ORDER BY score DESC, held.n LIMIT :limit) best "
            "JOIN articles a ON a.n = best.n ORDER BY best.score DESC, a.id"
        )
        values: dict[str, object] = {
            **asked.values,
            "until": written(until),
            "limit": limit,
            "closest": limit * _RANKED,
            "rows": MAX_ROWS,
            "first": first,
            "longest": READ_CHARACTERS,
        }
        if since is not None:
            values["since"] = written(since)
        if publishers:
            values["publishers"] = sorted(publishers)
            statement = statement.bindparams(bindparam("publishers", type_=_TEXTS))
        return [hit(row) for row in db.execute(statement, values).mappings()]

    def counts(self, db: Connection, terms: Sequence[Sequence[str]], most: int) -> list[int]:
        """A word's count stands beside it; articles are counted only where spellings are several words."""
        told = iter(db.execute(_SPELLED, {"words": _words(terms)}).all())
        found = [_counted([next(told) for _ in spellings], most) for spellings in terms]
        unsure = [spellings for spellings, count in zip(terms, found, strict=True) if count is None]
        rest = iter(self._holding(db, unsure, most) if unsure else ())
        return [next(rest) if count is None else count for count in found]

    def _holding(self, db: Connection, terms: Sequence[Sequence[str]], most: int) -> list[int]:
        asked = _Asked(terms)
        counted = "(SELECT count(*) FROM articles_holding({}, :rows))"
        each = map(counted.format, asked.queries)
        found = db.execute(text(f"SELECT {', '.join(each)}"), {**asked.values, "rows": most}).one()
        return [int(count) for count in found]

    def size(self, db: Connection) -> int:
        return _size(db)

    def known(self, db: Connection, first: str, length: range, most: int) -> dict[str, int]:
        statement = text(
            "SELECT term, doc FROM articles_search_words WHERE term >= :first AND term < :after "
            "AND length(term) >= :least AND length(term) < :over ORDER BY term LIMIT :rows"
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
        asked = _Asked([[word]])
        statement = text(
            "SELECT a.title || ' ' || substr(a.text, 1, :longest) "  # noqa: S608  (as above)
            f"FROM articles_holding({asked.queries[0]}, :most) held "
            "JOIN articles a ON a.n = held ORDER BY a.n DESC"
        )
        values = {**asked.values, "longest": longest, "most": most}
        return [str(read) for (read,) in db.execute(statement, values)]


class _Asked:
    """Terms as SQL: each one's spellings joined by OR; what was typed stands in the values alone."""

    def __init__(self, terms: Sequence[Sequence[str]]) -> None:
        self.values: dict[str, object] = {}
        self.queries: list[str] = []
        for spellings in terms:
            names = [f"asked_{len(self.values) + place}" for place in range(len(spellings))]
            self.values |= dict(zip(names, map(_asked, spellings), strict=True))
            self.queries.append("(" + " || ".join(f"phraseto_tsquery('dateline', :{n})" for n in names) + ")")

    def held(self, weights: Sequence[float]) -> str:
        """Each term's articles, and what holding it is worth."""
        return " UNION ALL ".join(
            f"SELECT n, {weight} AS worth FROM articles_holding_from({query}, :first, :rows) n"  # noqa: S608  (as above)
            for weight, query in zip(weights, self.queries, strict=True)
        )

    def ranks(self, weights: Sequence[float]) -> str:
        """What an article's words are worth for all the terms, in sum."""
        return " + ".join(
            f"{weight} * ts_rank('{{{1 / TITLE_WEIGHT}, 0, 0, 1}}', read.words, {query})"
            for weight, query in zip(weights, self.queries, strict=True)
        )


def _words(terms: Sequence[Sequence[str]]) -> list[str]:
    return [_asked(spelling) for spellings in terms for spelling in spellings]


def _counted(told: Sequence[Row[Any]], most: int) -> int | None:
    """How many articles hold any of a term's spellings; None where the counts of single words don't say."""
    docs = {tuple(row.stems): row.doc for row in told}
    single = [doc for stems, doc in docs.items() if len(stems) <= 1]
    if single and (max(single) >= most or len(single) == len(docs) == 1):
        return min(max(single), most)
    return None


def _counts(db: Connection, terms: Sequence[Sequence[str]]) -> list[int]:
    """How many articles hold each term, by the commonest of its spellings."""
    told = iter(db.execute(_SPELLED, {"words": _words(terms)}).scalars("doc").all())
    return [max(next(told) for _ in spellings) for spellings in terms]


def _rarity(counts: Sequence[int], total: int) -> list[float]:
    """What a hit of each term is worth: the inverse document frequency of BM25, never below nothing."""
    return [round(math.log(1 + (total - held + 0.5) / (held + 0.5)), 6) for held in counts]


def _first(db: Connection, since: datetime) -> int | None:
    """The lowest number of an article since then; None where there is none."""
    return db.execute(_FIRST, {"since": written(since)}).scalar()


def _size(db: Connection) -> int:
    """Their count stands among the words', as of the empty one (migration 0016)."""
    return int(db.execute(text("SELECT doc FROM articles_search_words WHERE term = ''")).scalar() or 0)


def _asked(spelling: str) -> str:
    return _plain(spelling, MAX_CHARACTERS)


def _plain(told: str, most: int) -> str:
    """The words of a text in small letters without marks, and nothing else."""
    lower = folded(told[:most]).lower()
    if not lower.isascii():
        apart = unicodedata.normalize("NFD", lower)
        lower = unicodedata.normalize("NFC", _MARKS.sub("", apart))
    return " ".join(_BETWEEN.sub(" ", lower).split())[:most]
