"""The countries of the world from countryinfo, put right where it is wrong (corrections.py).

Read when first needed and then kept: 250 small files, some 50 ms and 4 MB, most of it the library's import.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from summaries.places import corrections

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country, or a territory that the news speaks of as of one.

    `code` is of ISO 3166-1, two letters (XK for Kosovo, as everybody writes); `capital` and `people` (the
    adjective: "Kenyan") are "" where there is none; `region` and `subregion` are the United Nations'.
    """

    code: str
    name: str
    capital: str
    people: str
    region: str
    subregion: str


@lru_cache(maxsize=1)
def gazetteer() -> Mapping[str, Country]:
    """Every country by its code, in the order of the codes. Of two entries the library's first counts."""
    found: dict[str, Country] = {}
    for one in _read():
        found.setdefault(one.code, one)
    return dict(sorted(found.items()))


def _read() -> Iterator[Country]:
    # Here, not above: whoever imports `summaries` has not asked for it yet.
    from countryinfo import all_countries  # noqa: PLC0415  (late: see above)

    for one in all_countries():
        raw = cast("Mapping[str, Any]", one.info())  # a TypedDict that promises more than the files hold
        code = _text(cast("Mapping[str, Any]", raw.get("ISO", {})), "alpha2")
        if len(code) == 2 and code not in corrections.LEFT_OUT:  # noqa: PLR2004 - of two letters
            yield Country(
                code=code,
                name=corrections.NAMES.get(code, _text(raw, "name")),
                capital=corrections.CAPITALS.get(code, _text(raw, "capital")),
                people=corrections.DEMONYMS.get(code, _text(raw, "demonym").partition(",")[0]),
                region=_text(raw, "region"),
                subregion=_text(raw, "subregion"),
            )
    for code, (name, capital, people, region, subregion) in corrections.MISSING.items():
        yield Country(
            code=code, name=name, capital=capital, people=people, region=region, subregion=subregion
        )


def _text(raw: Mapping[str, Any], key: str) -> str:
    """A field as text; "" where it is missing or no text (one capital is a list)."""
    value = raw.get(key)
    return value if isinstance(value, str) else ""
