"""The words that say what a figure counts, in English: what befell people, units, what is no count at all."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from summaries.tokens import stem


def _sections(listed: str) -> dict[str, list[list[str]]]:
    """The lines of words under each "[name]"."""
    found: dict[str, list[list[str]]] = {}
    lines: list[list[str]] = []
    for line in listed.splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line.split())
    return found


_LISTED: Final = _sections((files("summaries") / "data" / "counted.en.txt").read_text("utf-8"))


def _set(name: str) -> frozenset[str]:
    return frozenset(word for line in _LISTED[name] for word in line)


def _table(name: str) -> dict[str, str]:
    """Each word of a line but its first -> its first."""
    return {word: line[0] for line in _LISTED[name] for word in line[1:]}


OUTCOMES: Final = _table("outcomes")
ACTIVE: Final = _set("active")
NOUNS: Final = _set("nouns")
PEOPLE: Final = _set("people")
OTHERS: Final = _set("others")
CURRENCIES: Final = _table("currencies")
UNITS: Final = _table("units")
TIMES: Final = _set("times")
LABELS: Final = _set("labels")
ONCE_MORE: Final = _set("once_more")
PARTS: Final = _set("parts")
AUXILIARIES: Final = _set("auxiliaries")
GEOGRAPHY: Final = _set("geography")
PLACED_BY: Final = _set("placed_by")
SPEAKERS: Final = _set("speakers")
PLURALS: Final = _set("plurals")
CLOCK: Final = _set("clock")
STREETS: Final = _set("streets")
LEADS_TO: Final = _set("leads_to")
TITLES: Final = _set("titles")

# Of these the stems count, and of words for one thing the first.
ALIKE: Final = {stem(word): stem(line[0]) for line in _LISTED["alike"] for word in line}
CHANGES: Final = frozenset(map(stem, _set("changes")))
SPREAD: Final = frozenset(ALIKE.get(stem(word), stem(word)) for word in _set("spread"))
DAILY: Final = frozenset(ALIKE.get(stem(word), stem(word)) for word in _set("daily"))
SPORTS: Final = frozenset(ALIKE.get(stem(word), stem(word)) for word in _set("sports"))
GROUPS: Final = frozenset(ALIKE.get(stem(word), stem(word)) for word in _set("groups"))
IRREGULAR: Final = _set("irregular")
TURNING: Final = {stem(word): stem(line[0]) for line in _LISTED["turning"] for word in line}
OPPOSED: Final = tuple(" ".join(line) for line in _LISTED["opposed"])
"""Two words each."""
