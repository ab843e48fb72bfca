"""Which time an article counts for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Incoming

# A clock that is right but for its zone is off by this at the most.
ZONES_APART = timedelta(hours=14)


def news_time(item: Incoming, now: datetime) -> datetime | None:
    """The publisher's time where it is credible; None for an undated entry of a feed, which never is news.

    What an operator hands in (a file, a page by its address) counts from now where it has no date of its own.
    A date in the future is a wrong zone where it is near; farther off it is believed: no news until then.
    """
    if item.published is None:
        return now if item.by_hand else None
    if now < item.published <= now + ZONES_APART:
        return now
    return item.published
