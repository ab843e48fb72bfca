"""Whether a story has moved for somebody, and what is new in it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.briefing import make_brief, spans_of, witnesses
from summaries import life
from summaries.newsrooms import newsroom

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.briefing import BriefSettings
    from bot.model import StoredArticle
    from summaries import Brief, Sentence

SENTENCES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What somebody knows of a story: the sentences shown, and all that had come in up to a time."""

    until: datetime
    sentences: frozenset[Sentence] = frozenset()


def news_of(
    told: Sequence[StoredArticle], heard: Heard, settings: BriefSettings, now: datetime
) -> Brief | None:
    """A brief of what is new, where the story is new or a newsroom or a turn has come; else None.

    `told` are the story's articles, oldest first, without those of muted publishers.
    """
    known = witnesses(told)
    fresh = [stored for stored in known if stored.collected > heard.until]
    if not fresh or not _moved(known, fresh, now):
        return None
    ours = replace(settings, sentences=SENTENCES)
    old = [stored for stored in told if stored.collected <= heard.until]
    before = make_brief(old, settings).sentences if old else ()
    news = make_brief(fresh, ours, shown=heard.sentences.union(before))
    return news if news.sentences else None


def _moved(known: Sequence[StoredArticle], fresh: Sequence[StoredArticle], now: datetime) -> bool:
    new = {stored.article.id for stored in fresh}
    before = {newsroom(one.article.publisher) for one in known if one.article.id not in new}
    if not before or {newsroom(one.article.publisher) for one in fresh} - before:
        return True
    turns = life([stored.news for stored in known], now, spans_of(known)).timeline
    return any(turn.sentence.article_id in new for turn in turns)
