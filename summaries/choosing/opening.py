"""What a sentence says by itself: of the headline, of what its article told before it, or hardly anything."""

from __future__ import annotations

import re
from math import fsum
from typing import TYPE_CHECKING, Final

import numpy as np

from summaries.tokens import fold, stem
from summaries.words.background import background

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from summaries.choosing.pool import Candidate
    from summaries.sentences.passages import Passage

_MARKS: Final = "\"'\u201d\u2019\u00bb)"
_QUESTIONS: Final = ("?", "\uff1f", "\u061f")
_POINTERS: Final = frozenset({"The", "This", "These", "Those", "That", "Such"})
_OF_THEM: Final = re.compile(r"(?:Why|How|What|When|Where|Whether|Who)\s(?:they|he|she|it|those|these)\b")
# A name alone behind a quotation: who it is was told before.
_SPEAKER: Final = re.compile(
    r"[,?!][\"\u201d\u2019']\s(?:M[rs]s?\.\s)?([A-Z][\w\u2019'-]+)\s(?:said|says|added|told|wrote)\b"
)
_POINTED: Final = 3  # words behind it


def says_little(passage: Passage, shortest: int) -> bool:
    """Headings, exclamations and questions: fewer words than `shortest`, or a question mark at the end."""
    ends = passage.sentence.text.rstrip(_MARKS)
    return len(passage.words) < shortest or ends.endswith(_QUESTIONS)


def points_back(passage: Passage) -> bool:
    """Whether it opens with something that its article told of before: "The ruling", "This sale"."""
    first, _, rest = passage.sentence.text.partition(" ")
    return passage.at > 0 and first in _POINTERS and rest[:1].islower()


def asks_of_them(text: str) -> bool:
    """Whether it opens with what somebody did who isn't named: "Why they left is unknown."."""
    return _OF_THEM.match(text) is not None


def dangling(candidates: Sequence[Candidate]) -> NDArray[np.bool_]:
    """Which sentences open with "The permission", or have "Lie said", where no opening told of one or her."""
    told = {one for c in candidates if c.passage.at == 0 for one in c.passage.stems}
    return np.array([_dangles(c.passage, told) for c in candidates], dtype=np.bool_)


def _dangles(passage: Passage, told: set[str]) -> bool:
    pointed = passage.content.intersection(passage.stems[1 : 1 + _POINTED]) if points_back(passage) else ()
    if pointed and told.isdisjoint(pointed):
        return True
    speaker = _SPEAKER.search(passage.sentence.text) if passage.at else None
    return speaker is not None and stem(fold(speaker.group(1).lower())) not in told


def shares(candidates: Sequence[Candidate], wanted: frozenset[str]) -> NDArray[np.float64]:
    """The share of the wanted stems that each sentence holds, rare ones before others; none of nothing."""
    if not wanted:
        return np.zeros(len(candidates))
    idf = background(candidates[0].passage.language).idf
    weight = {one: idf(one) for one in sorted(wanted)}
    total = fsum(weight.values())
    return (
        np.array([fsum(weight[one] for one in wanted.intersection(c.passage.stems)) for c in candidates])
        / total
    )
