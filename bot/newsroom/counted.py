"""What is taken in, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.metrics.table import ENTRIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.metrics import Meter
    from bot.model import CollectionRow, Item
    from bot.newsroom.rounds import Taking


class Counted:
    """Fills rounds.Taking by another one."""

    def __init__(self, taking: Taking, meter: Meter) -> None:
        self._taking = taking
        self._meter = meter

    def take(self, stream: Iterable[Item]) -> Iterator[CollectionRow]:
        for row in self._taking.take(stream):
            told = {"new": row.new, "copy": row.copies, "known": row.known, "failed": row.failed}
            for result, number in told.items():
                self._meter.count(ENTRIES, result, by=number)
            yield row
