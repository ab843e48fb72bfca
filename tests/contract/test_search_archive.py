"""The stores that searches are measured on: what is filled in bulk is what the store itself makes."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from databases import at_revision
from sqlalchemy import text
from stored import article

from bot.store import articles, databases, search
from bot.store.store import Store

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


if TYPE_CHECKING:
    from collections.abc import Callable

    from databases import Server

_TABLES = ("articles", "stories", "articles_search", "articles_search_words")


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """A module of benchmarks/ by its name."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module


def _world(told: Any) -> list[Any]:
    return [
        told(
            title=f"Harbour {number} is deeper now",
            sentences=tuple(
                f"Crane {at} lifted {number} crates, and the harbour’s pilot said it was fine."
                for at in range(30)
            ),
            language=language,
            subject="ports",
        )
        for number, language in ((1, "en"), (2, "en"), (3, "fr"))
    ]


@pytest.mark.exhaustive
def test_bulk_gives_the_rows_that_the_store_makes(server: Server, bench: Callable[[str], Any]) -> None:
    """Of every table that a search reads, byte for byte; filling on what is whole adds nothing."""
    filled, world = bench("search_stores").filled, _world(bench("search_archive").Told)
    rows: list[dict[str, list[tuple[object, ...]]]] = []
    for quick in (True, False):
        with server.database() as url:
            filled(url, world, 300, quick=quick)
            filled(url, world, 300, quick=quick)
            store = Store(url)
            with store.read() as db:
                order = {"articles": "n", "articles_search": "n"}
                lines = {one: f"SELECT * FROM {one} ORDER BY {order.get(one, 1)}" for one in _TABLES}
                rows.append({one: [tuple(row) for row in db.execute(text(lines[one]))] for one in _TABLES})
                assert search.size(db) == 300
            store.close()
    assert rows[0] == rows[1]


@pytest.mark.exhaustive
def test_an_archive_is_counted_and_searched_after_its_upgrade(server: Server) -> None:
    """What schema 0015 had indexed is what the count of articles and the windows' index begin with."""
    with server.database() as url:
        now = Store(url)
        with now.write() as db:
            articles.add(db, [article(number) for number in range(3)])
            kept = [dict(row) for row in db.execute(text("SELECT * FROM articles ORDER BY n")).mappings()]
        now.close()
    with server.database("template0") as url:
        engine = at_revision(url, "0015")
        with engine.begin() as db:
            names = ", ".join(kept[0])
            values = ", ".join(f":{name}" for name in kept[0])
            db.execute(text(f"INSERT INTO articles ({names}) VALUES ({values})"), kept)
            db.execute(
                text("INSERT INTO articles_search SELECT n, to_tsvector('dateline', text) FROM articles")
            )
            databases.of(db).number_on(db)
        engine.dispose()
        upgraded = Store(url)
        with upgraded.read() as db:
            assert search.size(db) == 3
        with upgraded.write() as db:
            articles.add(db, [article(4)])
            db.execute(text("DELETE FROM articles WHERE id = 'a1'"))
        with upgraded.read() as db:
            assert search.size(db) == 3
        upgraded.close()
