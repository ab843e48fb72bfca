"""Why a story is where it is: the deterministic trace of a digest, or what of a question it answers."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from bot.slack.blocks import parts
from bot.slack.blocks.message import Message, fallback, fits
from bot.text import ago, clip, listed, long_date, one_line, plural, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import RichTextSectionElement

    from bot.model import Match, Trace, Word
    from bot.slack.blocks.message import Json

HEADLINE_LONGEST: Final = 300
REASON_LONGEST: Final = 400
MOST_TRACES: Final = 8
MOST_WORDS: Final = 8
ALWAYS_SAME: Final = (
    "No opinion of mine is in this: the same news and the same settings give the same choice."
)
_PLACES: Final = {
    "headline": "in its headline",
    "titles": "in another publisher's headline",
    "sentences": "in its sentences",
    "text": "further down in its articles",
    "": "nowhere in it",
}


def why(trace: Trace) -> Message:
    """How a story came to its place in a digest, or why it did not, and what was left out next to it."""
    title = "Why is it here?" if trace.place else "Why is it not here?"
    blocks = [parts.rich(parts.line(parts.words(title, bold=True))), *_traced(trace), *_after(trace)]
    blocks.append(parts.context(f"{_counts(trace)} {ALWAYS_SAME}"))
    return Message(text=fallback(f"{_headline(trace.headline)}: {_standing(trace)}"), blocks=blocks)


def why_not(traces: Sequence[Trace], *, asked: str) -> Message:
    """What became of the stories of some words in the last digest, as many as fit."""
    count = min(len(traces), MOST_TRACES)
    message = _several(traces, count, asked)
    while not fits(message) and count > 1:
        count -= 1
        message = _several(traces, count, asked)
    return message


def matched(match: Match) -> Message:
    """Why a story is in an answer: the words that it holds, who tells it, how new it is."""
    named = _headline(match.headline)
    lines = [_line(said) for said in _grounds(match)]
    blocks = [
        parts.rich(parts.line(parts.words("Why is it here?", bold=True))),
        parts.rich(parts.line(parts.words(named))),
        parts.rich(parts.bullets(lines)),
        parts.context(ALWAYS_SAME),
    ]
    return Message(text=fallback(f"Why “{named}” is here: {_grounds(match)[0]}."), blocks=blocks)


def _several(traces: Sequence[Trace], count: int, asked: str) -> Message:
    words = clip(one_line(asked), 100)
    named = f"“{words}”" if visible(words) else "these words"
    first = traces[0]
    title = f"{named} and the digest of {long_date(first.local_date)}, {first.slot}"
    blocks = [parts.rich(parts.line(parts.words(title, bold=True)))]
    for trace in traces[:count]:
        blocks += _traced(trace)
    if count < len(traces):
        blocks.append(
            parts.context(f"{len(traces) - count} more stories are of these words: name the one you mean.")
        )
    blocks.append(parts.context(f"{_counts(first)} {ALWAYS_SAME}"))
    return Message(text=fallback(f"{title}: {_standing(first)}"), blocks=blocks)


def _traced(trace: Trace) -> list[Json]:
    title = parts.line(parts.words(_headline(trace.headline)))
    reasons = [_line(said) for said in _reasons(trace)]
    shown = [parts.rich(parts.bullets(reasons))] if reasons else []
    return [parts.rich(title), parts.context(_standing(trace)), *shown]


def _reasons(trace: Trace) -> list[str]:
    """Each reason, with what it gave to the score where it gave any."""
    told = zip_longest(trace.reasons, trace.shares[: len(trace.reasons)])
    said = [(clip(one_line(reason or ""), REASON_LONGEST), share) for reason, share in told]
    return [f"{_capital(reason)}{_points(share)}" for reason, share in said if visible(reason)]


def _points(share: float | None) -> str:
    return "" if share is None else f" ({share:+.2f})"


def _standing(trace: Trace) -> str:
    if not trace.place:
        weighed = f"; by score it was number {trace.rank}" if trace.rank else ""
        return f"Left out{weighed}."
    by_score = f" By score it was number {trace.rank}." if trace.rank else ""
    return f"Number {trace.place} of {plural(trace.of, 'story', 'stories')}.{by_score}"


def _after(trace: Trace) -> list[Json]:
    lines = [
        _line(f"“{_headline(named)}” — {clip(one_line(reason), REASON_LONGEST)}")
        for named, reason in trace.after
    ]
    if not lines:
        return []
    return [parts.rich(parts.line(parts.words("Left out next to it", bold=True)), parts.bullets(lines))]


def _counts(trace: Trace) -> str:
    figures = " In brackets: what each of these gave to its score." if trace.shares else ""
    return f"Chosen from {plural(trace.considered, 'story', 'stories')}.{figures}"


def _grounds(match: Match) -> list[str]:
    told = [said for place in _PLACES if (said := _words(place, match.words))]
    if match.place:
        told.append(f"Number {match.place} of the top stories: those that most publishers tell come first")
    broad = f"{plural(match.publishers, 'publisher')} in {plural(match.articles, 'article')}"
    newest, first = ago(match.last_seen, match.now), ago(match.first_seen, match.now)
    since = "" if first == newest else f", first {first}"
    return [*told, f"Told by {broad}", f"Newest {newest}{since}"]


def _words(place: str, words: Sequence[Word]) -> str:
    """Which words stand in one place: "“ferry” and “fire” stand in its headline"; "" where none does."""
    named = [f"“{clip(one_line(word.said), 40)}”" for word in words if word.where == place]
    stands = "stands" if len(named) == 1 else "stand"
    return f"{listed(named, most=MOST_WORDS)} {stands} {_PLACES[place]}" if named else ""


def _headline(text: str) -> str:
    named = clip(one_line(text), HEADLINE_LONGEST)
    return named if visible(named) else "This story"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _line(text: str) -> RichTextSectionElement:
    return parts.line(parts.words(text))
