"""Which sentences of a story say what another one says: nearly its words, or what two papers open with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from summaries.choosing.coverage import Concepts, Parameters
    from summaries.choosing.pool import Candidate

_LEAST_SAME: Final = 3  # content words of the shorter one
_OPENING: Final = 2  # sentences
_LEAST: Final = 1e-9


class Repeats:
    """The content of each sentence as numbers, read once; `of` says which others tell the same."""

    def __init__(self, candidates: Sequence[Candidate], found: Concepts, parameters: Parameters) -> None:
        words = found.columns >= found.words_from
        self._rows = found.rows[words]
        self._columns = found.columns[words] - found.words_from
        self._weights = found.rarity[self._columns]
        self._counts = np.bincount(self._rows, minlength=len(candidates))
        self._sizes = np.bincount(self._rows, self._weights, minlength=len(candidates))
        self._starts = np.concatenate([[0], np.cumsum(self._counts)])
        self._width = len(found.rarity)
        self._articles = np.array([c.article for c in candidates], dtype=np.intp)
        self._opens = np.array([c.passage.at < _OPENING for c in candidates], dtype=np.bool_)
        self._candidates = candidates
        self._parameters = parameters
        self._found: dict[int, list[int]] = {}

    def of(self, member: int) -> list[int]:
        """The other sentences that say the same as this one."""
        if member not in self._found:
            alike = self._shares_most(member) | self._tells_alike(member) | self._same_words(member)
            self._found[member] = [int(i) for i in np.flatnonzero(alike) if i != member]
        return self._found[member]

    def _held(self, member: int) -> NDArray[np.bool_]:
        held = np.zeros(self._width, dtype=np.bool_)
        held[self._columns[self._starts[member] : self._starts[member + 1]]] = True
        return held[self._columns]

    def _shares_most(self, member: int) -> NDArray[np.bool_]:
        """Sharing most of the shorter one's content."""
        common = np.bincount(self._rows, self._held(member), minlength=len(self._counts))
        shorter = np.minimum(self._counts, self._counts[member])
        return (common >= self._parameters.same * shorter) & (shorter >= _LEAST_SAME)

    def _tells_alike(self, member: int) -> NDArray[np.bool_]:
        """Sentences of other articles that share much of what is rare: names, figures, what happened.

        Articles of one story open with one event: there, less is enough.
        """
        shared = self._held(member) * self._weights
        common = np.bincount(self._rows, shared, minlength=len(self._counts))
        dice: NDArray[np.float64] = 2 * common / np.maximum(self._sizes + self._sizes[member], _LEAST)
        opens = self._opens & self._opens[member]
        least = np.where(opens, self._parameters.alike_openings, self._parameters.alike)
        return (np.round(dice, 9) >= least) & (self._articles != self._articles[member])

    def _same_words(self, member: int) -> NDArray[np.bool_]:
        words = self._candidates[member].passage.words
        return np.array([c.passage.words == words for c in self._candidates], dtype=np.bool_)
