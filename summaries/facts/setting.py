"""Where, when and of what a clause tells: names, places, frames of time, words that tie it to an event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summaries.facts import counted, times
from summaries.places.people import countries
from summaries.tokens import fold, stem, stop_words
from summaries.words.background import background

if TYPE_CHECKING:
    from summaries.facts.lines import Line

_SAYS: Final = r"(?:said|says|say|told|tells|according to|wrote|warned|added|reported|estimated|put it)"
_SPEAKS: Final = re.compile(
    rf"^[^,;:\u201c\"]{{1,80}}?\b(?:said|says|say|warned|added|(?:estimated|confirmed)(?=\sthat))\b"
    r"(?:\s(?:on|late|early)?\s?\w+day)?(?:\sthat)?(?=\s)"
    rf"|,\s(?:as\s)?[^,;]{{0,90}}?\b{_SAYS}\b[^,;]*(?=[,.;]|$)"
    r"|\baccording to\s[^,.;]+",
)
_CLAUSES: Final = re.compile(r";|\s[\u2013\u2014]\s|,?\s(?:while|whereas|but|although|though)\s")
_FRAMES: Final = {
    "history": (
        "another|earlier (?:this|in)|an? earlier|the earlier|previous|previously|similar|worst|deadliest"
        "|separate(?:ly)?|anniversary|recall(?:s|ed|ing)|remember(?:s|ed|ing)|ago|decades?"
        "|(?:in|from|during) (?:that|those)|biggest|largest|initially|originally|at first|so far had"
        "|compared with|compared to|average|historic"
    ),
    "maybe": (
        "could|(?-i:may)|might|would|if|expected to|forecasts?|plans? to|planned|aims? to|target|feared"
        "|threatened|proposed|wants?|sought|seeks?|asked for|demand(?:s|ed)?|predicted|projected"
    ),
    "kind": "can|typically|usually|often|generally|normally|tends? to|on average",
    "will": "will|is to|are to|going to",
    "not": "(?<!who had )(?<!who have )(?<!who were )not|never|no longer|denied|denies|false|wrongly|n't",
    "new": "(?:new|newly|fresh)(?! year| york| delhi| zealand| jersey| orleans| mexico)",
    "aftershock": "(?:after|fore)shocks?",
    "against": r"vot\w+ against|in opposition|opposed",
    "to date": "by the time|altogether|to date",
    "wide": "worldwide|globally|nationwide|across the (?:country|world|region)|in all of",
}
_EACH: Final = (
    "day|week|month|year|hour|kilo|kg|barrel|tonne|ton|litre|person|head|share|night|ounce|kilometre|household"
    "|family|vote"
)
_PERIODS: Final = (
    r"since\s(?:the\s|last\s)?\w+",
    r"(?:in|over|during|for|within|of)\sthe\s(?:last|past|previous|next|first|coming)\s(?:[\w-]+\s)?\w+",
    r"(?:last|past|previous|next)\s(?:day|week|month|year|decade|quarter|season|night|spring|summer|autumn|winter)",
    r"(?:so far\s)?this\s(?:week|month|year|season|decade|quarter)",
    rf"(?:a|an|per|each|every)\s(?:{_EACH})",
    "daily|weekly|monthly|annual|annually|yearly|quarterly|overnight|first-quarter|second-quarter",
    r"(?:early|midday|morning|afternoon|premarket|pre-market|after-hours|extended) trad(?:ing|e)",
)
_FRAME: Final = tuple(
    (name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in _FRAMES.items()
)
_PERIOD: Final = re.compile(rf"\b(?:{'|'.join(_PERIODS)})\b", re.IGNORECASE)
_MONTH: Final = re.compile(times.MONTHS)
_ORDINARY: Final = 12  # articles in 6,000: a sentence's first word that is rarer is taken for a name
_STOPS: Final = stop_words("en")

_PRONOUN: Final = re.compile(
    r"(?:(?:but|and|so|then|yet|still|when|after|as)\s)?(?:it|he|she|they|this|that|these|those)\b",
    re.IGNORECASE,
)

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a clause tells besides its figure.

    `names`: all names, each as folded words; `places`: those behind a preposition of place; `anchors`: the
    other content stems; `frames` must be equal in what is compared, `days` and `months` may be silent. `text`
    is the clause itself.
    """

    names: frozenset[Name]
    places: frozenset[Name]
    frames: frozenset[str]
    days: frozenset[str]
    months: frozenset[str]
    text: str
    parts: frozenset[str]  # of a day
    anchors: frozenset[str]
    pronoun: bool  # it opens with "It" or "They": of whom it tells stands elsewhere


def unattributed(text: str) -> str:
    """The text with its "…, police said" blanked out, letter for letter: who says so is no part of it."""
    return _SPEAKS.sub(
        lambda match: "," + " " * (len(match.group()) - 1) if match.start() else " " * len(match.group()),
        text,
    )


def clause_bounds(text: str, at: int) -> tuple[int, int]:
    """The clause around a place in the text: up to the next "while" or semicolon on either side."""
    start, end = 0, len(text)
    for match in _CLAUSES.finditer(text):
        if match.end() <= at:
            start = match.end()
        elif match.start() >= at:
            return start, match.start()
    return start, end


