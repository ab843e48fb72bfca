"""Behind the button "More": who differs, who agrees, what each says, and every source with its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.blocks import parts
from bot.slack.blocks.message import Message, fits
from bot.slack.blocks.story import (
    SENTENCE_LONGEST,
    at,
    counted,
    credited,
    find_source,
    headline,
    publisher_name,
    span_of,
    title,
)
from bot.slack.blocks.witnesses import witnesses
from bot.text import ago, clip, escape, one_line, plural, visible, web_url

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from slack_sdk.models.blocks import RichTextSectionElement

    from bot.model import StoryDetail
    from bot.slack.blocks.message import Json
    from bot.slack.blocks.witnesses import Witnesses
    from summaries import Brief, Source

MOST_SOURCES = 60


def detail(story: StoryDetail, *, now: datetime, zone: tzinfo | None = None) -> Message:
    """What differs and what several say, each publisher's key sentence, all sources, newest first.

    Sources that don't fit are counted.
    """
    brief = story.view.brief
    told = witnesses(brief)
    quotes = _quotes(story, told)
    sources = [_source(source, now, zone) for source in reversed(brief.sources)][:MOST_SOURCES]
    message = _draw(brief, now, told, quotes, sources)
    while not fits(message) and (quotes or sources or told.lists):
        (max(sources, quotes, key=len) or told.lists).pop()
        message = _draw(brief, now, told, quotes, sources)
    return message


def _draw(
    brief: Brief,
    now: datetime,
    told: Witnesses,
    quotes: list[RichTextSectionElement],
    sources: list[RichTextSectionElement],
) -> Message:
    times = span_of(brief)
    newest = f" · first {ago(times[0], now)} · newest {ago(times[1], now)}" if times else ""
    blocks = [parts.rich(parts.line(title(brief))), parts.context(f"{counted(brief)}{newest}")]
    lists = [*told.lists, ("In their own words", quotes), ("Sources", sources)]
    blocks += [block for heading, lines in lists for block in _titled(heading, lines)]
    if unshown := len(brief.sources) - len(sources):
        blocks.append(parts.context(f"{plural(unshown, 'older article')} did not fit."))
    said = f"{headline(brief)}: {plural(len(brief.sources), 'source')} by {_publishers(brief)}."
    return Message(text=escape(said), blocks=blocks)


def _publishers(brief: Brief) -> str:
    return plural(len(brief.publishers), "publisher")


def _quotes(story: StoryDetail, told: Witnesses) -> list[RichTextSectionElement]:
    return [
        credited(sentence, source)
        for sentence in story.key_sentences
        if sentence.article_id not in told.shown
        and len(sentence.text) <= SENTENCE_LONGEST
        and visible(sentence.text)
        and (source := find_source(story.view.brief.sources, sentence.article_id))
    ]


def _source(source: Source, now: datetime, zone: tzinfo | None) -> RichTextSectionElement:
    """One line: "yesterday 18:40 · Reuters: Title", the title linked. A list may cut a very long title."""
    named = one_line(source.title)
    label = clip(named, 200) if visible(named) else "untitled"
    time = f"{at(source.published, now, zone)} · " if source.published else ""
    lead = parts.words(f"{time}{publisher_name(source.publisher)}: ")
    return parts.line(lead, parts.link(web_url(source.url), label))


def _titled(heading: str, lines: list[RichTextSectionElement]) -> list[Json]:
    if not lines:
        return []
    return [parts.rich(parts.line(parts.words(heading, bold=True)), parts.bullets(lines))]
