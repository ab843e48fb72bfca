"""Who is told of what an operator looks after, and how it is posted: once, as notices."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.model import NOTICE_KEPT, Notice
from bot.store import deliveries, readers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.model import Posting

ADMINS = "admins"
"""Instead of a channel: the administrators of the workspace whom Dateline has met."""

MOST_ADMINS = 10


def operators(db: Connection, tell: str) -> list[str]:
    """The channels and direct messages that config.yaml's `health.tell` means; none where it is empty."""
    if tell == ADMINS:
        return admins(db)
    if tell.startswith(("U", "W")):
        return [readers.reader(db, tell).dm or tell]
    return [tell] if tell else []


def admins(db: Connection) -> list[str]:
    """The direct messages of the administrators who have opened Dateline's Home tab or written to it."""
    return [one.dm for one in readers.admins(db) if one.dm][:MOST_ADMINS]


def open_for(
    db: Connection, to: Iterable[str], message: Posting, *, kind: str, about: Iterable[str], now: datetime
) -> int:
    """Open a notice for each channel; the same `about` gives the same ones, so that nothing is told twice.

    How many are new.
    """
    mark = hashlib.sha256("\n".join(sorted(about)).encode("utf-8", "replace")).hexdigest()[:16]
    text, blocks = message
    return sum(
        deliveries.open_notice(
            db,
            Notice(
                key=f"{kind}/{channel}/{mark}",
                channel=channel,
                text=text,
                blocks=blocks,
                due=now,
                until=now + NOTICE_KEPT,
            ),
        )
        for channel in dict.fromkeys(to)
    )
