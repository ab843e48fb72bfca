"""What was planned for channels, and why a story is in an edition or is not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import NotFoundError
from bot.model import LATE
from bot.store import articles, editions
from bot.text import one_line, web_url
from summaries import kind_of
from summaries.editing.gates import PIECES
from summaries.kinds import NEWS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.model import EditionInputs, EditionRow, PlannedEdition, Posting, StoredArticle
    from bot.store.store import Store

LATEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A story that was considered. `place` is where it stands in the edition, 0 for one that was left out."""

    story_id: str
    headline: str
    place: int
    reasons: tuple[str, ...]


class EditionDesk:
    def __init__(self, store: Store) -> None:
        self._store = store

    def latest(self) -> list[EditionRow]:
        """The last editions, newest first."""
        with self._store.read() as db:
            return editions.latest(db, LATEST)

    def planned(self, edition_id: str) -> PlannedEdition:
        """The edition as it was planned; NotFoundError."""
        with self._store.read() as db:
            return _planned(db, edition_id)

    def messages(self, edition_id: str) -> list[Posting]:
        """Text and blocks of the edition, then those of its thread, as they were sent, or would have been.

        NotFoundError where there is no such edition.
        """
        with self._store.read() as db:
            _planned(db, edition_id)
            return [editions.message(db, edition_id) or ("", []), *editions.thread(db, edition_id)]

    def why_not(self, edition_id: str, what: str) -> list[Verdict]:
        """What became of the stories of that id, at that article's address, or with those words in a title.

        NotFoundError says why none of these was even considered.
        """
        asked = what.strip()
        with self._store.read() as db:
            planned, inputs = _planned(db, edition_id), editions.inputs(db, edition_id)
            verdicts = verdicts_of(planned)
            if asked in verdicts:
                return [verdicts[asked]]
            if web_url(asked):
                return [_at_address(db, asked, planned, inputs, verdicts)]
            found = [one for one in verdicts.values() if _says(one.headline, asked)]
            found = found or _with_titles(db, asked, inputs, verdicts)
        if not found:
            raise NotFoundError(
                f"None of the {len(verdicts)} stories that edition {edition_id} chose from speaks of "
                f"“{one_line(asked)}”. Give an article's address, and I say what became of that article."
            )
        return found


def verdicts_of(planned: PlannedEdition) -> dict[str, Verdict]:
    """Every story that was considered, by its id: those shown first."""
    shown = [
        Verdict(story_id=one.story_id, headline=one.brief.headline, place=place, reasons=one.reasons)
        for place, one in enumerate(planned.edition.stories, start=1)
    ]
    left = [
        Verdict(story_id=one.story_id, headline=one.headline, place=0, reasons=(one.reason,))
        for one in planned.edition.left_out
    ]
    return {one.story_id: one for one in (*shown, *left)}


def _planned(db: Connection, edition_id: str) -> PlannedEdition:
    found = editions.get(db, edition_id)
    if found is None:
        raise NotFoundError(f"There is no edition {edition_id}; “dateline edition” lists the last ones.")
    return found


def _says(title: str, asked: str) -> bool:
    """Whether each word asked for begins a word of the title: "rain" is of no train."""
    words, wanted = title.casefold(), asked.casefold().split()
    return bool(wanted) and all(re.search(rf"(?<!\w){re.escape(one)}", words) for one in wanted)


def _with_titles(
    db: Connection, asked: str, inputs: EditionInputs | None, verdicts: dict[str, Verdict]
) -> list[Verdict]:
    """The stories that some article tells under such a title."""
    if inputs is None:
        return []
    stored = articles.get(db, inputs.article_ids)
    return [
        verdicts[one.story_id]
        for one in inputs.candidates
        if any(key in stored and _says(stored[key].article.title, asked) for key, _ in one.articles)
    ]


def _at_address(
    db: Connection,
    url: str,
    planned: PlannedEdition,
    inputs: EditionInputs | None,
    verdicts: dict[str, Verdict],
) -> Verdict:
    stored = articles.at_address(db, url) or articles.at_address(db, url.partition("#")[0])
    if stored is None:
        raise NotFoundError(f"No article at {url} is stored: it was never collected.")
    for one in inputs.candidates if inputs else ():
        if inputs and stored.article.id in {article_id for article_id, _ in one.articles}:
            return _speaking_of(stored, verdicts[one.story_id], inputs)
    if why := _never_considered(stored, planned):
        raise NotFoundError(f"“{one_line(stored.article.title)}” was not considered: {why}.")
    if stored.story_id in verdicts:
        verdict = verdicts[stored.story_id]
        return _speaking_of(stored, verdict, inputs) if inputs else verdict
    raise NotFoundError(
        f"“{one_line(stored.article.title)}” was not considered: when the edition was planned, either it had "
        "not come in, or the channel had been told its story when it was there already."
    )


def _speaking_of(stored: StoredArticle, verdict: Verdict, inputs: EditionInputs) -> Verdict:
    """The verdict on an article's story; first of all why it doesn't count itself, where it doesn't."""
    if why := _uncounted(stored, inputs):
        return replace(verdict, reasons=(why, *verdict.reasons))
    kind = kind_of(stored.article)
    if kind == NEWS or kind in inputs.rules.kinds:
        return verdict
    itself = f"this article is {PIECES.get(kind, kind)}, not news: it speaks for no story"
    return replace(verdict, reasons=(itself, *verdict.reasons))


def _uncounted(stored: StoredArticle, inputs: EditionInputs) -> str:
    """Why an article of this publisher didn't count, in words; empty where it did."""
    publisher, rules = stored.article.publisher, inputs.rules
    if rules.counts(publisher):
        return ""
    if replace(rules, sources=()).counts(publisher):
        return f"{publisher} is not among the publishers asked for ({', '.join(rules.sources)})"
    return f"you muted {publisher}" if rules.personal else f"{publisher} is muted in this channel"


def _never_considered(stored: StoredArticle, planned: PlannedEdition) -> str:
    """Why an article can't have been among an edition's, in words; empty where it may have been."""
    if stored.dated is None:
        return "its feed gave it no date, so it is never news"
    if stored.dated > planned.until:
        return f"it is of {stored.dated:%Y-%m-%d %H:%M} UTC, after the edition's hours"
    begins = planned.since - LATE if stored.collected > planned.since else planned.since
    if stored.dated <= begins:
        return f"it is of {stored.dated:%Y-%m-%d %H:%M} UTC, before the edition's hours"
    return ""
