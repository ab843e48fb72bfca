"""A stand-in for Slack, a Web API client that talks to it, and a clock that tests can turn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from slack_sdk import WebClient

from bot.demo.slack import SlackStandIn

if TYPE_CHECKING:
    from collections.abc import Iterator


class TurnedClock:
    """Stands still until it is turned."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 8, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def turned_clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def stand_in() -> Iterator[SlackStandIn]:
    with SlackStandIn() as slack:
        yield slack


@pytest.fixture
def web(stand_in: SlackStandIn) -> WebClient:
    """A client without retries of its own, so that a test sees each request."""
    return WebClient(token=stand_in.bot_token, base_url=stand_in.api_url, retry_handlers=[], timeout=5)
