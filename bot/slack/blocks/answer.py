"""What the desk answers: top stories, stories on a topic, or plainly nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.model import AnswerKind
from bot.slack.blocks import parts
from bot.slack.blocks.entries import differ
from bot.slack.blocks.message import Message, fallback, fit
from bot.slack.blocks.story import (
    at,
    counted,
    credited,
    first,
    first_headlines,
    sayable,
    span_of,
    story,
    title,
    where,
)
from bot.text import ago, clip, listed, one_line, plural, visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from slack_sdk.models.blocks import RichTextListElement

    from bot.model import Answer, StoryView

ASKED_LONGEST = 150
_QUOTED = re.compile(r"[\"“„][^\"“”„]+[\"“”]")
_SEARCHED = frozenset({AnswerKind.FOUND, AnswerKind.NOTHING})


def answer(found: Answer, zone: tzinfo | None = None) -> Message:
    """The answer as a message; `zone` is the reader's. Where it isn't known, times are told as ages."""
    if found.kind is AnswerKind.EMPTY:
        return _empty()
    if found.kind is AnswerKind.NOTHING or not found.stories:
        return fit(lambda kept: _nothing(found, zone, len(kept)), [1] * len(found.stories))
    return fit(lambda kept: _stories(found, zone, kept), [len(sayable(view.brief)) for view in found.stories])


def asked(found: Answer) -> str:
    """The question in quotation marks, its own if it has them around it; a long one is not repeated."""
    question = one_line(found.asked)
    if _QUOTED.fullmatch(question):
        question = question[1:-1]
    return f"“{question}”" if visible(question) and len(question) <= ASKED_LONGEST else "your question"


def rests_on(found: Answer) -> str:
    """What it rests on: "12 articles by 5 publishers in the last 24 hours"."""
    articles = plural(found.articles, "article")
    return f"{articles} by {plural(found.publishers, 'publisher')} {found.words}"


def _empty() -> Message:
    said = (
        "There are no top stories and no answers: nothing has been collected yet."
        " Whoever runs me collects with “dateline collect”."
    )
    return Message(text=fallback(said), blocks=[parts.said(said)])


def _stories(found: Answer, zone: tzinfo | None, kept: Sequence[int]) -> Message:
    named = _named(found)
    shown = found.stories[: len(kept)]
    count = plural(len(shown), "story", "stories")
    blocks = [parts.rich(parts.line(parts.words(named, bold=True)))]
    blocks.append(parts.context(f"{_instead(found)}{count} · from {rests_on(found)}"))
    blocks += parts.remarks(found.notes)
    blocks += parts.apart(
        story(
            view.brief,
            story_id=view.story_id,
            facts=_facts(view, found, zone),
            sentences=sentences,
            asked=one_line(found.asked) if found.kind in {AnswerKind.FOUND, AnswerKind.NEW} else "",
        )
        for view, sentences in zip(shown, kept, strict=True)
    )
    told = first_headlines(view.brief for view in shown)
    return Message(text=fallback(f"{named}: {count} from {rests_on(found)}. {told}".strip()), blocks=blocks)


def _named(found: Answer) -> str:
    """What it is about: "On “sudan”, by Reuters alone", "Top stories now", "New since 14:05"."""
    limits = _limits(found)
    if found.kind is AnswerKind.TOP:
        return f"Top stories {found.words if found.asked else 'now'}{limits}"
    if found.kind is AnswerKind.NEW:
        return f"New {f'on {asked(found)} ' if found.asked else ''}{found.words}{limits}"
    return f"On {asked(found)}{limits}"


def _facts(view: StoryView, found: Answer, zone: tzinfo | None) -> str:
    """How many publishers, where, how new, since when, and where figures differ: one line."""
    since = first(view.first_seen, found.now, zone) if view.first_seen < view.last_seen else ""
    newest = f"newest {ago(view.last_seen, found.now)}"
    told = (counted(view.brief), where(view.place, view.section), newest, since, differ(view.brief))
    return " · ".join(line for line in told if line)


def _nothing(found: Answer, zone: tzinfo | None, shown: int) -> Message:
    said = _refused(found)
    blocks = [parts.rich(parts.line(parts.words(said, bold=True)))]
    searched = f"I searched {rests_on(found)}." if found.kind in _SEARCHED else ""
    if searched:
        blocks.append(parts.said(_searched(found)))
    blocks += parts.remarks(found.notes)
    if shown:
        near = [one for view in found.stories[:shown] for one in _nearest(view, found, zone)]
        blocks.append(parts.rich(parts.line(parts.words("The nearest that I have:")), *near))
    return Message(text=fallback(f"{said} {searched}".strip()), blocks=blocks)


def _limits(found: Answer) -> str:
    """Whose articles count: ", by Reuters alone"; names may be cut."""
    limits = one_line(found.limits)
    return f", {clip(limits, ASKED_LONGEST)}" if visible(limits) else ""


def _refused(found: Answer) -> str:
    limits = _limits(found)
    if found.kind is AnswerKind.NEW:
        return f"Nothing new {f'on {asked(found)} ' if found.asked else ''}{found.words}{limits}."
    return (
        _no_top(found, limits)
        if found.kind is AnswerKind.TOP
        else f"I have nothing on {asked(found)}{limits}."
    )


def _no_top(found: Answer, limits: str) -> str:
    if not found.articles:
        why = "" if found.asked or limits else " Whoever runs me can see why with “dateline doctor”."
        return f"There are no top stories{limits}: I have no article that appeared {found.words}.{why}"
    if found.notes:  # a reader's own wishes left none
        return "There are no top stories for you."
    return f"There are no top stories{limits}: none of {rests_on(found)} makes one."


def _searched(found: Answer) -> str:
    words = [f"“{clip(word, 60)}”" for term in found.missing if visible(word := _typed(found, term))]
    lacking = f" None of them mentions {listed(words, last='or')}." if words else ""
    return f"{_instead(found)}I searched {rests_on(found)}.{lacking if found.articles else ''}"


def _typed(found: Answer, term: str) -> str:
    """A word of the question as it was typed: what is searched for is in small letters."""
    as_typed = re.search(rf"(?<!\w){re.escape(term)}(?!\w)", found.asked, re.IGNORECASE)
    return one_line(as_typed[0] if as_typed else term)


def _instead(found: Answer) -> str:
    """What was searched for words that stand nowhere: "Nothing on “Erdogn”; searched “Erdogan”. "."""
    said = (
        f"Nothing on “{clip(_typed(found, asked), 60)}”; searched “{clip(one_line(word), 60)}”. "
        for asked, word in found.instead
    )
    return "".join(said)


def _nearest(view: StoryView, found: Answer, zone: tzinfo | None) -> list[RichTextListElement]:
    """The story, and below it its sentence that comes nearest, where one does."""
    times = span_of(view.brief)
    newest = f", {at(times[1], found.now, zone)}" if times else ""
    headed = parts.line(title(view.brief, bold=False), parts.words(f" ({counted(view.brief)}{newest})"))
    said = next((one for one in found.nearest if one.story_id == view.story_id), None)
    if said is None or not visible(said.sentence.text):
        return [parts.bullets([headed])]
    return [parts.bullets([headed]), parts.bullets([credited(said.sentence, said.source)], indent=1)]
