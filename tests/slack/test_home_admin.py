"""What administrators see and mend on the Home tab: real feeds on loopback, in both transports."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from homes import FEED, newsroom
from listening import strings

from bot.model import FeedOutcome, FeedReading, FeedSeen, FeedSign, FeedStanding
from bot.store import feed_history

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from homes import Newsroom

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


@pytest.fixture
def room(transport: str, tmp_path: Path) -> Iterator[Newsroom]:
    with newsroom(tmp_path, transport) as built:
        yield built


def test_an_administrator_sees_what_fails_since_when_and_why(room: Newsroom) -> None:
    view = room.opened("1 of 2 feeds are well, 1 failing (Coast Weekly).", "Channels' digests")
    told = " ".join(strings(view.body))
    assert "Coast Weekly" in told
    assert ": failing: 404 not found (since 08:00)." in told
    assert "look on the publisher's site for its new address" in told


def test_a_feed_that_is_mended_is_well_after_check_now(room: Newsroom) -> None:
    """Its articles are in the store at once, and the tab says that it is well."""
    view = room.opened("failing")
    room.press.pages["/moved-away"] = FEED.replace("Port Vila closes", "Apia closes").replace("/1<", "/2<")
    room.slack.click(view, "home_feed_check")
    room.tab("Coast Weekly is well: it has been read just now.", "2 of 2 feeds are well.")
    assert room.there.house.desk.ask("Apia harbour").stories


def test_a_feed_that_still_fails_says_so_and_keeps_its_beginning(room: Newsroom) -> None:
    room.slack.click(room.opened("failing"), "home_feed_check")
    told = "failing: 404 not found, 2 times in a row (since 08:00)"
    room.tab("Coast Weekly can't be read: 404 not found.", told)


def test_a_new_address_is_tried_first_and_its_mistakes_stand_at_the_field(room: Newsroom) -> None:
    """No page, no feed that is read already, nothing that can't be reached is taken for a feed's address."""
    assert "is a web page, not a feed" in room.refusal(f"{room.press.url}/page")
    assert "404 not found" in room.refusal(f"{room.press.url}/nothing")
    assert "Harbour News" in room.refusal(f"{room.press.url}/feed")
    assert room.refusal(f"{room.press.url}/moved-away") == "That is the address that it has now."
    assert "no web address" in room.refusal("ftp://harbour.example/feed")
    assert room.read() == [f"{room.press.url}/feed", f"{room.press.url}/moved-away"]


def test_a_new_address_is_read_from_then_on_by_everything(room: Newsroom) -> None:
    """The feed keeps its name; rounds, collecting by hand and the doctor go to its new address."""
    new = f"{room.press.url}/coast.xml"
    room.press.pages["/coast.xml"] = FEED.replace("<guid>1<", "<guid>9<").replace("Port Vila", "Suva")
    room.slack.submit(room.address_form(), {"address": new})
    view = room.tab("Coast Weekly is read at its new address from now on.", "1 not read yet")
    assert room.read() == [f"{room.press.url}/feed", new]
    room.there.house.rounds.collect(threading.Event())
    assert room.there.house.health.feed(room.broken.key).standing is FeedStanding.WELL
    assert room.there.house.desk.ask("Suva harbour").stories

    room.slack.click(view, "home_feed_look", value=room.broken.key)
    room.tab("(in config.yaml: ", room.boss)


def test_an_address_that_takes_long_is_told_of_afterwards(room: Newsroom) -> None:
    """Slack is answered in time with a page that says to wait; the result takes its place."""
    room.slack.submit(room.address_form(), {"address": f"{room.press.url}/slow"})
    room.modal("One moment")
    room.press.slow.set()
    done = room.modal("Done")
    assert "Coast Weekly is read at its new address from now on." in strings(done.body)


def test_an_address_that_was_found_is_taken_with_one_click(room: Newsroom) -> None:
    """The page that came in the feed's place names it; the tab proposes that, and a person decides."""
    new = f"{room.press.url}/coast.xml"
    room.press.pages["/coast.xml"] = FEED.replace("<guid>1<", "<guid>9<")
    seen = FeedSeen(sign=FeedSign.PAGE, found=new)
    room.there.clock.advance(timedelta(minutes=30))
    at = room.there.clock.now()
    with room.there.house.store.write() as db:
        reading = FeedReading(at=at, outcome=FeedOutcome.FAILED, why="is a web page, not a feed", seen=seen)
        feed_history.note(db, room.broken.feed.url, reading)
    view = room.opened(f"Its site names another address: {new}. Give it that one.", "Use the new address")
    assert new not in room.read()
    room.slack.click(view, "home_feed_take")
    room.tab("Coast Weekly is read at its new address from now on.")
    assert room.read() == [f"{room.press.url}/feed", new]


