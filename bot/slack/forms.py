"""What somebody filled into the form of an order, and what its fields offer while they type. Pure."""

from __future__ import annotations

import re
import zoneinfo
from functools import cache
from typing import TYPE_CHECKING, cast

from bot.slack.blocks.modals import can_be_chosen
from bot.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.desk.terms import Terms
    from bot.slack.blocks import Json

MOST_OFFERED = 100
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


def read_terms(values: Mapping[str, Json]) -> Terms:
    """The terms in a view's state (`view.state.values`: block id, action id, the field's state)."""
    fields: dict[str, Json] = {block: next(iter(held.values())) for block, held in values.items() if held}
    return {
        "at": str(fields.get("at", {}).get("selected_time") or ""),
        "zone": _chosen(fields.get("zone", {})),
        "days": _all_chosen(fields.get("days", {})),
        "stories": int(_chosen(fields.get("stories", {})) or 0),
        "topics": listed(_typed(fields.get("topics", {}))),
        "sections": _all_chosen(fields.get("sections", {})),
        "without": listed(_typed(fields.get("without", {}))),
        "sources": _all_chosen(fields.get("sources", {})),
    }


def read_channel(values: Mapping[str, Json]) -> str:
    """The channel that was chosen; empty where none was."""
    return next(
        (str(field.get("selected_conversation") or "") for field in values.get("channel", {}).values()), ""
    )


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
    return list(dict.fromkeys([*meant, *begin, *within]))[:MOST_OFFERED]


def names_like(typed: str, names: Iterable[str]) -> list[str]:
    """The names that hold what was typed, those that begin with it first; all where nothing was."""
    asked = one_line(typed).casefold()
    fit = [name for name in names if asked in name.casefold() and can_be_chosen(name)]
    return sorted(fit, key=lambda name: not name.casefold().startswith(asked))[:MOST_OFFERED]


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


def _typed(field: Json) -> str:
    return str(field.get("value") or "")


def _chosen(field: Json) -> str:
    option = cast("Json | None", field.get("selected_option"))
    return str(option.get("value") or "") if option else ""


def _all_chosen(field: Json) -> tuple[str, ...]:
    options = cast("list[Json]", field.get("selected_options") or [])
    return tuple(str(option.get("value") or "") for option in options)
