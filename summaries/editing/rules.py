"""What an edition is made of and by: candidates, rules, and the names of the gates that keep one out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from summaries.extract import DEFAULT_METHOD
from summaries.newsrooms import newsroom

if TYPE_CHECKING:
    from datetime import datetime

    from summaries.model import Article, Sentence

# What keeps a candidate out, in the order in which it is asked. `LeftOut.rule` is one of these.
MUTED: Final = "muted"
SOURCE: Final = "source"
EMPTY: Final = "empty"
UNDATED: Final = "undated"
OLD: Final = "old"
KIND: Final = "kind"
WITHOUT: Final = "without"
WISH: Final = "wish"
TOLD: Final = "told"
HEARSAY: Final = "hearsay"
REGION: Final = "region"
PUBLISHER: Final = "publisher"
AFFAIR: Final = "affair"
UNREADABLE: Final = "unreadable"
FULL: Final = "full"
GATES: Final = (
    MUTED,
    SOURCE,
    EMPTY,
    UNDATED,
    OLD,
    KIND,
    WITHOUT,
    WISH,
    TOLD,
    HEARSAY,
    REGION,
    PUBLISHER,
    AFFAIR,
    UNREADABLE,
    FULL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story that may enter an edition.

    `articles`: those inside the edition's window, each with `published` as the time that counts as news;
    those without one are never news. `told`: what the channel was shown of this story before;
    leave out of `articles` what it could have seen then. `last_seen` is when the newest came.

    `region`: of the world, and `place`: a country there; "" where nothing says it. `affair`: the same for all
    stories of one affair, "" where nobody knows (the edition looks for itself in any case). `prominence`: 1
    where it led a feed, down to 0. `earlier`: headlines of earlier stories of its affair, newest first.
    """

    story_id: str
    section: str
    last_seen: datetime
    articles: tuple[Article, ...]
    told: frozenset[Sentence] = frozenset()
    region: str = ""
    place: str = ""
    affair: str = ""
    prominence: float = 0.0
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Muted:
    """A story that is not to be told: the candidate of that id. `label` is the headline that was muted."""

    story_id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Liking:
    """Of what somebody wants to see more, or less.

    `kind`: "topic" (`value`: its words, or a section's name), "affair" (its id), "section", "publisher" (by
    its name) or "alone" (a publisher, where nobody else tells a story). `label` is how people are told it.
    """

    kind: Literal["topic", "affair", "section", "publisher", "alone"]
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What an edition is made by: a subscription's wishes and the operator's ceilings.

    `stories` and `sentences` (a story) are the most that are shown. With `sections` or `topics` only
    stories of one of them enter; empty means all. `max_per_publisher` bounds the stories whose headline is
    of one publisher, `max_per_region` those of one region and `max_per_affair` those of one affair. `kinds`:
    which of KINDS are let in beside news; "hearsay" among them lets in what one publisher has from nobody
    named. `max_words` and `max_share` are the ceilings of rights, for each article.

    What is on one of the topics `without` stays out. With `sources` only these publishers' articles count;
    those of `muted_publishers` never do. `muted_stories` are not told. What is of `follows` or of `more`
    weighs more, what is of `less` weighs less; neither lets in or keeps out. One thing may be in `more` or
    `less` several times, and then counts so often. `personal`: the wishes are one reader's, not a channel's.
    """

    stories: int = 7
    sentences: int = 2
    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    max_per_publisher: int = 3
    max_per_region: int = 3
    max_per_affair: int = 1
    kinds: tuple[str, ...] = ()
    max_words: int | None = 120
    max_share: float | None = 0.25
    method: str = DEFAULT_METHOD
    without: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    muted_publishers: tuple[str, ...] = ()
    muted_stories: tuple[Muted, ...] = ()
    follows: tuple[Liking, ...] = ()
    more: tuple[Liking, ...] = ()
    less: tuple[Liking, ...] = ()
    personal: bool = False

    @property
    def all_count(self) -> bool:
        """Whether every publisher's articles count."""
        return not self.sources and not self.muted_publishers

    def counts(self, publisher: str) -> bool:
        """Whether a publisher's articles count."""
        if self.all_count:
            return True
        name = newsroom(publisher)
        muted = name in {newsroom(one) for one in self.muted_publishers}
        return not muted and (not self.sources or name in {newsroom(one) for one in self.sources})
