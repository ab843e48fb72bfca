"""`dateline web` says truly whether it lives and may be sent requests, and sends away what is too much."""

from __future__ import annotations

import asyncio
import threading
from typing import Any
from urllib.parse import urlencode

import pytest
from sited import sited
from web_requests import signed

from bot.web.gate import Gate
from bot.web.standing import READY

NEWS = {"command": "/news", "text": "sudan", "user_id": "U1", "team_id": "T1", "channel_id": "C1"}
COMMAND = urlencode(NEWS)


def test_it_lives_before_it_is_ready() -> None:
    """Until Slack is reached /healthz says ok, /readyz 503, and requests are sent away for a second."""
    with sited() as there:
        app, there.standing.app = there.standing.app, None
        assert there.got("/healthz").json() == {"status": "ok"}
        assert (there.got("/readyz").status_code, there.got("/readyz").json()) == (
            503,
            {"status": "starting"},
        )
        early = there.posted(COMMAND, signed(COMMAND))
        assert (early.status_code, early.headers["retry-after"]) == (503, "1")
        there.standing.app = app
        assert (there.got("/readyz").status_code, there.got("/readyz").json()) == (200, {"status": "ready"})


@pytest.mark.parametrize("word", ["database", "schema"])
def test_it_is_not_ready_while_what_is_shared_is_not(word: str) -> None:
    with sited(check=lambda: word) as there:
        assert (there.got("/readyz").status_code, there.got("/readyz").json()) == (503, {"status": word})
        assert there.got("/healthz").status_code == 200


def test_a_database_that_hangs_is_away_and_is_not_asked_anew() -> None:
    """Each question ends in time, and only one waits for the database."""
    gate, asked = threading.Event(), []

    def hang() -> str:
        asked.append(1)
        gate.wait(20)
        return READY

    with sited(check=hang) as there:

        async def twice(_: Any) -> list[str]:
            return [await there.standing.word(0.01), await there.standing.word(0.01)]

        try:
            assert there.asked(twice) == ["database", "database"]
        finally:
            gate.set()
    assert len(asked) == 1


def test_told_to_end_it_says_so_still_answers_and_keeps_no_connection() -> None:
    with sited() as there:
        there.standing.draining.set()
        said = there.got("/readyz")
        assert (said.status_code, said.json()) == (503, {"status": "draining"})
        answer = there.posted(COMMAND, signed(COMMAND))
        assert (answer.status_code, answer.headers["connection"]) == (200, "close")
        assert there.app.heard == ["sudan"]


def test_what_is_too_much_is_sent_away_for_a_second_and_never_queues() -> None:
    """One thread and two places: of three at once one is heard, one waits its time out, one never waits."""
    held = threading.Event()
    with sited(gate=Gate(threads=1, places=2, patience=0.05)) as there:
        there.app.gate = lambda: held.wait(20)

        async def crowd(client: Any) -> list[Any]:
            def ask() -> asyncio.Task[Any]:
                return asyncio.ensure_future(
                    client.post("/slack/events", content=COMMAND, headers=signed(COMMAND))
                )

            first, second, third = ask(), ask(), ask()
            away = await asyncio.gather(second, third)
            held.set()
            return [await first, *away]

        answers = there.asked(crowd)
        assert [answer.status_code for answer in answers] == [200, 503, 503]
        assert {answer.headers["retry-after"] for answer in answers[1:]} == {"1"}
        assert there.app.heard == ["sudan"]
        assert there.posted(COMMAND, signed(COMMAND)).status_code == 200
