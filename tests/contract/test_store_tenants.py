"""No query crosses tenants: whatever the store does for one, it neither shows nor changes another's rows."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Table
from stored import NOW
from tenants_table import ASIDE, CROSS, CROSS_BY_THEMSELVES, READ, WRITE, WRITE_ALONE
from tenants_world import LATER, ONE, ORDER, OTHER, WISH, furnish, rows_of

import bot.store
from bot import tenancy
from bot.clock import FixedClock
from bot.errors import NotFoundError
from bot.model import Wish
from bot.store import crossing, editions, readers, subscriptions, tenants
from bot.store.deliveries import DeliveryRows
from bot.store.events import Seen
from bot.store.guard import TENANTS_TABLES
from bot.store.schema import metadata
from bot.store.tenants import Across, TenantError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from sqlalchemy import Connection

    from bot.store.store import Store


def _touching() -> Iterator[ModuleType]:
    """The store's modules that know a tenant's table."""
    for found in pkgutil.iter_modules(bot.store.__path__):
        if found.name not in {"schema", "migrations"}:
            module = importlib.import_module(f"bot.store.{found.name}")
            tables = [one.name for one in vars(module).values() if isinstance(one, Table)]
            if TENANTS_TABLES.intersection(tables):
                yield module


def _public(owner: ModuleType | type, module: str) -> Iterator[str]:
    for name, one in vars(owner).items():
        if name.startswith("_") or getattr(one, "__module__", "") != module:
            continue
        if inspect.isclass(one):
            yield from (f"{name}.{inner}" for inner in _public(one, module))
        elif inspect.isfunction(one):
            yield name


def test_every_function_that_touches_tenants_rows_is_tried_for_two_of_them() -> None:
    """One that is new stands in tenants_world.py, or this fails."""
    functions = {
        f"{module.__name__.removeprefix('bot.store.')}.{name}"
        for module in _touching()
        for name in _public(module, module.__name__)
    }
    assert functions == {*READ, *WRITE, *WRITE_ALONE, *CROSS, *CROSS_BY_THEMSELVES, *ASIDE}


def _asked(store: Store, look: Callable[[Store, Connection], object]) -> object:
    try:
        with store.read() as db:
            return look(store, db)
    except NotFoundError:
        return "NotFoundError"


def test_what_one_tenant_wrote_no_other_reads(store: Store) -> None:
    """Each function finds something for its own tenant, and nothing for another with the same ids."""
    with tenancy.of(ONE):
        furnish(store)
    for name, (look, nothing) in READ.items():
        with tenancy.of(ONE):
            assert _asked(store, look) != nothing, f"{name} finds nothing: it is not tried"
        for stranger in (OTHER, tenancy.ONLY):
            with tenancy.of(stranger):
                assert _asked(store, look) == nothing, name


def _in_transaction(act: Callable[[Connection], object]) -> Callable[[Store, str], object]:
    def done(store: Store, _: str) -> None:
        with store.write() as db:
            act(db)

    return done


ACTS = {**{name: _in_transaction(act) for name, act in WRITE.items()}, **WRITE_ALONE}


def test_what_is_done_for_one_tenant_changes_no_others_rows(store: Store) -> None:
    with tenancy.of(ONE):
        furnish(store)
    before = rows_of(store, ONE)
    for name, act in ACTS.items():
        with tenancy.of(OTHER):
            act(store, ONE)
        assert rows_of(store, ONE) == before, name


@pytest.mark.exhaustive
def test_what_is_done_for_a_tenant_changes_its_own_rows(store: Store) -> None:
    """So each would change the other's, in the test above, if it could."""
    for name, act in ACTS.items():
        with tenancy.of(name):
            furnish(store)
            before = rows_of(store, name)
            act(store, name)
        assert rows_of(store, name) != before, f"{name} changes nothing: it is not tried"


def test_the_same_ids_in_two_workspaces_do_not_clash(store: Store) -> None:
    """An order, a channel, a reader, an event and a post of the same name are two: each has its own rows."""
    for tenant in (tenancy.ONLY, ONE, OTHER):
        with tenancy.of(tenant):
            furnish(store)
            assert not Seen(store, FixedClock(LATER)).first("Ev1")
    rows = _named(rows_of(store, ONE))
    assert all(rows.values())
    assert rows == _named(rows_of(store, OTHER)) == _named(rows_of(store, tenancy.ONLY))


def _named(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[list[object]]]:
    """The rows by what names them: when they were claimed is the database's to say."""
    keys = {name: [column.name for column in metadata.tables[name].primary_key] for name in rows}
    return {name: [[row.get(key) for key in keys[name]] for row in there] for name, there in rows.items()}


def test_what_crosses_tenants_does_so_by_name_alone(store: Store) -> None:
    """What forgets everybody's rows is refused in a tenant's transaction, and done in one that says why."""
    for tenant in (ONE, OTHER):
        with tenancy.of(tenant):
            furnish(store)
    for act in CROSS.values():
        with pytest.raises(TenantError), store.write() as db:
            act(db)
        with store.write(across=Across.FORGETTING) as db:
            act(db)
    Seen(store, FixedClock(LATER)).forget_old()
    for tenant in (ONE, OTHER):
        left = rows_of(store, tenant)
        assert [name for name in left if not left[name]] == ["events", "shown", "conversations"]


def test_nothing_is_anybodys_in_a_transaction_that_is_nobodys(store: Store) -> None:
    """What forgets or finds everybody's rows can't by mistake read or write as if it were one tenant."""
    with tenancy.of(ONE):
        furnish(store)
    with store.write(across=Across.FORGETTING) as db:
        for name, (look, _) in READ.items():
            if "DeliveryRows" not in name and name != "subscriptions.hold":  # these have their own
                with pytest.raises(TenantError):
                    look(store, db)
    for act in WRITE.values():
        with pytest.raises(TenantError), store.write(across=Across.FORGETTING) as db:
            act(db)


def test_who_has_work_is_found_across_tenants(store: Store) -> None:
    """An order that runs, a post under way, a follower are work; a paused order or a saved story is none."""
    with tenancy.of("ordered"), store.write() as db:
        subscriptions.add(db, ORDER, NOW)
    with tenancy.of("paused"), store.write() as db:
        subscriptions.add(db, ORDER, NOW)
        subscriptions.pause(db, ORDER.id)
    with tenancy.of("posting"):
        DeliveryRows(store).notice("one", "C1", ("words", []), due=NOW)
    with tenancy.of("follows"), store.write() as db:
        readers.prefer(db, WISH)
    with tenancy.of("saved"), store.write() as db:
        readers.prefer(db, replace(WISH, wish=Wish.SAVE))
    assert crossing.with_work(store) == ("follows", "ordered", "posting")


def test_the_criteria_that_are_kept_do_not_grow_with_each_call(store: Store) -> None:
    """An alias that a statement makes for itself is never asked for again; it would hold its columns."""
    kept = set[int]()
    for _ in range(4):
        with tenancy.of(ONE), store.read() as db:
            editions.lost(db, "C1")
        kept.add(tenants._its.cache_info().currsize)  # pyright: ignore[reportPrivateUsage]
    assert len(kept) == 1
