"""Stories -> a ranked edition: what leads, what is left out, and why, in words.

How a caller plans one: for every story with an article inside the edition's window build a Candidate holding
only those articles, each with `published` set to the time at which it counts as news; put into `told` what
the channel was shown of the story before, and let `recognised` add what it was shown of it under another
story's name; then `plan(candidates, rules, now, spans=stored_spans)`.

docs/explanation/editions.md says in plain words how an edition comes about; `editing` holds the parts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from summaries.editing.filling import fill
from summaries.editing.gates import NOTHING_NEW, OPEN, muted, unfit, unsourced, unwanted
from summaries.editing.returning import akin, recognised
from summaries.editing.rules import GATES, Candidate, Liking, Muted, Rules
from summaries.editing.weighing import Weighed, weigh_story
from summaries.editing.wishes import wishes
from summaries.editing.witnesses import by_time, witnesses
from summaries.editing.wording import first_title
from summaries.model import Edition, LeftOut
from summaries.newsrooms import newsrooms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from summaries.editing.gates import Refusal
    from summaries.model import Article
    from summaries.segment import Span

__all__ = [
    "GATES",
    "NOTHING_NEW",
    "RULES_LIKE_THESE",
    "RULES_VERSION",
    "Candidate",
    "Liking",
    "Muted",
    "Rules",
    "akin",
    "plan",
    "recognised",
]

RULES_VERSION: Final = "3"  # another one whenever the same candidates would give another edition
RULES_LIKE_THESE: Final = frozenset({"2"})  # earlier ones, by which what they made comes out the same


def plan(
    candidates: Sequence[Candidate],
    rules: Rules,
    now: datetime,
    spans: Mapping[str, Sequence[Span]] | None = None,
) -> Edition:
    """Plan an edition. `now` is aware; `spans` are stored `shown_spans` by article id.

    The same candidates in any order give the same edition. Every candidate is in `stories` or in `left_out`,
    with its reasons: those left out unweighed first, by their ids, then the others as they ranked.
    """
    unweighed: list[LeftOut] = []
    ranked: list[Weighed] = []
    for candidate in sorted(candidates, key=lambda one: one.story_id):
        found = _weighed(candidate, rules, now)
        if isinstance(found, LeftOut):
            unweighed.append(found)
        else:
            ranked.append(found)
    ranked.sort(key=lambda one: (-one.score, one.candidate.story_id))
    filled = fill(ranked, rules, spans or {})
    everything = {article.id: article for one in candidates for article in _counting(one, rules)}
    return Edition(
        stories=filled.stories,
        left_out=(*unweighed, *sorted(filled.left_out, key=lambda one: one.rank)),
        articles=len(everything),
        publishers=len(newsrooms(everything.values())),
        relaxed=filled.relaxed,
    )


def _weighed(candidate: Candidate, rules: Rules, now: datetime) -> Weighed | LeftOut:
    """A candidate with its weight; or left out, where it passes a gate not."""
    counting = replace(candidate, articles=_counting(candidate, rules))
    found = witnesses(counting, rules, now)
    refused = _first(muted(candidate, rules), unsourced(candidate, rules), unfit(counting, found, now))
    wished = () if refused[0] else wishes(counting, found.articles, rules)
    if refused == OPEN:
        refused = unwanted(counting, found.articles, rules, wished)
    if refused == OPEN:
        return weigh_story(counting, found.articles, wished, rules, now)
    title = first_title(by_time(candidate.articles))
    return LeftOut(story_id=candidate.story_id, headline=title, reason=refused[1], rule=refused[0])


def _counting(candidate: Candidate, rules: Rules) -> tuple[Article, ...]:
    """Its articles by publishers that count."""
    if rules.all_count:
        return candidate.articles
    return tuple(article for article in candidate.articles if rules.counts(article.publisher))


def _first(*refused: Refusal) -> Refusal:
    return next((one for one in refused if one != OPEN), OPEN)
