"""Notices in the store: one row for a key, its bytes frozen, its place after its parent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from stored import HOUR, NOW

from bot.errors import NotFoundError
from bot.model import Delivery, DeliveryState, Notice, Told
from bot.store import deliveries
from bot.store.deliveries import DeliveryRows
from summaries import Sentence

if TYPE_CHECKING:
    from bot.store.store import Store

LEASE = timedelta(minutes=1)
SAID = Sentence(article_id="a1", start=3, end=15, text="It rained 🌧.")
BLOCKS = [{"type": "rich_text", "elements": [{"text": "It rained 🌧."}]}]


def told(rows: DeliveryRows, key: str = "alert/U1/one", *, minutes: int = 0, parent: str = "") -> Delivery:
    due = NOW + timedelta(minutes=minutes)
    shown = (Told(story_id="s1", sentences=(SAID,)),)
    return rows.notice(key, "C1", ("It rained", BLOCKS), due=due, parent=parent, told=shown)


def test_a_key_has_one_row_for_good(store: Store) -> None:
    """Asked for again, on another day too, it is the same row with its first message."""
    rows = DeliveryRows(store)
    first = told(rows)
    again = rows.notice("alert/U1/one", "C2", ("Other words", []), due=NOW + 30 * HOUR)
    assert again == first
    assert (first.state, first.until) == (DeliveryState.RENDERED, NOW + 24 * HOUR)
    assert rows.message(first.id) == ("It rained", BLOCKS)
    assert rows.unsettled() == [first]


def test_what_notices_showed_is_found_by_the_beginning_of_their_keys(store: Store) -> None:
    """By owner and time, with the sentences; an underscore or a percent sign in a key stands for itself."""
    rows = DeliveryRows(store)
    told(rows, "alert/U_/one")
    told(rows, "alert/Ux/one", minutes=1)
    late = told(rows, "alert/U_/two", minutes=2)
    with store.read() as db:
        found = deliveries.notices(db, "alert/U_/", NOW + timedelta(minutes=1))
    assert [(row, notice.told[0].sentences) for row, notice in found] == [(late, (SAID,))]


def test_a_thread_opens_with_the_step_that_marks_its_head_sent(store: Store) -> None:
    """Who lost the row opens no thread; who holds it opens each message once."""
    rows = DeliveryRows(store)
    head = rows.claim(told(rows), NOW, LEASE)
    assert head
    sent = replace(head, state=DeliveryState.SENT, ts="1.2")
    follows = [_under(head, number) for number in (1, 2, 2)]
    assert not rows.save(sent, head.attempt + 1, follows)
    assert len(rows.unsettled()) == 1
    assert rows.save(sent, head.attempt, follows)
    assert [row.subscription_id for row in rows.unsettled()] == ["notice/thread/1", "notice/thread/2"]


def test_the_second_of_a_thread_waits_for_the_first(store: Store) -> None:
    rows = DeliveryRows(store)
    head = told(rows)
    first, second = (told(rows, f"thread/{n}", minutes=n, parent=head.id) for n in (1, 2))
    alone = told(rows, "alert/U1/two", minutes=3)
    assert [rows.waits(row) for row in (head, first, second, alone)] == [False, False, True, False]
    claimed = rows.claim(first, NOW, LEASE)
    assert claimed
    rows.save(replace(claimed, state=DeliveryState.FAILED, why="not_in_channel"), claimed.attempt)
    assert not rows.waits(second)


def test_a_digest_has_no_message_of_its_own(store: Store) -> None:
    rows = DeliveryRows(store)
    digest = rows.open(subscription_id="one", channel="C1", local_date=NOW.date(), slot="08:00", due=NOW)
    assert not digest.is_notice
    with pytest.raises(NotFoundError):
        rows.message(digest.id)


def test_a_failed_notice_is_the_operators_to_see_and_no_orders_last_digest(store: Store) -> None:
    rows = DeliveryRows(store)
    claimed = rows.claim(told(rows), NOW, LEASE)
    assert claimed
    rows.save(replace(claimed, state=DeliveryState.FAILED, why="not_in_channel"), claimed.attempt)
    with store.read() as db:
        assert [one.why for one in deliveries.troubled(db, NOW - HOUR)] == ["not_in_channel"]
        assert deliveries.missing(db, "C1") == {}


def _under(head: Delivery, number: int) -> Notice:
    return Notice(
        key=f"thread/{number}",
        channel=head.channel,
        text=str(number),
        blocks=[],
        due=NOW + timedelta(microseconds=number),
        until=NOW + HOUR,
        parent=head.id,
    )
