"""What comes in: feeds, entries, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (pydantic reads the types when it stores)
from typing import TypeAlias

from bot.model.readings import UNSEEN, FeedOutcome, FeedSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that the operator named. An empty publisher is filled from the feed's own title.

    It goes by its `url` of config.yaml for good; it is fetched from `moved_to` where an administrator found
    its new address.
    """

    url: str
    publisher: str = ""
    section: str = ""
    moved_to: str = ""

    @property
    def address(self) -> str:
        """Where it is fetched."""
        return self.moved_to or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedChange:
    """What an administrator (`by`) changed about a feed of config.yaml: a new address, or to leave it out."""

    url: str
    moved_to: str = ""
    dropped: bool = False
    by: str
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed between two readings; `failing`: since when each has failed."""

    url: str
    publisher: str = ""
    etag: str = ""
    last_modified: str = ""
    checked: datetime | None = None
    changed: datetime | None = None
    failures: int = 0
    error: str = ""
    gone: bool = False
    wait_until: datetime | None = None
    failing: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """An article as it came in, before intake settles its text.

    `source` is the feed's URL, or the file's path; `key` names the entry within that source. `published` is
    None where nobody gave a date. `language` is empty where nobody named it. `stub` marks a feed's own
    summary that stands in for a page which could not be read; `by_hand` what an operator handed in: a file,
    or a page by its address. `position` is the entry's place in its feed, from 1; 0 where it has none.
    """

    source: str
    key: str
    url: str
    title: str
    text: str
    published: datetime | None
    publisher: str
    section: str = ""
    language: str = ""
    stub: bool = False
    by_hand: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFailure:
    """An entry or a file that could not be read, and why, in words."""

    source: str
    key: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReport:
    """A feed has been dealt with: the last word on it in a collection.

    `state` is what to remember; it is written only after the articles that came before it are stored.
    `known` counts the entries that were stored already; `passed` are the keys of entries that are to count as
    known from now on, though no article was made of them; `seen` is for the feed's history.
    """

    feed: Feed
    outcome: FeedOutcome
    state: FeedState
    known: int = 0
    why: str = ""
    seen: FeedSeen = UNSEEN
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePart:
    """A part of a task that is due, since when: the feeds of one host.

    `tenant`: whose it is, "" where there is but one. `ailing`: it failed when it was last tried.
    """

    key: str
    since: datetime
    tenant: str = ""
    ailing: bool = False


Item: TypeAlias = Incoming | EntryFailure | FeedReport
"""What a collection's stream holds: a feed's report comes after its articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionRow:
    """A line of the table that `dateline collect` ends with. `failed` counts entries; `why` explains."""

    source: str
    publisher: str
    outcome: FeedOutcome
    new: int = 0
    known: int = 0
    copies: int = 0
    failed: int = 0
    why: str = ""
