"""A worker that gets SIGHUP works on by the new config.yaml."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from harbours import Harbours
from working import Crew, wait_for

from bot.demo.slack import SlackStandIn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.exhaustive  # a whole process: CI has the time


@pytest.fixture
def crew(tmp_path: Path, postgresql: str) -> Iterator[Crew]:
    with SlackStandIn() as slack:
        made = Crew(folder=tmp_path, url=postgresql, slack=slack)
        yield made
        made.end()


def test_a_feed_that_is_added_is_read_without_a_restart(crew: Crew) -> None:
    """Of six feeds one is named at first; a file that is wrong in between changes nothing."""
    with Harbours() as world:
        first, rest = world.yaml.splitlines(keepends=True)[0], world.yaml
        crew.configure(first)
        worker = crew.start()
        wait_for(lambda: crew.count("SELECT count(*) FROM articles"), 120)
        crew.configure(rest, "digest: {stories: 900}\n")
        worker.send_signal(signal.SIGHUP)
        wait_for(lambda: "config.refused" in crew.said(worker))
        crew.configure(rest)
        worker.send_signal(signal.SIGHUP)
        wait_for(lambda: crew.count("SELECT count(DISTINCT publisher) FROM articles") > 1, 120)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=15) == 0
        assert "config.reloaded" in crew.said(worker)
        assert "Traceback" not in crew.said(worker)
