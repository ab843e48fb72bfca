"""Dates as feeds, pages and files write them, to aware UTC; None where they can't be read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime

_NOTHING = datetime(
    1970, 1, 2, tzinfo=UTC
)  # up to then it is a program's zero (year 1, the epoch), not a date


_LONGEST = 100  # characters: whatever is longer is no date
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - a list to be read
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
# "1 March 2026", "March 1, 2026 at 10:05 pm EST", "2026 Mar 1": a day, a month's English name and a year.
_WORDS = re.compile(
    rf"(?:[a-z]{{3,9}},?\s)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s-]{_MONTH},?[\s-](?P<year>\d{{4}})"
    rf"|{_MONTH.replace('month', 'month2')}\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year2>\d{{4}}))"
    r"(?:,?\s(?:at\s|-\s)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s?(?P<half>[ap]\.?m\.?)?"
    r"(?:\s\(?(?P<zone>[a-z]{1,5}|[+-]\d{2}:?\d{2})\)?)?)?",
    re.IGNORECASE,
)
_YEAR_ONE = re.compile(r"(?<![\d+.:-])0\d{3}(?!\d)")  # a program's zero: e-mail's reader takes 0001 for 2001
_SECONDS = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}")
_MILLISECONDS = 10**11  # a figure beyond counts milliseconds (as seconds it would be the year 5138)


def utc(moment: datetime) -> datetime | None:
    """Return the moment in UTC; a time without a zone is taken for UTC. None where it is no date."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        moment = aware.astimezone(UTC)
    except OverflowError:  # year 1 east of Greenwich, year 9999 west of it
        return None
    return moment if moment >= _NOTHING else None


def parse_date(value: object) -> datetime | None:
    """Read ISO 8601, RFC 5322, English words or Unix seconds, or what YAML made of it already.

    Figures alone such as 03/04/2026 are read by nobody: half the world means another day.
    """
    if isinstance(value, datetime):
        return utc(value)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    return _from_text(value.strip()) if isinstance(value, str) else None


def _from_text(text: str) -> datetime | None:
    text = " ".join(text[:_LONGEST].split())
    if _YEAR_ONE.search(text):
        return None
    for read in (datetime.fromisoformat, _of_words, parsedate_to_datetime, _of_seconds):
        try:
            return utc(read(text))
        except (ValueError, TypeError, IndexError):
            continue
    return None


def _of_words(text: str) -> datetime:
    """Spell English words as RFC 5322 does, and let the library read that: it knows the zones' names."""
    found = _WORDS.fullmatch(text)
    if found is None:
        raise ValueError(text)
    day, month, year = (found[name] or found[f"{name}2"] for name in ("day", "month", "year"))
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % 12 + 12 * found["half"].lower().startswith("p")
    zone = (found["zone"] or "+0000").replace(":", "")
    spelt = (
        f"{day} {month.title()} {year} {hour:02}:{found['minute'] or '00'}:{found['second'] or '00'} {zone}"
    )
    return parsedate_to_datetime(spelt)


def _of_seconds(text: str) -> datetime:
    if not _SECONDS.fullmatch(text):
        raise ValueError(text)
    seconds = float(text)
    return datetime.fromtimestamp(seconds / 1000 if seconds > _MILLISECONDS else seconds, UTC)
