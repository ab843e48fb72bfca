"""Signed HTTP requests as Slack sends them, and a stand-in's people whose doings go over real HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx2

from bot.clock import SystemClock
from bot.demo.slack.sending import Ack, Delivery, Sent, encoded, retry_headers, signature, told

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def signed(
    body: str, kind: str = FORM, *, secret: str = SECRET, seconds_ago: float = 0, at: int = 0
) -> dict[str, str]:
    """The headers of a request of that content type."""
    at = at or int(SystemClock().now().timestamp() - seconds_ago)
    return {
        "content-type": kind,
        "x-slack-request-timestamp": str(at),
        "x-slack-signature": signature(secret, body, at),
    }


@dataclass(frozen=True, kw_only=True)
class OverHttp:
    """A stand-in's transport: each doing is posted, signed, to one of the addresses in turn."""

    urls: list[str]
    secret: str = field(repr=False)
    client: httpx2.Client = field(default_factory=lambda: httpx2.Client(timeout=10))
    to: list[str] = field(default_factory=list)

    def send(self, delivery: Delivery, settle: Callable[[Delivery, Ack], None]) -> Sent:
        url = self.urls[len(self.to) % len(self.urls)]
        self.to.append(url)
        ack = self.posted(delivery, url)
        settle(delivery, ack)
        return Sent(delivery=delivery, waiter=lambda _timeout: ack)

    def posted(self, delivery: Delivery, url: str) -> Ack:
        clock = SystemClock()
        body, kind = encoded(delivery)
        begun = clock.monotonic()
        headers = signed(body, kind, secret=self.secret) | dict(retry_headers(delivery))
        answer = self.client.post(f"{url}/slack/events", content=body, headers=headers)
        return Ack(status=answer.status_code, body=told(answer.text), seconds=clock.monotonic() - begun)
