"""Stories -> a ranked edition: what leads, what is left out, and why, in words.

How a caller plans one: for every story with an article inside the edition's window build a Candidate holding
only those articles, each with `published` set to the time at which it counts as news; put into `told` what
the channel was shown of the story before, and let `recognised` add what it was shown of it under another
story's name; then `plan(candidates, rules, now, spans=stored_spans)`.

docs/editions.md says in plain words how an edition comes about; `editing` holds the parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summaries.editing.filling import fill
from summaries.editing.gates import NOTHING_NEW, OPEN, unfit, unwanted
from summaries.editing.returning import recognised
from summaries.editing.rules import GATES, Candidate, Rules
from summaries.editing.weighing import Weighed, weigh_story
from summaries.editing.wishes import wishes
from summaries.editing.witnesses import by_time, witnesses
from summaries.editing.wording import first_title
from summaries.model import Edition, LeftOut
from summaries.newsrooms import newsrooms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from summaries.segment import Span

__all__ = ["GATES", "NOTHING_NEW", "RULES_VERSION", "Candidate", "Rules", "plan", "recognised"]

RULES_VERSION: Final = "2"  # another one whenever the same candidates would give another edition


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
    everything = {article.id: article for one in candidates for article in one.articles}
    return Edition(
        stories=filled.stories,
        left_out=(*unweighed, *sorted(filled.left_out, key=lambda one: one.rank)),
        articles=len(everything),
        publishers=len(newsrooms(everything.values())),
        relaxed=filled.relaxed,
    )


def _weighed(candidate: Candidate, rules: Rules, now: datetime) -> Weighed | LeftOut:
    """A candidate with its weight; or left out, where it passes a gate not."""
    found = witnesses(candidate, rules, now)
    refused = unfit(candidate, found, now)
    wished = () if refused[0] else wishes(candidate, found.articles, rules)
    if refused == OPEN:
        refused = unwanted(candidate, found.articles, rules, wished)
    if refused == OPEN:
        return weigh_story(candidate, found.articles, wished, now)
    title = first_title(by_time(candidate.articles))
    return LeftOut(story_id=candidate.story_id, headline=title, reason=refused[1], rule=refused[0])
