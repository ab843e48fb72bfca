"""Three workers, killed at random: each article is there once, each story is whole, each digest came once."""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from collect_server import RawServer, answer
from harbours import Harbours
from working import Crew, wait_for

from bot.demo.slack import SlackStandIn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.exhaustive  # whole processes: CI has the time

STORED = "SELECT publisher, title FROM articles ORDER BY 1, 2"
BY_ARTICLE = "SELECT story_id, count(*) FROM articles GROUP BY story_id ORDER BY 1"
BY_STORY = "SELECT id, articles FROM stories ORDER BY 1"


@pytest.fixture
def crew(tmp_path: Path, postgresql: str) -> Iterator[Crew]:
    with SlackStandIn() as slack:
        made = Crew(folder=tmp_path, url=postgresql, slack=slack)
        yield made
        made.end()


def digests(crew: Crew) -> list[str]:
    return [one.text for one in crew.slack.bot_messages(crew.slack.channel)]


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_random_they_lose_and_double_nothing(crew: Crew, seed: int) -> None:
    """One at a time amid collecting, all of them once the digest is in its channel; others start instead."""
    dice = random.Random(seed)
    at = datetime.now(UTC) - timedelta(minutes=2)
    with Harbours(slow=1.0) as world:
        order = f'{{channel: {crew.slack.channel}, at: "{at:%H:%M}", zone: UTC}}'
        crew.configure(world.yaml, f"subscriptions: [{order}]\n")
        crew.has_ordered(at - timedelta(hours=1))
        workers = [crew.start() for _ in range(3)]
        for _ in range(3):
            wanted = world.asked() + dice.randrange(1, 4)
            wait_for(lambda wanted=wanted: world.asked() >= wanted or _stored(crew) == 30, 90)
            victim = dice.randrange(3)
            crew.kill(workers[victim])
            workers[victim] = crew.start()
        wait_for(lambda: crew.slack.bot_messages(crew.slack.channel), 240)
        for worker in workers:
            crew.kill(worker)
        workers = [crew.start() for _ in range(3)]
        wait_for(lambda: _stored(crew) == 30 and not crew.count("SELECT count(*) FROM inbox"), 120)
        wait_for(lambda: set(crew.rows("SELECT state FROM deliveries")) == {("sent",)}, 240)
        assert len(set(crew.rows(STORED))) == _stored(crew) == 30
        assert crew.rows(BY_ARTICLE) == crew.rows(BY_STORY)
        assert len(digests(crew)) == len(set(digests(crew))) == crew.count("SELECT count(*) FROM deliveries")
        assert [crew.said(worker) for worker in workers if worker.poll() is not None] == []


def _stored(crew: Crew) -> int:
    return crew.count("SELECT count(*) FROM articles")


# As if loopback were the world outside, which is spared.
OUTSIDE = """
from bot.collect.transport import GuardedTransport
GuardedTransport.is_own = lambda self, host: False
from bot.cli import main
main()
"""
PAUSE = 0.5


def test_two_workers_ask_one_host_no_closer_than_the_pause(crew: Crew) -> None:
    """Feeds of six hosts point to pages of a seventh, which both read: it is asked at its own pace."""
    begun: list[float] = []

    def page(connection: object) -> None:
        begun.append(datetime.now(UTC).timestamp())
        connection.sendall(answer(b"<html><body>none</body></html>", "404 Not Found"))  # type: ignore[attr-defined]

    with RawServer("127.0.0.2") as pages, Harbours(pages=pages.url) as world:
        for number in range(6):
            for event in range(world.events):
                pages.answers[f"/{number}/{event}"] = page
        crew.configure(world.yaml, "")
        config = crew.folder / "config.yaml"
        config.write_text(config.read_text().replace("127.0.0.0/8]", f"127.0.0.0/8], pause_seconds: {PAUSE}"))
        workers = [crew.start(program=[sys.executable, "-c", OUTSIDE]) for _ in range(2)]
        wait_for(lambda: crew.count("SELECT count(*) FROM articles") == 30, 120)
        assert [worker for worker in workers if "collected" not in crew.said(worker)] == []
    # Moments of arrival waver; those that were reserved are a pause apart, and so is their sum.
    assert len(begun) >= 30
    assert max(begun) - min(begun) >= (len(begun) - 2) * PAUSE
