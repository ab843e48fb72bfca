"""Whether the database is fit to be used is told as it is."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.operate.ready import readiness
from bot.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from databases import Server


def test_a_schema_that_is_not_ours_is_told(store: Store) -> None:
    """A newer Dateline has migrated what we stand on; once it is ours again, we are ready again."""
    look = readiness(store)
    assert look() == "ready"
    with store.write() as db:
        ours = db.execute(text("SELECT version_num FROM alembic_version")).scalar()
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert look() == "schema"
    with store.write() as db:
        db.execute(text("UPDATE alembic_version SET version_num = :ours"), {"ours": ours})
    assert look() == "ready"


def test_a_file_that_is_no_database_any_more_is_told(tmp_path: Path) -> None:
    with closing(Store(f"sqlite:///{tmp_path / 'store.db'}")) as store:
        look = readiness(store)
        store.engine.dispose()
        for path in tmp_path.iterdir():
            path.unlink()
        (tmp_path / "store.db").write_bytes(b"no database" * 1000)
        assert look() == "database"


@pytest.mark.exhaustive
def test_a_server_that_lets_nobody_in_is_told(server: Server, postgresql: str) -> None:
    """And it is ready again once it does."""
    name = postgresql.partition("?")[0].rpartition("/")[2]
    with closing(Store(postgresql)) as store:
        look = readiness(store)
        assert look() == "ready"
        server.say(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        assert look() == "database"
        server.say(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert look() == "ready"
