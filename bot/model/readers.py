"""Who reads, and what a reader or a channel has asked for beside digests."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (pydantic reads the types when it stores)
from enum import StrEnum
from zoneinfo import ZoneInfo


class Wish(StrEnum):
    FOLLOW = "follow"  # tell me when it moves
    MUTE = "mute"  # never again
    SAVE = "save"  # keep it where I find it
    MORE = "more"  # thumbs up: more of its kind
    LESS = "less"  # thumbs down: less of its kind


BREAKING = "breaking"
"""The topic that a channel follows which wants to be posted what breaks; no story is on it."""


class Subject(StrEnum):
    TOPIC = "topic"
    STORY = "story"
    PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """What a reader ("U…") or a channel ("C…"), its `owner`, wishes about one thing.

    `value` names the thing: a story's id, a publisher's name, a topic's words; `label` is how people are told
    it (a story's headline). `by` is the person who said so. One of each (owner, wish, subject, value).
    """

    owner: str
    wish: Wish
    subject: Subject
    value: str
    label: str
    by: str
    made: datetime

    @property
    def is_breaking(self) -> bool:
        """Whether it is about breaking news: a topic by name alone, which no story is matched against."""
        return self.subject is Subject.TOPIC and self.value.casefold() == BREAKING

    @property
    def key(self) -> str:
        """The wish's name among its owner's, for a button: what it is about may be too long for one."""
        named = f"{self.wish}\0{self.subject}\0{self.value}"
        return hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What Slack says of a person; `zone` may be no zone that we know."""

    zone: str = ""
    admin: bool = False
    guest: bool = False


class Outcome(StrEnum):
    NOTED = "noted"
    ALREADY = "already"  # it was so before: nothing changed
    UNDONE = "undone"
    GONE = "gone"  # there was nothing to take back


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of a wish. `was` is the opposite wish of which it took the place.

    `words` say what a thumb does, in a sentence.
    """

    wished: Preference
    outcome: Outcome
    was: Wish | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A person in Slack, by Slack's user ID.

    `dm` is the conversation between the person and the bot, empty until it is known; `zone` an IANA name,
    empty while it is unknown. `admin` and `guest` are as Slack last said (`asked`: when; None: never).
    """

    id: str
    dm: str = ""
    zone: str = ""
    admin: bool = False
    guest: bool = False
    asked: datetime | None = None

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which times are told to this person; UTC while theirs is unknown."""
        return ZoneInfo(self.zone or "UTC")
