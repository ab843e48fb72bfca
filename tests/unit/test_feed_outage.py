"""Whose fault a failure is: a feed's own, or the network's, which is told as one thing."""

from __future__ import annotations

import pytest
from feed_pasts import HOUR, NOW, URL, cut, failed, missing, past, read

from bot.model.judging import judge
from bot.model.outage import outage, own_failures


def test_when_no_feed_can_be_reached_it_is_the_network() -> None:
    """Since the first vain reading after the last one that was answered, with whatever."""
    away = {URL: [read(5), cut(2), cut(1)], "https://b.example/f": [missing(4), cut(1.5)]}
    assert outage(away) == NOW - HOUR * 2


@pytest.mark.parametrize(
    "histories",
    [
        {URL: [read(5), cut(2), cut(1)]},
        {URL: [cut(2)], "https://coast.example/other": [cut(1)]},
        {URL: [cut(2), cut(1)], "https://b.example/f": [cut(2), missing(0)]},
        {URL: [cut(2)], "https://b.example/f": [cut(1)], "https://c.example/f": [read(3)]},
        {},
    ],
    ids=["one feed", "one host", "one answered since", "most were tried once", "no feeds"],
)
def test_what_may_be_feeds_own_fault_is_no_outage(histories: dict[str, list[object]]) -> None:
    assert outage(histories) is None  # type: ignore[arg-type] - a table's cell


def test_feeds_that_are_read_seldom_need_not_be_waited_for() -> None:
    away = {URL: [cut(2), cut(1)], "https://b.example/f": [cut(1)], "https://c.example/f": [read(3)]}
    assert outage(away) == NOW - HOUR * 2


def test_a_feed_s_failure_counts_as_its_own_only_where_others_were_reached_meanwhile() -> None:
    """What failed in an outage counts anew from its end on, so that no feed is blamed for it."""
    tried = [read(9), cut(8), cut(7), cut(6), cut(5)]
    assert [one.at for one in own_failures(tried, [NOW - HOUR * n for n in (9, 8.5, 7.5, 6.5, 5.5)])] == [
        NOW - HOUR * n for n in (8, 7, 6, 5)
    ]
    assert own_failures(tried, [NOW - HOUR * 9, NOW - HOUR * 8.5]) == []
    back = [*tried, cut(1)]
    assert own_failures(back, [NOW - HOUR * 9, NOW - HOUR * 2]) == [back[-1]]
    assert len(own_failures(tried, None)) == 4  # the only feed: there is nothing to hold it against
    assert own_failures([*tried, read(0)], []) == []
    assert len(own_failures([failed(2), failed(1)], [])) == 2  # an answer is an answer


def test_how_long_a_failure_has_lasted_leaves_out_what_the_network_did() -> None:
    tried = (read(9), cut(8), cut(7), cut(1))
    assert judge(past(*tried, others=[NOW - HOUR * 2])).lasting == NOW - HOUR
    assert judge(past(*tried, others=[])).lasting is None
    assert judge(past(*tried, others=[])).since == NOW - HOUR * 8
