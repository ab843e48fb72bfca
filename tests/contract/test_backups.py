"""A backup is made while others write, is whole or refused, and is restored into either database."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from databases import at_revision
from sqlalchemy import text
from stored import HOUR, NOW, article, story
from tenants_world import INPUTS, PLAN
from typer.testing import CliRunner

from bot import tenancy
from bot.cli import app
from bot.clock import FixedClock
from bot.config import Config
from bot.errors import BadRequestError, StoreError
from bot.model import DeliveryState, Subscription
from bot.operate import backup
from bot.operate.moving import move
from bot.store import articles, editions, passed, sealed, search, stories, subscriptions
from bot.store.database import newest_schema, schema_version
from bot.store.deliveries import DeliveryRows
from bot.store.store import Store
from bot.wiring import House

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from databases import Server

ORDER = Subscription(id="order", channel="C1", at=time(7), zone="UTC")


def furnish(store: Store) -> None:
    with store.write() as db:
        articles.add(db, [article(number, f"Rain fell {number} times in Łódź.") for number in range(9)])
        stories.save(db, [story("s1")])
    with tenancy.of("T1"), store.write() as db:
        editions.add(db, PLAN, ("text", [], []), INPUTS)


def back_up(store: Store, path: Path, told: Any = bool) -> Path:
    assert backup.back_up(store, path, made=NOW, program="1.2.3", told=told).rows
    return path


def restore(path: Path, url: str, *, replace: bool = False) -> Path | None:
    _, kept = backup.restore(path, url, replace=replace, now=NOW, prepare=lambda _: None)
    return kept


def same(path: Path, url: str) -> None:
    """What stands there is row by row what stands in the backup."""
    twin = path.with_name("twin.db")
    shutil.copy(path, twin)
    with closing(Store(f"sqlite:///{twin}")) as old, closing(Store(url)) as new:
        assert len({one.table for one in move(old, new)}) > 9
        with new.read() as db:
            assert len(search.find(db, [("lodz",)], since=None, until=NOW, limit=20)) == 9


def fresh(tmp_path: Path, migrated: Path) -> str:
    """The URL of an empty store, used by nobody."""
    return f"sqlite:///{shutil.copy(migrated, tmp_path / 'fresh.db')}"


@pytest.mark.exhaustive
def test_a_backup_holds_one_moment_and_is_restored(store: Store, tmp_path: Path, migrated: Path) -> None:
    """What is written while it is made is not in it; what was there is, of every workspace."""
    furnish(store)

    def write(_: object) -> None:
        with suppress(StoreError), store.write() as db:
            articles.add(db, [article(99)])

    path = back_up(store, tmp_path / "b.db", write)
    assert backup.check(path).program == "1.2.3"
    assert path.stat().st_mode & 0o077 == 0
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith(("b", "."))) == ["b.db"]
    target = fresh(tmp_path, migrated)
    assert restore(path, target) is None
    same(path, target)
    with pytest.raises(BadRequestError, match="is there already"):
        back_up(store, path)


@pytest.mark.exhaustive
def test_postgresql_takes_a_backup_of_either(store: Store, tmp_path: Path, server: Server) -> None:
    furnish(store)
    path = back_up(store, tmp_path / "b.db")
    with server.database() as target:
        restore(path, target)
        same(path, target)
        with pytest.raises(BadRequestError, match="holds something"):
            restore(path, target)
        with closing(Store(target)) as there:
            with there.write() as db:
                articles.add(db, [article(50, "Snow fell in Oslo.")])
            with pytest.raises(StoreError, match="is in use"):
                restore(path, target, replace=True)
        assert restore(path, target, replace=True) is None
        same(path, target)
        with closing(Store(target)) as there, there.write() as db:
            articles.add(db, [article(60)])
            assert articles.last_row(db) == 10
            assert search.frequencies(db, [("snow",)]) == [0]


@pytest.mark.exhaustive
def test_a_restore_that_breaks_off_changes_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(store)
    path = back_up(store, tmp_path / "b.db")
    with store.write() as db:
        articles.add(db, [article(77)])
    url = store.engine.url.render_as_string(hide_password=False)
    store.close()

    def fall(*_: object) -> None:
        raise StoreError("the power went")

    monkeypatch.setattr("bot.operate.moving._told", fall)
    monkeypatch.setattr("pathlib.Path.replace", fall)
    with pytest.raises(StoreError, match="the power went"):
        restore(path, url, replace=True)
    with store.read() as db:
        assert "a77" in articles.get(db, ["a77"])


@pytest.mark.exhaustive
def test_a_damaged_or_newer_backup_is_refused(store: Store, tmp_path: Path, migrated: Path) -> None:
    """Whatever was done to it, the store stays as it is, and the reason is said."""
    furnish(store)
    whole, target = back_up(store, tmp_path / "b.db").read_bytes(), fresh(tmp_path, migrated)
    at = whole.index(b"Rain fell 4 times")
    for what, bytes_ in {
        "articles was sealed with 9 rows": whole[:at] + b"Hail" + whole[at + 4 :],
        "sqlite_master was sealed": whole.replace(b"\tlanguage TEXT", b"\tlanguagf TEXT"),
        "damaged": whole[: len(whole) // 2],
        "is no backup": b"Something else entirely" * 99,
        "There is no file": b"",
    }.items():
        bad = tmp_path / "bad.db"
        bad.unlink(missing_ok=True)
        if bytes_:
            bad.write_bytes(bytes_)
        with pytest.raises(StoreError, match=what):
            restore(bad, target, replace=True)
    newer = tmp_path / "b.db"
    with closing(sqlite3.connect(newer)) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="made by a newer Dateline"):
        restore(newer, target, replace=True)
    with closing(Store(target)) as there, there.read() as db:
        assert articles.count(db, NOW - timedelta(days=9), NOW) == (0, 0)


@pytest.mark.exhaustive
def test_whatever_byte_is_hurt_nothing_wrong_is_restored(tmp_path: Path, migrated: Path) -> None:
    """It is refused, or the byte held nothing: then all that is restored is as it was."""
    with closing(Store(fresh(tmp_path, migrated))) as store:
        furnish(store)
        path = back_up(store, tmp_path / "b.db")
    whole, dice, refused = path.read_bytes(), random.Random(1), 0
    used = [at for at in range(len(whole)) if whole[at]]
    for number in range(300):
        hurt, url = bytearray(whole), f"sqlite:///{tmp_path / f'{number}.db'}"
        hurt[dice.choice(used)] ^= dice.randrange(1, 256)
        bad = tmp_path / "bad.db"
        bad.write_bytes(hurt)
        try:
            restore(bad, url)
        except StoreError:
            refused += 1
        else:
            same(path, url)
    assert refused > 150


@pytest.mark.exhaustive
def test_an_older_programs_backup_is_brought_up_to_date(tmp_path: Path) -> None:
    """It is checked as that program sealed it, and is itself left as it is."""
    older = tmp_path / "older.db"
    engine = at_revision(f"sqlite:///{older}", "0012")
    with engine.begin() as db:
        db.execute(text("INSERT INTO passed VALUES ('feed', 'key')"))
    engine.dispose()
    sealed.seal(older, made="2026-01-01T00:00:00+00:00", program="0.9")
    with closing(sqlite3.connect(older)) as db, db:
        db.execute("DELETE FROM sealed WHERE name = 'sqlite_master'")  # that was not sealed then
    before = older.read_bytes()
    restore(older, f"sqlite:///{tmp_path / 'new.db'}")
    with closing(Store(f"sqlite:///{tmp_path / 'new.db'}")) as store, store.read() as db:
        assert schema_version(store.engine) == newest_schema()
        assert passed.among(db, "feed", ["key"]) == {"key"}
    assert older.read_bytes() == before


@pytest.mark.exhaustive
def test_a_store_that_holds_something_is_kept_beside(tmp_path: Path, migrated: Path) -> None:
    """It is replaced only when that is asked for, and when no program works in it."""
    url = fresh(tmp_path, migrated)
    with closing(Store(url)) as store:
        furnish(store)
        path = back_up(store, tmp_path / "b.db")
        with store.write() as db:
            articles.add(db, [article(77)])
        with pytest.raises(BadRequestError, match="holds something"):
            restore(path, url)
        with pytest.raises(StoreError, match="is in use"):
            restore(path, url, replace=True)
        with store.write() as db:  # it goes on as if nothing had been asked
            articles.add(db, [article(78)])
    kept = restore(path, url, replace=True)
    assert kept is not None
    same(path, url)
    with closing(Store(f"sqlite:///{kept}")) as before, before.read() as db:
        assert sorted(articles.get(db, ["a77", "a78"])) == ["a77", "a78"]


@pytest.mark.exhaustive
def test_the_commands_say_what_they_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logging_left_as_it_was: None
) -> None:
    """Made, checked, restored, and what was there kept; with a digest whose time came since."""
    del logging_left_as_it_was
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_text("database: sqlite:///d.db\n", "utf-8")
    with closing(Store("sqlite:///d.db")) as store:
        furnish(store)
        with store.write() as db:
            hour = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=30)
            order = replace(ORDER, at=hour.time())
            subscriptions.add(db, order, NOW - timedelta(days=9))

    def said(*words: str) -> str:
        done = CliRunner().invoke(app, list(words))
        assert done.exit_code == 0, done.exception
        return done.stdout

    assert "articles: 9 rows, SHA-256 " in said("backup", "b.db")
    assert said("restore", "b.db", "--check").startswith("b.db is whole: ")
    assert isinstance(CliRunner().invoke(app, ["restore", "b.db"]).exception, BadRequestError)
    told = said("restore", "b.db", "--replace")
    assert f"is kept as {tmp_path}/d.db.2" in told
    assert "1 message may have been posted after the backup was made" in told
    with closing(Store("sqlite:///d.db")) as store:
        digest = DeliveryRows(store).last("order")
        assert digest is not None
        assert digest.state is DeliveryState.UNCERTAIN


@pytest.mark.exhaustive
def test_a_file_that_is_no_database_any_more_is_replaced_too(tmp_path: Path, migrated: Path) -> None:
    with closing(Store(fresh(tmp_path, migrated))) as store:
        furnish(store)
        path = back_up(store, tmp_path / "b.db")
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"what a failing disk left of it " * 99)
    url = f"sqlite:///{broken}"
    with pytest.raises(BadRequestError, match="holds something"):
        restore(path, url)
    kept = restore(path, url, replace=True)
    assert kept is not None
    assert kept.read_bytes().startswith(b"what a failing disk")
    same(path, url)


def test_nothing_is_posted_twice_after_a_restore(database: str) -> None:
    """What was made is looked for in its channel; what may have been made and posted waits for a word."""
    clock = FixedClock(NOW)
    with House(Config(database=database), clock) as built:
        rows = DeliveryRows(built.store)
        with built.store.write() as db:
            subscriptions.add(db, ORDER, NOW - timedelta(days=9))
        made = rows.open(
            subscription_id="other", channel="C2", local_date=NOW.date(), slot="06:00", due=NOW - 2 * HOUR
        )
        assert rows.save(replace(made, state=DeliveryState.RENDERED, edition_id="e1"), made.attempt)
        assert built.doubt_deliveries() == 2
        found = rows.get(made.id)
        assert found is not None
        assert found.state is DeliveryState.SETTLING
        digest = rows.last("order")
        assert digest is not None
        assert (digest.state, digest.due) == (DeliveryState.UNCERTAIN, NOW - timedelta(hours=1))
        assert "a backup was restored" in digest.why
        assert rows.claim(found, NOW, timedelta(seconds=40)) is not None
