"""What is a tenant's is keyed so, and not touched without its tenant: neither by SQLAlchemy nor by SQL."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Table, and_, create_engine, exists, func, inspect, literal, or_, select, text, union
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from tenants_world import ONE, OTHER, furnish, rows_of

from bot import tenancy
from bot.store import readers
from bot.store.databases import Queue
from bot.store.guard import TENANTS_TABLES
from bot.store.inserting import insert
from bot.store.schema import articles, deliveries, editions, metadata, subscriptions
from bot.store.store import Store
from bot.store.tenants import Across, TenantError, mine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from databases import Server
    from sqlalchemy import Connection

# What every workspace reads of: news, and how its feeds fare; and what the programs agree by.
SHARED = {
    *("articles", "stories", "entries", "passed", "revisions"),
    *("feeds", "feed_readings", "feed_days", "feed_changes", "feed_troubles"),
    *("locks", "hosts", "inbox", "oauth_states"),
    "installations",  # whose work is done is read there
    "cited",  # which articles are kept: not by whom they are cited
}
TABLES = [metadata.tables[name] for name in sorted(TENANTS_TABLES)]


def test_a_table_is_shared_by_name_or_has_tenants() -> None:
    """Whoever adds a table says here whose its rows are."""
    assert metadata.tables.keys() == SHARED | TENANTS_TABLES
    assert not SHARED & TENANTS_TABLES


def test_every_key_of_a_tenants_table_begins_with_the_tenant(store: Store) -> None:
    """In the database itself, not in the code alone: the primary key, and whatever else is unique."""
    with closing(create_engine(store.engine.url, poolclass=NullPool).connect()) as db:
        found = inspect(db)
        for table in TABLES:
            primary = found.get_pk_constraint(table.name)["constrained_columns"]
            assert primary == [column.name for column in table.primary_key]
            unique = [one["column_names"] for one in found.get_unique_constraints(table.name)]
            unique += [one["column_names"] for one in found.get_indexes(table.name) if one["unique"]]
            assert all(key[0] == "tenant" for key in (primary, *unique))
            (tenant,) = [one for one in found.get_columns(table.name) if one["name"] == "tenant"]
            assert (tenant["nullable"], tenant["default"]) == (False, None)


def _without(table: Table) -> Iterator[Any]:
    """Statements on a table that do not say whose, or do not hold to it."""
    c = table.c
    his, other = c.tenant == ONE, table.alias()
    yield select(table)
    yield select(func.count()).select_from(table)
    yield table.update().values({one.name: one for one in list(c)[-1:]})
    yield table.delete()
    yield select(table).where(c.tenant == OTHER)
    yield select(table).where(or_(his, literal(value=True)))
    yield select(table).where(c.tenant != ONE)
    yield select(table).where(c.tenant.in_([ONE]))
    yield table.delete().where(or_(his, c.tenant == OTHER))
    yield table.update().where(his).values(tenant=OTHER)
    yield select(table, other.c.tenant).join(other, other.c.tenant != c.tenant).where(his)
    yield select(table).join(other, and_(other.c.tenant == c.tenant)).where(his)
    yield select(articles).outerjoin(table, literal(value=True))
    yield select(table).outerjoin(articles, and_(his, articles.c.id == "a1"))
    yield select(articles).where(exists(select(other.c.tenant)))
    yield articles.update().where(articles.c.id == other.c.tenant).values(url="")
    yield union(select(c.tenant).where(his), select(other.c.tenant))
    yield select(select(table).subquery())
    yield select(articles).where(articles.c.id.in_(select(c.tenant)))
    yield text(f"SELECT * FROM {table.name}")
    yield text(f"DELETE FROM {table.name} WHERE tenant = '{ONE}'")
    yield select(articles).where(text(f"id IN (SELECT tenant FROM {table.name})"))


def test_a_tenants_table_is_not_touched_without_its_tenant(store: Store) -> None:
    """Nor with another's, nor by a condition that need not hold, nor in part of a statement, nor as text."""
    with tenancy.of(ONE):
        for table in TABLES:
            for statement in _without(table):
                with pytest.raises(TenantError), store.write() as db:
                    db.execute(statement)
            with pytest.raises(TenantError), store.write() as db:
                db.exec_driver_sql(f"SELECT * FROM {table.name}")
            his = table.c.tenant == ONE
            for statement in (select(table).where(his), table.delete().where(his)):
                with store.write() as db:
                    db.execute(statement)


