"""Which news agency a text is credited to: "(Reuters)", "By The Associated Press", an agency's own feed."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = {
    "AP": ("AP", "The Associated Press", "Associated Press", "A.P."),
    "Reuters": ("Reuters", "Thomson Reuters"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur"),
    "Xinhua": ("Xinhua", "Xinhua News Agency"),
    "EFE": ("EFE", "Agencia EFE"),
    "ANSA": ("ANSA",),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI", "Asian News International"),
    "IANS": ("IANS", "Indo-Asian News Service"),
    "Kyodo": ("Kyodo", "Kyodo News"),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
    "TASS": ("TASS", "ITAR-TASS"),
    "Interfax": ("Interfax", "Interfax-Ukraine"),
    "Anadolu": ("Anadolu", "Anadolu Agency", "Anadolu Ajansi"),
    "PA": ("PA", "PA Media", "Press Association"),
    "AAP": ("AAP", "Australian Associated Press"),
    "The Canadian Press": ("The Canadian Press", "Canadian Press"),
    "Bernama": ("Bernama",),
    "SAnews": ("SAnews",),
}
_AGENCY: Final = {name.casefold(): agency for agency, names in _NAMES.items() for name in names}
_ANY: Final = "|".join(
    sorted(map(re.escape, (n for names in _NAMES.values() for n in names)), key=len, reverse=True)
)
# In brackets, in a dateline ("KYIV, Ukraine (AP) -", "PARIS, Reuters -"), in a byline, or at the very end.
_CREDIT: Final = re.compile(
    rf"[(\[]\s?(?P<bracketed>{_ANY})(?:/[^)\]]{{1,40}})?\s?[)\]]"
    rf"|^\s*[A-Z][\w .,'\u2019-]{{1,60}}[,/]\s?(?P<dateline>{_ANY})\s?[\u2013\u2014-]\s"
    rf"|^\s*(?:By|From|Source:?|Credit:?)\s(?P<byline>{_ANY})\s*$"
    rf"|^\s*(?P<alone>{_ANY})\s*$"
    rf"|(?:\u00a9|Copyright)\s(?:\d{{4}}\s)?(?P<owner>{_ANY})\b",
    re.MULTILINE,
)
_REPORTERS: Final = re.compile(r"\(?\s?Reporting by\b.{1,400}?\bediting by\b", re.IGNORECASE | re.DOTALL)
_HEAD: Final = 400  # characters of the text in which a credit opens it
_TAIL: Final = 500
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST_NAME: Final = 80


def agency_named(publisher: str) -> str:
    """The agency that a publisher's name is; empty where it is none."""
    return _AGENCY.get(" ".join(publisher.split()).casefold(), "")


def _spelled_out(credit: re.Match[str]) -> bool:
    """Whether it stands for the words before it: "the Palestinian Authority (PA)", "Andhra Pradesh (AP)"."""
    initials = credit["bracketed"] or ""
    before = _WORD.findall(credit.string, max(0, credit.start() - _LONGEST_NAME), credit.start())
    capitals = "".join(word[0] for word in before if word[0].isupper())
    return bool(initials) and capitals.endswith(initials)


def agency_of(text: str, publisher: str = "") -> str:
    """The agency that a text is credited to, by its publisher, its opening or its end; empty where none is.

    "He told Reuters" is no credit: the name must stand in brackets, a dateline, a byline or alone on a line.
    """
    if found := agency_named(publisher):
        return found
    for part in (text[:_HEAD], text[max(_HEAD, len(text) - _TAIL) :]):
        if match := next((one for one in _CREDIT.finditer(part) if not _spelled_out(one)), None):
            name = next(group for group in match.groups() if group)
            return _AGENCY[name.casefold()]
    return "Reuters" if _REPORTERS.search(text[-_TAIL:]) else ""
