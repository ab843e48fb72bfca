"""Other names by which the news speaks of a country, government or body: Bogotá, Colombia, Colombian.

Certain is a capital that gives its government its name and names little else ("Bogotá and Caracas agree"),
the palaces and streets that stand for governments (nicknames.py, which says what is left out and why), and
other names of one country (Burma, Myanmar). Brussels is the European Union's, not Belgium's. A country's own
words for its people come along, so that "Kremlin" finds "Russian officials". Who asks for Georgia, Jordan or
Chad means the country: it has its capital's name as any other, while those words in an article tell no
country by themselves (people.py). Words of two countries (Dominican, Congolese) have no other names.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from summaries.places.gazetteer import Country, gazetteer
from summaries.places.nicknames import BODIES, GOVERNMENTS, OTHERWISE, UNCERTAIN_CAPITALS
from summaries.places.people import EVERYDAY, counterpart, plural
from summaries.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Mapping


def aliases(term: str) -> tuple[str, ...]:
    """Other names of what a term means, lower case, of one word or several, the plainest first.

    The term may be of several words, with or without diacritics and "the". Initials that are everyday words
    in lower case (US, WHO) must be in capitals. Empty where none is known.
    """
    if term.lower() in EVERYDAY and not term.isupper():
        return ()
    key = plain(term)
    return tuple(name for name in _groups().get(key, ()) if plain(name) != key)


def plain(name: str) -> str:
    """A name as it is looked up: lower case, no diacritics, no article before it, one kind of apostrophe."""
    return " ".join(fold(name.lower()).replace("\u2019", "'").split()).removeprefix("the ")


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, tuple[str, ...]]:
    """The names that go together, by each of them."""
    found: dict[str, tuple[str, ...]] = {}
    shared: set[str] = set()
    for one in gazetteer().values():
        group = _names(one)
        for name in {plain(name) for name in group}:
            if found.setdefault(name, group) is not group:
                shared.add(name)
    for name in shared:  # "Dominican", "Congolese": of two countries
        del found[name]
    for group in BODIES:
        found |= {plain(name): group for name in group}
    # Asked for they mean the country; in an article they may be something else.
    return found | dict.fromkeys(("us", "america"), found["united states"])


def _names(one: Country) -> tuple[str, ...]:
    name, people, capital = one.name.lower(), one.people.lower(), one.capital.lower()
    words = [name, *OTHERWISE.get(one.code, ()), people, *counterpart(name), plural(people)]
    if capital not in UNCERTAIN_CAPITALS:
        words.append(capital)
    return tuple(dict.fromkeys(word for word in [*words, *GOVERNMENTS.get(one.code, ())] if word))
