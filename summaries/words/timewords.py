"""The time that a question names: "since Monday 08:00", "last 48 hours", "yesterday", "two days ago".

Days of the calendar ("since 23 November") are read in dates.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from summaries.tokens import fold
from summaries.words.dates import dated

if TYPE_CHECKING:
    from collections.abc import Callable

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED_NUMBERS: Final = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_NUMBERS: Final[dict[str, int]] = {word: at for at, word in enumerate(_NAMED_NUMBERS, 1)}
_UNITS: Final[dict[str, int]] = {
    "h": 1,
    "hour": 1,
    "hr": 1,
    "d": 24,
    "day": 24,
    "w": 168,
    "week": 168,
    "month": 720,
}
_LONGEST_HOURS: Final = 24 * 366 * 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The question without its words of time, and the time: `since` inclusive, `until` exclusive, in UTC.

    `by_days`: days of the calendar were named ("yesterday"), rather than a length of time ("last 24 hours").
    """

    rest: str
    since: datetime | None = None
    until: datetime | None = None
    by_days: bool = False


# No mark that opens stands inside: a row of them would be read to the end from each.
QUOTED: Final = re.compile(r"[\"“«„]([^\"”»“«„]+)[\"”»“]")


def window(question: str, now: datetime, *, bare: bool = False) -> Window:
    """Read the first words of time in a question, but for those in quotation marks.

    `now` is aware, in the reader's zone. `bare`: a day ("7 October") is a date whatever stands around it.
    """
    open_to_reading = QUOTED.sub(lambda quote: "\0" * len(quote[0]), question)
    if day := dated(open_to_reading, now, bare=bare):
        rest = _without(question, day.start, day.end)
        return Window(rest=rest, since=_utc(day.since), until=_utc(day.until), by_days=day.since is not None)
    for pattern, read in _RULES:
        if match := pattern.search(open_to_reading):
            since, until = read(match, now)
            rest = _without(question, match.start(), match.end())
            return Window(rest=rest, since=_utc(since), until=_utc(until), by_days=read not in _ELAPSED)
    return Window(rest=question)


def _without(question: str, start: int, end: int) -> str:
    return f"{question[:start]} {question[end:]}".strip()


def _utc(time: datetime | None) -> datetime | None:
    return time.astimezone(UTC) if time else None


_Range = tuple[datetime, datetime | None]


def _word(match: re.Match[str], group: str) -> str:
    """A word as the tables have it: whatever its case, a dotless i matches an i, and a long s an s."""
    return fold(match[group].lower())


def _midnight(now: datetime, days_ago: int = 0) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days_ago)


def _back(match: re.Match[str], now: datetime) -> _Range:
    """The last so many hours, days, weeks or months (of 30 days): elapsed time, whatever the clocks did."""
    return now.astimezone(UTC) - timedelta(hours=_hours(match)), None


def _hours(match: re.Match[str]) -> int:
    count = match["count"] or "1"
    number = int(count) if count.isdecimal() else _NUMBERS[fold(count.lower())]
    unit = _word(match, "unit")
    return min(_LONGEST_HOURS, number * _UNITS[unit if unit in _UNITS else unit.removesuffix("s")])


def _since_clock(match: re.Match[str], now: datetime) -> _Range:
    """That hour of today; of yesterday where it is still to come."""
    then = _at(match, _midnight(now))
    return (then if then <= now else _at(match, _midnight(now, 1))), None


