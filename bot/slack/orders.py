"""What people write after /digest, read forgivingly. Pure."""

from __future__ import annotations

import re
import zoneinfo
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar

from bot.desk.subscriptions import MOST_STORIES
from bot.errors import BadRequestError
from bot.model import WEEKDAYS
from bot.when import Expected, read_days, read_zone

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

EXAMPLE = "add 08:00 Europe/London weekdays"
VERBS = {
    **dict.fromkeys(("add", "new", "subscribe"), "add"),
    **dict.fromkeys(("", "list", "show"), "list"),
    **dict.fromkeys(("pause", "stop"), "pause"),
    **dict.fromkeys(("resume", "start", "unpause"), "resume"),
    **dict.fromkeys(("remove", "delete", "rm", "unsubscribe"), "remove"),
    **dict.fromkeys(("preview", "now"), "preview"),
    **dict.fromkeys(("help", "?"), "help"),
}
_FILLERS = frozenset({"at", "on", "in", "and", "every", "each", "the", "with", "zone", "time", "o'clock"})
_NAMED = re.compile(r"\b(topic|section|source|publisher|without|except|only)s?\s*[:=]", re.IGNORECASE)
_NAMES = {"publisher": "source", "only": "source", "except": "without"}
_STORIES = re.compile(r"(?<!\S)(\d{1,3})\s*stor(?:y|ies)\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<!\S)(?:(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?|(?P<word>noon|midnight))(?=[\s,]|$)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:\bto\b|\bthrough\b|\u2013|(?<=\s)-(?=\s))\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """An order as it goes to the desk: `at` as "08:00", an IANA zone, days of WEEKDAYS."""

    at: str
    zone: str = "UTC"
    days: tuple[str, ...] = WEEKDAYS
    stories: int | None = None
    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def read_verb(text: str) -> tuple[str, str]:
    """What to do, and the rest of the line. A line that begins with a time adds. BadRequestError."""
    first, _, rest = text.strip().partition(" ")
    if first.casefold() in VERBS:
        return VERBS[first.casefold()], rest.strip()
    if _CLOCK.match(text.strip()):
        return "add", text.strip()
    known = "new, edit, add, list, pause, resume, remove, preview, follow, mute, following, breaking and help"
    raise BadRequestError(f"I don't know “{first[:40]}”; I know {known}.")


def read_number(text: str, count: int) -> int:
    """Which of `count` digests is meant, from 0; the only one needs no number. BadRequestError."""
    number = text.strip().lstrip("#")
    if not number and count == 1:
        return 0
    if number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= count:
        return int(number) - 1
    if not count:
        raise BadRequestError("This channel has no digest yet.")
    which = "Say its number: 1" + (f" to {count}" if count > 1 else "")
    raise BadRequestError(f"Which digest? {which}, as the list numbers them.")


def read_addition(text: str) -> Addition:
    """An order from a line such as "8am London mon-fri 5 stories topics: sudan, chad".

    BadRequestError tells all that is wrong with it, each in a line.
    """
    head, lists = _named_lists(text)
    stories = _STORIES.search(head)
    head = _STORIES.sub(" ", head)
    clock = _CLOCK.search(head)
    words = f"{head[: clock.start()]} {head[clock.end() :]}" if clock else head
    days, left = _days(_RANGE.sub("-", words))
    wrong: list[str] = []
    at = _heard(wrong, partial(_at, clock), "")
    zone = _heard(wrong, partial(_zone, left), "UTC")
    most = _heard(wrong, partial(_most, stories), None)
    if wrong:
        raise BadRequestError("\n".join(wrong))
    return Addition(
        at=at,
        zone=zone,
        days=days or WEEKDAYS,
        stories=most,
        sections=lists.get("section", ()),
        topics=lists.get("topic", ()),
        without=lists.get("without", ()),
        sources=lists.get("source", ()),
    )


def _heard(wrong: list[str], read: Callable[[], T], otherwise: T) -> T:
    """What is read; where it can't be, `wrong` gets the reason, and it is something else for now."""
    try:
        return read()
    except BadRequestError as error:
        wrong.append(str(error))
        return otherwise


def _named_lists(text: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """What stands before "topics:", "sections:", "without:" or "sources:", and the lists after each."""
    head, *pieces = _NAMED.split(text)
    lists: dict[str, tuple[str, ...]] = {}
    for name, listed in zip(pieces[::2], pieces[1::2], strict=True):
        items = (item.strip().strip("\"'“”") for item in re.split(r"[,;]", listed))
        known = _NAMES.get(name.casefold(), name.casefold())
        lists[known] = tuple(dict.fromkeys([*lists.get(known, ()), *(item for item in items if item)]))
    return head, lists


def _at(clock: re.Match[str] | None) -> str:
    if clock is None:
        raise BadRequestError("At what time shall it come?")
    if word := clock["word"]:
        return {"noon": "12:00", "midnight": "00:00"}[word.casefold()]
    hour, half = int(clock["hour"]), (clock["half"] or "").casefold()[:1]
    minute = int(clock["minute"] or 0)
    sound = 1 <= hour <= 12 if half else hour < 24  # noqa: PLR2004 - a clock with two halves, or with none
    if not sound or minute >= 60:  # noqa: PLR2004 - an hour's minutes
        raise BadRequestError(f"{clock[0].strip()} is no time of day. Write one such as 08:00 or 8 am.")
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return f"{hour:02}:{minute:02}"


def _most(stories: re.Match[str] | None) -> int | None:
    if stories is None or 1 <= int(stories[1]) <= MOST_STORIES:
        return int(stories[1]) if stories else None
    raise BadRequestError(f"A digest has 1 to {MOST_STORIES} stories, not {stories[1]}.")


def _days(text: str) -> tuple[tuple[str, ...], str]:
    """The days that are named, and the words that are none."""
    days: set[str] = set()
    left: list[str] = []
    for word in re.split(r"[,\s]+", re.sub(r"\bevery\s*day\b", "daily", text, flags=re.IGNORECASE)):
        if not word or word.casefold() in _FILLERS:
            continue
        try:
            days.update(read_days(word))
        except Expected:
            left.append(word)
    return tuple(day for day in WEEKDAYS if day in days), " ".join(left)


def _zone(name: str) -> str:
    """An IANA zone by its name, or by its place alone: "London", "new york". UTC where none is named."""
    if not name:
        return "UTC"
    place = name.casefold().replace(" ", "_")
    if place in _places():
        return _places()[place]
    try:
        return read_zone(name)
    except Expected as error:
        hint = f" {error.fix[0].upper()}{error.fix[1:]}" if error.fix else ""
        raise BadRequestError(f"“{name[:60]}” is neither a day nor a time zone that I know.{hint}") from None


@cache
def _places() -> dict[str, str]:
    """The last part of each zone's name; where two zones share it, the shorter name."""
    places: dict[str, str] = {}
    for zone in sorted(zoneinfo.available_timezones(), key=lambda name: (-len(name), name)):
        area, _, place = zone.rpartition("/")
        if area and area != "Etc":
            places[place.casefold()] = zone
    return places
