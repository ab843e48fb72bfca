"""The choice behind a brief: greedy within the budget, then each chosen sentence is tried against others.

A sentence that leans is taken together with the one right before it, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from summaries.choosing.coverage import concepts
from summaries.choosing.opening import dangling, points_back, says_little, shares
from summaries.choosing.repeats import Repeats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from summaries.choosing.coverage import Parameters
    from summaries.choosing.pool import Candidate
    from summaries.ranking.limits import Request

_MOST: Final = 240  # sentences that are compared in depth; of more, those that promise most
_USUAL: Final = 25.0  # words of a sentence
# What opens a brief: beside saying all that the headline says; and what that is worth far down in an article.
_OWN, _FRESH, _HEAD, _LATE = 0.5, 0.3, 0.1, 0.5
_POINTS: Final = 0.15  # what pointing back takes of it
_COUNT, _WORDS, _CHARACTERS = range(3)
_PRECISION: Final = 9  # digits: sums in another order are the same


@dataclass(slots=True)
class _State:
    """What is chosen, and what each sentence would still cost and bring with what it leans on."""

    chosen: list[int]
    covered: NDArray[np.bool_]
    costs: NDArray[np.float64]
    bonus: NDArray[np.float64]
    used: NDArray[np.float64]
    open: NDArray[np.bool_]
    shown: NDArray[np.float64]
    opening: float


def choose(candidates: Sequence[Candidate], request: Request, parameters: Parameters) -> list[int]:
    """The numbers of the chosen sentences, those that open a brief better first; one sentence at least."""
    task = _Task(candidates, request, parameters)
    found = task.improved(task.fill(task.start()))
    chosen = found.chosen or [task.fallback()]
    return sorted(chosen, key=lambda i: (-task.openness[i], chosen.index(i)))


class _Task:
    """One choice: the sentences with their units (each with what it leans on), as arrays."""

    def __init__(self, candidates: Sequence[Candidate], request: Request, parameters: Parameters) -> None:
        self._opener = -1
        self._closed: dict[int, list[int]] = {}
        self._parameters = parameters
        self._candidates = candidates
        self._caps = request.limits.array()
        self._articles = np.array([c.article for c in candidates])
        self._ceilings = np.array([request.ceilings[c.passage.sentence.article_id] for c in candidates])
        self._alone = np.array(
            [
                [1.0 for _ in candidates],
                [c.passage.size for c in candidates],
                [len(c.passage.sentence.text) + 1 for c in candidates],
            ]
        )
        self._weigh(request)
        self._repeats = Repeats(candidates, self._concepts, parameters)
        self._units = [self._unit(i) for i in range(len(candidates))]
        self._join()
        self._costs, self._of_units = self._alone.copy(), self._bonus.copy()
        for i, unit in enumerate(self._units):
            for member in unit[:-1]:
                self._costs[:, i] += self._alone[:, member]
                self._of_units[i] += self._bonus[member]
        if request.title and not request.focus:
            self._opener = self._opens_best(self.start())
            # The scene that its article sets before the news waits for the rest.
            before = np.arange(len(candidates)) < self._opener
            self._last |= before & (self._articles == self._articles[self._opener])

    def _weigh(self, request: Request) -> None:
        """Concepts, and what each sentence brings beside them."""
        self._concepts = found = concepts(self._candidates, self._parameters)
        height = len(self._candidates)
        sizes = np.maximum(1.0, self._alone[_WORDS])
        gains = np.bincount(found.rows, found.weights[found.columns], minlength=height)
        unit = float((gains / sizes).max()) or 1.0
        own = np.array([c.own for c in self._candidates])
        asked = shares(self._candidates, request.focus)
        self._priced = not np.isfinite(self._caps[[_WORDS, _CHARACTERS]]).any()
        by_place = (self._parameters.own_counted if self._priced else self._parameters.own) * own
        # Where sentences are counted, a long one's place is worth no more than a short one's.
        lengths = np.full(height, _USUAL) if self._priced else sizes
        fresh = np.array([c.fresh for c in self._candidates])
        self._bonus = unit * (lengths * (by_place * fresh + self._parameters.focus * asked))
        dangles = self._parameters.dangling * dangling(self._candidates)
        self._bonus -= unit * sizes * dangles
        self._bonus -= unit * sizes * (self._parameters.price if self._priced else 0.0)
        little = [says_little(c.passage, self._parameters.shortest) for c in self._candidates]
        self._last = np.array(little) & (asked == 0)
        stands = np.array([not c.leans for c in self._candidates])
        # An answer opens with what was asked, a story with what its headline says, as its article tells it.
        says = asked if request.focus else shares(self._candidates, request.title)
        self._opening = unit * self._parameters.opening * np.where(stands, says, 0.0)
        titled = request.head if request.title else None
        head = np.array([c.passage.sentence.article_id == titled for c in self._candidates])
        early = (1.0 + np.array([c.passage.at for c in self._candidates])) ** -0.5
        opens = says * (_LATE + (1.0 - _LATE) * early) + _OWN * own + _FRESH * fresh + _HEAD * head * early
        opens -= _POINTS * np.array([points_back(c.passage) for c in self._candidates])
        self.openness = np.round(np.where(stands, np.maximum(0.0, opens), -1.0), _PRECISION)
        self._promise: NDArray[np.float64] = (gains + self._bonus) / sizes

    def _unit(self, i: int) -> tuple[int, ...]:
        """A sentence and those before it that it leans on; none where the one it leans on isn't there."""
        unit = [i]
        while self._candidates[unit[-1]].leans:
            before = unit[-1] - 1
            if before < 0 or not self._follows(before, unit[-1]):
                return ()
            unit.append(before)
        return tuple(reversed(unit))

    def _follows(self, before: int, after: int) -> bool:
        one, other = self._candidates[before], self._candidates[after]
        return one.article == other.article and one.passage.at + 1 == other.passage.at

    def _join(self) -> None:
        """The concepts of each unit that is worth a look."""
        height = len(self._candidates)
        sound = np.array([bool(unit) for unit in self._units])
        promise = np.where(sound, np.round(self._promise, _PRECISION), -np.inf)
        self._sound = np.zeros(height, dtype=np.bool_)
        behind = self._last | np.array([c.copied for c in self._candidates])
        self._sound[np.lexsort((-promise, behind))[:_MOST]] = True
        self._sound &= sound
        ends = np.searchsorted(self._concepts.rows, np.arange(height + 1))
        self._held = [self._concepts.columns[ends[i] : ends[i + 1]] for i in range(height)]
        looked = [i for i in range(height) if self._sound[i]]
        of_units = [
            self._held[i] if len(self._units[i]) == 1 else self._united(self._units[i]) for i in looked
        ]
        self._rows = np.repeat(np.array(looked, dtype=np.intp), [len(held) for held in of_units])
        self._columns = np.concatenate([*of_units, np.zeros(0, dtype=np.intp)])
        self._values = self._concepts.weights[self._columns]
        self._in_units: list[list[int]] = [[] for _ in range(height)]
        for i in looked:
            for member in self._units[i]:
                self._in_units[member].append(i)

    def _united(self, unit: tuple[int, ...]) -> NDArray[np.intp]:
        return np.unique(np.concatenate([self._held[member] for member in unit]))

    def start(self) -> _State:
        """Nothing chosen yet."""
        state = _State(
            chosen=[],
            covered=np.zeros(len(self._concepts.weights), dtype=np.bool_),
            costs=self._costs.copy(),
            bonus=self._of_units.copy(),
            used=np.zeros(3),
            open=self._sound.copy(),
            shown=np.zeros(int(self._articles.max()) + 1),
            opening=0.0,
        )
        if self._opener >= 0:
            self._add(state, self._opener)
        return state

    def _opens_best(self, state: _State) -> int:
        """The sentence that opens a brief best, of those that fit; -1 where none says something."""
        takes = self._takes(state) & ~self._last & (self.openness >= 0)
        return int(np.argmax(np.where(takes, self.openness, -np.inf))) if takes.any() else -1

    def fill(self, state: _State, *, first_by_worth: bool = False) -> _State:
        """Take the best unit for what it costs until none fits; the first by its worth alone if so asked."""
        by_worth = first_by_worth
        while (i := self._best(state, by_worth=by_worth)) is not None:
            self._take(state, i)
            by_worth = False
        return state

    def _best(self, state: _State, *, by_worth: bool) -> int | None:
        takes = self._in_turn(self._takes(state))
        if not takes.any():
            return None
        fresh = self._values * ~state.covered[self._columns]
        gain = np.bincount(self._rows, fresh, minlength=len(takes)).astype(np.float64)
        gain += state.bonus + np.maximum(0.0, self._opening - state.opening)
        if not by_worth:
            gain /= np.maximum((state.costs / self._caps[:, None]).max(axis=0), 1e-9)
        return int(np.argmax(np.where(takes, np.round(gain, _PRECISION), -np.inf)))

    def _takes(self, state: _State) -> NDArray[np.bool_]:
        """Which units may still be taken: one sentence of each article at least."""
        shown = state.shown[self._articles]
        within = (shown + state.costs[_WORDS] <= self._ceilings) | ((shown == 0) & (state.costs[_COUNT] == 1))
        fits = (state.used[:, None] + state.costs <= self._caps[:, None]).all(axis=0)
        return state.open & within & fits

    def _in_turn(self, takes: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """What says little waits for the rest, and fills up what sentences were asked for, no space."""
        first = takes & ~self._last
        return first if first.any() or not (self._priced or self._last.all()) else takes

    def _take(self, state: _State, i: int) -> None:
        for member in self._units[i]:
            if member not in state.chosen:
                self._add(state, member)

    def _add(self, state: _State, member: int) -> None:
        state.chosen.append(member)
        state.covered[self._held[member]] = True
        state.used += self._alone[:, member]
        state.shown[self._articles[member]] += self._alone[_WORDS, member]
        state.opening = max(state.opening, float(self._opening[member]))
        for unit in self._in_units[member]:
            state.costs[:, unit] -= self._alone[:, member]
            state.bonus[unit] -= self._bonus[member]
        state.open[self._closed_by(member)] = False

    def _closed_by(self, member: int) -> list[int]:
        """What may not be taken beside a sentence: units that hold it, or another that says the same."""
        if member not in self._closed:
            closed = {unit for same in self._repeats.of(member) for unit in self._in_units[same]}
            self._closed[member] = [*closed, member]
        return self._closed[member]

    def improved(self, state: _State) -> _State:
        """Leave each chosen sentence out once and fill up again, as long as that is worth more."""
        best, worth = state, self._worth(state)
        for _ in range(self._parameters.rounds):
            before = worth
            for left_out in [one for one in best.chosen if one != self._opener]:
                for by_worth in (False, True):
                    trial = self.fill(self._without(best, left_out), first_by_worth=by_worth)
                    if (value := self._worth(trial)) > worth:
                        best, worth = trial, value
                if left_out not in best.chosen:
                    break
            if worth <= before:
                break
        return best

    def _without(self, state: _State, left_out: int) -> _State:
        """The choice without a sentence and those that lean on it, which it may not take back."""
        fresh = self.start()
        for member in state.chosen:
            if left_out not in self._units[member] and member != self._opener:
                self._add(fresh, member)
        fresh.open[self._in_units[left_out]] = False
        return fresh

    def _worth(self, state: _State) -> tuple[int, float]:
        """Where words have a price they count less than nothing in the end: so many sentences come first."""
        covered = float(self._concepts.weights[state.covered].sum())
        worth = round(covered + float(self._bonus[state.chosen].sum()) + state.opening, _PRECISION)
        return len(state.chosen) if self._priced else 0, worth

    def fallback(self) -> int:
        """Where no unit fits: the shortest sentence, one that stands before one that leans."""

        def rank(i: int) -> tuple[bool, float, int]:
            unfit = bool((self._alone[:, i] > self._caps).any())
            return (unfit, self._alone[_WORDS, i] if unfit else -self._promise[i], i)

        stands = [i for i, c in enumerate(self._candidates) if not c.leans]
        return min(stands or range(len(self._candidates)), key=rank)
