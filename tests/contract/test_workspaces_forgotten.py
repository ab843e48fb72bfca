"""A workspace that left is forgotten whole: all its rows, in every table of tenants, and no other one's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from databases import set_clock
from installing import KEEP, NOW, TEAM, World
from tenants_world import furnish, rows_of

from bot import tenancy

if TYPE_CHECKING:
    from bot.store.store import Store

OTHERS = ("T0OTHER", tenancy.ONLY)


def test_all_rows_of_a_workspace_that_left_go_and_nobody_else_s(store: Store) -> None:
    """Not before its time; then every row in every table that names a tenant, and the installation."""
    set_clock(store.engine, NOW)
    world = World(store)
    world.workspaces.install("good")
    for tenant in (TEAM, *OTHERS):
        with tenancy.of(tenant):
            furnish(store)
    had, others = rows_of(store, TEAM), [rows_of(store, tenant) for tenant in OTHERS]
    assert all(had.values())
    world.pass_time(hours=1)
    world.leave()
    world.workspaces.forget()
    assert rows_of(store, TEAM) == had
    world.clock.passed += KEEP
    world.workspaces.forget()
    assert not any(rows_of(store, TEAM).values())
    assert world.workspaces.every() == ()
    assert [rows_of(store, tenant) for tenant in OTHERS] == others
