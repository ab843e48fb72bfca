"""A store moves to another database whole, or says that it has not."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from newsroom_days import collect, dateline, furnish, house, plan, sent
from stored import NOW, article

from bot.errors import StoreError
from bot.operate import moving
from bot.operate.moving import move
from bot.store import articles, readers, search
from bot.store.schema import metadata
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Store]:
    """A store that has been used: numbers are missing among its articles."""
    with closing(Store(f"sqlite:///{tmp_path / 'old.db'}")) as store:
        with store.write() as db:
            articles.add(db, [article(number, f"Rain fell {number} times in Łódź.") for number in range(9)])
            db.execute(metadata.tables["articles"].delete().where(metadata.tables["articles"].c.id == "a4"))
            readers.keep(db, readers.reader(db, "U1"))
        yield store


@pytest.fixture
def new(database: str) -> Iterator[Store]:
    with closing(Store(database)) as store:
        yield store


def test_every_table_comes_over_and_is_searched_there(old: Store, new: Store) -> None:
    moved = {one.table: one.rows for one in move(old, new)}
    assert moved.keys() == metadata.tables.keys()
    assert (moved["articles"], moved["readers"]) == (8, 1)
    with new.write() as db:
        articles.add(db, [article(10)])
        assert articles.last_row(db) == 10
        assert search.frequencies(db, [("lodz",), ("oslo",)]) == [8, 8 + 1]
        assert len(search.find(db, [("lodz",)], since=None, until=NOW, limit=20)) == 8


def test_a_move_that_was_broken_off_goes_on(old: Store, new: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "_AT_ONCE", 3)
    put, done = moving._put, []

    def fall(*given: object) -> None:
        if len(done) == 2:
            raise StoreError("the power went")
        done.append(given)
        put(*given)

    monkeypatch.setattr(moving, "_put", fall)
    with pytest.raises(StoreError, match="the power went"):
        list(move(old, new))
    monkeypatch.setattr(moving, "_put", put)
    assert {one.table: one.rows for one in move(old, new)}["articles"] == 8
    assert list(move(old, new)) == list(move(old, new))


def test_a_database_that_holds_something_else_is_refused(old: Store, new: Store) -> None:
    with new.write() as db:
        articles.add(db, [article(1, "Snow fell in Oslo.")])
    with pytest.raises(StoreError, match="the new one has been used"):
        list(move(old, new))


def test_an_edition_replays_after_the_move(tmp_path: Path, postgresql: str) -> None:
    """By the command, as an operator moves from a laptop's file to a server."""
    furnish(tmp_path)
    collect(tmp_path)
    made = plan(tmp_path)
    sent(tmp_path, made)
    (tmp_path / "config.yaml").write_text(f"database: {postgresql}\n", encoding="utf-8")
    status, said = dateline(tmp_path, "migrate", "--from", "sqlite:///dateline.db")
    assert (status, "editions: 1 row, SHA-256" in said) == (0, True), said
    with house(tmp_path) as built:
        assert built.replays.replay(made.id).same
    assert dateline(tmp_path, "migrate", "--from", postgresql)[0] != 0
