"""What an edition was made from: enough to make it again, to the byte."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003  (pydantic reads the types when it stores)

from bot.model.digests import Coverage, DeliveryState  # noqa: TC001  (as above)
from summaries import Citation, Rules  # noqa: TC001  (as above)


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateInputs:
    """A candidate by the ids of its articles, each with the time that it counted for.

    `told` cites the sentences that the channel had been shown, in order; `earlier` are headlines.
    """

    story_id: str
    section: str
    last_seen: datetime
    articles: tuple[tuple[str, datetime], ...]
    told: tuple[Citation, ...] = ()
    region: str = ""
    place: str = ""
    affair: str = ""
    prominence: float = 0.0
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionInputs:
    """All that an edition and its message follow from; the articles themselves are in the store.

    `heard`: whether any feed brought news or said that it had none. `name` is what Dateline was called.
    """

    id: str
    subscription_id: str
    local_date: date
    slot: str
    zone: str
    since: datetime
    until: datetime
    next_due: datetime | None
    coverage: Coverage
    heard: bool
    name: str
    rules: Rules
    rules_version: str
    candidates: tuple[CandidateInputs, ...]

    @property
    def article_ids(self) -> frozenset[str]:
        """Every article that is needed to make it again."""
        return frozenset(
            article_id
            for one in self.candidates
            for article_id in (*(found for found, _ in one.articles), *(c.article_id for c in one.told))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """An edition in a list. `channel` and `state` are of its delivery: empty and None where it has none."""

    id: str
    subscription_id: str
    local_date: date
    slot: str
    stories: int
    channel: str = ""
    state: DeliveryState | None = None