def _since_ago(match: re.Match[str], now: datetime) -> _Range:
    return _midnight(now, _hours(match) // 24), None


def _ago(match: re.Match[str], now: datetime) -> _Range:
    """The day that is so many days or weeks back."""
    start = _midnight(now, _hours(match) // 24)
    return start, start + timedelta(days=1)


def _weekday(match: re.Match[str], now: datetime) -> datetime:
    """The last such day before today; a week ago when today is one."""
    behind = (now.weekday() - _DAYS.index(_word(match, "day"))) % 7
    return _midnight(now, behind or 7)


def _at(match: re.Match[str], midnight: datetime) -> datetime:
    """The hour that stands behind the day, if one does."""
    return midnight.replace(hour=int(match["hour"] or 0), minute=int(match["minute"] or 0))


def _since_day(match: re.Match[str], now: datetime) -> _Range:
    return _at(match, _weekday(match, now)), None


def _on_day(match: re.Match[str], now: datetime) -> _Range:
    start = _weekday(match, now)
    return start, start + timedelta(days=1)


def _yesterday(_: re.Match[str], now: datetime) -> _Range:
    return _midnight(now, 1), _midnight(now)


def _since_yesterday(match: re.Match[str], now: datetime) -> _Range:
    return _at(match, _midnight(now, 1)), None


def _today(_: re.Match[str], now: datetime) -> _Range:
    return _midnight(now), None


def _this_week(_: re.Match[str], now: datetime) -> _Range:
    return _midnight(now, now.weekday()), None


def _last_week(_: re.Match[str], now: datetime) -> _Range:
    monday = _midnight(now, now.weekday())
    return monday - timedelta(days=7), monday


def _last_month(_: re.Match[str], now: datetime) -> _Range:
    first = _midnight(now).replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), first


def _this_month(_: re.Match[str], now: datetime) -> _Range:
    return _midnight(now).replace(day=1), None


def _this_year(_: re.Match[str], now: datetime) -> _Range:
    return _midnight(now).replace(month=1, day=1), None


def _last_year(_: re.Match[str], now: datetime) -> _Range:
    first = _midnight(now).replace(month=1, day=1)
    return first.replace(year=first.year - 1), first


def _last_night(_: re.Match[str], now: datetime) -> _Range:
    return _midnight(now, 1).replace(hour=18), None


def _in_month(match: re.Match[str], now: datetime) -> _Range:
    """That month of the year that is named; without one, the last that has begun."""
    month = _MONTHS.index(_word(match, "month")) + 1
    year = int(match["year"]) if match["year"] else now.year - (month > now.month)
    first = _midnight(now).replace(year=year, month=month, day=1)
    return first, first.replace(year=year + month // 12, month=month % 12 + 1)


_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})"
_DAY: Final = rf"(?P<day>{'|'.join(_DAYS)})"
_HOUR: Final = r"(?:,?\s+(?:at\s+)?(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)\b)?"
_COUNT: Final = rf"(?P<count>\d{{1,5}}|{'|'.join(_NUMBERS)})?"
_AGO: Final = rf"\b(?:an?|{_COUNT.removesuffix('?')})\s+"
_ELAPSED: Final = (_back,)
_SPEC: Final[tuple[tuple[str, Callable[[re.Match[str], datetime], _Range]], ...]] = (
    (
        rf"\b(?:(?:in|over|during|from|within|for)\s+)?(?:the\s+)?(?:last|past)\s+(?:{_COUNT}[\s-]*)(?P<unit>hours?|hrs?|h|days?|d|weeks|w|months)\b",
        _back,
    ),
    (r"\b(?:(?:in|over|during|within)\s+)?(?:the\s+)?(?P<count>)past\s+(?P<unit>week|month)\b", _back),
    (r"\b(?:(?:in|over|during|within)\s+)the\s+(?P<count>)last\s+(?P<unit>week|month)\b", _back),
    (r"\bsince\s+(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)\b(?!\s*[ap]\.?m\b)", _since_clock),
    (rf"\bsince\s+{_AGO}(?P<unit>days?|weeks?)\s+ago\b", _since_ago),
    (rf"{_AGO}(?P<unit>days?|weeks?)\s+ago\b", _ago),
    (rf"(?:\bsince\s+)?{_AGO}(?P<unit>hours?|hrs?)\s+ago\b", _back),
    (rf"\bsince\s+(?:last\s+)?{_DAY}\b{_HOUR}", _since_day),
    (rf"\bsince\s+yesterday\b{_HOUR}", _since_yesterday),
    (
        r"\b(?:since\s+)?(?:today|this\s+morning|this\s+afternoon|this\s+evening|tonight)\b(?:['\u2019]s\b)?",
        _today,
    ),
    (r"\b(?:from\s+)?yesterday\b(?:['\u2019]s\b)?", _yesterday),
    (rf"\b(?:on|last)\s+{_DAY}\b", _on_day),
    (r"\b(?:so\s+far\s+)?this\s+week\b(?:['\u2019]s\b)?", _this_week),
    (r"\b(?:from\s+)?last\s+week\b(?:['\u2019]s\b)?", _last_week),
    (r"\b(?:from\s+)?last\s+month\b(?:['\u2019]s\b)?", _last_month),
    (rf"\b(?:in|during)\s+{_MONTH}(?:,?\s+(?P<year>(?:19|20)\d\d))?\b(?!\s+\d)", _in_month),
    (r"\blast\s+night\b(?:['\u2019]s\b)?", _last_night),
    (r"\b(?:from\s+|in\s+)?last\s+year\b(?:['\u2019]s\b)?", _last_year),
    (r"\bthis\s+year\b(?:['\u2019]s\b)?", _this_year),
    (r"\bthis\s+month\b(?:['\u2019]s\b)?", _this_month),
)
_RULES: Final = tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in _SPEC)
