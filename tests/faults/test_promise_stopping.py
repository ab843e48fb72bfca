"""Told to stop, `dateline run` finishes what is in hand and ends within 10 s, whatever hangs."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from datetime import timedelta
from threading import Semaphore
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from collect_server import RawServer
from processes import NOW

if TYPE_CHECKING:
    import socket
    import subprocess

    from processes import Newsroom

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


def ended(process: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> str:
    """What the process said, once told to end; it does so in time, and well."""
    begun = monotonic()
    process.send_signal(number)
    said, _ = process.communicate(timeout=20)
    assert monotonic() - begun < 10
    assert process.returncode == 0, said
    assert "Traceback" not in said
    return said


def connected(newsroom: Newsroom) -> subprocess.Popen[str]:
    process = newsroom.start("run")
    newsroom.slack.wait_for(lambda: newsroom.slack.socket.connections, timeout=60)
    return process


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.exhaustive)]
)
def test_hanging_feeds_do_not_hold_it_up(newsroom: Newsroom, number: signal.Signals) -> None:
    """In the middle of a collection whose feeds say nothing, what the others brought is stored."""
    with RawServer() as silent:
        feeds = "".join(f"  - {{url: '{silent.url}/{n}', publisher: P{n}}}\n" for n in range(3))
        reached = Semaphore(0)

        def hang(connection: socket.socket) -> None:
            reached.release()
            silent.hang(connection)

        silent.answers |= {f"/{n}": hang for n in range(3)}
        path = newsroom.folder / "config.yaml"
        path.write_text(path.read_text("utf-8").replace("feeds:\n", f"feeds:\n{feeds}"), encoding="utf-8")
        process = connected(newsroom)
        assert all(reached.acquire(timeout=60) for _ in range(2))  # a host has two requests at a time
        ended(process, number)
    with closing(sqlite3.connect(newsroom.database)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.exhaustive
def test_a_post_in_hand_is_finished_and_marked(newsroom: Newsroom) -> None:
    """Told to stop while Slack takes its time to acknowledge a digest, it is there once and marked sent."""
    path = newsroom.folder / "config.yaml"
    path.write_text(path.read_text("utf-8") + "digest: {catch_up_hours: 24}\n", encoding="utf-8")
    before = (NOW - timedelta(minutes=1)).isoformat()
    newsroom.run("collect", "--at", before)
    newsroom.run("digest", "--at", before)  # the order stands since then, so that it is due now
    newsroom.slack.fail("chat.postMessage", "accept_then_slow", seconds=2)
    process = connected(newsroom)
    newsroom.slack.wait_for(lambda: newsroom.slack.bot_messages(newsroom.slack.channel), timeout=60)
    ended(process)
    with closing(sqlite3.connect(newsroom.database)) as db:
        of_digest = "SELECT state FROM deliveries WHERE parent = ''"  # its thread follows at the next start
        assert db.execute(of_digest).fetchall() == [("sent",)]
    assert len(newsroom.slack.bot_messages(newsroom.slack.channel)) == 1


def test_an_unreachable_slack_does_not_hold_it_up(newsroom: Newsroom) -> None:
    """Waiting for Slack at its start, it still ends when told."""
    newsroom.slack.fail("auth.test", "503", times=99)
    process = newsroom.start("run")
    newsroom.slack.workspace.wait_for(lambda: newsroom.slack.log.of("auth.test"), 60)
    ended(process)
