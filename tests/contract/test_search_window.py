"""What a search in a window, the store's size and a window's count rest on, held on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete
from stored import HOUR, NOW, article

from bot.store import articles, schema, search
from bot.store.databases import tsvector

if TYPE_CHECKING:
    from bot.store.store import Store

DAY = timedelta(days=1)


@pytest.mark.parametrize("many", [100_000, 0])
def test_a_window_holds_what_it_holds_in_whatever_order_articles_came(
    store: Store, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old article that came in last is left out, and one of the window that came in first is found.

    On PostgreSQL by either way of asking: of words that few articles hold, and of those that many do.
    """
    monkeypatch.setattr(tsvector, "_MANY", many)
    with store.write() as db:
        articles.add(
            db,
            [
                article(1, hours_ago=2),
                article(2, hours_ago=99),
                article(3, hours_ago=3, dated=False),
                article(4, hours_ago=98, dated=False),
                article(5, hours_ago=97),
                article(6, hours_ago=-1),
                article(7, hours_ago=1, publisher="Delta Post"),
                article(8, hours_ago=1, title="Sun", text="It shone."),
            ],
        )
    with store.read() as db:
        inside = search.find(db, [["rain"]], since=NOW - DAY, until=NOW, limit=9)
        theirs = search.find(db, [["rain"]], since=NOW - DAY, until=NOW, limit=9, publishers=["Delta Post"])
        nothing = search.find(db, [["rain"]], since=NOW - HOUR, until=NOW, limit=9)
        whole = search.find(db, [["rain"]], since=None, until=NOW, limit=9)
    assert {hit.article_id for hit in inside} == {"a1", "a3", "a7"}
    assert {hit.article_id for hit in theirs} == {"a7"}
    assert nothing == []
    assert {hit.article_id for hit in whole} == {"a1", "a2", "a3", "a4", "a5", "a7"}


def test_the_size_follows_what_comes_and_goes(store: Store) -> None:
    """It is that of the table, also where it takes two bytes to write, and where all have gone."""
    sizes: list[int] = []
    with store.read() as db:
        sizes.append(search.size(db))
    with store.write() as db:
        articles.add(db, [article(number) for number in range(300)])
    with store.read() as db:
        sizes.append(search.size(db))
    with store.write() as db:
        db.execute(delete(schema.articles).where(schema.articles.c.id != "a7"))
    with store.read() as db:
        sizes.append(search.size(db))
    with store.write() as db:
        db.execute(delete(schema.articles))
    with store.read() as db:
        sizes.append(search.size(db))
    assert sizes == [0, 300, 1, 0]


def test_a_window_is_counted_with_its_undated_articles(store: Store) -> None:
    """They count for when they came in, and a publisher of both kinds counts once."""
    with store.write() as db:
        articles.add(
            db,
            [
                article(1, hours_ago=2),
                article(2, hours_ago=3, dated=False),
                article(3, hours_ago=4, dated=False, publisher="Delta Post"),
                article(4, hours_ago=99),
            ],
        )
    with store.read() as db:
        assert articles.count(db, NOW - DAY, NOW) == (3, 2)
        assert articles.count(db, NOW - DAY, NOW, ["Delta Post"]) == (1, 1)
        assert articles.count(db, NOW - HOUR, NOW) == (0, 0)
