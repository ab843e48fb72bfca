"""How a database is set up, as the doctor hears of it."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import SystemClock
from bot.store.database import condition
from bot.store.databases import Condition
from bot.store.store import Store

if TYPE_CHECKING:
    import pytest
    from databases import Server


def test_a_database_as_dateline_makes_it_is_well_on_both(store: Store) -> None:
    """No rights too many or too few, and its clock is ours. (The tests' server is careless on purpose.)"""
    found = condition(store.engine, SystemClock().now)
    sqlite = store.engine.dialect.name == "sqlite"
    assert abs(found.ahead) < timedelta(minutes=1)
    assert (found.read_only, found.superuser) == (False, False)
    assert (found.journal, found.durable) == (("wal", True) if sqlite else ("", False))


def test_sqlite_says_that_it_is_read_only_and_has_another_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the rights of its file, which are played: root may do everything."""
    with closing(Store(f"sqlite:///{tmp_path / 'a.db'}")) as store:
        with store.engine.connect() as db:
            db.exec_driver_sql("PRAGMA journal_mode=DELETE")
            db.commit()
        monkeypatch.setattr("os.access", lambda path, _: Path(path).name != "a.db")
        with store.engine.connect() as db:
            journal = db.exec_driver_sql("PRAGMA journal_mode").scalar()
            found = store.kind.condition(db, SystemClock().now)
    assert found == Condition(read_only=True, journal=str(journal))


def test_postgresql_says_what_is_otherwise_than_it_should_be(server: Server, postgresql: str) -> None:
    """A superuser, a database that is read alone, and a clock that is far from ours."""
    name = postgresql.rpartition("/")[2].partition("?")[0]
    with closing(Store(postgresql)) as store:
        role = store.engine.url.username
        for statement in (
            f"ALTER ROLE {role} BYPASSRLS",
            f"ALTER DATABASE {name} SET default_transaction_read_only = on",
        ):
            server.say(statement)
        store.engine.dispose()
        try:
            found = condition(store.engine, lambda: datetime(2020, 1, 1, tzinfo=UTC))
        finally:
            server.say(f"ALTER ROLE {role} NOBYPASSRLS")
    assert (found.superuser, found.read_only) == (True, True)
    assert found.ahead > timedelta(days=365)
