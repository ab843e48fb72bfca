"""A message as Slack takes it, and the budget that it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from bot.text import clip, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Json: TypeAlias = dict[str, Any]
"""A block, or a part of one, as it goes over the wire."""

BUDGET = 12_000
"""Characters over a whole message: Slack refuses at about 13,200 (undocumented), so below it."""

MOST_BLOCKS = 50
FALLBACK_LONGEST = 900
HEADLINES_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """`blocks` are what is seen; `text` (mrkdwn, escaped) is for notifications and screen readers."""

    text: str
    blocks: list[Json]


def weight(message: Message) -> int:
    """Characters of the fallback text and of every string in the blocks, URLs and type names included."""
    return len(message.text) + _strings(message.blocks)


def _strings(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(_strings(part) for part in cast("dict[str, object]", value).values())
    if isinstance(value, list):
        return sum(_strings(part) for part in cast("list[object]", value))
    return 0


def fit(draw: Callable[[Sequence[int]], Message], sentences: Sequence[int]) -> Message:
    """The fullest message within the budget.

    `sentences` is how many each story has to say; `draw` draws the first `len(kept)` stories with so many
    sentences each. Last stories lose sentences first, each down to one; then the last stories go.
    """
    kept = list(sentences)
    message = draw(kept)
    while kept and not fits(message):
        shorten(kept)
        message = draw(kept)
    return message


def fallback(text: str) -> str:
    """The text for notifications, escaped: cut behind a word where names, or their escapes, make it long."""
    longest = FALLBACK_LONGEST
    while len(told := escape(clip(text, longest))) > FALLBACK_LONGEST:
        longest = longest * 2 // 3
    return told


def fits(message: Message) -> bool:
    return weight(message) <= BUDGET and len(message.blocks) <= MOST_BLOCKS


def shorten(kept: list[int]) -> None:
    """Take one sentence from the last story that has more than one; failing that, the last story."""
    for place in reversed(range(len(kept))):
        if kept[place] > 1:
            kept[place] -= 1
            return
    kept.pop()
