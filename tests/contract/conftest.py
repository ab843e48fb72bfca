"""Every promise of the store, on each database: a fresh one for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from databases import Server, served

from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What differs between databases is what the store and its search do: these run on both at every turn. The
# rest of the suite runs on PostgreSQL where there is time for it.
_TELLING = ("test_store_", "test_search_", "test_databases", "test_story_lock")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" not in metafunc.fixturenames:
        return
    marks = () if metafunc.module.__name__.startswith(_TELLING) else (pytest.mark.exhaustive,)
    both = ["sqlite", pytest.param("postgresql", marks=marks)]
    metafunc.parametrize("database", both, indirect=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with served() as running:
        yield running


@pytest.fixture
def postgresql(server: Server) -> Iterator[str]:
    """The URL of a fresh database on the server."""
    with server.database() as url:
        yield url


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh database, of each kind in turn."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql"))
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = Store(database)
    yield opened
    opened.close()
