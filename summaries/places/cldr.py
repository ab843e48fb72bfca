"""Names of countries, time zones' cities and months in every language, from the Unicode consortium's CLDR.

The one place that speaks with babel, who brings CLDR and whose tables are untyped. A language costs some 5 ms
and 1 MB when it is first met; nothing is read before that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, cast

from summaries.places import tongues
from summaries.places.gazetteer import gazetteer
from summaries.places.nicknames import UNCERTAIN_CAPITALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from babel import Locale

# A language of two spellings is read in both.
_ALSO: Final = {"pt": "pt_PT", "sr": "sr_Latn", "zh": "zh_Hant"}
# Zones whose names in CLDR are older than those of its table of territories.
_RENAMED: Final = {
    "Africa/Asmera": "ER",
    "Asia/Calcutta": "IN",
    "Asia/Katmandu": "NP",
    "Asia/Rangoon": "MM",
    "Asia/Saigon": "VN",
    "Europe/Kiev": "UA",
}
# Of the Americas and the oceans only large cities count; elsewhere nearly all.
_CITIES: Final = """
America/Bogota America/Lima America/Caracas America/Havana America/Montevideo America/Asuncion America/La_Paz
America/Guayaquil America/Managua America/Tegucigalpa America/Port-au-Prince America/Santo_Domingo
America/Sao_Paulo America/Manaus America/Mexico_City America/Tijuana America/Cancun America/New_York
America/Los_Angeles America/Chicago America/Detroit America/Toronto America/Vancouver America/Buenos_Aires
America/Paramaribo America/Cayenne Pacific/Honolulu Australia/Sydney Australia/Melbourne Australia/Brisbane
Australia/Adelaide Pacific/Auckland Pacific/Port_Moresby Pacific/Apia Atlantic/Reykjavik
"""
_KNOWN: Final = frozenset(_CITIES.split())
# First names, everyday words, places that nobody means.
_NOT_MEANT: Final = frozenset(("Asia/Oral", "Europe/Busingen", "Europe/Samara", "Europe/Sofia"))
# "RAE de Macao (China)": the cities' names, which are also the zones', serve.
_REGIONS_OF_CHINA: Final = frozenset(("HK", "MO"))
_PARENTHESES: Final = re.compile(r"[(（]([^()（）]*)[)）]")  # noqa: RUF001 - full-width ones, as CLDR has them


def names(language: str) -> Iterator[tuple[str, str]]:
    """(code, name) of countries and cities in a language; none for one that CLDR doesn't know."""
    from babel.core import get_global  # noqa: PLC0415  (late: only who asks for places needs it)

    zones = {**cast("Mapping[str, str]", get_global("zone_territories")), **_RENAMED}
    misleading = tongues.misleading(language)
    cities = {zone: code for zone, code in zones.items() if zone not in misleading}
    for tag in (language, _ALSO.get(language, "")):
        locale = _locale(tag)
        if locale is not None:
            countries = territories(tag)
            yield from _countries({code: name for code, name in countries.items() if code not in misleading})
            yield from _cities(cities, cast("Mapping[str, Any]", locale.time_zones))


def territories(language: str) -> Mapping[str, str]:
    """Code -> name of the countries and parts of the world; empty for a language that CLDR doesn't know."""
    locale = _locale(language)
    return cast("Mapping[str, str]", locale.territories) if locale else {}


def months(language: str) -> frozenset[str]:
    """The names of the months, long and short; empty for a language that CLDR doesn't know."""
    locale = _locale(language)
    widths = [locale.months["format"][width] for width in ("wide", "abbreviated")] if locale else []
    return frozenset(name for width in widths for name in width.values())


@lru_cache(maxsize=64)
def _locale(tag: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  (as above)

    try:
        return Locale.parse(tag) if tag else None
    except (UnknownLocaleError, ValueError):
        return None


def _countries(territories: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for code in gazetteer():
        name = "" if code in _REGIONS_OF_CHINA else territories.get(code, "")
        for one in (_PARENTHESES.sub("", name), *_PARENTHESES.findall(name)):  # "Myanmar (Birmania)"
            kept = one.strip()
            if len(kept) > 1 and not (kept.isupper() and kept.isascii()):  # "Hong Kong (SAR)"
                yield code, kept


def _cities(zones: Mapping[str, str], told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for zone, code in zones.items():
        if code not in gazetteer() or zone in _NOT_MEANT:
            continue
        if zone in _KNOWN or zone.startswith(("Africa/", "Asia/", "Europe/")):
            name = str(told.get(zone, {}).get("city", zone.rpartition("/")[2].replace("_", " ")))
            if name.lower() not in UNCERTAIN_CAPITALS:
                yield code, name
