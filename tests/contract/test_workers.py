"""Workers on one PostgreSQL: nothing is lost or doubled, and what a dead one had in hand is taken up."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from collect_server import RawServer, answer
from working import Crew, wait_for

from bot.clock import SystemClock
from bot.demo.show import last_morning
from bot.demo.slack import SlackStandIn
from bot.demo.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from databases import Server

pytestmark = pytest.mark.exhaustive  # whole processes: CI has the time

NOW = last_morning(SystemClock().now())


@pytest.fixture
def crew(tmp_path: Path, postgresql: str) -> Iterator[Crew]:
    """A crew on the sample world, with a digest that is due."""
    with Wire(NOW) as wire, SlackStandIn() as slack:
        made = Crew(folder=tmp_path, url=postgresql, slack=slack)
        made.configure(
            "".join(f"  - {{url: {feed.url}, publisher: {feed.publisher}}}\n" for feed in wire.feeds),
            f'subscriptions: [{{channel: {slack.channel}, at: "{NOW:%H:%M}", zone: UTC}}]\n',
        )
        yield made
        made.end()


def test_a_worker_collects_and_ends_when_told(crew: Crew) -> None:
    """It reads the feeds, and SIGTERM ends it in 10 s with status 0, its queues empty of what it had."""
    worker = crew.start()
    wait_for(lambda: crew.rows("SELECT 1 FROM alembic_version"))
    wait_for(lambda: crew.count("SELECT count(*) FROM articles"), 60)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0, crew.said(worker)
    assert "Traceback" not in crew.said(worker)
    assert [row for row in crew.jobs() if row[0] == "doing"] == []


FEED = b"""<rss version="2.0"><channel><title>Harbour Post</title>
<item><guid>1</guid><title>Harbour of Callao reopens after storm</title><link>%s/1</link>
<description>The harbour of Callao reopened on Monday after a storm that had closed it for three days.
Its master, Rosa Quispe, said that 61 ships had waited in the bay, and that the first of them would berth by
nightfall. Dock workers cleared the last containers from the quay at noon, the port said.</description>
</item></channel></rss>"""


def test_a_killed_worker_s_job_is_taken_up_by_another(crew: Crew) -> None:
    """While it waits for a host it is killed; another asks that host, and what it says is stored once."""
    with RawServer("127.0.0.2") as host:
        host.answers["/feed"] = host.hang
        crew.configure(f"  - {{url: {host.url}/feed, publisher: Harbour Post}}\n")
        first = crew.start()
        wait_for(lambda: host.requests)
        crew.kill(first)
        host.answers["/feed"] = answer(
            FEED % host.url.encode(), "200 OK", "Content-Type: application/rss+xml"
        )
        (held,) = [row for row in crew.jobs() if row[0] == "doing" and "key" in row[2]]
        crew.start()
        wait_for(lambda: len(host.requests) > 1, 90)
        wait_for(lambda: crew.count("SELECT count(*) FROM articles"))
        assert crew.count("SELECT count(*) FROM articles") == 1
        assert held not in crew.jobs()


def test_a_job_that_waits_again_already_is_not_given_back_beside_it(crew: Crew) -> None:
    """A dead worker's job whose next one is queued would hold that one's lock for good: it goes instead."""
    crew.configure("  []\n")
    worker = crew.start()
    wait_for(crew.namespace)
    crew.queue("odd", "doing", "todo")
    wait_for(lambda: not crew.jobs("lock = 'odd'"))
    assert worker.poll() is None


def test_told_to_stop_it_gives_back_what_is_in_hand(crew: Crew) -> None:
    """It waits for a host that says nothing: SIGTERM ends it in 10 s, and its job is in the queue again."""
    with RawServer("127.0.0.2") as host:
        host.answers["/feed"] = host.hang
        crew.configure(f"  - {{url: {host.url}/feed, publisher: Harbour Post}}\n")
        worker = crew.start()
        wait_for(lambda: host.requests)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(10) == 0, crew.said(worker)
    assert "Traceback" not in crew.said(worker)
    (given_back,) = [row for row in crew.jobs() if "key" in row[2]]
    assert given_back[0] == "todo"
    assert crew.count("SELECT count(*) FROM feeds") == 0  # to be stopped is no failure of the feed's


def test_a_worker_outlives_its_database_s_restart(crew: Crew, server: Server) -> None:
    """It says that it was interrupted, and works on when the server is back."""
    crew.configure("  []\n")
    worker = crew.start()
    wait_for(crew.namespace)
    server.restart()  # what was committed last may be lost: the queues themselves, here
    wait_for(lambda: "work.interrupted" in crew.said(worker))
    wait_for(crew.namespace)
    crew.queue("odd", "doing", "todo")
    wait_for(lambda: not crew.jobs("lock = 'odd'"))
    assert worker.poll() is None
