"""When a statement is of: days by the calendar, parts of a day, months that lie behind its article."""

from __future__ import annotations

import re
from datetime import MINYEAR, UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

UNDATED: Final = datetime.max.replace(tzinfo=UTC)

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY: Final = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"  # in order
)
_MONTH: Final = re.compile(rf"\b(?:{MONTHS})\b")
_DAY_OF: Final = re.compile(
    rf"\b(?:{MONTHS})\s\d{{1,2}}\b(?!,?\s?\d)|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:{MONTHS})\b"
)
_SINCE: Final = re.compile(rf"\bsince\s(?:early\s|late\s|mid-)?(?:{MONTHS})\b")
_PART: Final = re.compile(
    r"\b(?:dawn|sunrise|morning|noon|midday|lunchtime|afternoon|evening|dusk|nightfall|night|overnight|midnight)\b"
)
_LINGERS: Final = 10  # days into a month, in which the one before is still the story's


def moment(published: datetime | None) -> datetime:
    """A time that can be compared with any other: without a zone it is UTC; where there is none, UNDATED.

    A feed whose program knows no time writes the year 1.
    """
    if published is None or published.year == MINYEAR:
        return UNDATED
    return published if published.tzinfo else published.replace(tzinfo=UTC)


def newest(times: Iterable[datetime | None]) -> datetime:
    """The latest of the times that are known; UNDATED where none is."""
    known = (when for when in map(moment, times) if when != UNDATED)
    return max(known, default=UNDATED)


def behind(published: datetime | None, latest: datetime) -> timedelta:
    """How long before the newest something was published; nothing where that isn't known."""
    when = moment(published)
    return timedelta(0) if UNDATED in (when, latest) else latest - when


def weekdays(clause: str) -> frozenset[str]:
    """The days of the week that a clause names."""
    return frozenset(_DAY.findall(clause))


def months(clause: str) -> frozenset[str]:
    """The months that a clause names."""
    return frozenset(_MONTH.findall(clause))


def parts(clause: str) -> frozenset[str]:
    """The parts of a day that a clause names: what holds by the evening no longer does at night."""
    return frozenset(_PART.findall(clause))


def months_of(clause: str) -> tuple[frozenset[str], frozenset[str]]:
    """The months in which something is said to have happened, and those of them that are named without a day.

    As in "in September"; not as in "since September".
    """
    named = months(_SINCE.sub(" ", clause))
    return named, months(_DAY_OF.sub(" ", _SINCE.sub(" ", clause))) if named else named


def look_back(clause: str, when: datetime) -> bool:
    """Whether the months of a clause lie behind its article's own: it tells of an earlier event.

    Of an article without a date only a month without a day tells so: news names the day.
    """
    named, bare = months_of(clause)
    if when == UNDATED or not named:
        return bool(bare)
    order = MONTHS.split("|")
    near = {order[when.month - 1], order[(when - timedelta(days=_LINGERS)).month - 1]}
    return bool(named - near)


def days(named: frozenset[str], when: datetime) -> frozenset[date]:
    """The dates of the days of the week that an article of that time names: the last of each."""
    if when == UNDATED:
        return frozenset()
    today = when.date()
    back = ((today.weekday() - _WEEKDAYS.index(one)) % 7 for one in named)
    return frozenset(today - timedelta(days=ago) for ago in back)
