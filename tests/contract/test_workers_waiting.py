"""What waits in the workers' queues is told by number and age."""

from __future__ import annotations

import asyncio
from contextlib import closing

import pytest
from sqlalchemy import text
from stored import NOW

from bot.errors import StoreError
from bot.model import DuePart
from bot.store.store import Store
from bot.work import queues
from bot.work.cluster import Cluster, part_job
from bot.work.fair import turns

pytestmark = pytest.mark.exhaustive  # a database's server


def test_jobs_are_counted_by_queue_with_the_age_of_the_oldest(postgresql: str) -> None:
    with closing(Store(postgresql)) as store:
        name = queues.prepare(store.engine)
        assert queues.waiting(store.engine) == []
        cluster = Cluster([], store.engine, clock=None, jobs=1)  # type: ignore[arg-type]

        async def defer() -> None:
            async with cluster._app().open_async() as app:
                for apart, keys in ((False, "ab"), (True, "c")):
                    due = [DuePart(key=key, since=NOW, tenant="") for key in keys]
                    jobs = [part_job("collect feeds", turn, apart=apart) for turn in turns(due, set())]
                    await app.job_manager.batch_defer_jobs_async(jobs)

        asyncio.run(defer())
        with store.engine.begin() as db:
            db.execute(text(f"SET LOCAL search_path = {name}"))
            db.execute(text("UPDATE procrastinate_events SET at = at - interval '90 s' WHERE job_id = 1"))
            db.execute(text("UPDATE procrastinate_jobs SET status = 'doing' WHERE queue_name = 'posts'"))
        found = {one.queue: one for one in queues.waiting(store.engine)}
    assert (found["parts"].waiting, found["parts"].in_hand) == (2, 0)
    assert 90 <= found["parts"].oldest < 150
    assert (found["posts"].waiting, found["posts"].in_hand, found["posts"].oldest) == (0, 1, 0)


def test_queues_that_are_not_there_are_told_as_that(postgresql: str) -> None:
    with closing(Store(postgresql)) as store, pytest.raises(StoreError):
        queues.waiting(store.engine)
