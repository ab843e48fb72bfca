"""The day of the calendar that a question names: "since 23 November", "2026-11-23", "on Nov 23 at 08:00".

What is read as a date, and what isn't:

- A day behind "on" or "from" is that day; behind "since" it is the time from that day's start, or from the
  hour that stands behind it; behind "before" the 30 days that end with the day before it.
- Without such a word a day in figures (2026-11-23) is a date. A month's name is none then: in "7 October
  attack" it is part of a name. It is one at the end, behind a comma ("Ankara, 23 November"), and where the
  question holds nothing else: "11 September" alone is a day, as is "what happened on 11 September?".
- A day without a year is the last such day not after now. A day that is still to come is no time to search:
  its words are dropped, and the question names no time.
- What stands in quotation marks is no date, nor is a year alone ("2025 budget"), nor what is in slashes,
  which two continents read differently, nor a day that no month has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from summaries.tokens import fold

if TYPE_CHECKING:
    from datetime import datetime

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS_BEFORE: Final = 30
_LEAP_YEARS: Final = 9  # years within which each day of the calendar comes once, 29 February too

_FRONT: Final = (
    r"(?:(?P<front>\bsince|\bon|\bfrom|\bbefore|,)\s+)?"
    r"(?:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
)
_HOUR: Final = r"(?:(?:t|,?\s+(?:at\s+)?)(?P<hour>[01]?[0-9]|2[0-3])[:.](?P<minute>[0-5][0-9])\b)?"
_DAY: Final = r"(?P<day>0?[1-9]|[12][0-9]|3[01])"
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR: Final = r"(?:,?\s+(?P<year>(?:19|20)[0-9]{2})\b)?"
_FIGURES: Final = rf"{_FRONT}\b(?P<year>(?:19|20)[0-9]{{2}})-(?P<month>0[1-9]|1[0-2])-{_DAY}(?![0-9-]){_HOUR}"
_SPEC: Final = (
    _FIGURES,
    rf"{_FRONT}\b{_DAY}(?:st|nd|rd|th)?\s+{_MONTH}{_YEAR}{_HOUR}",
    rf"{_FRONT}\bthe\s+{_DAY}(?:st|nd|rd|th)\s+(?:of\s+)?{_MONTH}{_YEAR}{_HOUR}",
    rf"{_FRONT}\b{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?\b(?![:.]?[0-9]){_YEAR}{_HOUR}",
)
_RULES: Final = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _SPEC)
_AT_THE_END: Final = re.compile(r"[\s?!.]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Where a date stands in a question, and the time that it means: None and None for a day to come."""

    start: int
    end: int
    since: datetime | None = None
    until: datetime | None = None


def dated(question: str, now: datetime, *, bare: bool) -> Dated | None:
    """Read the first date in a question. `now` is aware, in the reader's zone.

    `bare`: a month's name and a day are a date whatever stands around them.
    """
    for rule in _RULES:
        for match in rule.finditer(question):
            if bare or _is_a_date(match):
                day = _day(match, now.date())
                if day:
                    return _read(match, day, now)
    return None


def _is_a_date(match: re.Match[str]) -> bool:
    if match["month"].isdecimal():
        return True
    if match["front"] == ",":
        return bool(_AT_THE_END.match(match.string, match.end()))
    return bool(match["front"])


def _day(match: re.Match[str], today: date) -> date | None:
    """The day that is named; None where the calendar has none such."""
    named, day = match["month"], int(match["day"])
    month = int(named) if named.isdecimal() else _MONTHS.index(fold(named.lower())[:3]) + 1
    if match["year"]:
        return _calendar(int(match["year"]), month, day)
    years = range(today.year, max(0, today.year - _LEAP_YEARS), -1)
    known = (_calendar(year, month, day) for year in years)
    return next((found for found in known if found and found <= today), None)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read(match: re.Match[str], day: date, now: datetime) -> Dated:
    """The time meant, in the zone of `now`."""
    start, end = match.span()
    if day > now.date():
        return Dated(start=start, end=end)
    midnight = now.replace(
        year=day.year, month=day.month, day=day.day, hour=0, minute=0, second=0, microsecond=0
    )
    front = fold((match["front"] or "").lower())
    if front == "since":
        since = midnight.replace(hour=int(match["hour"] or 0), minute=int(match["minute"] or 0))
        return Dated(start=start, end=end, since=since)
    if front == "before":
        return Dated(start=start, end=end, since=midnight - timedelta(days=_DAYS_BEFORE), until=midnight)
    return Dated(start=start, end=end, since=midnight, until=midnight + timedelta(days=1))
