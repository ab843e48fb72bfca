"""Where countryinfo 1.0.1 is out of date, misleading or silent: what stands instead, and the reason."""

from __future__ import annotations

from typing import Final

NAMES: Final = {
    "AE": "United Arab Emirates",
    "BS": "Bahamas",  # "The Bahamas" there: no article in a list of places
    "CZ": "Czechia",  # short name since 2016
    "FM": "Micronesia",  # the short form of the Federated States
    "GM": "Gambia",  # as the Bahamas
    "MK": "North Macedonia",  # since 2019
    "PS": "Palestinian territories",  # listed twice; as CLDR and the agencies write
    "SZ": "Eswatini",  # since 2018
    "VA": "Vatican City",  # listed twice
}
CAPITALS: Final = {
    "BI": "Gitega",  # since 2019
    "BJ": "Cotonou",  # Porto-Novo is the capital by law: the government sits in Cotonou
    "BO": "La Paz",  # Sucre by law: the government sits in La Paz
    "GQ": "",  # moved in 2026, and the news has not settled
    "HK": "",  # "City of Victoria" is of history; no capital
    "KI": "Tarawa",  # "South Tarawa" there: nobody writes it
    "KZ": "Astana",  # Nur-Sultan from 2019 to 2022 only
    "MO": "",  # none
    "PS": "",  # two entries that contradict each other
    "SZ": "Mbabane",  # Lobamba is the parliament's
    "US": "Washington",  # "Washington D.C." there
    "VA": "",  # a list there, not a name
}
DEMONYMS: Final = {
    "CV": "Cape Verdean",  # "Cape Verdian" there
    "DJ": "Djiboutian",  # the country's name there
    "GI": "Gibraltarian",  # the same
    "HK": "Hongkonger",  # "Chinese" there
    "KG": "Kyrgyz",  # "Kirghiz" there
    "KM": "Comorian",  # "Comoran" there
    "KZ": "Kazakh",  # "Kazakhstani" there: rare in news
    "MO": "Macanese",  # "Chinese" there
    "MV": "Maldivian",  # "Maldivan" there
    "SA": "Saudi",  # "Saudi Arabian" there
    "SR": "Surinamese",  # "Surinamer" there
    "TJ": "Tajik",  # "Tadzhik" there
    "UZ": "Uzbek",  # "Uzbekistani" there
    "VA": "",  # "Vaticanian" there: nobody writes it
}
MISSING: Final = {"XK": ("Kosovo", "Pristina", "Kosovar", "Europe", "Southern Europe")}
# Entries that are left out: states that are no more
# (AN, CS), islands with little news, and those whose people are listed as "French", "American" or "Indian".
_LEFT_OUT: Final = """
AI AN AQ AS AW AX BL BQ BV CC CK CS CW CX EH FK GF GG GP GS GU HM IM IO JE KY MF MP MQ MS NF NU PM PN RE
SH SJ SX TC TF TK UM VG VI WF YT
"""
LEFT_OUT: Final = frozenset(_LEFT_OUT.split())
