"""Full-text search behind one port: FTS5 or tsvector. Terms, rows and the window of time are bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import databases
from bot.store.databases.bounds import MAX_ROWS, MAX_TERMS, READ_CHARACTERS, searchable
from bot.store.databases.hits import Hit
from summaries.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

__all__ = [
    "MAX_ROWS",
    "MAX_TERMS",
    "READ_CHARACTERS",
    "Hit",
    "find",
    "frequencies",
    "holding",
    "known",
    "size",
    "telling",
]

# A misspelling and what was meant are about as long.
_APART = 5


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
    asked = [held for term in terms[:MAX_TERMS] if (held := _searchable(term))]
    if not asked:
        return []
    index = databases.of(db).index
    return index.find(db, asked, since=since, until=until, limit=limit, publishers=publishers)


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
    held = [_searchable(term) for term in terms[:MAX_TERMS]]
    asked = [term for term in held if term]
    counts = iter(databases.of(db).index.counts(db, asked, MAX_ROWS) if asked else ())
    return [next(counts) if term else 0 for term in held]


def known(db: Connection, word: str) -> dict[str, int]:
    """The stems of the index that begin like a word and are about as long: stem -> how many articles."""
    first = fold(word.lower())[:1]
    length = range(len(word) - _APART, len(word) + _APART + 1)
    return databases.of(db).index.known(db, first, length, MAX_ROWS) if first else {}


def holding(db: Connection, word: str) -> list[str]:
    """Titles with the beginnings of their texts, of the last few articles that hold a word."""
    return databases.of(db).index.holding(db, word, most=3, longest=READ_CHARACTERS)


def size(db: Connection) -> int:
    """How many articles are searched."""
    return databases.of(db).index.size(db)


def _searchable(spellings: Sequence[str]) -> list[str]:
    return [spelling for spelling in spellings if searchable(spelling)]