def test_a_feed_is_left_out_and_brought_back(room: Newsroom) -> None:
    """Left out, it is neither read nor counted as failing in digests."""
    room.slack.click(room.opened("failing"), "home_feed_drop")
    view = room.tab("Coast Weekly is left out from now on.", "1 left out")
    assert room.read() == [f"{room.press.url}/feed"]
    order = room.there.house.orders.channels()[0]
    coverage = room.there.house.editions.preview(order).coverage
    assert (coverage.feeds, coverage.failing) == (1, ())

    room.slack.click(view, "home_feed_look", value=room.broken.key)
    room.slack.click(room.tab("Bring back"), "home_feed_back")
    room.tab("Coast Weekly is read again from the next round on.")
    assert len(room.read()) == 2


def test_channels_digests_are_paused_and_resumed(room: Newsroom) -> None:
    room.slack.click(room.opened("Set in config.yaml."), "home_order_pause")
    view = room.tab("Paused: the digest of 08:00 UTC.", "1 digest, 1 paused.")
    room.slack.click(view, "home_order_resume")
    room.tab("Resumed: the digest of 08:00 UTC.", "Next: tomorrow 08:00.")


def test_what_nobody_knows_of_is_posted_when_somebody_has_looked(room: Newsroom) -> None:
    """A post whose answer was lost, with a history that can't be read: told, and posted at a click, once."""
    there = room.there
    room.slack.fail("chat.postMessage", "drop")
    room.slack.fail("conversations.history", "error:missing_scope", times=2)
    for _ in range(3):
        there.house.delivering.tick()
        there.clock.advance(timedelta(minutes=1))
    assert room.slack.bot_messages(room.slack.channel) == []
    view = room.opened("Not delivered", "may be there or not")
    reader = room.slack.user
    room.slack.click(replace(view, user=reader), "home_post_now")
    room.tab("That is for the admins and owners of this workspace", user=reader)
    room.slack.click(view, "home_post_now")
    room.slack.click(view, "home_post_now")
    room.tab("It is posted in a moment.")
    there.house.delivering.tick()
    assert len([one for one in room.slack.bot_messages(room.slack.channel) if not one.thread_ts]) == 1
    room.slack.click(view, "home_post_now")  # an old tab still has its button
    room.tab("That was dealt with already, or is too long ago.")
    there.house.delivering.tick()
    assert len([one for one in room.slack.bot_messages(room.slack.channel) if not one.thread_ts]) == 1


def test_who_is_no_administrator_is_refused_kindly_whatever_is_forged(room: Newsroom) -> None:
    """None of the buttons works for anybody else, who is told who can; nothing has changed."""
    view = room.opened("failing")
    reader = room.slack.user
    plain = room.opened("My topics", user=reader)
    assert "Feeds" not in strings(plain.body)
    for action in ("home_feed_check", "home_feed_drop", "home_order_pause"):
        before = room.slack.home(reader)
        room.slack.click(replace(view, user=reader), action)
        room.slack.wait_for(lambda before=before: room.slack.home(reader) != before)
        room.tab("That is for the admins and owners of this workspace", user=reader)
    room.slack.click(replace(view, user=reader), "home_feed_move")

    def refused() -> bool:
        page = room.slack.modal(reader)
        return bool(page) and "admins and owners" in " ".join(strings(page.body))

    assert room.slack.wait_for(refused)
    assert len(room.read()) == 2
    assert not room.there.house.orders.channels()[0].paused
