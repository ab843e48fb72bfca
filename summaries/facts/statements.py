"""What a sentence counts, as statements that can be compared: the figure, the thing, and the setting.

"The storm killed 12 people in Luzon" states of the dead, in Luzon, by the storm: 12. A sentence that gives
two figures for one thing, and a figure of which it isn't plain what it counts, state nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summaries.facts import counted
from summaries.facts.counting import Counted, counts
from summaries.facts.figures import LONGEST, numbers
from summaries.facts.hedges import hedged
from summaries.facts.lines import Line, is_year, void
from summaries.facts.setting import (
    Setting,
    apart,
    canon,
    clash,
    clause_bounds,
    same_names,
    setting,
    share_names,
    unattributed,
)
from summaries.tokens import base_language, stop_words

if TYPE_CHECKING:
    from summaries.facts.hedges import Hedged

_STOPS: Final = stop_words("en")
_MOST_TIMES: Final = 6  # tolls of one event and one moment are no further apart
_UNSURE: Final = frozenset({"history", "not", "kind"})
_MOVED: Final = re.compile(
    r"\b(?:ris(?:en|es)|rose|climb(?:ed|s)|revis(?:ed|es)|raised|lowered|increased|jumped|updated|grown|grew|latest)\b"
    r"|\b(?:is|are|has|have|had)\snow\b(?!\s(?:say|report))|\bnow\s(?:stands|at|has|have)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure of a sentence and what it counts; the setting is read only where somebody compares it."""

    figure: Hedged
    counted: Counted
    line: Line
    at: int
    years: frozenset[int]

    @property
    def role(self) -> str:
        """As in "by" where a measure is a change rather than a level."""
        return "by" if self.counted.measure and self.line.low(self.at - 1) == "by" else ""

    @property
    def thing(self) -> tuple[str, str, str]:
        """Counts of different things are never of one."""
        return self.counted.kind, self.counted.who, self.role


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A count in its setting.

    `near`: the content words that stand next to the figure, `before` the one in front of it; `opens`: the
    sentence's first two words; `moved`: it says itself that the figure changed ("rose to"); `leans`: of whom
    it tells stands in another sentence ("It killed 12").
    """

    count: Count
    narrowed: frozenset[str]
    near: frozenset[str]
    before: str
    opens: tuple[str, ...]
    setting: Setting
    moved: bool
    leans: bool


@lru_cache(maxsize=2_048)
def counts_of(text: str, language: str) -> tuple[Count, ...]:
    """What a sentence counts, in its order. Of English alone: other languages state nothing yet."""
    if base_language(language) != "en" or len(text) > LONGEST:
        return ()
    plain = unattributed(text)
    found = hedged(plain, numbers(plain, language))
    if not found:
        return ()
    line = Line(plain, found)
    places = [(i, token.figure) for i, token in enumerate(line.tokens) if token.figure]
    years = frozenset(int(figure.value) for i, figure in places if is_year(line, i))
    read = [
        Count(figure=figure, counted=thing, line=line, at=i, years=years)
        for i, figure in places
        if not is_year(line, i)
        and not void(line, i)
        and (thing := counts(line, i))
        and not _torn(line, i, thing)
    ]
    once = Counter(one.thing for one in read)
    return tuple(one for one in read if once[one.thing] == 1)


def _torn(line: Line, i: int, thing: Counted) -> bool:
    """As in "5. 6 magnitude", read as two sentences: news opens with no bare digit, and gives decimals."""
    figure = line.at(i).figure
    assert figure is not None
    opens = i == 0 and thing.measure and line.text[figure.start].isdigit()
    closes = (
        thing.kind == "magnitude" and figure.value.is_integer() and figure.end >= len(line.text.rstrip()) - 1
    )
    return opens or closes


@lru_cache(maxsize=2_048)
def statement(text: str, language: str, number: int) -> Statement:
    """One of the counts of a sentence, by its number among them, in its setting: the clause it stands in."""
    count = counts_of(text, language)[number]
    line = count.line
    start, end = clause_bounds(line.text, count.figure.start)
    where = setting(line, start, end)
    toll = not count.counted.measure or count.counted.kind == "magnitude"
    moved = toll and _MOVED.search(line.text, start, end) is not None
    if moved:  # "rose to 19 on Saturday" is said of what happened before
        where = replace(where, days=frozenset(), parts=frozenset())
    return Statement(
        count=count,
        narrowed=frozenset(canon(word) for word in count.counted.narrowed),
        near=_near(line, count.at, count.counted),
        before=_content(line, count.at - 1, -1, within=8, loose=True),
        opens=tuple(canon(line.low(at)) for at in (0, 1)),
        setting=where,
        moved=moved,
        leans=where.pronoun and not start and "toll" not in line.text,
    )


def _near(line: Line, i: int, thing: Counted) -> frozenset[str]:
    """The content word before the figure and the one behind its phrase; of a measure, what it measures."""
    after = _content(line, thing.end, 1, within=1 if thing.measure else 4, loose=thing.loose)
    before = _content(line, i - 1, -1, within=8, loose=thing.loose)
    if thing.measure:
        return frozenset({after or before or _content(line, thing.end, 1, within=4)} - {""})
    return frozenset({before, after} - {""})


def _content(line: Line, at: int, step: int, *, within: int, loose: bool = False) -> str:
    for j in range(at, at + step * within, step):
        token = line.at(j)
        if not token.text or token.text in ",;:" or token.low == "and" or token.figure:
            return ""
        one = canon(token.low)
        plain = token.word and token.low not in _STOPS and not (j and token.text[0].isupper())
        if plain and (loose or one not in counted.CHANGES):
            return one
    return ""


def same_thing(a: Statement, b: Statement, *, ledes: bool) -> bool:
    """Whether two statements count the same thing in the same setting, so that their figures can be compared.

    `ledes`: both open their articles, where a bare "144 people were killed" speaks of the story's event.
    """
    if a.count.thing != b.count.thing or a.count.years != b.count.years or clash(a.setting, b.setting):
        return False
    if a.setting.frames & _UNSURE or a.leans or b.leans or _other_subject(a.opens, b.opens):
        return False
    if apart(a.setting.parts, b.setting.parts):
        return False
    ours, theirs = a.setting.anchors, b.setting.anchors
    if not (a.narrowed <= theirs | b.narrowed and b.narrowed <= ours | a.narrowed):
        return False
    of_ours, of_theirs = ours & counted.GROUPS, theirs & counted.GROUPS
    if of_ours and of_theirs and not of_ours & of_theirs:
        return False
    return _told_alike(a, b, ledes=ledes) and not _spread(a, b) and not _part(a, b)


def _part(a: Statement, b: Statement) -> bool:
    """Whether one is so much smaller that it counts a part or a day of the whole; a rise may be as steep."""
    if a.count.counted.measure or a.moved or b.moved:
        return False
    low, high = sorted((a.count.figure.value, b.count.figure.value))
    return high > _MOST_TIMES * low


def _told_alike(a: Statement, b: Statement, *, ledes: bool) -> bool:
    """Whether the words around tie both to one event: closely for measures and things, loosely for people."""
    ours, theirs = a.setting.anchors, b.setting.anchors
    thing = a.count.counted
    shared = ours & theirs - counted.GROUPS - {thing.who}
    if thing.kind.endswith("in prison"):
        return share_names(a.setting, b.setting)
    elsewhere = bool(a.setting.places) != bool(b.setting.places)
    bare = ledes and not elsewhere and (not ours or not theirs)
    if thing.kind in counted.SPORTS:
        return a.before == b.before != "" and same_names(a.setting, b.setting)
    if thing.kind == "magnitude":
        return bool(shared) or bare
    if not (thing.loose or thing.measure):
        return bool(shared) or share_names(a.setting, b.setting) or bare
    told_of = not (a.setting.pronoun or b.setting.pronoun)
    if thing.kind == "percent" and elsewhere:  # the rate of a town, and the country's
        return False
    return told_of and (_closely(a, b) or (thing.loose and bool(a.near & b.near)))


def _closely(a: Statement, b: Statement) -> bool:
    """Each figure's own word is in the other's clause, and most of the shorter clause is in the longer."""
    ours, theirs = _all_words(a.setting), _all_words(b.setting)
    within = bool(a.near & theirs) and bool(b.near & ours)
    return within and 2 * len(ours & theirs) > min(len(ours), len(theirs))


def _all_words(of: Setting) -> frozenset[str]:
    return of.anchors | {canon(word) for name in of.names for word in name}


def _spread(a: Statement, b: Statement) -> bool:
    """Strikes in a town and strikes anywhere: a part and a whole, as likely as not."""
    shared = a.setting.anchors & b.setting.anchors
    if bool(a.setting.places) != bool(b.setting.places) and shared <= counted.SPREAD:
        return True
    return bool(a.setting.names) != bool(b.setting.names) and shared <= counted.DAILY


def _other_subject(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """As in "Shell agreed" and "Eni agreed"; "early results" and "final results" are of one vote."""
    return a[0] != b[0] and a[1] == b[1] and not {a[0], b[0]} & (counted.CHANGES | _STOPS)
