"""What somebody filled into a modal, and what the fields of an order's form offer while they type. Pure."""

from __future__ import annotations

import re
import zoneinfo
from functools import cache
from typing import TYPE_CHECKING, cast

from bot.slack.blocks.forms import MOST_OPTIONS
from bot.slack.blocks.modals import can_be_chosen
from bot.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.desk.terms import Terms
    from bot.slack.blocks import Json

_COMMAS = re.compile(r"[,;\n]")
# Abbreviations that people write for a zone with summer time: the IANA database has some as fixed offsets.
_MEANT = {
    **dict.fromkeys(("uk", "gb", "england", "britain"), "Europe/London"),
    **dict.fromkeys(("cet", "cest", "germany"), "Europe/Berlin"),
    **dict.fromkeys(("eet", "eest"), "Europe/Athens"),
    **dict.fromkeys(("et", "est", "edt", "eastern", "washington", "boston"), "America/New_York"),
    **dict.fromkeys(("ct", "cst", "cdt", "central"), "America/Chicago"),
    **dict.fromkeys(("mt", "mst", "mdt", "mountain"), "America/Denver"),
    **dict.fromkeys(("pt", "pst", "pdt", "pacific", "san francisco", "seattle"), "America/Los_Angeles"),
    **dict.fromkeys(("ist", "india", "mumbai", "delhi", "new delhi", "bangalore"), "Asia/Kolkata"),
    **dict.fromkeys(("jst", "japan"), "Asia/Tokyo"),
    **dict.fromkeys(("beijing", "china"), "Asia/Shanghai"),
    **dict.fromkeys(("geneva", "bern"), "Europe/Zurich"),
    **dict.fromkeys(("gmt", "zulu", "greenwich"), "UTC"),
}


def fields_of(view: Json) -> dict[str, Json]:
    """The state of each field of a view, by its block's id, whatever its action is called."""
    values = cast("dict[str, dict[str, Json]]", cast("Json", view.get("state") or {}).get("values") or {})
    return {block: next(iter(held.values())) for block, held in values.items() if held}


def typed(fields: Mapping[str, Json], name: str) -> str:
    """What was typed into a field; empty where nothing was, or the view has none of that name."""
    return _said(fields, name, "value")


def picked_time(fields: Mapping[str, Json], name: str) -> str:
    return _said(fields, name, "selected_time")


def picked(fields: Mapping[str, Json], name: str) -> tuple[str, ...]:
    """The values of what was chosen in a field of one choice or of many."""
    field = fields.get(name, {})
    options = cast("list[Json]", field.get("selected_options") or [field.get("selected_option")])
    return tuple(str(option.get("value") or "") for option in options if option)


def read_terms(fields: Mapping[str, Json]) -> Terms:
    """The terms in the fields of an order's form."""
    return {
        "at": picked_time(fields, "at"),
        "zone": "".join(picked(fields, "zone")),
        "days": picked(fields, "days"),
        "stories": int("".join(picked(fields, "stories")) or 0),
        "topics": listed(typed(fields, "topics")),
        "sections": picked(fields, "sections"),
        "without": listed(typed(fields, "without")),
        "sources": picked(fields, "sources"),
    }


def read_channel(fields: Mapping[str, Json]) -> str:
    """The channel that was chosen; empty where none was."""
    return _said(fields, "channel", "selected_conversation")


def _said(fields: Mapping[str, Json], name: str, what: str) -> str:
    return str(fields.get(name, {}).get(what) or "")


def listed(text: str) -> tuple[str, ...]:
    """What stands between the commas of a line, each once."""
    items = (one_line(item).strip("\"'“”") for item in _COMMAS.split(text))
    return tuple(dict.fromkeys(item for item in items if item))


def zones_like(typed: str) -> list[str]:
    """The zones that are probably meant, likeliest first: by their city, their region, or a common name."""
    asked = one_line(typed).casefold().replace("_", " ").strip(" /")
    meant = [zone for name, zone in _MEANT.items() if name == asked]
    begin, within = list[str](), list[str]()
    for words, zone in _named():
        if any(part.startswith(asked) for part in words):
            begin.append(zone)
        elif any(asked in part for part in words):
            within.append(zone)
    return list(dict.fromkeys([*meant, *begin, *within]))[:MOST_OPTIONS]


def names_like(typed: str, names: Iterable[str]) -> list[str]:
    """The names that hold what was typed, those that begin with it first; all where nothing was."""
    asked = one_line(typed).casefold()
    fit = [name for name in names if asked in name.casefold() and can_be_chosen(name)]
    return sorted(fit, key=lambda name: not name.casefold().startswith(asked))[:MOST_OPTIONS]


@cache
def _named() -> Sequence[tuple[tuple[str, ...], str]]:
    """Every zone of a place, and UTC, with the words that it is found by: its city and its whole name."""
    places = {zone for zone in zoneinfo.available_timezones() if _of_a_place(zone)} | {"UTC"}
    spelled = ((zone, zone.casefold().replace("_", " ")) for zone in sorted(places))
    return tuple(((words.rpartition("/")[2], words), zone) for zone, words in spelled)


def _of_a_place(zone: str) -> bool:
    """Etc/GMT+2 means two hours behind: nobody is sent there. US/Eastern and the like have newer names."""
    area = zone.partition("/")[0]
    known = {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian"}
    return "/" in zone and area in known | {"Pacific"}
