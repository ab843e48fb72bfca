"""The regions by which world desks sort the news, and the region of each country."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from summaries.places.gazetteer import gazetteer

REGIONS: Final = (
    "Africa",
    "Asia",
    "Europe",
    "Latin America",
    "Middle East",
    "North America",
    "Oceania",
)
# The United Nations' regions, as countryinfo has them, in ours.
_OF_UN: Final = {
    "Africa": "Africa",
    "Asia": "Asia",
    "Europe": "Europe",
    "Oceania": "Oceania",
    "Western Asia": "Middle East",
    "Northern America": "North America",
    "Latin America and the Caribbean": "Latin America",
}
# World desks differ from the geographers: Egypt, Iran and Turkey are the Middle East's news; the Caucasus,
# Cyprus and Greenland Europe's. Afghanistan and Central Asia stay Asia's, the Maghreb and Sudan Africa's.
_OURS: Final = {
    **dict.fromkeys(("EG", "IR"), "Middle East"),
    **dict.fromkeys(("AM", "AZ", "CY", "GE", "GL"), "Europe"),
}


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    return {
        one.code: _OURS.get(one.code) or _OF_UN.get(one.subregion) or _OF_UN[one.region]
        for one in gazetteer().values()
    }


def region_of(code: str) -> str:
    """The region of a country by its ISO 3166-1 code of two letters; "" where there is none."""
    return _regions().get(code, "")
