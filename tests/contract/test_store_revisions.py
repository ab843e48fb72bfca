"""What pages said when they were read again is kept beside the articles, and goes with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete
from stored import HOUR, NOW, article

from bot.model import DeliveryState, Notice, PageSeen
from bot.store import articles, deliveries, revisions
from bot.store.deliveries import DeliveryRows
from bot.store.schema import articles as table

if TYPE_CHECKING:
    from bot.store.store import Store

SEEN = PageSeen(article_id="a1", checked=NOW, text="Snow fell in Oslo.", etag='"1"', last_modified="x")


def test_the_last_look_at_a_page_is_the_one_that_is_kept(store: Store) -> None:
    with store.write() as db:
        articles.add(db, [article(1), article(2, text="Sun shone on Bergen.")])
        revisions.save(db, SEEN)
        again = replace(SEEN, checked=NOW + HOUR, text="", failures=2)
        revisions.save(db, again)
        assert revisions.seen(db, ["a1", "a2", "a3"]) == {"a1": again}


def test_an_article_itself_is_not_rewritten_by_what_its_page_says(store: Store) -> None:
    with store.write() as db:
        articles.add(db, [article(1)])
        revisions.save(db, SEEN)
        assert articles.get(db, ["a1"])["a1"] == article(1)


def test_what_is_known_of_a_page_goes_with_its_article(store: Store) -> None:
    with store.write() as db:
        articles.add(db, [article(1)])
        revisions.save(db, SEEN)
        db.execute(delete(table))
        assert revisions.seen(db, ["a1"]) == {}


def test_digests_that_reached_their_channel_lately_are_listed(store: Store) -> None:
    """Not those that are under way, that are older, or that are notices."""
    rows = DeliveryRows(store)
    for number, (hours_ago, state) in enumerate(
        [(1, DeliveryState.SENT), (60, DeliveryState.SENT), (2, DeliveryState.FAILED)]
    ):
        opened = rows.open(
            subscription_id=f"o{number}",
            channel="C1",
            local_date=date(2026, 11, 23),
            slot="08:00",
            due=NOW - hours_ago * HOUR,
        )
        assert rows.save(replace(opened, state=state, edition_id=f"e{number}"), opened.attempt)
    rows.notice("alert/x", "C1", ("text", []), due=NOW)
    with store.read() as db:
        assert [row[1:] for row in revisions.digests_since(db, NOW - 48 * HOUR)] == [("C1", "e0")]


def test_notices_of_one_sentence_are_counted_by_their_keys_beginning(store: Store) -> None:
    """A key's other characters mean nothing to the search: "%" and "_" stand for themselves."""
    with store.write() as db:
        for key in ("correction/d1/a1/0/x", "correction/d1/a1/0/y", "correction/d1/a1/00/z", "correction/d%"):
            notice = Notice(key=key, channel="C1", text="t", blocks=[], due=NOW, until=NOW + HOUR)
            assert deliveries.open_notice(db, notice)
            assert not deliveries.open_notice(db, notice)
        assert revisions.told_of(db, "correction/d1/a1/0/") == 2
        assert revisions.told_of(db, "correction/d%") == 1