def test_nothing_is_put_among_anothers_rows(store: Store) -> None:
    """Neither one row nor one of several, nor out of a query."""
    row = {"id": "U1", "dm": "", "zone": "", "admin": False, "guest": False}
    table = metadata.tables["readers"]
    with tenancy.of(ONE):
        two = [{**row, "tenant": ONE}, {**row, "id": "U2", "tenant": OTHER}]
        for given in ({**row, "tenant": OTHER}, two):
            with pytest.raises(TenantError), store.write() as db:
                db.execute(insert(db, table), given)
            with pytest.raises(TenantError), store.write() as db:
                db.execute(insert(db, table).values(given))
        names = ["tenant", *row]
        with pytest.raises(TenantError), store.write() as db:
            db.execute(table.insert().from_select(names, select(literal(OTHER), *[articles.c.id] * len(row))))
        with store.write() as db:
            db.execute(insert(db, table), [row, {**row, "id": "U2"}])
    assert len(rows_of(store, ONE)["readers"]) == 2


def test_who_waits_in_a_tenants_queue_changes_nothing_that_is_shared(store: Store) -> None:
    """But for what is the same in any order; and nobody waits there for all tenants."""
    shared = {name: metadata.tables[name] for name in SHARED}
    for name, table in shared.items():
        for statement in (table.delete(), table.update().values({next(iter(table.c)): "a"})):
            with store.write(Queue.TENANT) as db:
                if name == "cited":
                    db.execute(statement)
                else:
                    with pytest.raises(TenantError, match=f"{name} is shared"):
                        db.execute(statement)
    with pytest.raises(TenantError), store.write(Queue.TENANT, across=Across.FORGETTING):
        pytest.fail("it has begun")


def test_what_holds_for_one_tenant_is_looked_at_anew_for_the_next(store: Store) -> None:
    """A statement is compiled once: that it was right for the first must not let it pass for the second."""

    def asked(db: Connection, tenant: str) -> object:
        return db.execute(select(subscriptions.c.id).where(subscriptions.c.tenant == tenant)).all()

    for tenant, other in ((ONE, OTHER), (OTHER, ONE)):
        with tenancy.of(tenant), store.read() as db:
            assert asked(db, tenant) == []
            with pytest.raises(TenantError):
                asked(db, other)


def test_a_join_names_the_tenant_of_each_side(store: Store) -> None:
    joined = select(editions.c.id).join(deliveries, deliveries.c.edition_id == editions.c.id)
    with store.read() as db:
        for sides in ([mine(db, editions)], [mine(db, deliveries)]):
            with pytest.raises(TenantError):
                db.execute(joined.where(*sides))
        assert db.execute(joined.where(mine(db, editions), mine(db, deliveries))).all() == []


def test_a_connection_that_is_nobodys_touches_nothing_of_anybodys(store: Store) -> None:
    with closing(store.engine.connect()) as db, pytest.raises(TenantError):
        db.execute(select(subscriptions))
    with store.read(Across.WORK) as db:
        assert db.execute(select(subscriptions)).all() == []


# ---- beneath, in PostgreSQL ----


@pytest.fixture
def bare(postgresql: str) -> Iterator[Connection]:
    """A connection under Dateline's own user, with nothing of Dateline's between it and the server."""
    store = Store(postgresql)
    for tenant in (tenancy.ONLY, ONE, OTHER):
        with tenancy.of(tenant):
            furnish(store)
    store.close()
    with closing(create_engine(postgresql, poolclass=NullPool).connect()) as db:
        yield db


def _seen(db: Connection) -> set[tuple[str, str]]:
    """(table, tenant) of every row that is seen."""
    with db.begin_nested() if db.in_transaction() else db.begin():
        return {
            (name, tenant)
            for name in TENANTS_TABLES
            for tenant in db.execute(text(f"SELECT tenant FROM {name}")).scalars()
        }


