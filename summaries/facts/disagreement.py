"""Figures about one thing that don't agree, found with precision first and shown side by side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from summaries.facts import counted
from summaries.facts.figures import may_count
from summaries.facts.statements import Count, Statement, counts_of, same_thing, statement
from summaries.facts.times import UNDATED, days, look_back, moment
from summaries.model import Difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from summaries.sentences.passages import Passage

_AT_ONCE: Final = timedelta(hours=6)  # publishers that are further apart in time tell of different moments
_MOST: Final = 4  # statements side by side
_NEWEST: Final = 60  # of all that is counted alike in a story of hundreds of articles, so many are compared
_EARLY: Final = 30  # sentences of an article that are read: further down stand other events and background
_LEDE: Final = 2  # sentences that open an article
_DAY: Final = timedelta(hours=18)  # articles that are further apart tell of different days
_LASTING: Final = frozenset({"displaced", "homeless", "fled"})  # counted from the beginning on


_Counted: TypeAlias = "tuple[Passage, Count, int]"  # and the count's number in its sentence


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement and the passage that makes it."""

    passage: Passage
    statement: Statement
    when: datetime

    @property
    def newsroom(self) -> str:
        return self.passage.publisher.strip().casefold()

    @property
    def figure(self) -> str:
        found = self.statement.count.figure
        return self.passage.sentence.text[found.start : found.end]


def differences(pool: Sequence[Passage]) -> tuple[Difference, ...]:
    """The figures of a story that differ between publishers or were replaced, those of most statements first.

    The order of `pool` doesn't matter. What can be read as one figure ("about 150" and 149) is no difference,
    nor is what one article says in two places.
    """
    things: dict[tuple[str, str, str], list[_Counted]] = defaultdict(list)
    numbered = [
        passage for passage in pool if passage.at < _EARLY and may_count(passage.sentence.text, passage.words)
    ]
    for passage in sorted(numbered, key=_order):
        for number, count in enumerate(counts_of(passage.sentence.text, passage.language)):
            things[count.thing].append((passage, count, number))
    found = [one for counted in things.values() if _may_differ(counted) for one in _within(_claims(counted))]
    return tuple(
        sorted(found, key=lambda one: (-len(one.statements), one.statements[0].article_id, one.figures))
    )


def _order(passage: Passage) -> tuple[datetime, str, int]:
    return moment(passage.published), passage.sentence.article_id, passage.sentence.start


def _may_differ(counted: Sequence[_Counted]) -> bool:
    """Whether it is worth reading the settings: some figure doesn't agree with the first."""
    first = counted[0][1].figure
    return any(not count.figure.agrees(first) for _, count, _ in counted[1:])


def _claims(counted: Sequence[_Counted]) -> list[Claim]:
    """The newest, oldest first; of a text that several carry word for word, its first."""
    once = {one[0].sentence.text: one for one in reversed(counted)}
    kept = sorted(once.values(), key=lambda one: _order(one[0]))[-_NEWEST:]
    return [
        Claim(passage, statement(passage.sentence.text, passage.language, number), moment(passage.published))
        for passage, _, number in kept
    ]


def same(a: Claim, b: Claim) -> bool:
    """Whether two claims of different articles are about one thing, whatever their figures."""
    if _looks_back(a) or _looks_back(b) or _of_other_days(a, b):
        return False
    ledes = a.passage.at < _LEDE and b.passage.at < _LEDE
    return (
        a.passage.sentence.article_id != b.passage.sentence.article_id
        and a.passage.language == b.passage.language
        and same_thing(a.statement, b.statement, ledes=ledes)
    )


def _looks_back(claim: Claim) -> bool:
    """Whether it tells of what happened in a month before its article's: of another event, then."""
    one = claim.statement
    level = one.count.counted.measure and one.count.counted.kind != "magnitude"
    return not level and look_back(one.setting.text, claim.when)


def _of_other_days(a: Claim, b: Claim) -> bool:
    """Whether they name different dates, or tell on different days of what goes on day after day."""
    ours, theirs = (days(one.statement.setting.days, one.when) for one in (a, b))
    if ours and theirs:
        return ours != theirs
    anchors = a.statement.setting.anchors | b.statement.setting.anchors
    if a.statement.count.counted.kind in _LASTING:
        return False
    toll = a.statement.moved or b.statement.moved or a.statement.count.counted.said == "toll"
    return (
        bool(anchors & counted.DAILY) and not toll and UNDATED not in (a.when, b.when) and _gap(a, b) > _DAY
    )


def _gap(a: Claim, b: Claim) -> timedelta:
    return abs(b.when - a.when)


def _agree(a: Claim, b: Claim) -> bool:
    return a.statement.count.figure.agrees(b.statement.count.figure)


def _within(claims: list[Claim]) -> Iterable[Difference]:
    """The differences among the claims about things of one kind, each claim in one of them at most."""
    left = claims
    while len(left) > 1:
        newest = left[-1]
        about = [claim for claim in left[:-1] if same(claim, newest)]
        group = _grown(newest, about)
        if len(group) > 1:
            yield _difference(group, [*about, newest])
        left = [claim for claim in left[:-1] if len(group) < 2 or claim not in about]  # noqa: PLR2004 - a pair


def _grown(newest: Claim, about: Sequence[Claim]) -> list[Claim]:
    """The newest claim and those before it that differ from every one taken, oldest first."""
    group = [newest]
    for claim in reversed(about):
        taken = all(not _agree(claim, one) and (one is newest or same(claim, one)) for one in group)
        if taken and len(group) < _MOST:
            group.append(claim)
    return group[::-1]


def _difference(group: Sequence[Claim], about: Sequence[Claim]) -> Difference:
    return Difference(
        about=group[0].statement.count.counted.said,
        kind=_kind([claim for claim in group if _stands(claim, about)]),
        statements=tuple(claim.passage.sentence for claim in group),
        figures=tuple(claim.figure for claim in group),
    )


def _stands(claim: Claim, about: Sequence[Claim]) -> bool:
    """Whether its newsroom has not given another figure since."""
    later = about[about.index(claim) + 1 :]
    return not any(
        one.newsroom == claim.newsroom and not _agree(one, claim) and _later(claim, one) for one in later
    )


def _kind(standing: Sequence[Claim]) -> Literal["differ", "updated"]:
    """As in "updated" where of any two figures it is known which came later; else they stand side by side."""
    pairs = ((a, b) for at, a in enumerate(standing) for b in standing[at + 1 :])
    return "updated" if all(_later(a, b) for a, b in pairs) else "differ"


def _later(a: Claim, b: Claim) -> bool:
    """Whether `b` is a later figure than `a`: by their times, or because it alone says that it changed."""
    moved = b.statement.moved and not a.statement.moved
    if UNDATED in (a.when, b.when):
        return moved
    if a.newsroom == b.newsroom or moved:
        return a.when < b.when
    return b.when - a.when >= _AT_ONCE
