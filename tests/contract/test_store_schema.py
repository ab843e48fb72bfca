from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from databases import at_revision
from sqlalchemy import MetaData, NullPool, Table, create_engine, text
from stored import article, story

from bot.errors import StoreError
from bot.store import articles, database, search, stories
from bot.store.database import newest_schema, open_database, schema_version
from bot.store.schema import metadata
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import RowMapping

_OLD = ("articles", "stories")
_MIGRATIONS = str(Path(database.__file__).parent / "migrations")
# Every schema that there has been but today's, so that a new migration is tried without being named here.
_OLDER = sorted(one.revision for one in ScriptDirectory(_MIGRATIONS).walk_revisions())[:-1]


def test_the_migrations_make_the_schema_that_the_code_speaks_of(store: Store) -> None:
    """What Alembic would still change is nothing, but for search, which each database has in its own way.

    Beside it an index: on PostgreSQL one for titles of any length is of the title alone.
    """
    own = {"articles_title"} if store.engine.dialect.name == "postgresql" else set[str]()

    def ours(_: object, name: str | None, *__: object) -> bool:
        return not (name or "").startswith("articles_search") and name not in own

    with closing(
        create_engine(store.engine.url, poolclass=NullPool).connect()
    ) as db:  # what reads the schema names no tenant
        context = MigrationContext.configure(db, opts={"include_object": ours})
        assert compare_metadata(context, metadata) == []


def test_a_database_is_migrated_when_it_is_opened_and_then_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    for _ in range(2):
        engine = open_database(url)
        assert schema_version(engine) == newest_schema()
        engine.dispose()


def test_a_folder_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    """A slip in the path must not begin an empty archive somewhere else."""
    with pytest.raises(StoreError, match="nowhere is not there; make it"):
        open_database(f"sqlite:///{tmp_path / 'nowhere' / 'new.db'}")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.exhaustive
def test_programs_that_start_at_once_migrate_it_once(tmp_path: Path) -> None:
    code = f"from bot.store.database import open_database; open_database('sqlite:///{tmp_path / 'new.db'}')"
    started = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    assert [process.wait(60) for process in started] == [0, 0, 0, 0]


@pytest.mark.exhaustive
@pytest.mark.parametrize("revision", _OLDER)
def test_what_an_older_program_stored_is_read_after_the_upgrade(tmp_path: Path, revision: str) -> None:
    """A story and an article of every schema so far come back, with nothing where nobody had asked yet."""
    store = Store(f"sqlite:///{tmp_path / 'now.db'}")
    with store.write() as db:
        articles.add(db, [article(1)])
        stories.save(db, [story("s1")])
        rows = {name: db.execute(text(f"SELECT * FROM {name}")).mappings().one() for name in _OLD}
    store.close()
    url = f"sqlite:///{tmp_path / 'older.db'}"
    _older_schema(url, revision, rows)
    upgraded = Store(url)
    with upgraded.read() as db:
        assert articles.get(db, ["a1"]) == {"a1": article(1)}
        assert stories.get(db, ["s1"]) == {"s1": story("s1")}
        assert search.frequencies(db, [("oslo",)]) == [1]
    upgraded.close()


def _older_schema(url: str, revision: str, rows: Mapping[str, RowMapping]) -> None:
    """A database of that schema with a row in each of those tables."""
    engine = at_revision(url, revision)
    with engine.begin() as db:
        for name, row in rows.items():
            table = Table(name, MetaData(), autoload_with=db)
            db.execute(table.insert().values({key: row[key] for key in table.columns.keys()}))  # noqa: SIM118
    engine.dispose()


def test_a_newer_database_is_refused_with_the_way_out(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'newer.db'}"
    engine = open_database(url)
    with engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"newer Dateline \(schema 9999\); upgrade"):
        open_database(url)


def test_what_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear reader, this is a letter and no database at all, however long it may be.\n" * 20)
    with pytest.raises(StoreError, match=r"letter\.db"):
        open_database(f"sqlite:///{path}")
    assert path.read_text().startswith("Dear reader")


def test_a_writer_never_blocks_a_reader(tmp_path: Path) -> None:
    """WAL: a long write holds up nobody's answer."""
    engine = open_database(f"sqlite:///{tmp_path / 'wal.db'}")
    other = create_engine(engine.url, connect_args={"timeout": 0})
    with engine.begin() as writing:
        writing.execute(text("INSERT INTO events VALUES ('', 'e', '2026')"))
        with other.connect() as reading:
            assert reading.execute(text("SELECT count(*) FROM events")).scalar() == 0
    engine.dispose()
    other.dispose()


def test_what_is_read_together_holds_together(store: Store) -> None:
    """An answer reads several tables: a second look that ends in between changes none of what it reads."""
    with store.write() as db:
        articles.add(db, [article(1, story_id="s1")])
        stories.save(db, [story("s1")])
    with store.read() as db:
        (found,) = articles.of_stories(db, ["s1"])
        with store.write() as other:
            articles.move(other, {found.article.id: "s2"})
            stories.save(other, [story("s2")])
            stories.remove(other, ["s1"])
        assert stories.get(db, [found.story_id])
    with store.read() as db:
        assert not stories.get(db, ["s1"])
