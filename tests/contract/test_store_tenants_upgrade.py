"""A store of before there were tenants, and one of many that moves: each row comes over with whose it is."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.script import ScriptDirectory
from databases import at_revision
from sqlalchemy import Column, MetaData, Table, inspect, select, text
from stored import NOW, story
from tenants_world import ONE, ORDER, OTHER, furnish, rows_of

from bot import tenancy
from bot.operate.moving import move
from bot.store import migrations, stories, subscriptions
from bot.store.schema import metadata
from bot.store.store import Store
from bot.store.tenants import Across

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from databases import Server
    from sqlalchemy import Connection

BEFORE = "0010"
OLDER = sorted(
    one.revision for one in ScriptDirectory(str(Path(migrations.__file__).parent)).walk_revisions()
)[:-1]


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
        _put(db, rows)
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
@pytest.mark.parametrize("empty", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize("revision", OLDER)
def test_what_any_older_program_stored_is_there_after_the_upgrade(
    tmp_path: Path, empty: str, revision: str
) -> None:
    """Every row of every table that there was, as it was; on PostgreSQL under a plain user."""
    with closing(Store(f"sqlite:///{tmp_path / 'now.db'}")) as now:
        furnish(now)
        with now.write() as db:
            stories.save(db, [story("s1")])
        rows = _everything(now)
    engine = at_revision(empty, revision)
    with engine.begin() as db:
        if engine.dialect.name == "postgresql":
            db.execute(text("SET LOCAL dateline.every_tenant = 'on'"))
        old = _put(db, rows)
    engine.dispose()
    assert old.keys() >= {"articles", "stories", "subscriptions", "deliveries"}
    with closing(Store(empty)) as upgraded:
        found = _everything(upgraded)
    for name, before in old.items():
        assert [{key: row[key] for key in before[0]} for row in found[name]] == before, name


def _everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.read(Across.MOVING) as db:
        return {
            name: [dict(row) for row in db.execute(select(table).order_by(*table.primary_key)).mappings()]
            for name, table in metadata.tables.items()
        }


def _put(db: Connection, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """What of these rows the older schema can hold, once it holds it."""
    there, held = set(inspect(db).get_table_names()), dict[str, list[dict[str, Any]]]()
    for name in [name for name in rows if name in there and rows[name]]:
        known = {one["name"] for one in inspect(db).get_columns(name)}  # others came later
        columns = [Column(one.name, one.type) for one in metadata.tables[name].c if one.name in known]
        held[name] = [{one.name: row[one.name] for one in columns if one.name in row} for row in rows[name]]
        db.execute(Table(name, MetaData(), *columns).insert(), held[name])
    return held


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