def _say(db: Connection, setting: str, value: str) -> None:
    db.execute(text("SELECT set_config(:setting, :value, true)"), {"setting": setting, "value": value})


def test_raw_sql_sees_nothing_without_a_tenant(bare: Connection) -> None:
    """Nor once there was one in that session: what is left of it is "", the only workspace's name."""
    with bare.begin():
        passes = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = user")
        assert bare.execute(passes).scalar() is False
    assert _seen(bare) == set()
    with bare.begin():
        _say(bare, "dateline.tenant", f"={ONE}")
        assert _seen(bare) == {(name, ONE) for name in TENANTS_TABLES}
    assert _seen(bare) == set()
    with bare.begin():
        _say(bare, "dateline.tenant", "=")
        assert _seen(bare) == {(name, tenancy.ONLY) for name in TENANTS_TABLES}
    with bare.begin():
        _say(bare, "dateline.every_tenant", "on")
        assert len(_seen(bare)) == 3 * len(TENANTS_TABLES)
    assert _seen(bare) == set()


@pytest.mark.parametrize("setting", ["", f"={ONE}"])
def test_raw_sql_changes_nothing_of_anothers(bare: Connection, setting: str) -> None:
    """Without a tenant or with another, rows are neither changed nor deleted, and none is put among them."""
    for name in sorted(TENANTS_TABLES):
        with bare.begin():
            _say(bare, "dateline.tenant", setting)
            for change in (f"UPDATE {name} SET tenant = tenant", f"DELETE FROM {name}"):
                assert bare.execute(text(f"{change} WHERE tenant = '{OTHER}'")).rowcount == 0
        _say(bare, "dateline.tenant", f"={OTHER}")
        bare.execute(text(f"CREATE TEMP TABLE kept AS SELECT * FROM {name}"))
        assert bare.execute(text(f"DELETE FROM {name}")).rowcount
        _say(bare, "dateline.tenant", setting)
        with pytest.raises(DBAPIError, match="row-level security"):
            bare.execute(text(f"INSERT INTO {name} SELECT * FROM kept"))
        bare.rollback()
    with bare.begin():
        _say(bare, "dateline.every_tenant", "on")
        assert {(name, OTHER) for name in TENANTS_TABLES} <= _seen(bare)


def test_every_tenants_table_is_held_to_it_even_for_its_owner(bare: Connection) -> None:
    query = text(
        "SELECT relname FROM pg_class "
        "WHERE relrowsecurity AND relforcerowsecurity AND relowner = user::regrole"
    )
    assert set(bare.execute(query).scalars()) == TENANTS_TABLES


def test_queries_of_a_tenant_go_by_its_keys(bare: Connection) -> None:
    """What keeps tenants apart stands in no index's way: a row is found by its key, not by reading all."""
    many = (
        "INSERT INTO editions (tenant, id, subscription_id, local_date, slot, plan, message) "
        f"SELECT '{ONE}', 'many' || n, 'order' || n, '2026-11-23', '08:00', '', '' "
        "FROM generate_series(1, 3000) n"
    )
    keys = {
        "id = 'many7'": "editions_pkey",
        "subscription_id = 'order7' AND local_date = '2026-11-23' AND slot = '08:00'": "editions_slot_key",
    }
    with bare.begin():
        _say(bare, "dateline.tenant", f"={ONE}")
        bare.execute(text(many))
        bare.execute(text("ANALYZE editions"))
        for condition, index in keys.items():
            query = f"EXPLAIN SELECT message FROM editions WHERE tenant = '{ONE}' AND {condition}"
            plan = "\n".join(bare.execute(text(query)).scalars())
            assert f"Index Scan using {index}" in plan
            assert "Index Cond: ((tenant = 'T1'::text) AND" in plan


def test_a_superuser_passes_by(server: Server, postgresql: str) -> None:
    """Why Dateline is to run as a plain user: docs/explanation/tenancy.md."""
    with closing(Store(postgresql)) as store, tenancy.of(ONE), store.write() as db:
        readers.keep(db, readers.reader(db, "U1"))
    name = str(store.engine.url.database)
    with closing(create_engine(server.url(name, "postgres"), poolclass=NullPool).connect()) as db:
        assert db.execute(text("SELECT count(*) FROM readers")).scalar() == 1