def setting(line: Line, start: int, end: int) -> Setting:
    """The setting of the clause that runs from `start` to `end` in a line's text."""
    clause = line.text[start:end]
    names, places, named = _names(line, start, end)
    frames = {name for name, pattern in _FRAME if pattern.search(clause)}
    frames |= {" ".join(match.group().lower().split()) for match in _PERIOD.finditer(clause)}
    anchors = frozenset(
        canon(token.low)
        for i, token in enumerate(line.tokens)
        if start <= token.start < end and token.word and i not in named and _anchors(token.low)
    )
    return Setting(
        names=names,
        places=places,
        frames=frozenset(frames),
        days=times.weekdays(clause),
        months=times.months(clause),
        text=clause,
        parts=times.parts(clause),
        anchors=anchors - counted.CHANGES,
        pronoun=_PRONOUN.match(clause.lstrip(' ,"\u201c')) is not None,
    )


def canon(word: str) -> str:
    """The stem that stands for a word and those alike: "tremor" is "quake"."""
    one = stem(fold(word))
    return counted.ALIKE.get(one, one)


def _anchors(low: str) -> bool:
    return not (
        low in _STOPS
        or low in counted.OUTCOMES
        or low in counted.PEOPLE
        or low in counted.OTHERS
        or low in counted.AUXILIARIES
        or low in counted.TIMES
        or low in counted.SPEAKERS
        or low in counted.UNITS
        or (low in counted.CURRENCIES and low != "won")
        or low.endswith("day")
    )


def _names(line: Line, start: int, end: int) -> tuple[frozenset[Name], frozenset[Name], set[int]]:
    """The names of a clause, those of places, and the numbers of their tokens."""
    names: set[Name] = set()
    places: set[Name] = set()
    taken: set[int] = set()
    i = 0
    while i < len(line.tokens):
        run = _run(line, i) if start <= line.at(i).start < end else 0
        if not run:
            i += 1
            continue
        name = tuple(_plain(line.low(j)) for j in range(i, i + run))
        inside = (
            line.low(i - 1) == "," and bool(places) and i - 2 in taken
        )  # "Rafah, Gaza": the second holds the first
        if not inside:
            names.add(name)
            if line.low(i - 1) in counted.PLACED_BY or (
                line.low(i - 2) in counted.PLACED_BY and line.low(i - 1) == "the"
            ):
                places.add(name)
        taken.update(range(i, i + run))
        i += run
    return frozenset(names), frozenset(places), taken


def _run(line: Line, i: int) -> int:
    """How many tokens of a name start at `i`."""
    length = 0
    while _capital(line, i + length):
        length += 1
    return length


def _capital(line: Line, i: int) -> bool:
    token = line.at(i)
    if not token.word or not token.text[0].isupper() or token.low in _STOPS or token.low in counted.TITLES:
        return False
    if token.low in counted.UNITS or token.low.endswith("day") or _MONTH.fullmatch(token.text):
        return False
    opens = i == 0 or line.low(i - 1) in {".", "“", '"', ":"}
    return not opens or _is_name(token.low) or (line.at(i + 1).text[:1].isupper() and line.at(i + 1).word)


@lru_cache(maxsize=20_000)
def _is_name(low: str) -> bool:
    """Whether a word that opens a sentence is a name: a country, or a word that is rare in news."""
    low = low.removesuffix("'s")
    if countries((low,)):
        return True
    known = canon(low)
    return (
        background("en").counts.get(stem(low), 0) < _ORDINARY
        and known == stem(fold(low))
        and not low.endswith("ers")
    )


def _plain(low: str) -> str:
    word = low.removesuffix("'s")
    return next(iter(countries((word,))), fold(word))


def clash(a: Setting, b: Setting) -> bool:
    """Whether two settings speak of different frames, names, places or days."""
    return a.frames != b.frames or elsewhere(a, b)


def elsewhere(a: Setting, b: Setting) -> bool:
    """Whether two settings speak of different names, places or days."""
    if apart(a.days, b.days) or apart(a.months, b.months):
        return True
    only_a, only_b = _unmatched(a, b), _unmatched(b, a)
    if only_a and only_b:
        return True
    if not (a.places and b.places):
        return False
    return bool(only_a & a.places - _around(a, b) or only_b & b.places - _around(b, a))


def _around(some: Setting, other: Setting) -> frozenset[Name]:
    """The country of one ("the Indian city of Kanpur"), where both name the city and the other no country."""
    shared = some.places - _unmatched(some, other)
    lands = frozenset(name for name in some.places if _is_land(name))
    return lands if shared - lands and not any(map(_is_land, other.places)) else frozenset()


def _is_land(name: Name) -> bool:
    return len(name) == 1 and bool(countries(name))


def apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether both name some, and not the same."""
    return bool(a) and bool(b) and a != b


def share_names(a: Setting, b: Setting) -> bool:
    """Whether a name of the one is in the other."""
    return bool(a.names - _unmatched(a, b)) or bool(b.names - _unmatched(b, a))


def same_names(a: Setting, b: Setting) -> bool:
    """Whether both name somebody, and nobody else."""
    return bool(a.names and b.names) and not _unmatched(a, b) and not _unmatched(b, a)


def _unmatched(some: Setting, other: Setting) -> frozenset[Name]:
    """The names of one that the other lacks. A word that opens a sentence may be a name unknown to us."""
    return frozenset(
        name
        for name in some.names
        if not other.anchors.issuperset(name) and not any(same_name(name, one) for one in other.names)
    )


def same_name(a: Name, b: Name) -> bool:
    """As in "Lopez" is "Carlos Lopez"; "Gaza" is not "Gaza City"."""
    if a == b:
        return True
    short, long = (set(a), set(b)) if len(a) <= len(b) else (set(b), set(a))
    return short <= long and not (long - short) & counted.GEOGRAPHY
