"""One list of tasks, two engines: what runs under APScheduler runs in workers, and the other way round."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine, text

from bot.config import Config
from bot.config_parts import Slack
from bot.errors import StoreError
from bot.wiring import House
from bot.work import queues, tasks
from bot.work.cluster import TICK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from databases import Server

    from bot.work.tasks import Task


@pytest.fixture
def house(postgresql: str) -> Iterator[House]:
    slack = Slack(bot_token=SecretStr("xoxb-1"))
    with House(Config(database=postgresql, slack=slack)) as built:
        yield built


def described(found: list[Task]) -> list[tuple[object, ...]]:
    return [(task.name, task.every, task.alone, task.cut is not None) for task in found]


def test_both_engines_do_the_same_tasks(house: House) -> None:
    """Name by name, at the same periods; none is in one engine alone."""
    embedded = [worker.task for worker in house.embedded._workers]
    assert described(embedded) == described(list(house.cluster(1).tasks.values()))
    assert len({task.name for task in embedded}) == len(embedded)


def test_every_task_that_there_is_is_in_the_list(house: House) -> None:
    """Whoever writes another one in bot/work/tasks.py must give it to both."""
    made = [
        one for _, one in inspect.getmembers(tasks, inspect.isfunction) if one.__module__ == tasks.__name__
    ]
    makers = [one for one in made if inspect.signature(one).return_annotation == "Task"]
    assert len(makers) == len(house.tasks(house.rounds))


def test_every_period_is_one_of_the_tick(house: House) -> None:
    """A tick comes exactly when a task is due."""
    assert [task.name for task in house.tasks(house.rounds) if task.every.total_seconds() % TICK] == []


def test_on_a_file_a_worker_says_what_to_do(tmp_path: Path) -> None:
    """It names the setting and both ways out."""
    config = Config(database=f"sqlite:///{tmp_path / 'a.db'}")
    ways_out = r"`database` in config.yaml.*migrate --from.*dateline run"
    with House(config) as house, pytest.raises(StoreError, match=ways_out):
        house.cluster(1)


def names(url: str) -> list[str]:
    engine = create_engine(url)
    with engine.connect() as db:
        found = db.execute(
            text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'dateline_work%' ORDER BY 1")
        )
        told = list(found.scalars())
    engine.dispose()
    return told


def test_the_queues_of_an_older_program_go_once_nobody_works_in_them(house: House, postgresql: str) -> None:
    """Beside them this program makes its own; those in which a worker lives stay for it."""
    engine = house.store.engine
    for name, heartbeat in (("dateline_work_dead", "1 hour"), ("dateline_work_living", "1 second")):
        with engine.begin() as db:
            queues._make(db, name)
            seen = f"INSERT INTO {name}.procrastinate_workers (last_heartbeat)"
            db.execute(text(f"{seen} VALUES (now() - interval '{heartbeat}')"))
    for _ in range(2):
        assert queues.prepare(engine) == queues.namespace()
        assert names(postgresql) == sorted([queues.namespace(), "dateline_work_living"])


def test_a_user_without_the_right_to_make_them_is_told(house: House, server: Server) -> None:
    """In words, with the way out, and nothing of it is left behind."""
    server.say("CREATE ROLE stranger LOGIN")
    stranger = create_engine(house.store.engine.url.set(username="stranger", password=None))
    try:
        with pytest.raises(StoreError, match="can't hold the workers' queues: permission denied"):
            queues.prepare(stranger)
    finally:
        stranger.dispose()
        server.say("DROP ROLE stranger")
