"""A channel's digest: one planned edition in one message."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.model import Day
from bot.slack.blocks import parts
from bot.slack.blocks.message import FALLBACK_LONGEST, Message, fit
from bot.slack.blocks.story import counted, headline, publisher_name, sayable, section_name, span_of, story
from bot.text import clip, escape, listed, long_date, one_line, plural, visible, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.model import Coverage, PlannedEdition
    from bot.slack.blocks.message import Json
    from summaries import Brief, EditionStory

MOST_EARLIER = 2
EARLIER_LONGEST = 150
NEW_LONGEST = 300


def digest(planned: PlannedEdition, name: str = "Dateline", *, note: str = "") -> Message:
    """The edition as a message. Times are the subscription's; the same edition gives the same bytes.

    `note` is a line of ours above its stories.
    """
    stories = planned.edition.stories
    counts = [len(sayable(story.brief)) for story in stories]
    return fit(lambda kept: _draw(planned, name, note, kept), counts)


def _draw(planned: PlannedEdition, name: str, note: str, kept: Sequence[int]) -> Message:
    shown = planned.edition.stories[: len(kept)]
    name, date = publisher_name(name), long_date(planned.local_date)
    blocks = [parts.header(f"{name} · {date}"), parts.context(_rests_on(planned, len(shown)))]
    if note:
        blocks.append(parts.context(note))
    if not planned.edition.stories:
        blocks.append(parts.said(_nothing(planned)))
    for entry, sentences in zip(shown, kept, strict=True):
        blocks += story(
            entry.brief, story_id=entry.story_id, facts=_facts(entry, planned), sentences=sentences
        )
        blocks += _background(entry)
    blocks += _closing(planned, len(planned.edition.stories) - len(shown))
    return Message(text=_fallback(f"{name}, {date}", planned, shown), blocks=blocks)


def _rests_on(planned: PlannedEdition, stories: int) -> str:
    coverage = planned.coverage
    rests = (
        f"{plural(stories, 'story', 'stories')} from {plural(coverage.articles, 'article')}"
        f" by {plural(coverage.publishers, 'publisher')}"
    )
    if planned.next_due is None:
        return rests
    return f"{rests} · next {when(planned.next_due, planned.until, ZoneInfo(planned.zone))}"


def _facts(entry: EditionStory, planned: PlannedEdition) -> str:
    return f"{section_name(entry.section)}{counted(entry.brief)}{_times(entry.brief, planned)}"


def _times(brief: Brief, planned: PlannedEdition) -> str:
    span = span_of(brief)
    if span is None:
        return ""
    zone = ZoneInfo(planned.zone)
    newest = f" · newest {when(span[1], planned.until, zone)}"
    return newest if span[0] == span[1] else f"{newest} · since {when(span[0], planned.until, zone)}"


def _background(entry: EditionStory) -> list[Json]:
    """What is new of a story that the channel knows, and what went before it."""
    told = [f"New: {_said(entry.new, NEW_LONGEST)}."] if visible(one_line(entry.new)) else []
    earlier = [_said(title, EARLIER_LONGEST) for title in entry.earlier if visible(one_line(title))]
    told += [f"Earlier: {title}" for title in earlier[:MOST_EARLIER]]
    return [parts.context("\n".join(told))] if told else []


def _said(text: str, longest: int) -> str:
    return clip(one_line(text), longest)


def _nothing(planned: PlannedEdition) -> str:
    zone = ZoneInfo(planned.zone)
    since = when(planned.since, planned.until, zone)
    if planned.day is Day.BROKEN:
        return (
            f"No news could be collected since {since}, so there is no digest."
            " Whoever runs me can see why with “dateline doctor”."
        )
    return f"A quiet day: nothing new has come in since {since} that makes a story."


def _closing(planned: PlannedEdition, unshown: int) -> list[Json]:
    lines = [_coverage(planned.coverage, planned.day)]
    lines += [f"{_said(note, NEW_LONGEST)}." for note in planned.edition.relaxed]
    if unshown:
        lines.append(f"{plural(unshown, 'more story', 'more stories')} did not fit into one message.")
    return [parts.divider(), parts.context(" ".join(lines))]


def _coverage(coverage: Coverage, day: Day) -> str:
    if not coverage.feeds or coverage.unread == coverage.feeds:
        return "No feed has been read yet." if coverage.feeds else "No feeds are set up."
    failing = len(coverage.failing)
    read = f"{coverage.feeds - failing - coverage.unread} of {plural(coverage.feeds, 'feed')} read"
    if not failing:
        return (
            f"{read}, the others not yet."
            if coverage.unread
            else f"All {plural(coverage.feeds, 'feed')} read."
        )
    names = listed([publisher_name(name) for name in coverage.failing])
    read = f"{read}; failing: {names}."
    return f"Some news may be missing. {read}" if day in {Day.DEGRADED, Day.BROKEN} else read


def _fallback(title: str, planned: PlannedEdition, shown: Sequence[EditionStory]) -> str:
    if not shown:
        return escape(f"{title}: {_nothing(planned)}")
    count = plural(len(shown), "story", "stories")
    return escape(f"{title}: {count}. {first_headlines(entry.brief for entry in shown)}".strip())


def first_headlines(briefs: Iterable[Brief]) -> str:
    """As many whole headlines as a notification holds, from the top."""
    told = ""
    for number, brief in enumerate(briefs, start=1):
        longer = f"{told} {number}. {headline(brief)}".strip()
        if len(longer) > FALLBACK_LONGEST:
            break
        told = longer
    return told
