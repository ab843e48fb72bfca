"""A channel's digest: one planned edition, its top stories in a message, the others for that one's thread."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.model import Day
from bot.slack.blocks import parts
from bot.slack.blocks.entries import NEW_LONGEST, entry
from bot.slack.blocks.message import Message, fallback, fits, shorten
from bot.slack.blocks.rest import region_of, thread
from bot.slack.blocks.story import first_headlines, headline, publisher_name, sayable
from bot.text import clip, listed, long_date, one_line, plural, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Coverage, PlannedEdition
    from bot.slack.blocks.message import Json
    from summaries import EditionStory

MOST_STORIES = 5
FEWEST_STORIES = 3
"""Down to so many, a story goes into the thread before one loses a sentence."""
WORDS_A_MINUTE = 238
"""Silent reading of English prose (Brysbaert 2019, a meta-analysis of 190 studies)."""
HEALTH_LONGEST = 600
_ROOM = "x" * NEW_LONGEST


def digest(planned: PlannedEdition, name: str = "Dateline", *, note: str = "") -> Message:
    """The edition's head: its top stories. The same edition gives the same bytes.

    Times are the subscription's. `note` is a line of ours above the stories.
    """
    return _draw(planned, name, clip(note, NEW_LONGEST), _kept(planned, name))


def rest(planned: PlannedEdition, name: str = "Dateline") -> list[Message]:
    """The edition's other stories, for the thread below its head; none where the head holds all."""
    return thread(planned, name, planned.edition.stories[len(_kept(planned, name)) :])


def _kept(planned: PlannedEdition, name: str) -> list[int]:
    """How many sentences each story of the head has room for, whatever is noted above them."""
    kept = [len(sayable(story.brief)) for story in planned.edition.stories[:MOST_STORIES]]
    while kept and not fits(_draw(planned, name, _ROOM, kept)):
        if len(kept) > FEWEST_STORIES:
            kept.pop()
        else:
            shorten(kept)
    return kept


def _draw(planned: PlannedEdition, name: str, note: str, kept: Sequence[int]) -> Message:
    stories = planned.edition.stories
    shown, others = stories[: len(kept)], stories[len(kept) :]
    name, date = publisher_name(name), long_date(planned.local_date)
    blocks = [parts.header(f"{name} · {date}"), parts.context(_rests_on(planned, kept))]
    if note:
        blocks.append(parts.context(note))
    if not stories:
        blocks.append(parts.said(_nothing(planned)))
    blocks += parts.apart(entry(*told, planned) for told in zip(shown, kept, strict=True))
    blocks += _closing(planned, others)
    return Message(text=_fallback(f"{name}, {date}", planned, shown), blocks=blocks)


def _rests_on(planned: PlannedEdition, kept: Sequence[int]) -> str:
    coverage, stories = planned.coverage, planned.edition.stories
    rests = (
        f"{plural(len(stories), 'story', 'stories')} from {plural(coverage.articles, 'article')}"
        f" by {plural(coverage.publishers, 'publisher')}"
    )
    if stories:
        rests += f" · {_minutes(stories, kept)} min"
    if planned.next_due is None:
        return rests
    return f"{rests} · next {when(planned.next_due, planned.until, ZoneInfo(planned.zone))}"


def _minutes(stories: Sequence[EditionStory], kept: Sequence[int]) -> int:
    """How long it takes to read it all, in the thread too."""
    words = 0
    for place, story in enumerate(stories):
        said = sayable(story.brief)[: kept[place] if place < len(kept) else None]
        words += sum(len(text.split()) for text in (headline(story.brief), *(one.text for one in said)))
    return max(1, ceil(words / WORDS_A_MINUTE))


def _nothing(planned: PlannedEdition) -> str:
    zone = ZoneInfo(planned.zone)
    since = when(planned.since, planned.until, zone)
    if planned.day is Day.BROKEN:
        return (
            f"No news could be collected since {since}, so there is no digest."
            " Whoever runs me can see why with “dateline doctor”."
        )
    return f"A quiet day: nothing new has come in since {since} that makes a story."


def _closing(planned: PlannedEdition, others: Sequence[EditionStory]) -> list[Json]:
    lines = [_coverage(planned.coverage, planned.day)]
    if repeats := planned.coverage.repeats:
        lines.append(f"{plural(repeats, 'repeat')} left out.")
    lines += [f"{clip(one_line(note), NEW_LONGEST)}." for note in planned.edition.relaxed]
    below = [parts.said(_below(others))] if others else []
    return [parts.divider(), *below, parts.context(" ".join(lines))]


def _below(others: Sequence[EditionStory]) -> str:
    """Where the others are: "4 more stories in the thread: Asia, Europe and Latin America"."""
    regions = list(dict.fromkeys(map(region_of, others)))
    count = plural(len(others), "more story", "more stories")
    return f"{count} in the thread: {listed(regions, most=len(regions))}"


def _coverage(coverage: Coverage, day: Day) -> str:
    if coverage.health:
        missing = day in {Day.DEGRADED, Day.BROKEN} and coverage.failing
        line = clip(one_line(coverage.health), HEALTH_LONGEST)
        return f"Some news may be missing. {line}" if missing else line
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
    if not planned.edition.stories:
        return fallback(f"{title}: {_nothing(planned)}")
    count = plural(len(planned.edition.stories), "story", "stories")
    return fallback(f"{title}: {count}. {first_headlines(told.brief for told in shown)}".strip())
