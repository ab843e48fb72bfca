"""Which articles are cited by what was made for channels and readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.inserting import insert
from bot.store.schema import cited

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from summaries import Brief, Sentence


def note(db: Connection, ids: Iterable[str]) -> None:
    """These stay from now on. They are noted in order: of two who note the same, one waits for the other."""
    if rows := [{"article_id": one} for one in sorted(set(ids)) if one]:
        db.execute(insert(db, cited).on_conflict_do_nothing(), rows)


def by_brief(brief: Brief) -> set[str]:
    """What a brief shows comes from these."""
    return {brief.headline_id, *by_sentences(brief.sentences)}


def by_sentences(told: Iterable[Sentence]) -> set[str]:
    return {one.article_id for one in told}
