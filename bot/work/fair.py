"""Whose turn it is: which due parts are queued next, and in which order workers take them. Pure.

Each tenant's parts are numbered from the one that is most overdue, after those that it has in the queue; the
lower the number, the sooner it is taken. So a tenant with ten hosts waits behind ten of another's five
thousand, and not behind them all. The queue is short: what finds no room in it stays due by our own tables.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.model import DuePart

ROOM = 1_000
"""Parts of a task that are queued or in hand, at most."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A part with its place in its tenant's row, from 0."""

    part: DuePart
    place: int


def turns(due: Sequence[DuePart], held: Collection[tuple[str, str]], room: int = ROOM) -> list[Turn]:
    """The parts to be queued, in order. `held`: (tenant, key) of those that are queued or in hand."""
    places = {tenant: count(held_by) for tenant, held_by in Counter(tenant for tenant, _ in held).items()}
    taken, found = set(held), list[Turn]()
    for part in sorted(due, key=lambda one: (one.since, one.key)):
        name = (part.tenant, part.key)
        if name not in taken:
            taken.add(name)
            found.append(Turn(part, next(places.setdefault(part.tenant, count()))))
    found.sort(key=lambda turn: (turn.place, turn.part.since))
    return found[: max(0, room - len(held))]
