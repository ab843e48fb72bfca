"""Whatever a reader follows and however many feeds fail, the Home tab is one that Slack takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories_made import NOW, answers, briefs, details, times, urls, words

from bot.demo.slack import validate
from bot.model import (
    Answer,
    Backstage,
    Delivery,
    DeliveryState,
    Feed,
    FeedHealth,
    FeedStanding,
    HomeTab,
    OrderHealth,
    Preference,
    Reader,
    Saved,
    StoryDetail,
    Subject,
    Subscription,
    Wish,
)
from bot.slack import blocks
from bot.slack.blocks import modals, personal

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
OUTSIDE = {"text", "link", "plain_text", "channel", "user"}
"""What may hold words from outside: none of them is parsed."""


def kinds(value: Any) -> set[str]:
    """The types of everything that holds a text."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    found = {kind for part in inner for kind in kinds(part)}
    return found | (
        {value["type"]} if isinstance(value, dict) and isinstance(value.get("text"), str) else set()
    )


@st.composite
def wishes(draw: st.DrawFn, number: int) -> Preference:
    return Preference(
        owner="U1",
        wish=draw(st.sampled_from(Wish)),
        subject=draw(st.sampled_from(Subject)),
        value=f"{draw(words)}{number}",
        label=draw(words),
        by="U1",
        made=NOW,
    )


@st.composite
def feeds(draw: st.DrawFn, number: int) -> FeedHealth:
    feed = Feed(
        url=f"{draw(urls)}{number}",
        publisher=draw(words),
        section=draw(words),
        moved_to=draw(st.just("") | urls),
    )
    return FeedHealth(
        feed=feed,
        standing=draw(st.sampled_from(FeedStanding)),
        publisher=feed.publisher,
        checked=draw(st.none() | times),
        changed=draw(st.none() | times),
        failing=draw(st.none() | times),
        failures=draw(st.integers(0, 99)),
        why=draw(words),
        by=draw(st.sampled_from(["", "U0000001"])),
        reason=draw(words),
        cure=draw(words),
        address=draw(st.just("") | urls),
        since=draw(st.none() | times),
        lasting=draw(st.none() | times),
        daily=tuple(draw(st.lists(st.none() | st.integers(0, 500), max_size=14))),
    )


@st.composite
def orders(draw: st.DrawFn, number: int) -> OrderHealth:
    order = Subscription(
        id=f"slack-{number}",
        channel=draw(st.sampled_from(["C0000001", "#general", "D0000001"]) | words),
        at=time(8),
        zone="Europe/London",
        topics=(draw(words),),
        paused=draw(st.booleans()),
        paused_why=draw(st.just("") | words),
        origin=draw(st.sampled_from(["config", "slack"])),
    )
    missing = Delivery(
        id=f"d{number}",
        subscription_id=order.id,
        channel=order.channel,
        local_date=date(2026, 3, 2),
        slot="08:00",
        due=NOW - timedelta(days=1),
        state=DeliveryState.UNCERTAIN,
        why=draw(words),
    )
    due = None if order.paused else NOW + timedelta(hours=5)
    return OrderHealth(order=order, due=due, missing=draw(st.none() | st.just(missing)))


@st.composite
def tabs(draw: st.DrawFn) -> HomeTab:
    """A tab of anybody; lists are long by repeating a few that hypothesis chose, each under its own name."""
    mine = draw(st.lists(st.integers(0, 9).flatmap(wishes), max_size=4))
    known = draw(st.lists(st.integers(0, 9).flatmap(feeds), max_size=4))
    told = draw(st.lists(st.integers(0, 9).flatmap(orders), max_size=3))
    many = draw(st.sampled_from([1, 3, 40]))
    behind = Backstage(
        feeds=tuple(known * many),
        orders=tuple(told * many),
        undelivered=tuple(one.missing for one in told * many if one.missing),
    )
    digest = told[0] if told else None
    return HomeTab(
        reader=Reader(id="U1", zone=draw(st.sampled_from(["", "Asia/Kathmandu"])), admin=True),
        now=NOW,
        top=draw(st.none() | answers()),
        wishes=tuple(one for one in mine * many if one.wish is not Wish.SAVE),
        saved=tuple(
            Saved(wish=replace(one, value="s0123456789abcdef"), brief=draw(st.none() | briefs()))
            for one in mine
            for _ in range(min(many, 9))
        ),
        digest=digest.order if digest else None,
        due=digest.due if digest else None,
        missing=digest.missing if digest else None,
        behind=draw(st.none() | st.just(behind)),
    )


def check(view: dict[str, Any]) -> None:
    assert validate.view_problems(view) == []
    assert kinds(view) <= OUTSIDE


@thorough
@given(tabs(), words, st.lists(st.sampled_from(["slack-1", "slack-2"]), max_size=1))
def test_any_home_tab_fits(tab: HomeTab, note: str, chosen: list[str]) -> None:
    """Within 100 blocks and every other limit, and drawn the same twice."""
    view = {"type": "home", "blocks": blocks.home(tab, note=note[:900], chosen=chosen)}
    check(view)
    assert view["blocks"] == blocks.home(tab, note=note[:900], chosen=chosen)


@thorough
@given(st.none() | answers())
def test_a_tab_without_anything_fits(answer: Answer | None) -> None:
    """With news and without, for who has set up nothing."""
    check({"type": "home", "blocks": blocks.home(HomeTab(reader=Reader(id="U1"), now=NOW, top=answer))})


@thorough
@given(st.integers(0, 9).flatmap(feeds), words)
def test_any_feeds_form_fits(feed: FeedHealth, wrong: str) -> None:
    """Whatever a feed is called and wherever it is; with a mistake below the field as well."""
    form = personal.feed_form(feed)
    check(form)
    check(personal.refused(form, {"address": wrong[:900]}))


@thorough
@given(st.none() | st.integers(0, 9).flatmap(orders))
def test_any_digests_form_fits(order: OrderHealth | None) -> None:
    check(personal.digest_form(order.order if order else None, zone="Asia/Kathmandu"))


@thorough
@given(details())
def test_any_detail_fits_over_the_tab(detail: StoryDetail) -> None:
    """A page shows what a message shows of a story, and nothing that can be pressed."""
    check(modals.page("More", blocks.detail(detail, now=NOW).blocks))


def test_a_tab_that_is_full_keeps_everything_within_reach() -> None:
    """Of 60 topics and 64 failing feeds each has its button, or its line in a menu."""
    topics = tuple(
        Preference(
            owner="U1",
            wish=Wish.FOLLOW,
            subject=Subject.TOPIC,
            value=f"topic {n}",
            label=f"topic {n}",
            by="U1",
            made=NOW,
        )
        for n in range(60)
    )
    broken = tuple(
        FeedHealth(feed=Feed(url=f"https://{n}.example/feed"), standing=FeedStanding.FAILING, why="timed out")
        for n in range(64)
    )
    tab = HomeTab(reader=Reader(id="U1"), now=NOW, wishes=topics, behind=Backstage(feeds=broken))
    check({"type": "home", "blocks": blocks.home(tab)})
    drawn = str(blocks.home(tab))
    assert all(one.key in drawn for one in (*topics, *broken))
