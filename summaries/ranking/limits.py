"""How much a brief may hold, of what, and what it is asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from summaries.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A budget: sentences, words (`str.split()`) and characters (one more for each gap) at most."""

    sentences: int | None = None
    words: int | None = None
    characters: int | None = None

    def array(self) -> NDArray[np.float64]:
        """Sentences, words, and characters with a gap after each sentence."""
        characters = None if self.characters is None else self.characters + 1
        given = (self.sentences, self.words, characters)
        return np.array([math.inf if x is None else x for x in given], dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """How much of any one article may be shown: words, and a share of its words; one sentence at least."""

    max_words: int | None = None
    max_share: float | None = None

    def ceiling(self, article: Article) -> float:
        """The words of this article that may be shown."""
        share = math.inf if self.max_share is None else self.max_share * len(article.text.split())
        return min(share, math.inf if self.max_words is None else self.max_words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a brief. `ceilings`: by article id, the words that may be shown.

    `focus` (a question's words) and `title` (of the story) are stems, folded. `head`: the id of the article
    whose title that is.
    """

    limits: Limits
    ceilings: Mapping[str, float]
    focus: frozenset[str]
    title: frozenset[str]
    head: str = ""
