"""Which sentences a reader was shown in answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from bot.model.talking import Shown
from bot.store.inserting import insert
from bot.store.schema import articles, shown
from bot.store.tenants import mine, own
from summaries import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

# Of who asks all day, the last so many sentences are looked at.
MOST = 2_000


def note(db: Connection, reader: str, told: Iterable[tuple[str, Sentence]], at: datetime) -> None:
    """Note the sentences, each with the id of its story; one that was shown before is noted anew."""
    for story_id, sentence in told:
        key = {"reader": reader, "article_id": sentence.article_id, "start": sentence.start}
        values = {**key, "end": sentence.end, "story_id": story_id, "at": at}
        statement = insert(db, shown).values(values)
        db.execute(statement.on_conflict_do_update(index_elements=["tenant", *key], set_=values))


def sentences(db: Connection, reader: str) -> frozenset[Sentence]:
    """What this reader was shown, as far as its articles are stored."""
    c = shown.c
    text = func.substr(articles.c.text, c.start + 1, c.end - c.start)
    query = select(c.article_id, c.start, c.end, text.label("text")).join(
        articles, articles.c.id == c.article_id
    )
    seen = query.where(mine(db, shown), c.reader == reader)
    rows = db.execute(seen.order_by(c.at.desc()).limit(MOST)).mappings()
    return frozenset(Sentence(**row) for row in rows)


def last(db: Connection, reader: str) -> datetime | None:
    """When this reader was last shown something."""
    query = select(func.max(shown.c.at)).where(mine(db, shown), shown.c.reader == reader)
    return db.execute(query).scalar()


def since(db: Connection, reader: str, moment: datetime) -> list[Shown]:
    """All that was shown to this reader since then, oldest first."""
    c = shown.c
    query = select(shown).where(mine(db, shown), c.reader == reader, c.at >= moment)
    rows = db.execute(query.order_by(c.at, c.article_id, c.start)).mappings()
    return [Shown(**own(row)) for row in rows]


def forget(db: Connection, before: datetime) -> None:
    """Of every tenant: for a transaction `across` them (FORGETTING)."""
    db.execute(delete(shown).where(shown.c.at < before))
