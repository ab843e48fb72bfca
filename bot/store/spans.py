"""A stored article's sentences, cut out of their JSON when somebody looks: of thousands, few are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import overload

from summaries import Span


class Spans(Sequence[Span]):
    """As the tuple of spans that it is equal to; `written` is JSON: [[start, end, paragraph], ...]."""

    __slots__ = ("_cut", "_written")

    def __init__(self, written: str) -> None:
        self._written = written
        self._cut: tuple[Span, ...] | None = None

    def _all(self) -> tuple[Span, ...]:
        if self._cut is None:
            self._cut = tuple(Span(*span) for span in json.loads(self._written))
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
