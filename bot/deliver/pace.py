"""How many messages a channel and its workspace get at once: Slack's limits, held before Slack must say so.

Slack takes a message a second in a channel, with short bursts, and a few hundred a minute in a workspace
(docs.slack.dev, rate limits). What is too soon simply isn't claimed: it is taken up by a later look, and
nobody waits for it. A digest and its thread are one burst.

Each process keeps its own count. One job at a time posts for a workspace, and looks are as far apart as a
burst takes to be free again, so that many workers together keep a channel's limit as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from bot import tenancy

if TYPE_CHECKING:
    from bot.clock import Clock

_KEPT = 10_000
"""Channels that are remembered, before those are forgotten that may have a whole burst again."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then one each `seconds`."""

    burst: int
    seconds: float


def always(_: str) -> bool:
    """One workspace's own digests are few: where they are too many, Slack says so, and they wait."""
    return True


CHANNEL = Rate(burst=5, seconds=1.0)
WORKSPACE = Rate(burst=100, seconds=0.25)


class Pace:
    """Counts for the tenant of now, by the monotonic clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        # By tenant and channel, "" for all of a tenant's: when what was posted there is made up for.
        self._free: dict[tuple[str, str], float] = {}

    def may_post(self, channel: str) -> bool:
        """Whether a message may go to the channel now; it is then counted."""
        now, tenant = self._clock.monotonic(), tenancy.current()
        asked = {(tenant, channel): CHANNEL, (tenant, ""): WORKSPACE}
        with self._lock:
            after = {key: max(self._free.get(key, now), now) + rate.seconds for key, rate in asked.items()}
            if any(then - now > asked[key].burst * asked[key].seconds for key, then in after.items()):
                return False
            self._free.update(after)
            if len(self._free) > _KEPT:
                self._free = {key: then for key, then in self._free.items() if then > now}
        return True
