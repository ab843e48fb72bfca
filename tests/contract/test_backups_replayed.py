"""Backup, kill, restore, replay: the editions are the same bytes."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from newsroom_days import DAY, MORNING, collect, dateline, furnish, house, plan, sent
from sqlalchemy import make_url
from working import wait_for

from bot.store import articles
from bot.store.schema import editions
from bot.store.store import Store
from bot.store.tenants import Across

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time

WRITING = """
import sys
from itertools import count
sys.path[:0] = ["{tests}"]
from stored import article
from bot.store import articles
from bot.store.store import Store
store = Store("{url}")
for number in count(1000):
    with store.write() as db:
        articles.add(db, [article(number)])
"""


def kept(url: str) -> list[tuple[object, ...]]:
    """The editions as they lie there, to the byte."""
    with closing(Store(url)) as store, store.read(Across.MOVING) as db:
        return [tuple(row) for row in db.execute(editions.select().order_by(editions.c.id))]


def stored(url: str) -> int:
    with closing(Store(url)) as store, store.read() as db:
        return articles.count(db, MORNING - timedelta(days=99), MORNING)[0]


def wreck(url: str) -> None:
    """As a disk or a person does it."""
    if url.startswith("sqlite"):
        with open(str(make_url(url).database), "r+b") as file:  # noqa: PTH123 - in its midst
            file.write(b"\0" * 50_000)
        return
    with closing(Store(url)) as store, store.write(across=Across.MOVING) as db:
        db.exec_driver_sql("DELETE FROM editions")
        db.exec_driver_sql("DELETE FROM articles WHERE n > 9")


def test_editions_are_the_same_bytes_after_a_restore(
    database: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """It is made while another program writes, which is then killed, and its store wrecked."""
    furnish(tmp_path, database)
    collect(tmp_path)
    planned = [plan(tmp_path)]
    sent(tmp_path, planned[0])
    planned.append(plan(tmp_path, MORNING + DAY))
    before, at_first = kept(database), stored(database)
    tests = pytestconfig.rootpath / "tests" / "contract"
    with subprocess.Popen(
        [sys.executable, "-c", WRITING.format(tests=tests, url=database)], cwd=tmp_path
    ) as writer:
        try:
            wait_for(lambda: stored(database) > at_first)
            status, said = dateline(tmp_path, "backup", "all.db")
            at_last = stored(database)
            wait_for(lambda: stored(database) > at_last)  # it never waited, or went on after it
            assert writer.poll() is None
        finally:
            writer.kill()
    assert status == 0, said
    wreck(database)
    status, said = dateline(tmp_path, "restore", "all.db", "--replace")
    assert status == 0, said
    assert kept(database) == before
    assert at_first < stored(database) <= at_last
    with house(tmp_path) as built:
        found = [built.replays.replay(one.id) for one in planned]
    assert [one.words for one in found if not one.same] == []
    status, said = dateline(tmp_path, "edition", planned[0].id, "--replay")
    assert (status, "the same" in said) == (0, True), said
