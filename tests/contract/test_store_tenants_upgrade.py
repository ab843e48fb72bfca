"""A store of before there were tenants, and one of many that moves: each row comes over with whose it is."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from databases import at_revision
from sqlalchemy import Column, MetaData, Table, inspect
from stored import NOW
from tenants_world import ONE, ORDER, OTHER, furnish, rows_of

from bot import tenancy
from bot.operate.moving import move
from bot.store import subscriptions
from bot.store.guard import TENANTS_TABLES
from bot.store.schema import metadata
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from databases import Server

BEFORE = "0010"


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'older.db'}"
        return
    server: Server = request.getfixturevalue("server")
    with server.database("template0") as url:
        yield url


@pytest.mark.exhaustive
@pytest.mark.parametrize("empty", ["sqlite", "postgresql"], indirect=True)
def test_what_was_stored_before_is_the_only_workspaces(tmp_path: Path, empty: str) -> None:
    """Every row of every table that has tenants now, as it was; on PostgreSQL under a plain user."""
    with closing(Store(f"sqlite:///{tmp_path / 'now.db'}")) as now:
        furnish(now)
        rows = rows_of(now, tenancy.ONLY)
    engine = at_revision(empty, BEFORE)
    with engine.begin() as db:
        for name in sorted(TENANTS_TABLES):
            known = {one["name"] for one in inspect(db).get_columns(name)}  # others came later, empty
            columns = [Column(one.name, one.type) for one in metadata.tables[name].c if one.name in known]
            old = [{key: row[key] for key in row.keys() & known} for row in rows[name]]
            db.execute(Table(name, MetaData(), *columns).insert(), old)
    engine.dispose()
    with closing(Store(empty)) as upgraded:
        assert all(rows.values())
        assert rows_of(upgraded, tenancy.ONLY) == rows
        with upgraded.read() as db:
            assert subscriptions.get(db, ORDER.id)
        with tenancy.of(ONE), upgraded.write() as db:
            assert subscriptions.every(db) == ()
            subscriptions.add(db, ORDER, NOW)
        assert rows_of(upgraded, tenancy.ONLY) == rows


@pytest.mark.exhaustive
def test_a_store_of_many_tenants_moves_whole(tmp_path: Path, database: str) -> None:
    """Under a plain user on PostgreSQL, there and back again: each tenant has what it had, and no more."""
    tenants = (tenancy.ONLY, ONE, OTHER)
    with closing(Store(f"sqlite:///{tmp_path / 'old.db'}")) as old, closing(Store(database)) as new:
        for tenant in tenants:
            with tenancy.of(tenant):
                furnish(old)
        assert [one.rows for one in move(old, new) if one.table == "events"] == [len(tenants)]
        with closing(Store(f"sqlite:///{tmp_path / 'back.db'}")) as back:
            assert list(move(new, back)) == list(move(old, new))
            for tenant in tenants:
                assert rows_of(old, tenant) == rows_of(new, tenant) == rows_of(back, tenant)
