"""Slack's requests on their way to the web processes, through a proxy that skips one which is dead.

It does as nginx does by its defaults: whoever can't be connected to is passed over and left alone for a
while; a request that was sent is sent to nobody else, for it may have been carried out.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx2

from bot.demo.slack.sending import Ack, Delivery, Sent, encoded, signature

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.demo.slack import SlackStandIn

PATIENCE = 3.0
"""Slack waits no longer for an answer."""
ASIDE = 1.0
"""Seconds for which a dead one is not tried."""
BAD_GATEWAY, TIMEOUT = 502, 504


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One command or click; `by` is the name of the process that answered Slack, at a monotonic time."""

    url: str
    status: int
    by: str
    at: float


@dataclass(slots=True, kw_only=True)
class Proxy:
    """The stand-in's transport. `addresses` says by name where a process listens just now."""

    secret: str = field(repr=False)
    addresses: Callable[[], Mapping[str, str]]
    asked: list[Asked] = field(default_factory=list[Asked])
    _aside: dict[str, float] = field(default_factory=dict[str, float])
    _turn: int = 0

    def send(self, delivery: Delivery, settle: Callable[[Delivery, Ack], None]) -> Sent:
        begun = time.monotonic()
        status, by = self._passed_on(delivery)
        ack = Ack(status=status, body="", seconds=time.monotonic() - begun)
        url = str(delivery.payload.get("response_url", ""))
        self.asked.append(Asked(url=url, status=status, by=by, at=time.monotonic()))
        settle(delivery, ack)
        return Sent(delivery=delivery, waiter=lambda _timeout: ack)

    def _passed_on(self, delivery: Delivery) -> tuple[int, str]:
        found = self.addresses()
        names = sorted(found, key=lambda name: self._aside.get(name, 0.0) > time.monotonic())
        self._turn += 1
        fit = [name for name in names if self._aside.get(name, 0.0) <= time.monotonic()] or names
        start = self._turn % max(1, len(fit))
        for name in fit[start:] + fit[:start]:
            try:
                return self.posted(delivery, found[name]), name
            except httpx2.ConnectError:
                self._aside[name] = time.monotonic() + ASIDE
            except httpx2.TimeoutException:
                self._aside[name] = time.monotonic() + ASIDE
                return TIMEOUT, name
            except httpx2.TransportError:
                self._aside[name] = time.monotonic() + ASIDE
                return BAD_GATEWAY, name
        return BAD_GATEWAY, ""

    def posted(self, delivery: Delivery, url: str) -> int:
        """Signed, over a connection of its own; the status of the answer."""
        body, kind = encoded(delivery)
        at = int(time.time())
        headers = {
            "content-type": kind,
            "x-slack-request-timestamp": str(at),
            "x-slack-signature": signature(self.secret, body, at),
        }
        sent = httpx2.post(f"{url}/slack/events", content=body, headers=headers, timeout=PATIENCE)
        return sent.status_code


def answers(slack: SlackStandIn, one: Asked) -> int:
    """How often the app has answered that command or click."""
    return slack.platform.hooks[one.url.rpartition("/")[2]].posts


def wrong(slack: SlackStandIn, asked: list[Asked], died: Mapping[str, float], grace: float) -> list[str]:
    """What was answered twice, and what was acknowledged and never answered.

    `died`: when a process was killed, by its name; what it had acknowledged `grace` seconds before may be
    lost with it, as docs/how-to/http.md says.
    """
    found: list[str] = []
    for number, one in enumerate(asked):
        times = answers(slack, one)
        excused = one.by in died and died[one.by] - one.at < grace
        if times > 1 or (one.status == 200 and not times and not excused):
            found.append(
                f"question {number}, taken by {one.by} with {one.status}, was answered {times} times"
            )
    return found
