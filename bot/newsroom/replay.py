"""An edition made again from what it was made from, and held against what was kept."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from bot.errors import NotFoundError
from bot.newsroom.making import make, rebuilt
from bot.store import articles, editions
from bot.text import listed, one_line, plural
from summaries import RULES_LIKE_THESE, RULES_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model import EditionInputs, PlannedEdition, StoredArticle
    from bot.newsroom.editions import Draw
    from bot.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Whether the same bytes came out, and in a sentence what was found."""

    edition_id: str
    same: bool
    words: str


class Replays:
    def __init__(self, store: Store, draw: Draw) -> None:
        self._store = store
        self._draw = draw

    def replay(self, edition_id: str) -> Replay:
        """Plan and draw it again from the store; NotFoundError where there is no such edition."""
        with self._store.read() as db:
            planned = editions.get(db, edition_id)
            message, below = editions.message(db, edition_id), editions.thread(db, edition_id)
            inputs = editions.inputs(db, edition_id)
            stored = articles.get(db, inputs.article_ids) if inputs else {}
        if planned is None or message is None:
            raise NotFoundError(f"There is no edition {edition_id}.")
        if inputs is None:
            return _no(edition_id, "was planned before Dateline kept what an edition is made from.")
        if why := _hindrance(inputs, stored):
            return _no(edition_id, why)
        again = make(rebuilt(inputs, stored))
        if again != planned:
            return _no(edition_id, f"comes out otherwise: {_difference(planned, again)}.")
        text, blocks, thread = self._draw(again, inputs.name)
        kept = [editions.frozen(one) for one in (message, *below)]
        drawn = [editions.frozen(one) for one in ((text, blocks), *thread)]
        if drawn != kept:
            return _no(edition_id, "is planned as it was, but this version of Dateline draws it otherwise.")
        words = (
            f"Edition {edition_id}, planned and drawn again from {plural(len(stored), 'article')} "
            f"by rules {inputs.rules_version}: the same {sum(len(one.encode()) for one in drawn):,} bytes."
        )
        return Replay(edition_id=edition_id, same=True, words=words)


def _no(edition_id: str, what: str) -> Replay:
    return Replay(edition_id=edition_id, same=False, words=f"Edition {edition_id} {what}")


def _hindrance(inputs: EditionInputs, stored: Mapping[str, StoredArticle]) -> str:
    """Why it can't be planned again, in words; empty where it can."""
    if inputs.rules_version not in {RULES_VERSION, *RULES_LIKE_THESE}:
        return (
            f"was planned by rules {inputs.rules_version}, and this version of Dateline has rules "
            f"{RULES_VERSION}: they would not come to the same."
        )
    gone = sorted(inputs.article_ids - stored.keys())
    if not gone:
        return ""
    return (
        f"can't be planned again: of the {plural(len(inputs.article_ids), 'article')} that it was made from, "
        f"{len(gone)} {'is' if len(gone) == 1 else 'are'} no longer stored ({listed(gone)})."
    )


def _difference(planned: PlannedEdition, again: PlannedEdition) -> str:
    """The first thing that differs, in words."""
    were, are = ([one.brief.headline for one in each.edition.stories] for each in (planned, again))
    for number, (was, now) in enumerate(zip_longest(were, are), start=1):
        if was != now:
            return f"story {number} was {_headline(was)} and would be {_headline(now)}"
    shown, now_shown = ([one.brief for one in each.edition.stories] for each in (planned, again))
    for number, (was, now) in enumerate(zip(shown, now_shown, strict=True), start=1):
        if was != now:
            return f"story {number}, {_headline(was.headline)}, would be told in other words"
    return "the stories are the same, and the reasons for them or for those left out are not"


def _headline(title: str | None) -> str:
    return "none" if title is None else f"“{one_line(title)}”"
