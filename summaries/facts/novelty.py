"""What is new to a reader: whether a sentence says anything that those shown before don't.

New are a figure, a name, a turn ("ended", "denied") or enough words that none of them holds; a repeat, a
paraphrase and background that was told are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summaries.facts.claims import fact, opposed
from summaries.facts.corroboration import meaning, turned
from summaries.facts.figures import LONGEST
from summaries.facts.setting import unattributed
from summaries.tokens import base_language, roots, stem, stop_words, words
from summaries.words.background import background

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summaries.facts.claims import Fact
    from summaries.sentences.passages import Passage

_KNOWN: Final = 0.75  # of the weight of its words, all that was told holds so much
_KNOWN_ELSEWHERE: Final = 0.95  # in a language whose verbs and denials we can't read
_IN_ONE: Final = 0.55  # and the told sentence that is nearest holds so much alone
_NEAR: Final = 0.4  # of its words, who says so included
_VERB: Final = 2.0  # what happened weighs more than the rest
_LEAST: Final = 0.5
_BEGIN: Final = frozenset({stem("begin")})  # what goes on has begun


class Novelty:
    """The sentences that a reader was shown, read once; `holds` says whether another adds nothing to them."""

    def __init__(self, told: Sequence[Passage]) -> None:
        self._keys = {passage.words for passage in told}
        self._told = told
        self._facts = [fact(passage.sentence.text, passage.language) for passage in told]
        self._meanings = [frozenset(map(meaning, passage.stems)) for passage in told]
        self._all = frozenset(one for some in self._meanings for one in some)
        self._figures = [figure for one in self._facts for figure in one.figures]

    def holds(self, passage: Passage) -> bool:
        """Whether what was told says all that this sentence says."""
        if passage.words in self._keys:
            return True
        if not self._told or len(passage.sentence.text) > LONGEST or self._far(passage):
            return False
        said = fact(passage.sentence.text, passage.language)
        weights = _weights(passage, said)
        known = _KNOWN if base_language(passage.language) == "en" else _KNOWN_ELSEWHERE
        if not self._knows(said) or _share(weights, self._all) < known or self._new_event(weights, said):
            return False
        shares = [round(_share(weights, meanings), 9) for meanings in self._meanings]
        best = max(shares)
        return best >= _IN_ONE and any(
            self._alike(passage, said, at) for at, share in enumerate(shares) if share == best
        )

    def _far(self, passage: Passage) -> bool:
        """Whether most of its words were told by nobody: it needs no closer look."""
        known = sum(meaning(one) in self._all for one in passage.content)
        return known < _NEAR * len(passage.content)

    def _new_event(self, weights: dict[str, float], said: Fact) -> bool:
        """Whether something happened to something, and neither was told: "and closed every school"."""
        unknown = weights.keys() - self._all
        return len(unknown) > 1 and any(meaning(verb) in unknown for verb in said.verbs)

    def _knows(self, said: Fact) -> bool:
        """Whether its figures and names were told."""
        figures = all(any(figure.agrees(one) for one in self._figures) for figure in said.figures)
        names = [{stem(word) for word in name} for name in said.order]
        return figures and all(self._together(a | b) for a in names for b in names)

    def _together(self, names: set[str]) -> bool:
        """Whether one told sentence names both: two who were told of apart have met."""
        return any(names.issubset(passage.stems) for passage in self._told)

    def _alike(self, passage: Passage, said: Fact, at: int) -> bool:
        """Whether the nearest told sentence takes the same turn: as much denied, ended, to come."""
        near, fact_near = self._told[at], self._facts[at]
        turns = said.turns - _BEGIN <= {turn for one in self._facts for turn in one.turns}
        return (
            turns
            and said.denies == fact_near.denies
            and _tense(said) == _tense(fact_near)
            and not opposed(passage.stems, near.stems)
            and not turned(passage, near)
        )


def _tense(said: Fact) -> frozenset[str]:
    return said.setting.frames & {"will", "maybe", "new"}


def _weights(passage: Passage, said: Fact) -> dict[str, float]:
    """Its meanings, who says so left out, by how rare they are in news; what happened counts double."""
    idf = background(passage.language).idf
    stops = stop_words(passage.language)
    found = words(unattributed(passage.sentence.text))
    stems = roots(word for word in found if word not in stops and not word.isdecimal())
    verbs = {meaning(verb) for verb in said.verbs}
    return {
        one: max(_LEAST, idf(raw)) * (_VERB if one in verbs else 1.0)
        for raw in stems
        for one in (meaning(raw),)
    }


def _share(weights: dict[str, float], known: Iterable[str]) -> float:
    total = sum(weights.values())
    return sum(weight for one, weight in weights.items() if one in known) / total if total else 1.0
