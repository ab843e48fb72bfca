"""From what an edition is made from to the edition: the same on the day and in a replay. Pure."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from bot.model import CandidateInputs, Coverage, Day, PlannedEdition
from summaries import RULES_LIKE_THESE, Candidate, Sentence, plan
from summaries.editing.rules import TOLD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.model import EditionInputs, StoredArticle
    from summaries import Citation, Edition, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What an edition was made from, with the articles that it names: candidates, and sentences' spans."""

    inputs: EditionInputs
    candidates: Sequence[Candidate]
    spans: Mapping[str, Sequence[Span]]


def planned(material: Material) -> Edition:
    inputs = material.inputs
    return plan(material.candidates, inputs.rules, inputs.until, spans=material.spans)


class Alike:
    """As `planned`, for many orders of one time: those who wish the same and were told the same get the same.

    What an edition follows from is named by its inputs, as a replay shows; so it is planned once for all
    whose inputs differ in nothing but whose they are. Threads wait for one another: they share a core anyway.
    """

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[tuple[object, ...], Edition] = OrderedDict()

    def __call__(self, material: Material) -> Edition:
        inputs = material.inputs
        key = (inputs.until, inputs.rules, inputs.candidates)
        with self._lock:
            found = self._kept.pop(key, None) or planned(material)
            self._kept[key] = found
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


def make(material: Material, edition_of: Callable[[Material], Edition] = planned) -> PlannedEdition:
    inputs = material.inputs
    edition = edition_of(material)
    return PlannedEdition(
        id=inputs.id,
        subscription_id=inputs.subscription_id,
        local_date=inputs.local_date,
        slot=inputs.slot,
        zone=inputs.zone,
        since=inputs.since,
        until=inputs.until,
        edition=edition,
        coverage=_coverage(inputs, edition),
        day=_day(edition, inputs.coverage, heard=inputs.heard),
        next_due=inputs.next_due,
    )


def _coverage(inputs: EditionInputs, edition: Edition) -> Coverage:
    """With the stories whose news turned out to be told before; nobody counted them by the rules before 3."""
    if inputs.rules_version in RULES_LIKE_THESE:
        return inputs.coverage
    told = sum(one.rule == TOLD for one in edition.left_out)
    return replace(inputs.coverage, repeats=inputs.coverage.repeats + told)


def _day(edition: Edition, coverage: Coverage, *, heard: bool) -> Day:
    """Told apart by evidence: what was chosen, which feeds fail, whether anything was heard at all."""
    if edition.stories:
        return Day.DEGRADED if coverage.failing else Day.FULL
    return Day.QUIET if heard else Day.BROKEN


def named(candidate: Candidate) -> CandidateInputs:
    """The candidate without its texts."""
    return CandidateInputs(
        story_id=candidate.story_id,
        section=candidate.section,
        last_seen=candidate.last_seen,
        articles=tuple((one.id, one.published) for one in candidate.articles if one.published),
        told=tuple(sorted((one.citation for one in candidate.told), key=_place)),
        region=candidate.region,
        place=candidate.place,
        affair=candidate.affair,
        prominence=candidate.prominence,
        earlier=candidate.earlier,
    )


def rebuilt(inputs: EditionInputs, stored: Mapping[str, StoredArticle]) -> Material:
    """The material again; KeyError where an article that it needs is not among the stored ones."""
    return Material(
        inputs=inputs,
        candidates=[_candidate(one, stored) for one in inputs.candidates],
        spans={article_id: stored[article_id].spans for article_id in sorted(inputs.article_ids)},
    )


def _candidate(one: CandidateInputs, stored: Mapping[str, StoredArticle]) -> Candidate:
    return Candidate(
        story_id=one.story_id,
        section=one.section,
        last_seen=one.last_seen,
        articles=tuple(stored[article_id].at(when) for article_id, when in one.articles),
        told=frozenset(_sentence(citation, stored) for citation in one.told),
        region=one.region,
        place=one.place,
        affair=one.affair,
        prominence=one.prominence,
        earlier=one.earlier,
    )


def _sentence(cited: Citation, stored: Mapping[str, StoredArticle]) -> Sentence:
    text = stored[cited.article_id].article.text[cited.start : cited.end]
    return Sentence(article_id=cited.article_id, start=cited.start, end=cited.end, text=text)


def _place(cited: Citation) -> tuple[str, int, int]:
    return cited.article_id, cited.start, cited.end
