"""Messages that are no digests: what follows in a digest's thread, alerts, corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from summaries import Sentence  # noqa: TC001  (pydantic reads the types when it stores)

NOTICE = "notice/"
"""What the `subscription_id` of a notice's row begins with; the notice's key follows."""

NOTICE_KEPT = timedelta(days=1)
"""A notice that names no other end is given up when it could not be posted for so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a notice tells of one story: the sentences, verbatim, that it shows of it."""

    story_id: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message that is to be posted once: `key` names it for good, whoever asks for it and how often.

    It is posted from `due` on, as soon as it can be, and not after `until`; with `parent`, another delivery's
    id, into the thread of that message, once that is posted.
    """

    key: str
    channel: str
    text: str
    blocks: list[dict[str, Any]]
    due: datetime
    until: datetime
    parent: str = ""
    told: tuple[Told, ...] = ()
