"""What is said in a conversation beside answers: who says so, and a word of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Answer, Remark, StoryDetail, Witnesses
from bot.slack.blocks import parts
from bot.slack.blocks.answer import answer
from bot.slack.blocks.detail import detail
from bot.slack.blocks.message import Message, fallback, fit
from bot.slack.blocks.notes import remark
from bot.slack.blocks.story import SENTENCE_LONGEST, at, publisher_name
from bot.text import clip, one_line, plural, sentence_url, visible, web_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, tzinfo

    from slack_sdk.models.blocks import RichTextQuoteElement, RichTextSectionElement

    from bot.model import Statement, Voice
    from summaries import Source

# Of a story that everybody tells, so many are named; the rest are counted.
MOST_VOICES = 8
MOST_SOURCES = 12
_HEADLINE_LONGEST = 150


def spoken(what: Answer | StoryDetail | Witnesses | Remark, now: datetime, zone: tzinfo | None) -> Message:
    """What is said, as a message; `zone` is the reader's. Where it isn't known, times are told as ages."""
    match what:
        case Answer():
            return answer(what, zone)
        case StoryDetail():
            return detail(what, now=now, zone=zone)
        case Witnesses():
            return witnesses(what, zone)
        case Remark():
            return remark(what.text)


def witnesses(found: Witnesses, zone: tzinfo | None = None) -> Message:
    """Each sentence with its publisher, and below it who else states the same; then all the sources."""
    told = [one for one in found.statements if _sayable(one.said)]
    return fit(lambda kept: _witnesses(found, told[: len(kept)], zone), [1] * len(told))


def _witnesses(found: Witnesses, told: Sequence[Statement], zone: tzinfo | None) -> Message:
    publishers = dict.fromkeys(source.publisher for source in found.sources)
    count = f"{plural(len(publishers), 'publisher')} · {plural(len(found.sources), 'article')}"
    title = clip(one_line(found.headline), _HEADLINE_LONGEST)
    named = f"Who says so: “{title}”" if visible(title) else "Who says so"
    blocks = [parts.rich(parts.line(parts.words(named, bold=True)))]
    blocks += [parts.rich(*_statement(one)) for one in told]
    if sources := _sources(found, zone):
        blocks.append(parts.rich(parts.line(parts.words("All that tell of it:")), parts.bullets(sources)))
    blocks.append(parts.context(count))
    return Message(text=fallback(f"{named}: {count}."), blocks=blocks)


def _statement(one: Statement) -> Iterator[RichTextSectionElement | RichTextQuoteElement]:
    source = one.said.source
    opened = sentence_url(source.url, one.said.sentence.text)
    name = parts.link(opened, publisher_name(source.publisher))
    yield parts.quote(parts.words(one.said.sentence.text), parts.words(parts.DASH), name)
    agency = f" The text comes from {publisher_name(one.agency)}." if _of_agency(one) else ""
    voices = [voice for voice in one.others if _sayable(voice)]
    if voices:
        yield parts.line(parts.words("The same is said by "), *_voices(voices), parts.words(f".{agency}"))
    else:
        yield parts.line(parts.words(f"No other publisher that I read says the same.{agency}", italic=True))


def _of_agency(one: Statement) -> bool:
    """Whether an agency wrote it that is another than the publisher."""
    return visible(one_line(one.agency)) and one_line(one.agency) != one_line(one.said.source.publisher)


def _voices(voices: Sequence[Voice]) -> Iterator[parts.Part]:
    """Other publishers, each linked to its own sentence: "Tide, Ledger and 3 others"."""
    named, more = voices[:MOST_VOICES], len(voices[MOST_VOICES:])
    for place, voice in enumerate(named):
        last = place == len(named) - 1 and not more
        if place:
            yield parts.words(" and " if last else ", ")
        opened = sentence_url(voice.source.url, voice.sentence.text)
        yield parts.link(opened, publisher_name(voice.source.publisher))
    if more:
        yield parts.words(f" and {plural(more, 'other')}")


def _sources(found: Witnesses, zone: tzinfo | None) -> list[RichTextSectionElement]:
    """The newest first; each publisher with its article and time."""
    newest = list(reversed(found.sources))
    lines = [_source(source, found.now, zone) for source in newest[:MOST_SOURCES]]
    if more := len(newest) - len(lines):
        lines.append(parts.line(parts.words(f"and {plural(more, 'older article')}")))
    return lines


def _source(source: Source, now: datetime, zone: tzinfo | None) -> RichTextSectionElement:
    title = one_line(source.title)
    shown = clip(title, _HEADLINE_LONGEST) if visible(title) else "its article"
    told = [parts.words(f"{publisher_name(source.publisher)}: "), parts.link(web_url(source.url), shown)]
    if source.published:
        told.append(parts.words(f" · {at(source.published, now, zone)}"))
    return parts.line(*told)


def _sayable(voice: Voice) -> bool:
    return visible(voice.sentence.text) and len(voice.sentence.text) <= SENTENCE_LONGEST
