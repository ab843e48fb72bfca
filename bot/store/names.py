"""The names that the stored news goes by: its publishers and its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.store.schema import articles, feeds, stories

if TYPE_CHECKING:
    from sqlalchemy import Connection


def publishers(db: Connection) -> tuple[str, ...]:
    """Every newsroom that an article or a feed is of, by the alphabet."""
    found = {*db.execute(select(articles.c.publisher).distinct()).scalars()}
    found |= {*db.execute(select(feeds.c.publisher).distinct()).scalars()}
    return _sorted(found)


def sections(db: Connection) -> tuple[str, ...]:
    """Every section that a story is of, by the alphabet."""
    return _sorted({*db.execute(select(stories.c.section).distinct()).scalars()})


def _sorted(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(names - {""}, key=lambda name: (name.casefold(), name)))
