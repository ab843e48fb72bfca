"""A story as every message shows it: headline, verbatim sentences with their sources, one line of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.blocks import parts
from bot.slack.blocks.menu import menu, thumbs
from bot.slack.blocks.message import HEADLINES_LONGEST
from bot.text import ago, clip, one_line, plural, sentence_url, visible, web_url, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, tzinfo

    from slack_sdk.models.blocks import RichTextSectionElement

    from bot.slack.blocks.message import Json
    from summaries import Brief, Sentence, Source

MORE = "story_more"
"""The action id of a button that old messages have: it shows more of the story whose id is its value."""

HEADLINE_LONGEST = 500
SENTENCE_LONGEST = 3_000
NAME_LONGEST = 80
PLACE_LONGEST = 60


def publisher_name(publisher: str) -> str:
    """A publisher's name on one line. A name is no sentence: a very long one may be cut."""
    name = one_line(publisher)
    return clip(name, NAME_LONGEST) if visible(name) else "unknown publisher"


def headline(brief: Brief) -> str:
    """The headline on one line; words of ours where there is none, or a whole article poses as one."""
    named = one_line(brief.headline)
    if visible(named) and len(named) <= HEADLINE_LONGEST:
        return named
    first = next(iter(brief.publishers), "")
    return f"A story by {publisher_name(first)}"


def sayable(brief: Brief) -> tuple[Sentence, ...]:
    """The brief's sentences that can be shown: their source is known, and Slack can hold them whole."""
    return tuple(
        sentence
        for sentence in brief.sentences
        if len(sentence.text) <= SENTENCE_LONGEST
        and visible(sentence.text)
        and find_source(brief.sources, sentence.article_id) is not None
    )


def find_source(sources: Sequence[Source], article_id: str) -> Source | None:
    return next((source for source in sources if source.article_id == article_id), None)


def credited(sentence: Sentence, source: Source, *, speaker: str = "") -> RichTextSectionElement:
    """The sentence, untouched, its publisher linked to that very sentence; before it who is quoted in it."""
    opened = sentence_url(source.url, sentence.text)
    lead = [parts.words(f"{clip(speaker, NAME_LONGEST)}: ", bold=True)] if speaker else []
    return parts.line(
        *lead,
        parts.words(sentence.text),
        parts.words(parts.DASH),
        parts.link(opened, publisher_name(source.publisher)),
    )


def title(brief: Brief, *, bold: bool = True) -> parts.Part:
    """The headline, linked to its article."""
    source = find_source(brief.sources, brief.headline_id)
    return parts.link(web_url(source.url) if source else None, headline(brief), bold=bold)


def story(
    brief: Brief, *, story_id: str, facts: str, sentences: int, edition_id: str = "", asked: str = ""
) -> list[Json]:
    """Three blocks: the story in so many sentences, its facts beside its menu, and its thumbs.

    `edition_id` is of the digest that it stands in, `asked` the question that it answers.
    """
    cited = [
        credited(sentence, source)
        for sentence in sayable(brief)[:sentences]
        if (source := find_source(brief.sources, sentence.article_id))
    ]
    told = parts.rich(parts.line(title(brief)), *([parts.bullets(cited)] if cited else []))
    return [told, parts.row(facts, menu(story_id, edition_id, asked)), thumbs(story_id, headline(brief))]


def first_headlines(briefs: Iterable[Brief], longest: int = HEADLINES_LONGEST) -> str:
    """As many whole headlines as a notification holds, numbered, from the top."""
    told = ""
    for number, brief in enumerate(briefs, start=1):
        longer = f"{told} {number}. {headline(brief)}".strip()
        if len(longer) > longest:
            break
        told = longer
    return told


def counted(brief: Brief) -> str:
    """How broadly it is told: "4 publishers · 9 articles", "4 publishers", or the one publisher by name."""
    publishers = brief.publishers
    one = len(publishers) == 1
    told = f"{publisher_name(publishers[0])} alone" if one else plural(len(publishers), "publisher")
    articles = len(brief.sources)
    return told if articles == len(publishers) else f"{told} · {plural(articles, 'article')}"


def span_of(brief: Brief) -> tuple[datetime, datetime] | None:
    """The times of the first and the newest article; None where no article is dated."""
    times = sorted(source.published for source in brief.sources if source.published)
    return (times[0], times[-1]) if times else None


def at(then: datetime, now: datetime, zone: tzinfo | None) -> str:
    """A time in the reader's zone, or its age where nobody knows the zone."""
    return when(then, now, zone) if zone else ago(then, now)


def first(then: datetime, now: datetime, zone: tzinfo | None) -> str:
    """Since when a story is told: "since yesterday 18:40", or "first 14 h ago"."""
    return f"since {when(then, now, zone)}" if zone else f"first {ago(then, now)}"


def where(*names: str) -> str:
    """The first of these that says something: a country, failing that its region, failing that a section."""
    shown = (clip(one_line(name), PLACE_LONGEST) for name in names)
    return next((name for name in shown if visible(name)), "")
