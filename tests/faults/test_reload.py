"""`dateline run` and `dateline worker` take a new config.yaml on SIGHUP, without going away meanwhile."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from test_run import answer_with, started

if TYPE_CHECKING:
    from processes import Heard, Newsroom

pytestmark = pytest.mark.exhaustive  # whole processes: CI has the time


VERDICTS = {"config.reloaded", "config.refused", "config.unchanged"}


def heard(process: Heard, event: str) -> list[str]:
    """What it says up to that event; AssertionError where it comes to another verdict."""
    return process.heard(event, unless=VERDICTS - {event})


def orders(newsroom: Newsroom) -> list[str]:
    """The channels of the stored orders."""
    with closing(sqlite3.connect(newsroom.database)) as db:
        return sorted(channel for (channel,) in db.execute("SELECT channel FROM subscriptions"))


def ended(process: Heard) -> None:
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=10)
    assert process.returncode == 0, said
    assert "Traceback" not in said


def test_run_works_by_the_new_file_and_keeps_the_old_one_where_it_is_wrong(newsroom: Newsroom) -> None:
    """A folder that was added is read, and answers come all the time; a mistake changes nothing."""
    path = newsroom.folder / "config.yaml"
    text = path.read_text("utf-8")
    process = started(newsroom)
    heard(process, "run.connected")

    (newsroom.folder / "late").mkdir()
    (newsroom.folder / "late" / "lamp.txt").write_text(
        "Harbour lamp of Porto Velho is lit again\n\n"
        "The harbour lamp of Porto Velho was lit again on Sunday after nine dark years, the port said.\n"
    )
    path.write_text(text.replace("Our Own}", "Our Own}, {path: late, publisher: Late Desk}"), "utf-8")
    process.send_signal(signal.SIGHUP)
    said = heard(process, "config.reloaded")
    assert [line for line in said if "config.changed" in line and "late" in line]
    # What is on its way on the connection that is being closed is lost, as at any end.
    newsroom.slack.wait_for(lambda: newsroom.slack.socket.connections == 1, timeout=30)
    answer_with(newsroom, "harbour lamp", "lit again on Sunday")

    path.write_text(f"{text}digest: {{stories: 900}}\n", "utf-8")
    process.send_signal(signal.SIGHUP)
    assert "digest.stories" in heard(process, "config.refused")[-1]
    answer_with(newsroom, "harbour lamp", "lit again on Sunday")
    ended(process)


def test_where_slack_does_not_let_the_new_shift_in_the_old_one_works_on(newsroom: Newsroom) -> None:
    """It is said, and the next SIGHUP tries again."""
    path = newsroom.folder / "config.yaml"
    process = started(newsroom)
    heard(process, "run.connected")
    answer_with(newsroom, "volcano", "Gaua")
    newsroom.slack.fail("apps.connections.open", "503")
    more = '[{channel: C0OTHER, at: "09:00"}, '
    text = path.read_text("utf-8").replace("subscriptions: [", f"subscriptions: {more}")
    path.write_text(f"{text}digest: {{stories: 3}}\n", "utf-8")
    process.send_signal(signal.SIGHUP)
    heard(process, "config.refused")
    answer_with(newsroom, "volcano", "Gaua")
    assert orders(newsroom) == [newsroom.slack.channel]
    process.send_signal(signal.SIGHUP)
    assert [line for line in heard(process, "config.reloaded") if "digest.stories" in line]
    assert orders(newsroom) == sorted(["C0OTHER", newsroom.slack.channel])
    ended(process)
