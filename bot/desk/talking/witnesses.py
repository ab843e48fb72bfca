"""Who says so: a story's sentences, each with all who state the same in sentences of their own. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Statement, Voice, Witnesses

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.model import StoryView
    from summaries import Brief, Sentence


def witnesses_of(view: StoryView, now: datetime) -> Witnesses:
    """What a story's sentences rest on. One publisher is one voice, however many articles it has."""
    brief = view.brief
    known = {source.article_id for source in brief.sources}
    told = [at for at, sentence in enumerate(brief.sentences) if sentence.article_id in known]
    return Witnesses(
        story_id=view.story_id,
        headline=brief.headline,
        statements=tuple(_statement(brief, at) for at in told),
        sources=brief.sources,
        now=now,
    )


def _statement(brief: Brief, at: int) -> Statement:
    said = _voice(brief, brief.sentences[at])
    if not brief.support:
        return Statement(said=said)
    support = brief.support[at]
    first: dict[str, Voice] = {}
    for voice in _voices(brief, support.supporting):
        if voice.source.publisher != said.source.publisher:
            first.setdefault(voice.source.publisher, voice)
    return Statement(said=said, others=tuple(first.values()), agency=support.agency)


def _voices(brief: Brief, sentences: Iterable[Sentence]) -> Iterable[Voice]:
    known = {source.article_id for source in brief.sources}
    return (_voice(brief, sentence) for sentence in sentences if sentence.article_id in known)


def _voice(brief: Brief, sentence: Sentence) -> Voice:
    return Voice(sentence=sentence, source=brief.source(sentence.article_id))
