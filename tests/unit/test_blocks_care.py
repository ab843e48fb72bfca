"""What an operator is told keeps Slack's limits and its markup, whatever feeds and channels are called."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_home_limits import NOW, feeds, orders, words

from bot.demo.slack import validate
from bot.model import FeedHealth, FeedNews, FeedsHealth, OrderHealth, PausedOrder
from bot.slack.blocks.care import feed_news, paused_orders

if TYPE_CHECKING:
    from bot.slack.blocks.message import Message


def check(message: Message) -> None:
    assert validate.message_problems(message.blocks) == []
    assert validate.weight(message.blocks) <= validate.WEIGHT_BUDGET
    assert "<" not in message.text


outages = st.sampled_from([None, NOW - timedelta(hours=7)])


@pytest.mark.exhaustive
@given(st.lists(feeds(0), max_size=4), st.integers(1, 12), outages)
def test_any_news_of_feeds_fits(some: list[FeedHealth], times: int, outage: datetime | None) -> None:
    many = tuple(some * times)
    found = FeedsHealth(feeds=many, outage=outage)
    check(feed_news(FeedNews(now=NOW, ill=many, mended=many, outage=outage, restored=True, feeds=found)))


@pytest.mark.exhaustive
@given(st.lists(orders(0), min_size=1, max_size=4), st.integers(1, 12), words)
def test_any_paused_digests_fit(some: list[OrderHealth], times: int, why: str) -> None:
    paused = [
        PausedOrder(order=replace(one.order, id=f"{one.order.id}{n}"), why=why, delivery=str(n))
        for n, one in enumerate(some * times)
    ]
    check(paused_orders(paused))
