"""Stored articles -> a brief: what `summaries` is given of the store. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summaries import brief, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.config_parts import SummariesConfig
    from bot.model import StoredArticle
    from summaries import Brief, Sentence, Span

# A brief of the newest of these: what a story of hundreds says, its newest say.
MOST_ARTICLES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSettings:
    """How briefs are made: config.yaml's `summaries`."""

    method: str
    sentences: int
    max_words: int
    max_share: float

    @classmethod
    def of(cls, ours: SummariesConfig) -> BriefSettings:
        return cls(
            method=ours.method, sentences=ours.sentences, max_words=ours.max_words, max_share=ours.max_share
        )


def make_brief(
    told: Sequence[StoredArticle],
    settings: BriefSettings,
    *,
    focus: Sequence[str] = (),
    shown: frozenset[Sentence] = frozenset(),
) -> Brief:
    """The brief of a story's articles (oldest first), from the sentences that intake marked."""
    newest = witnesses(told)[-MOST_ARTICLES:]
    return brief(
        [stored.news for stored in newest],
        sentences=settings.sentences,
        method=settings.method,
        focus=focus,
        told=shown,
        spans=spans_of(newest),
        max_words=settings.max_words,
        max_share=settings.max_share,
    )


def originals(told: Sequence[StoredArticle]) -> list[StoredArticle]:
    """Of each text the first that is told (oldest first): who reprints a text is no second witness.

    Which of two was collected first is a matter of how the feeds raced, and says nothing.
    """
    copied = {stored.article.id: stored.copy_of for stored in told}
    first: dict[str, StoredArticle] = {}
    for stored in told:
        text = stored.article.id
        while before := copied.get(text):  # a copy may be of a copy
            text = before
        first.setdefault(text, stored)
    return list(first.values())


def witnesses(told: Sequence[StoredArticle]) -> list[StoredArticle]:
    """The originals that are news; where none is (a quiz, a column of its own), all the originals."""
    kept = originals(told)
    return [stored for stored in kept if kind_of(stored.article) == "news"] or kept


def spans_of(found: Iterable[StoredArticle]) -> dict[str, Sequence[Span]]:
    """The stored sentences' spans, by article id."""
    return {one.article.id: one.spans for one in found}


def kind_among(told: Sequence[StoredArticle]) -> str:
    """What a story is: news where one of its articles is, else what the first one is."""
    kinds = [kind_of(stored.article) for stored in told]
    return "news" if "news" in kinds else kinds[0]


def section_of(told: Iterable[StoredArticle]) -> str:
    """The section that most of the articles name; of equals, the first."""
    named = Counter(stored.article.section for stored in told if stored.article.section)
    return named.most_common(1)[0][0] if named else ""
