"""Dates as feeds, pages and files write them, to aware UTC; None where they can't be read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime

_NOTHING = datetime(
    1970, 1, 2, tzinfo=UTC
)  # up to then it is a program's zero (year 1, the epoch), not a date


def utc(moment: datetime) -> datetime | None:
    """Return the moment in UTC; a time without a zone is taken for UTC. None where it is no date."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        moment = aware.astimezone(UTC)
    except OverflowError:  # year 1 east of Greenwich, year 9999 west of it
        return None
    return moment if moment >= _NOTHING else None


def parse_date(value: object) -> datetime | None:
    """Read ISO 8601 or RFC 5322 text, or what YAML made of it already."""
    if isinstance(value, datetime):
        return utc(value)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    return _from_text(value.strip()) if isinstance(value, str) else None


def _from_text(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return utc(read(text))
        except (ValueError, TypeError, IndexError):
            continue
    return None
