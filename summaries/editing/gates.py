"""The gates that a story must pass before it is weighed, and the words in which one is turned away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summaries.copies import fingerprint
from summaries.editing import rules as gate
from summaries.editing.wishes import of_topics
from summaries.editing.wording import ago, listed, quoted
from summaries.facts.times import UNDATED, moment
from summaries.kinds import rumour
from summaries.newsrooms import newsroom, newsrooms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from summaries.editing.rules import Candidate, Rules
    from summaries.editing.witnesses import Witnesses
    from summaries.model import Article

NOTHING_NEW: Final = "nothing new since the last digest"
_HOUR: Final = 3600.0
PIECES: Final = {"live": "a live page", "quiz": "a quiz", "horoscope": "a horoscope", "video": "a video"}
Refusal = tuple[str, str]  # the gate and its words; ("", "") where it stands open
OPEN: Final[Refusal] = ("", "")


def muted(candidate: Candidate, rules: Rules) -> Refusal:
    """Why a candidate is not to be told whatever it says."""
    for one in rules.muted_stories:
        if one.story_id == candidate.story_id:
            what = quoted(one.label) if one.label.strip() else "this story"
            return gate.MUTED, f"you muted {what}" if rules.personal else f"{what} is muted in this channel"
    return OPEN


def unsourced(candidate: Candidate, rules: Rules) -> Refusal:
    """Why none of a candidate's articles counts, where none does."""
    who = newsrooms(candidate.articles)
    if not who or any(rules.counts(article.publisher) for article in candidate.articles):
        return OPEN
    barred = {newsroom(one) for one in rules.muted_publishers}
    if all(newsroom(one) in barred for one in who):
        by = "muted by you" if rules.personal else "muted in this channel"
        return gate.MUTED, f"told only by {listed(who)}, {by}"
    return gate.SOURCE, f"told by none of the publishers asked for ({', '.join(rules.sources)})"


def unfit(candidate: Candidate, found: Witnesses, now: datetime) -> Refusal:
    """Why a candidate can enter no edition of these hours."""
    if not candidate.articles:
        return gate.EMPTY, "no article inside the edition's hours"
    if found.articles:
        return OPEN
    if found.kinds:
        return gate.KIND, f"{' and '.join(PIECES.get(one, one) for one in found.kinds)}, not news"
    dated = [when for a in candidate.articles if (when := moment(a.published)) != UNDATED]
    if not dated:
        return gate.UNDATED, "undated: nobody says when it happened"
    hours = (moment(now) - max(dated)).total_seconds() / _HOUR
    return gate.OLD, f"old: its last news came {ago(hours)}"


def unwanted(
    candidate: Candidate, articles: Sequence[Article], rules: Rules, wished: Sequence[str]
) -> Refusal:
    """Why a candidate can't enter this edition; `articles` are its witnesses."""
    if barred := of_topics(rules.without, candidate, articles):
        out = "which you keep out" if rules.personal else "which is kept out of this channel's digest"
        return gate.WITHOUT, f"on {listed(barred)}, {out}"
    if (rules.sections or rules.topics) and not wished:
        wanted = ", ".join([*rules.sections, *rules.topics])
        return gate.WISH, f"not of the sections or topics asked for ({wanted})"
    return (gate.TOLD, NOTHING_NEW) if _all_told(candidate, articles) else OPEN


def _all_told(candidate: Candidate, articles: Sequence[Article]) -> bool:
    """Whether each article was shown already, or repeats the text of one that was."""
    if not candidate.told:
        return False
    shown = {one.article_id for one in candidate.told}
    prints = {fingerprint(a.text) for a in candidate.articles if a.id in shown}
    return all(a.id in shown or fingerprint(a.text) in prints for a in articles)


def hearsay(articles: Sequence[Article]) -> Refusal:
    """Why a story that one newsroom has from others' mouths is not told."""
    who = newsrooms(articles)
    if len(who) == 1 and all(map(rumour, articles)):
        return gate.HEARSAY, f"one publisher's hearsay: only {who[0]} has it, and from nobody named"
    return OPEN
