"""How often a feed is asked: as often as it is worth. Pure.

What changes is asked soon again; what has been quiet for a while may stay so for half as long again, a day at
most. So a feed that changes hourly is asked every half hour, and one that changes weekly some twenty times in
its week. A feed that fails is asked ever more seldom in the same way. Nothing needs to be remembered for this
but what is remembered anyway: when a feed was read, and when it last changed or began to fail.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import FeedState

SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(days=1)
_SHARE_OF_QUIET = 0.5
_JITTER = 0.1  # share of its interval by which a feed may come early, so that not all come at once
NEARLY = 0.9  # a round comes a little early or late


def interval(state: FeedState, every: timedelta, *, own: bool = False) -> timedelta:
    """The time from one reading to the next. `every` is the operator's word on what changes all the time.

    `own`: the feed stands in a network of the operator's, where nobody needs to be spared.
    """
    if own:
        return every * NEARLY
    grown = min(max(_quiet(state) * _SHARE_OF_QUIET, every, SHORTEST), LONGEST)
    return max(SHORTEST, grown * (1 - _JITTER * share_of(state.url)))


def shortest(every: timedelta) -> timedelta:
    """What no feed's interval is below, whatever its state."""
    return min(SHORTEST, every * NEARLY)


def _quiet(state: FeedState) -> timedelta:
    """For how long it had been the same, changeless or failing, when it was read last."""
    since = state.failing if state.failures else state.changed
    return state.checked - since if state.checked and since else timedelta()


def share_of(url: str) -> float:
    """A number from 0 to 1 that is this address's own: always the same, and spread over all addresses."""
    return int.from_bytes(hashlib.sha256(url.encode()).digest()[:4]) / 2**32
