"""The time that an answer is about, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.text import lately, on_days

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from summaries import Topic

# The store keeps times to a microsecond, and its windows are (since, until]: days, which are [since, until),
# begin and end one earlier. What a feed dates to midnight is of the day that begins then.
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """(since, until], and the same in words: "yesterday (Sunday 22 November)", "in the last 24 hours"."""

    since: datetime
    until: datetime
    words: str


def last(length: timedelta, now: datetime) -> Window:
    """The time just passed."""
    return Window(since=now - length, until=now, words=lately(length))


def named(topic: Topic, now: datetime, zone: tzinfo) -> Window | None:
    """The time that a question names; None where it names none. `zone` is the one that it was parsed in."""
    if topic.since is None:
        return None
    if not topic.by_days:
        return last(now - topic.since, now)
    ended = topic.until is not None and topic.until <= now
    return Window(
        since=topic.since - TICK,
        until=topic.until - TICK if topic.until and ended else now,
        words=on_days(topic.since, topic.until if ended else None, now, zone),
    )
