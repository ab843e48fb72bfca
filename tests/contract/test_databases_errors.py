"""What an operator is told when PostgreSQL can't serve, and that no password is in it."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TYPE_CHECKING

import pytest
from databases import served
from sqlalchemy import make_url, text

from bot.errors import BadRequestError, StoreError
from bot.store import readers
from bot.store.database import open_database
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from databases import Server

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


PASSWORD = "hunter2-not-shown"


@pytest.fixture
def asked(server: Server) -> Iterator[str]:
    """The URL of a database that one must have a password for, and has a wrong one."""
    server.say(f"CREATE ROLE ann LOGIN PASSWORD '{PASSWORD}'")
    rules = server.wheel.pgdata / "pg_hba.conf"
    before = rules.read_text(encoding="utf-8")
    rules.write_text(f"local all ann scram-sha-256\n{before}", encoding="utf-8")
    server.say("SELECT pg_reload_conf()")
    with server.database() as url:
        yield make_url(url).set(username="ann", password=f"{PASSWORD}!").render_as_string(hide_password=False)
    rules.write_text(before, encoding="utf-8")
    server.say("SELECT pg_reload_conf()")
    server.say("DROP ROLE ann")


def refused(url: str, caplog: pytest.LogCaptureFixture) -> str:
    """What is said where the database can't be opened: all that may be shown or logged of it."""
    with caplog.at_level(logging.DEBUG), pytest.raises(StoreError) as caught:
        open_database(url)
    trace = "".join(traceback.format_exception(caught.value))
    assert PASSWORD not in trace + caplog.text
    return str(caught.value)


def test_a_wrong_password_is_told_without_it(asked: str, caplog: pytest.LogCaptureFixture) -> None:
    said = refused(asked, caplog)
    assert "password authentication failed" in said
    assert "DATELINE_DATABASE_PASSWORD" in said


def test_the_right_password_opens_it(server: Server, asked: str) -> None:
    """And a role that is nobody's superuser may make all that is needed, in a schema that it may write in."""
    url = make_url(asked).set(password=PASSWORD, database="anns")
    server.say("CREATE DATABASE anns OWNER ann TEMPLATE template0")
    try:
        opened = Store(url.render_as_string(hide_password=False))
        with opened.write() as db:
            readers.keep(db, readers.reader(db, "U1"))
        assert PASSWORD not in repr(opened.engine) + repr(opened.engine.url)
        opened.close()
    finally:
        server.say("DROP DATABASE anns WITH (FORCE)")


@pytest.mark.parametrize(
    ("url", "way_out"),
    [
        (f"postgresql+psycopg://ann:{PASSWORD}@127.0.0.1:1/news", "see that the server runs"),
        (f"postgresql+psycopg://ann:{PASSWORD}@/news?host=/nowhere", "see that the server runs"),
        (f"postgresql+psycopg://ann:{PASSWORD}@127.0.0.1:port/news", "is no database URL"),
        (f"postgresql+psycopg://ann:{PASSWORD}@127.0.0.1", "names no database"),
        (f"postgresql+asyncpg://ann:{PASSWORD}@127.0.0.1/news", "write postgresql+psycopg://"),
        (f"postgresql://ann@127.0.0.1/news?password={PASSWORD}", "write it before the @"),
        (f"oracle://ann:{PASSWORD}@127.0.0.1/news", "stores in SQLite or PostgreSQL"),
    ],
)
def test_a_url_that_leads_nowhere_is_told_with_the_way_out(
    url: str, way_out: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert way_out in refused(url, caplog)


def test_a_database_that_is_not_there_is_named(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    said = refused(server.url("nowhere"), caplog)
    assert 'database "nowhere" does not exist' in said
    assert "make it" in said


def test_a_missing_driver_is_told_with_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "[postgres]" in refused(f"postgresql+psycopg://ann:{PASSWORD}@127.0.0.1/news", caplog)


def test_a_newer_schema_is_refused_with_the_way_out(
    postgresql: str, caplog: pytest.LogCaptureFixture
) -> None:
    engine = open_database(postgresql)
    with engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    assert "newer Dateline (schema 9999); upgrade" in refused(postgresql, caplog)


def test_what_no_text_column_can_hold_is_the_askers_mistake(store: Store) -> None:
    """PostgreSQL's text has no place for U+0000, nor for half a pair; who asked is told so."""
    for typed in ("\ud800", "a\x00b") if store.engine.dialect.name == "postgresql" else ("\ud800",):
        with pytest.raises(BadRequestError), store.read() as db:
            readers.reader(db, typed)


def keep_two(store: Store, amid: Callable[[], None]) -> None:
    with store.write() as db:
        readers.keep(db, readers.reader(db, "U1"))
        amid()
        readers.keep(db, readers.reader(db, "U2"))


def test_a_server_that_was_away_is_told_of_and_then_used_again() -> None:
    """What is in hand when it stops fails as a whole; what comes when it is back is served."""
    with served() as server, server.database() as url:
        store = Store(url)
        with pytest.raises(StoreError, match="did not answer"):
            keep_two(store, server.restart)
        with store.read() as db:
            assert readers.admins(db) == ()
        server.stop()
        with pytest.raises(StoreError, match="see that the server runs"), store.read():
            pass
        server.start()
        with store.write() as db:
            readers.keep(db, readers.reader(db, "U1"))
        store.close()
