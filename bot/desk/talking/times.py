"""The plainest words of time in Spanish, French and German, put into English. Pure."""

from __future__ import annotations

import re
from typing import Final

from summaries.tokens import fold

_DAYS: Final = {
    "monday": ("lunes", "lundi", "montag"),
    "tuesday": ("martes", "mardi", "dienstag"),
    "wednesday": ("miercoles", "mercredi", "mittwoch"),
    "thursday": ("jueves", "jeudi", "donnerstag"),
    "friday": ("viernes", "vendredi", "freitag"),
    "saturday": ("sabado", "samedi", "samstag"),
    "sunday": ("domingo", "dimanche", "sonntag"),
}
_TIMES: Final = {
    "yesterday": ("ayer", "hier", "gestern"),
    "today": ("hoy", "aujourd'hui", "heute"),
    "this week": ("esta semana", "cette semaine", "diese woche"),
    "last week": ("la semana pasada", "la semaine derniere", "letzte woche"),
    "this month": ("este mes", "ce mois-ci", "diesen monat"),
}
_SINCE: Final = r"(?:desde(?:\s+el)?|depuis|seit)"
_SAID: Final = {fold(word): time for time, words in _TIMES.items() for word in words}
_SAID_DAYS: Final = {word: day for day, words in _DAYS.items() for word in words}
_WHOLE: Final = re.compile(
    rf"(?:(?P<since>{_SINCE})\s+)?(?:(?P<time>{'|'.join(_SAID)})|(?P<day>{'|'.join(_SAID_DAYS)}))"
)


def in_english(text: str) -> str:
    """The same where it is one of those words, with "since" or without; else the text as it is."""
    match = _WHOLE.fullmatch(fold(text.replace("\u2019", "'").casefold()).strip(" ?!.¿¡"))
    if match is None:
        return text
    when = _SAID[match["time"]] if match["time"] else _SAID_DAYS[match["day"]]
    before = "since " if match["since"] else "" if match["time"] else "on "
    return f"{before}{when}"
