"""A story's life in words: how it stands, how it went, what was before it, and who tells it elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.blocks import parts
from bot.slack.blocks.story import SENTENCE_LONGEST, at, find_source, publisher_name
from bot.text import age, clip, one_line, plural, sentence_url, visible, web_url

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from slack_sdk.models.blocks import RichTextSectionElement

    from bot.model import Mention, StoryDetail
    from bot.slack.blocks.message import Json
    from summaries import Brief, Life, Sentence, Turn

LATELY = "in the last 6 hours"
TITLE_LONGEST = 200
PLACE_LONGEST = 60


def standing(story: StoryDetail, now: datetime) -> str:
    """How a story stands, in an editor's words: "Chile · developing, 5 publishers in the last 6 hours"."""
    place = clip(one_line(story.place), PLACE_LONGEST)
    status = in_words(story.life, now) if story.life else ""
    told = " · ".join(part for part in (place, status) if visible(part))
    return told[:1].upper() + told[1:]


def in_words(life: Life, now: datetime) -> str:
    """The status of a story, with what makes it so."""
    lately = plural(len(life.lately), "publisher")
    if life.status == "new":
        return f"new, {plural(len(life.publishers), 'publisher')} so far"
    if life.status == "developing":
        return f"developing, {lately} {LATELY}"
    if life.status == "revived":
        return f"told again after {_silence(life)}" + (f", {lately} {LATELY}" if life.lately else "")
    if life.last_seen is None:
        return ""
    silent = age(life.last_seen, now)
    if life.status == "dormant":
        return f"dormant, nothing new for {silent}"
    return "" if life.lately else f"quiet for {silent}"


def _silence(life: Life) -> str:
    hours = round(life.slept.total_seconds() / 3600)
    return plural(hours, "hour") if hours < 48 else plural(hours // 24, "day")  # noqa: PLR2004 - two days read best as hours


def turns(life: Life | None, brief: Brief) -> list[Turn]:
    """The turns that can be shown; none where there is but one: that is what the story itself says."""
    shown = [
        turn
        for turn in (life.timeline if life else ())
        if find_source(brief.sources, turn.sentence.article_id)
        and len(turn.sentence.text) <= SENTENCE_LONGEST
        and visible(turn.sentence.text)
    ]
    return shown if len(shown) > 1 else []


def turn_line(
    turn: Turn, brief: Brief, now: datetime, zone: tzinfo | None, others: Sequence[parts.Part] = ()
) -> RichTextSectionElement:
    """One line: "yesterday 18:40 · sentence — Publisher", the publisher linked to that very sentence."""
    said: Sentence = turn.sentence
    source = find_source(brief.sources, said.article_id)
    opened = sentence_url(source.url, said.text) if source else None
    return parts.line(
        parts.words(f"{at(turn.when, now, zone)} · "),
        parts.words(said.text),
        parts.words(parts.DASH),
        parts.link(opened, publisher_name(turn.publisher)),
        *others,
    )


def earlier(stories: Sequence[Mention], now: datetime, zone: tzinfo | None) -> list[RichTextSectionElement]:
    """One line for each story of the affair before this one: "Mon 18:40 · headline — Publisher"."""
    lines: list[RichTextSectionElement] = []
    for one in stories:
        time = f"{at(one.source.published, now, zone)} · " if one.source.published else ""
        lines.append(parts.line(parts.words(time), *_named(one)) if time else parts.line(*_named(one)))
    return lines


def elsewhere(stories: Sequence[Mention]) -> list[Json]:
    """A paragraph for each story in another language: "Also told in Spanish: headline — Publisher"."""
    return [
        parts.rich(parts.line(parts.words(f"Also told in {one.language}: ", bold=True), *_named(one)))
        for one in stories
    ]


def _named(story: Mention) -> tuple[parts.Part, ...]:
    """A story's headline, linked, and its publisher. A list may cut a very long headline."""
    named = one_line(story.source.title)
    label = clip(named, TITLE_LONGEST) if visible(named) else "untitled"
    publisher = publisher_name(story.source.publisher)
    return parts.link(web_url(story.source.url), label), parts.words(f" — {publisher}")
