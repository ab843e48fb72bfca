"""Every promise of the store, on each database: a fresh one for each test."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from databases import Server, served
from newsroom_days import FILE
from sqlalchemy import make_url

from bot.store.database import open_database
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What differs between databases is what the store and its search do: these run on both at every turn. The
# rest of the suite runs on PostgreSQL where there is time for it.
_TELLING = ("test_store_", "test_search_", "test_databases", "test_story_lock")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marks = () if metafunc.module.__name__.startswith(_TELLING) else (pytest.mark.exhaustive,)
    both = ["sqlite", pytest.param("postgresql", marks=marks)]
    if "database" in metafunc.fixturenames:
        metafunc.parametrize("database", both, indirect=True)
    if "home" in metafunc.fixturenames:
        metafunc.parametrize("home", both, indirect=True, scope="module")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with served() as running:
        yield running


@pytest.fixture
def postgresql(server: Server) -> Iterator[str]:
    """The URL of a fresh database on the server."""
    with server.database() as url:
        yield url


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database that was migrated once, for copies: as PostgreSQL's are of a template."""
    path = tmp_path_factory.mktemp("migrated") / "store.db"
    open_database(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh database, of each kind in turn."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql"))
    path = shutil.copy(request.getfixturevalue("migrated"), tmp_path / "store.db")
    return f"sqlite:///{path}"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = Store(database)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def home(request: pytest.FixtureRequest) -> Iterator[str]:
    """What `database` says in the configuration of a newsroom that a module's tests share."""
    if request.param != "postgresql":
        yield FILE
        return
    server: Server = request.getfixturevalue("server")
    with server.database() as url:
        yield url


@pytest.fixture
def copied(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Path], Path]]:
    """Makes copies of a newsroom's folder, each with a database of its own."""
    with ExitStack() as databases:

        def copy(folder: Path) -> Path:
            new = Path(shutil.copytree(folder, tmp_path / f"newsroom-{len(list(tmp_path.iterdir()))}"))
            settings = (new / "config.yaml").read_text(encoding="utf-8")
            url = settings.partition("\n")[0].removeprefix("database: ")
            if url != FILE:
                server: Server = request.getfixturevalue("server")
                name = make_url(url).database
                assert name is not None
                own = databases.enter_context(server.database(name))
                (new / "config.yaml").write_text(settings.replace(url, own), encoding="utf-8")
            return new

        yield copy
