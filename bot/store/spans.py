"""A stored article's sentences, cut out of their JSON when somebody looks: of thousands, few are.

They are written as [[start, end, paragraph], ...], or with how they rank as {"by": RANKED_BY, "spans":
[[start, end, paragraph, place, leans], ...]}: ranks of another version say nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, overload

from summaries import RANKED_BY, Rank, Ranked, Span


def written(spans: Sequence[Span]) -> str:
    """As JSON, with their ranks where they know them."""
    told: Any = tuple(spans)
    if isinstance(spans, Ranked) and (ranks := spans.ranks):
        beside = zip(spans, ranks, strict=True)
        told = {"by": RANKED_BY, "spans": [(*span, one.own, int(one.leans)) for span, one in beside]}
    return json.dumps(told, separators=(",", ":"))


def _read(told: Any) -> tuple[str, list[list[Any]]]:
    """By which version they were ranked, or "", and their rows."""
    return (told["by"], told["spans"]) if hasattr(told, "keys") else ("", told)


class Spans(Sequence[Span]):
    """As the tuple of spans that it is equal to; `text` is their JSON. A part of them has no ranks."""

    __slots__ = ("_cut", "_ranks", "_written")

    def __init__(self, text: str) -> None:
        self._written = text
        self._cut: tuple[Span, ...] | None = None
        self._ranks: tuple[Rank, ...] = ()

    @property
    def ranks(self) -> tuple[Rank, ...]:
        """One for each; none where they were not ranked, or by another version."""
        self._all()
        return self._ranks

    def _all(self) -> tuple[Span, ...]:
        if self._cut is None:
            by, rows = _read(json.loads(self._written))
            if by == RANKED_BY:
                self._ranks = tuple([Rank(own, bool(leans)) for _, _, _, own, leans in rows])
            self._cut = tuple([Span(*row[:3]) for row in rows])
        return self._cut

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, index: int | slice) -> Span | tuple[Span, ...]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, Spans) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())
