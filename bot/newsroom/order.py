"""The order in which a collection is taken in: that of its news, not that in which a network brought it.

Which article is a story's first, and which of two with one text is the original, follows from that order: the
same articles give the same stories, however the feeds raced.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.model import Incoming

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.model import Item

# What is put in order together, at most: more would keep what was fetched from the store for too long.
AT_ONCE = 256
CHARACTERS = 4_000_000
# What is stored together.
BATCH = 64
_LATEST = datetime.max.replace(tzinfo=UTC)


def batches(stream: Iterable[Item]) -> Iterator[list[Item]]:
    """The stream in batches, part by part in order; a feed's report never comes before its articles."""
    held: list[Item] = []
    characters = 0
    for item in stream:
        held.append(item)
        characters += len(item.text) if isinstance(item, Incoming) else 0
        if len(held) >= AT_ONCE or characters >= CHARACTERS:
            yield from _in_order(held)
            held, characters = [], 0
    yield from _in_order(held)


def _in_order(held: Sequence[Item]) -> Iterator[list[Item]]:
    news = sorted((item for item in held if isinstance(item, Incoming)), key=_place)
    ordered = [*news, *(item for item in held if not isinstance(item, Incoming))]
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def _place(item: Incoming) -> tuple[datetime, str, str, str, str]:
    """Oldest first, undated ones last; what came at the same time by names that every run knows."""
    return (item.published or _LATEST, item.publisher, item.title, item.source, item.key)
