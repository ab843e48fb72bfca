"""Workspaces that installed Dateline, as the store keeps them: one row each, changed by one at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from databases import set_clock
from sqlalchemy import Column, MetaData, Table, insert, select, text
from stored import NOW

from bot.model.installations import Installation
from bot.store import installations, oauth_states
from bot.store.columns import Words
from bot.store.forgetting import forget_tenant

if TYPE_CHECKING:
    from bot.store.store import Store


LEASE = timedelta(seconds=30)
ONE = Installation(
    tenant="T1",
    team="T1",
    enterprise="",
    name="One",
    app="A1",
    bot_user="U1",
    scopes=("chat:write", "commands"),
    token="sealed",
    refresh_token="sealed too",
    expires=NOW + timedelta(hours=12),
    installed=NOW,
    installed_by="U2",
    look=NOW + timedelta(hours=10),
)


@pytest.fixture
def there(store: Store) -> Store:
    set_clock(store.engine, NOW)
    with store.write() as db:
        installations.save(db, ONE)
    return store


def row(store: Store, tenant: str = "T1") -> Installation:
    with store.read() as db:
        found = installations.get(db, tenant)
    assert found
    return found


def test_an_installation_comes_back_as_it_was_stored(there: Store) -> None:
    assert row(there) == ONE


def test_installing_again_takes_the_new_tokens_and_scopes_and_begins_a_generation(there: Store) -> None:
    """And a workspace that had left is there again."""
    with there.write() as db:
        assert installations.leave(db, "T1", now=NOW, why="uninstalled", forget=NOW)
    with there.write() as db:
        installations.save(db, replace(ONE, token="new", scopes=("im:history",)))
    found = row(there)
    assert (found.token, found.scopes, found.gone, found.generation) == ("new", ("im:history",), None, 2)


def test_one_at_a_time_claims_the_right_to_ask_for_new_tokens(there: Store) -> None:
    """Until its lease has passed; and nobody whose tokens are not the stored ones any more."""
    with there.write() as db:
        assert installations.claim(db, ONE, now=NOW, lease=LEASE)
        assert not installations.claim(db, ONE, now=NOW, lease=LEASE)
    set_clock(there.engine, NOW + LEASE)
    with there.write() as db:
        assert installations.claim(db, ONE, now=NOW + LEASE, lease=LEASE)
        kept = {"token": "b", "refresh_token": "c", "expires": None, "look": NOW}
        assert installations.renew(db, ONE, **kept)
        assert not installations.renew(db, ONE, **kept)
        assert not installations.claim(db, ONE, now=NOW + 9 * LEASE, lease=LEASE)


def test_who_has_left_gets_no_late_tokens(there: Store) -> None:
    """The answer to a question that was under way when it left."""
    with there.write() as db:
        assert installations.leave(db, "T1", now=NOW, why="revoked", forget=NOW)
        assert not installations.leave(db, "T1", now=NOW + LEASE, why="uninstalled", forget=NOW)
        assert not installations.renew(db, ONE, token="b", refresh_token="c", expires=None, look=NOW)
    found = row(there)
    assert (found.token, found.refresh_token, found.why, found.gone) == ("", "", "revoked", NOW)


def test_who_came_back_is_not_removed(there: Store) -> None:
    with there.write() as db:
        installations.leave(db, "T1", now=NOW, why="revoked", forget=NOW)
        assert installations.to_forget(db, NOW) == ("T1",)
        installations.save(db, ONE)
        assert installations.to_forget(db, NOW) == ()
        assert not installations.remove(db, "T1", NOW)


def test_a_state_comes_back_once_and_in_ten_minutes(store: Store) -> None:
    """A forged one never; and what the database holds is not the state."""
    with store.write() as db:
        first, late = oauth_states.issue(db, NOW), oauth_states.issue(db, NOW)
        held = db.execute(text("SELECT state FROM oauth_states")).scalars().all()
        assert len(held) == 2
        assert not {first, late} & set(held)
        assert not oauth_states.consume(db, "forged", NOW)
        assert oauth_states.consume(db, first, NOW)
        assert not oauth_states.consume(db, first, NOW)
        assert not oauth_states.consume(db, late, NOW + oauth_states.LASTING)
        oauth_states.issue(db, NOW + oauth_states.LASTING)
        assert len(db.execute(text("SELECT state FROM oauth_states")).all()) == 1


def test_forgetting_a_tenant_leaves_nothing_of_it_and_all_of_the_others(store: Store) -> None:
    """In every table that has a column `tenant`, whatever it is; "" is nobody, and forgets nothing."""
    tables = MetaData()
    made = [Table(name, tables, Column("tenant", Words), Column("what", Words)) for name in ("one", "two")]
    Table("shared", tables, Column("what", Words))
    with store.write() as db:
        tables.create_all(db)
        for table in made:
            for tenant in ("T1", "T2", ""):
                db.execute(insert(table).values(tenant=tenant, what="x"))
        assert forget_tenant(db, "", tables) == {}
        assert forget_tenant(db, "T1", tables) == {"one": 1, "two": 1}
        assert [db.execute(select(table.c.tenant).order_by("tenant")).scalars().all() for table in made] == [
            ["", "T2"],
            ["", "T2"],
        ]
