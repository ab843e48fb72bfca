"""Local times, days and zones as people write them. Pure.

config.yaml and `/digest add` read by the same rules.
"""

from __future__ import annotations

import difflib
import re
import zoneinfo
from datetime import time
from functools import cache
from typing import TYPE_CHECKING

from bot.errors import BadRequestError
from bot.model import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GROUPS = {
    "daily": WEEKDAYS,
    "all": WEEKDAYS,
    "weekdays": WEEKDAYS[:5],
    "weekday": WEEKDAYS[:5],
    "weekend": WEEKDAYS[5:],
    "weekends": WEEKDAYS[5:],
}
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*", re.ASCII)
_MIDNIGHT = 24 * 60


class Expected(BadRequestError, ValueError):  # noqa: N818 - reads as what it says: "expected a local time"
    """What was written is not what was expected. `fix` may be empty; `at` says where, below the value.

    It is a ValueError too, so that pydantic collects it with the others.
    """

    def __init__(self, expected: str, fix: str = "", at: tuple[str | int, ...] = ()) -> None:
        super().__init__(f"expected {expected}" + (f"; {fix}" if fix else ""))
        self.expected = expected
        self.fix = fix
        self.at = at


def nearest(word: str, names: Collection[str], *, cutoff: float = 0.6) -> str:
    """The name that the word was probably meant to be; empty where none is near (`cutoff`: 0 to 1)."""
    by_folded = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[near[0]] if near else ""


def did_you_mean(word: str, names: Collection[str]) -> str:
    """A question, or nothing where no name is near."""
    name = nearest(word, names)
    return f'did you mean "{name}"?' if name else ""


def read_time(text: str) -> time:
    """A local time of "08:00" or "8:00". Raises Expected."""
    found = _CLOCK.fullmatch(text.strip())
    if found and int(found[1]) < 24 and int(found[2]) < 60:  # noqa: PLR2004 - hours and minutes
        return time(int(found[1]), int(found[2]))
    raise Expected('a local time from "00:00" to "23:59"', _meant_time(text.strip()))


def _meant_time(text: str) -> str:
    """What was probably meant: 1080 is what YAML makes of an unquoted 18:00 (sixties), 0730 has no colon."""
    if not (text.isascii() and text.isdigit()) or not text:
        return 'write it as "08:00"'
    if len(text) == 4 and int(text[:2]) < 24 and int(text[2:]) < 60:  # noqa: PLR2004 - HHMM
        return f'did you mean "{text[:2]}:{text[2:]}"?'
    if 24 < int(text[:5]) < _MIDNIGHT:  # noqa: PLR2004 - no hour, so minutes
        return f'did you mean "{int(text) // 60:02}:{int(text) % 60:02}"? Keep the quotes'
    return 'write it as "08:00"'


def read_days(words: str | Iterable[str]) -> tuple[str, ...]:
    """Names, ranges and groups ("mon, wed", "mon-fri", "weekdays", "daily") to days in the week's order.

    Raises Expected; `at` is the place in the list where a list was given.
    """
    listed = isinstance(words, str)
    parts = re.split(r"[,\s]+", words.strip()) if isinstance(words, str) else list(words)
    chosen: set[str] = set()
    for place, part in enumerate(parts):
        chosen.update(_days(part.strip().casefold(), () if listed else (place,)))
    if not chosen:
        raise Expected(
            "at least one day", 'write days: [mon, fri], "weekdays", or leave it out for every day'
        )
    return tuple(day for day in WEEKDAYS if day in chosen)


def _days(word: str, at: tuple[int, ...]) -> tuple[str, ...]:
    if word in _GROUPS:
        return _GROUPS[word]
    first, dash, last = word.partition("-")
    if dash:
        start, end = WEEKDAYS.index(_day(first, at)), WEEKDAYS.index(_day(last, at))
        return WEEKDAYS[start : end + 1] if start <= end else WEEKDAYS[start:] + WEEKDAYS[: end + 1]
    return (_day(word, at),)


def _day(word: str, at: tuple[int, ...]) -> str:
    least = 2
    for name, short in zip(_DAY_NAMES, WEEKDAYS, strict=True):
        if len(word) >= least and (name.startswith(word) or word == f"{short}s"):
            return short
    hint = did_you_mean(word, (*_DAY_NAMES, *WEEKDAYS, *_GROUPS))
    raise Expected("days: mon, tue, wed, thu, fri, sat, sun, weekdays, weekend or daily", hint, at)


def read_zone(text: str) -> str:
    """The zone's name in the IANA database, in its right case. Raises Expected."""
    name = text.strip()
    if _ZONE.fullmatch(name) and _is_zone(name):
        return name
    by_folded = {zone.casefold(): zone for zone in _zones()}
    if (folded := name.replace(" ", "_").casefold()) in by_folded:
        return by_folded[folded]
    raise Expected('a time zone of the IANA database, such as "Europe/London"', _nearest_zone(name))


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@cache
def _zones() -> frozenset[str]:
    """Zones of places. Etc/GMT+2 means two hours *behind*: nobody is sent there by a suggestion."""
    named = {zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith("Etc/")}
    return frozenset(named | {"UTC"})


def _nearest_zone(name: str) -> str:
    """London is meant for Europe/London: the place alone is compared first, then the whole name."""
    places: dict[str, str] = {}
    for zone in sorted(_zones()):
        places.setdefault(zone.rpartition("/")[2], zone)
    place = nearest(name.rpartition("/")[2].replace(" ", "_"), places)
    return f'did you mean "{places[place]}"?' if place else did_you_mean(name, _zones())
