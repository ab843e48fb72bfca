"""What a feed is judged by, and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.model.health import FeedStanding, Proposal
from bot.text import clip, one_line, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.model.collecting import FeedState
    from bot.model.readings import FeedHistory, FeedReading

DAY = timedelta(days=1)
REPEATED = 3
"""So many readings, over a day at least, make a habit of what a server says."""
MANY = 30
"""So many do in any time: of a feed that is read often, no whole day of readings is kept."""
WORDS_LONGEST = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """See bot.model.health.FeedHealth, whose fields of the same names these are."""

    standing: FeedStanding
    reason: str = ""
    proposal: Proposal = Proposal.NOTHING
    cure: str = ""
    address: str = ""
    since: datetime | None = None
    lasting: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a feed at `now`; what lies after it is not known yet.

    `others` are the times, in order, at which any feed was reached (None: it is the only one); `outage` is
    since when none can be, and what failed from then on doesn't count; `dropped`: it was left out.
    """

    state: FeedState
    history: FeedHistory
    now: datetime
    others: Sequence[datetime] | None = None
    outage: datetime | None = None
    dropped: bool = False

    @property
    def readings(self) -> list[FeedReading]:
        """Those that count, oldest first."""
        return [
            one
            for one in self.history.readings
            if one.at <= self.now and (self.outage is None or one.at < self.outage)
        ]

    @property
    def cut_off(self) -> bool:
        """Whether it fails since the outage only."""
        began = self.state.failing or self.state.checked
        return bool(self.outage and self.state.error and began and began >= self.outage)


def tail(readings: Sequence[FeedReading], holds: Callable[[FeedReading], bool]) -> list[FeedReading]:
    """The readings at the end of which it holds, oldest first."""
    place = len(readings)
    while place and holds(readings[place - 1]):
        place -= 1
    return list(readings[place:])


def is_habit(
    found: Sequence[FeedReading], among: Sequence[FeedReading], now: datetime, since: datetime | None = None
) -> bool:
    """Whether what the last readings have in common is more than a slip.

    `since`: from when on it holds, should it hold for all that are kept.
    """
    if len(found) < REPEATED:
        return False
    begun = since if since and len(found) == len(among) else found[0].at
    return now - begun >= DAY or len(found) >= MANY


def shown(words: str, instead: str) -> str:
    """Words from outside in a sentence of ours."""
    seen = one_line(words)
    return clip(seen, WORDS_LONGEST) if visible(seen) else instead
