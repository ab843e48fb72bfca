"""Killed amid a backup or amid writing: no half backup passes for whole, no edition loses a byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from newsroom_days import DATELINE, DAY, MORNING, collect, dateline, furnish, house, plan, sent
from sqlalchemy import make_url
from stored import article
from test_backups_replayed import kept, stored, wreck
from working import wait_for

from bot.errors import StoreError
from bot.operate import backup
from bot.store import articles
from bot.store.schema import metadata
from bot.store.store import Store
from bot.store.tenants import Across

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from databases import Server

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time

TABLES = len(metadata.sorted_tables)
# One article after the other, and after some hundreds no more of them, so that the store stays small.
WRITING = """
import sys
from itertools import count
sys.path[:0] = ["{tests}"]
from stored import article
from bot.store import articles, feeds
from bot.store.store import Store
store = Store("{url}")
for number in count(1000):
    with store.write() as db:
        if number < 1300:
            articles.add(db, [article(number)])
        feeds.remember(db, [("https://feed.example", f"urn:{{number % 300}}", "a1000")])
"""


@contextmanager
def writing(folder: Path, tests: Path, url: str) -> Iterator[None]:
    """Another program stores articles meanwhile, until it is killed amid one."""
    at_first = stored(url)
    with subprocess.Popen([sys.executable, "-c", WRITING.format(tests=tests, url=url)], cwd=folder) as writer:
        try:
            wait_for(lambda: stored(url) > at_first)
            yield
            assert writer.poll() is None
        finally:
            writer.kill()


def killed(folder: Path, name: str, lines: int) -> int:
    """`dateline backup`, killed as soon as it has said so many lines; how it ended."""
    command = [*DATELINE, "backup", name]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(lines):
            assert process.stdout.readline()
        process.kill()
    return process.returncode


def newsroom(folder: Path, database: str) -> list[str]:
    """Two mornings' editions, of which the first came into its channel."""
    furnish(folder, database)
    collect(folder)
    planned = [plan(folder)]
    sent(folder, planned[0])
    planned.append(plan(folder, MORNING + DAY))
    return [one.id for one in planned]


def shown(folder: Path, editions: list[str]) -> list[str]:
    """The messages of each, in its channel and in its thread, as they were sent."""
    with house(folder) as built:
        return [json.dumps(built.edition_desk.messages(one)) for one in editions]


def held(url: str) -> dict[str, int]:
    """How many rows each table has."""
    with closing(Store(url)) as store, store.read(Across.MOVING) as db:
        return {one.name: len(db.execute(one.select()).all()) for one in metadata.sorted_tables}


def test_no_half_backup_passes_for_a_whole_one(
    database: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Whenever it is killed there is none under its name, or a whole one; what it left is refused."""
    newsroom(tmp_path, database)
    tests = pytestconfig.rootpath / "tests" / "contract"
    left = 0
    with writing(tmp_path, tests, database):
        for lines in (1, TABLES // 2, TABLES):
            path = tmp_path / f"killed-{lines}.db"
            assert killed(tmp_path, path.name, lines) == -9
            if path.exists():  # it was sealed before it was killed
                assert backup.check(path).rows
            for half in tmp_path.glob(".dateline-*/*.db"):
                left += 1
                if lines < TABLES:
                    with pytest.raises(StoreError):
                        backup.check(half)
                shutil.rmtree(half.parent)
        assert left >= 2
        status, said = dateline(tmp_path, "backup", "whole.db")
        assert status == 0, said
    assert backup.check(tmp_path / "whole.db").rows


def test_a_restore_into_a_new_place_gives_every_edition_to_the_byte(
    database: str, tmp_path: Path, pytestconfig: pytest.Config, server: Server
) -> None:
    """Backed up while another writes, which is killed; restored on another machine, into either database."""
    editions = newsroom(tmp_path, database)
    before, rows = shown(tmp_path, editions), kept(database)
    tests, at_first = pytestconfig.rootpath / "tests" / "contract", stored(database)
    with writing(tmp_path, tests, database):
        status, said = dateline(tmp_path, "backup", "all.db")
        assert status == 0, said
    wreck(database)
    with server.database() as other:
        for place, url in (("file", f"sqlite:///{tmp_path}/new.db"), ("server", other)):
            new = tmp_path / place
            new.mkdir()
            (new / "config.yaml").write_text(f"database: {url}\n", encoding="utf-8")
            shutil.copy(tmp_path / "all.db", new)
            status, said = dateline(new, "restore", "all.db")
            assert status == 0, said
            assert kept(url) == rows
            assert stored(url) > at_first
            assert shown(new, editions) == before
            for one in editions:
                status, said = dateline(new, "edition", one, "--replay")
                assert (status, "the same" in said) == (0, True), said


def test_a_restore_that_is_killed_leaves_the_store_as_it_was_or_the_whole_backup(
    database: str, tmp_path: Path
) -> None:
    """Whichever it is, the next restore of the same backup is the whole of it."""
    editions = newsroom(tmp_path, database)
    before = shown(tmp_path, editions)
    status, said = dateline(tmp_path, "backup", "all.db")
    assert status == 0, said
    whole = held(database)
    collect_more(database)
    now = held(database)
    assert now != whole
    for watched in range(2):
        command = [*DATELINE, "restore", "all.db", "--replace"]
        with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL) as process:
            wait_for(lambda process=process, n=watched: far(tmp_path, n) or process.poll() is not None)
            process.kill()
        assert held(database) in (now, whole)
    if make_url(database).get_backend_name() == "sqlite":
        assert (tmp_path / "store.db").exists()
    status, said = dateline(tmp_path, "restore", "all.db", "--replace")
    assert status == 0, said
    assert held(database) == whole
    assert shown(tmp_path, editions) == before


def far(folder: Path, files: int) -> bool:
    """Whether a restore has begun to lay so many files aside."""
    return len([one for place in folder.glob(".dateline-*") for one in place.iterdir()]) > files


def collect_more(url: str) -> None:
    with closing(Store(url)) as store, store.write() as db:
        articles.add(db, [article(5000)])
