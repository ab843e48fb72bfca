"""The house over both transports, a stand-in for Slack, a Web API client that talks to it, and a clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from slack_sdk import WebClient
from whole import Whole, joined, whole

from bot.demo.slack import SlackStandIn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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


@pytest.fixture(params=["dispatch", pytest.param("socket mode", marks=pytest.mark.exhaustive)])
def transport(request: pytest.FixtureRequest) -> str:
    """Both ways in which Slack's events come to the house; the second takes long over all, so CI takes it."""
    return request.param


@pytest.fixture
def there(transport: str, tmp_path: Path) -> Iterator[Whole]:
    """The whole house on two articles, over each transport."""
    with whole(tmp_path) as built, joined(built, transport):
        yield built
