"""The ways in which people say the few things that a conversation understands beside questions. Pure.

Each line is said whole: "more" is one, "more than 40 dead in Sudan" is a question. In a line, [...] may be
left out, | parts alternatives, and {place}, {that} and {names} stand for what is named below. English, and
the plainest ways of Spanish, French and German; letters are small and without diacritics.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from typing import Final

_CARDINALS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS: Final = (
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    ("primera", "segunda", "tercera", "cuarta", "quinta"),
    ("premiere", "deuxieme", "troisieme", "quatrieme", "cinquieme"),
    ("erste", "zweite", "dritte", "vierte", "funfte"),
    tuple(f"{n}{'st' if n == 1 else 'nd' if n == 2 else 'rd' if n == 3 else 'th'}" for n in range(1, 21)),  # noqa: PLR2004 - 1st, 2nd, 3r \
    tuple(f"{n}{'st' if n == 1 else 'nd' if n == 2 else 'rd' if n == 3 else 'th'}" for n in range(1, 21)),  # noqa: PLR2004 - 1st, 2nd, 3rd
)
_LAST: Final = ("last", "ultima", "derniere", "letzte")
PLACES: Final = {
    **{str(number): number for number in range(1, 21)},
    **{word: at for words in (_CARDINALS, *_ORDINALS) for at, word in enumerate(words, start=1)},
    **dict.fromkeys(_LAST, -1),
}
"""Words for a place in a list; -1 is the last."""

_ORDINAL: Final = "|".join((*(word for words in _ORDINALS for word in words), *_LAST))
_CARDINAL: Final = "|".join((*_CARDINALS, *map(str, range(1, 21))))
_ITEM: Final = "(one|story|article|item|headline|report|noticia|nouvelle|meldung)"

# What stands for more words: its name -> its line, or the words themselves where they are to be known apart.
_NAMED: Final = {
    "that": "((this|that|the|these|those) [story|stories|one|ones|topic|article|news]|it|them)",
    "item": _ITEM,
    "ordinal": rf"(?P<ordinal>{_ORDINAL}) ",
    "numbered": rf"(?P<numbered>{_CARDINAL}) ",
    "named": rf"(?P<named>{_CARDINAL}) ",
    "bare": r"(?P<bare>\d{1,2})[.)]? ",
    "names": r"(?P<names>\S(?:.*?\S)?) ",
    "place": (
        "([the|la|el|le|die|der] {ordinal} [{item}]|[{item}] (number|no|no.|nr|nr.|#) {numbered}"
        "|{item} {named}|{bare})"
    ),
}

MORE: Final = """
    [show|give|tell|send] [me] [some|any|a few|one|2|3|5|10] more [stories|results|news|headlines|articles]
    more of (these|those|this|that|it|them)
    (anything|any other|any others|what|something|who) else [is there]
    is there [any|anything] (more|else)
    another [one|story]
    [the] next [page|one|ones|stories|few|story]
    (go|keep) (on|going)
    (continue|carry on)
    [show|give] [me] [the] (rest|others|other stories|other ones|remaining stories|remaining)
    [que] mas [noticias]
    algo mas
    (encore|plus|la suite|quoi d'autre)
    [noch] mehr [davon]
    (weiter|weitere|was noch|und sonst)
"""
DETAIL: Final = """
    [tell|give|show] [me] [some|any] [more] (detail|details|information|info|background|context)
    [tell|give|show] [me] [some|any] [more] (detail|details|information|info|background) \
        (on|about|of|for) {that}
    [tell|give|show|i want|i'd like] [me|to know] [some] more (on|about) {that}
    tell me [all] about (this|that|it)
    (elaborate|expand|explain) [on] [{that}]
    (read|open|expand) {that}
    (what is|what's) (this|that|it) about
    (in detail|full story|the full story|go deeper)
    (where|how) do (they|publishers|the publishers|sources|the sources) (differ|disagree)
    (mas detalles|en savoir plus|plus de details|mehr dazu|mehr daruber|einzelheiten)
"""
NEW: Final = """
    (what's|whats|what is|what are|what has|what) (new|news|changed|happened|happening|developed) \
        [here|there|now]
    (what's|whats|what is|what) new (on|about|with|in) (this|that|it)
    (what's|whats|what is) (the latest|up)
    (what's|whats|what is|what has|what have|what) (new|happened|changed|been happening) since [then]
    (what's|whats|what is|what) (new|changed|happened) since [i] [last] (asked|looked|time)
    [is there|are there] (any|anything) \
        (new|news|newer|update|updates|development|developments|change|changes)
    [is there|are there] any new (development|developments|updates|stories)
    (any|anything) (new|news|update|updates) (yet|now|here|there|since)
    (any|anything) (new|news|update|updates) since then
    (any|anything) (new|news|update|updates) (on|about|with) (this|that|it)
    (has|did) anything (changed|change|happened|happen) [since] [then]
    [any|give me|give me an|give me the|the|an] (update|updates|latest) [on this|on that|on it]
    update me [on this|on that|on it]
    [the] (latest|new) (development|developments|news|update|updates) [on this|on that|on it]
    (new|new ones)
    [anything|what] since [then]
    since [i] last (looked|time|asked)
    (catch me up|fill me in|bring me up to date|what's up)
    (what did|what have|did) i (miss|missed) [anything|much]
    (que hay de nuevo|hay algo nuevo|hay novedades|algo nuevo|que nuevo|novedades)
    (quoi de neuf|du nouveau|rien de nouveau|rien de neuf|des nouvelles|y a-t-il du nouveau)
    was (gibt es|gibt's|gibts|ist) (neu|neues)
    (was neues|etwas neues|neuigkeiten|gibt es neuigkeiten|neues)
"""
SOURCES: Final = """
    who [is|are|has|have|else|all] (say|says|said|saying|report|reports|reported|reporting) \
        [so|this|that|it|these]
    who [is|are|has|have|else|all] \
        (write|writes|wrote|claim|claims|claimed|confirm|confirms|confirmed) [so|this|that|it]
    who (told|tells) you [so|this|that]
    who else (says|said|reports|reported) [so|this|that|it] (too|as well)
    (says who|according to whom|according to who|on whose word)
    (what's|what is|what are|where are|where's|where is) (the|your|its|their) (source|sources) \
        [for {that}|of {that}]
    [show|give|tell] [me] [the|your|all|all the|its] (source|sources|link|links|reference|references)
    [the|your|all the|its] (citation|citations|publisher|publishers|proof|evidence)
    [the|your|its] (source|sources|link|links|proof|evidence) (for|of|on|to) {that}
    which (publisher|publishers|paper|papers|newspapers|outlets|sources) \
        [say so|says so|said so|report this|said that]
    where (is|are) (this|that|it|these|those) from
    where's (this|that|it) from
    where (does|do|did) (this|that|it|these|those) come from
    where (do|did) you (get|have|take) (this|that|it) [from]
    how do you know [this|that]
    (cite|please cite) [{that}]
    is (this|that|it) (true|confirmed|certain)
    (quien lo dice|quienes lo dicen|quien dice eso|segun quien|fuente|fuentes|las fuentes)
    (qui le dit|qui dit ca|qui dit cela|selon qui|les sources|la source)
    wer (sagt|schreibt|meldet|berichtet) (das|dies)
    (laut wem|quelle|quellen|die quellen)
"""
WHY: Final = """
    why [so|though|not others]
    how come
    why (is|are|was|were) (this|that|it|these|those|they) [story|stories|one|ones] \
        [here|there|first|on top|shown]
    why (is|are|was|were) (this|that|it|these|those|they) (chosen|picked|news|important|in here|in the digest)
    why (this|that|these|those|it) [story|one|stories|ones]
    why (did|do|are) you (show|showing|choose|pick|tell|telling|bring|send) [me] (this|that|it|these|those)
    (por que|por que esta|pourquoi|pourquoi ca|warum|warum das|wieso)
"""
EVERYBODY: Final = """
    [from|by|show|show me|use|include] (all|every|any) [the] \
        (publisher|publishers|source|sources|paper|papers)
    [from|by|show|show me|use|include] (all|every|any) [the] (newspaper|newspapers|outlet|outlets|newsrooms)
    [from] (everyone|everybody|everywhere|anyone|anybody|all of them)
    (remove|drop|clear|no) [the] (filter|filters|limit|limits)
"""
TOP: Final = """
    [show|give|tell] [me] [what are|what is] [now's|today's|the|your|my] (top|main|biggest) \
        [stories|story|news] [now]
    [show|give|tell] [me] [what are|what is] [now's|today's|the|your|my] (top|main|biggest) headlines [now]
    [show|give|tell] [me] [the] (news|headlines) [now]
    (now|brief me|noticias|las noticias|nouvelles|les nouvelles|actualites|nachrichten|schlagzeilen)
"""
PLACE: Final = """
    {place}
    [tell|show|give] [me] [some] (more|details|detail|all) (on|about|of|for|from) {place}
    (tell me about|show|show me|open|read|expand|explain|what about|how about|what is|go to) {place}
"""
SOURCES_OF_PLACE: Final = """
    who [else] (says|said|reports|reported|tells|told|confirms) {place}
    [the] (source|sources|link|links|proof) [of|for|on|to] {place}
"""
WHY_PLACE: Final = """
    why [is|was] {place} [here|there|shown|chosen|first|on top]
"""
ONLY: Final = """
    (only|just|solely|exclusively|solo|seulement|uniquement|nur) [show|show me|use] \
        [from|by|of|de|von] {names}
    (from|by) {names} [only|alone]
    [just|only] {names} (only|alone|solo|seulement)
    what (does|do|did) {names} (say|report|write) [about this|about that|about it|on this|on it]
    [only|just] what {names} (say|says|said|report|reports|reported)
"""
WITHOUT: Final = """
    (without|no|not|except|except for|excluding|exclude|minus|omit|skip|drop|ignore|hide|leave out) \
        [from] {names}
    (nothing|all but|everyone but|everybody but|sin|sans|ohne) [from|by|de|von] {names}
"""


@cache
def form(lines: str) -> re.Pattern[str]:
    """The lines as one pattern, for texts of which each word, the last too, is followed by one space.

    A group has the name of what it stands for and a number: names_1, names_2.
    """
    pattern = "|".join(_pattern(line.strip()) for line in lines.split("\n") if line.strip())
    numbers = count(1)
    return re.compile(re.sub(r"\(\?P<(\w+)>", lambda group: f"(?P<{group[1]}_{next(numbers)}>", pattern))


_PART: Final = re.compile(r"[\[\]()|]|\{\w+\}|[^\s\[\]()|{}]+")
_MARKS: Final = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}


def _pattern(line: str) -> str:
    return "".join(_read(part) for part in _PART.findall(line))


def _read(part: str) -> str:
    if part in _MARKS:
        return _MARKS[part]
    if not part.startswith("{"):
        return f"{re.escape(part)} "
    stood_for = _NAMED[part[1:-1]]
    return stood_for if "?P<" in stood_for else _pattern(stood_for)
