"""What an answer may show, beside the time that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from bot.model import StoredArticle
    from summaries import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """Where an answer looks, and what it passes over.

    With `only`, these publishers' articles alone count; `without` are publishers that don't count, their
    names case-folded. `past` are the ids of stories, and `told` the sentences, that are passed over. `came`:
    only what came in since then. `zone` is the reader's, in which days are meant; None: the house's.
    """

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    told: frozenset[Sentence] = frozenset()
    came: datetime | None = None
    zone: tzinfo | None = None

    @property
    def takes_all(self) -> bool:
        """Whether every article and every sentence of a story counts."""
        return not (self.only or self.without or self.told or self.came)

    def hears(self, publisher: str) -> bool:
        return publisher.casefold() not in self.without and (not self.only or publisher in self.only)

    def takes(self, stored: StoredArticle) -> bool:
        late = self.came is not None and stored.collected < self.came
        return self.hears(stored.article.publisher) and not late


ANY = Looking()
