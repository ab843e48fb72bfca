"""A workspace that has installed Dateline is served as the only one would be, and by itself."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest
from installs import Browser, at_stand_in, install
from listening import shown
from whole import ARTICLES, HandClock

from bot import tenancy
from bot.demo.slack import SlackStandIn
from bot.demo.slack.oauth import Place

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import Subscription
    from bot.wiring import House


@pytest.mark.exhaustive
def test_a_workspace_orders_a_digest_and_gets_it_until_it_leaves(tmp_path: Path) -> None:
    """Its order, its delivery and its readers are its own; a workspace beside it sees nothing of them."""
    clock = HandClock()
    with SlackStandIn(clock=clock) as slack, at_stand_in(slack, tmp_path, clock) as (ours, _):
        house = ours.house
        install(ours, slack, Browser())
        assert [row.new for row in house.intake.take(ARTICLES)] == [1] * len(ARTICLES)
        slack.command("/digest", "add 09:00 UTC")
        slack.wait_for(slack.bot_messages)
        before = len(slack.bot_messages(slack.channel))
        clock.advance(timedelta(hours=1, minutes=1))  # each channel has its own moment of the minute
        work(house)
        (digest,) = slack.bot_messages(slack.channel)[before:]
        assert "Dam bursts" in shown(digest)
        work(house)
        assert len(slack.bot_messages(slack.channel)) == before + 1

        assert house.tenants() == ["T0DATELINE"]
        assert [len(orders(house, tenant)) for tenant in ("T0DATELINE", "T0OTHER", "")] == [1, 0, 0]
        slack.event({"type": "app_uninstalled"}, place=Place()).ack()
        clock.advance(timedelta(days=2))
        work(house)
        assert house.tenants() == []
        assert len(slack.bot_messages(slack.channel)) == before + 1
        assert orders(house, "T0DATELINE") == []


@pytest.mark.exhaustive
def test_whose_request_it_was_is_forgotten_behind_it(tmp_path: Path) -> None:
    """The thread that took it has other workspaces' requests after it, and work of its own."""
    clock = HandClock()
    with SlackStandIn(clock=clock) as slack, at_stand_in(slack, tmp_path, clock) as (ours, _):
        install(ours, slack, Browser())
        slack.command("/digest", "list")
        assert tenancy.current() == tenancy.ONLY


def orders(house: House, tenant: str) -> list[Subscription]:
    with tenancy.of(tenant):
        return list(house.orders.active())


def work(house: House) -> None:
    """All that happens by itself, once."""
    for task in house.tasks(house.rounds):
        task.run(Event())
