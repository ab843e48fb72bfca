"""From Slack's request to its answer and to what is posted, the log's lines are tied together."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from whole import whole

from bot import logs
from bot.work.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.exhaustive  # a server on loopback

SECRET_QUESTION = "what of the private regatta in Xylograd?"


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What was logged so far, since the last time."""
    level = logging.getLogger().level
    logs.configure("debug", "json")
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    logging.getLogger().setLevel(level)
    for handler in [one for one in logging.getLogger().handlers if one.name == logs.HANDLER]:
        logging.getLogger().removeHandler(handler)
    structlog.reset_defaults()


def test_a_command_and_its_answer_are_one_work(tmp_path: Path, lines: Callable[[], Any]) -> None:
    """Two questions are two works; nothing of what was asked or answered is in any line."""
    with whole(tmp_path) as there:
        there.slack.attach(there.house.app)
        lines()
        there.slack.command("/news", SECRET_QUESTION)
        there.heard(1)
        there.slack.message("what about the dam in Sarh?")
        there.heard(2)
        assert there.house.finish_answers(10)
        said = lines()
    works: dict[str, list[str]] = {}
    for line in said:
        if line["event"] in {"slack.heard", "answer.ended"}:
            works.setdefault(line["work"], []).append(f"{line['event']} {line['kind']} {line['result']}")
    assert sorted(sorted(one) for one in works.values()) == [
        ["answer.ended command said", "slack.heard command ok"],
        ["answer.ended event said", "slack.heard event ok"],
    ]
    assert next(line for line in said if line["event"] == "slack.heard" and line["kind"] == "event")[
        "event_id"
    ]
    whole_log = json.dumps(said)
    for word in ("regatta", "Xylograd", "Sarh", "Hawa Mahamat", there.slack.user):
        assert word not in whole_log, word


def test_an_answer_that_fails_is_told_with_its_work(
    tmp_path: Path, lines: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also by the pool's own thread, after the answer's."""
    with whole(tmp_path) as there:
        there.slack.attach(there.house.app)
        monkeypatch.setattr(there.house.desk, "ask", lambda *_: 1 / 0)
        lines()
        there.slack.command("/news", SECRET_QUESTION)
        there.heard(1)
        said = lines()
    ours = [line for line in said if line["logger"] in {"slack", "dateline.slack"}]
    assert [line["event"].partition(":")[0] for line in ours] == [
        "slack.heard",
        "answer.ended",
        "an answer failed",
    ]
    assert len({line["work"] for line in ours}) == 1
    assert "Xylograd" not in json.dumps(said)


def test_a_run_of_a_task_is_one_work(tmp_path: Path, lines: Callable[[], Any]) -> None:
    """What is posted in it has its id, and names the delivery."""
    with whole(tmp_path) as there:
        there.clock.advance(timedelta(seconds=10))
        delivering = there.house.delivering
        task = Task("deliver", timedelta(seconds=1), lambda _: delivering.steps())
        lines()
        task.run(there.house.embedded.stopping)
        said = [line for line in lines() if line["event"] == "delivery.moved"]
    assert [line["now"] for line in said] == ["rendered", "sent"]
    assert {line["task"] for line in said} == {"deliver"}
    assert len({(line["work"], line["delivery"]) for line in said}) == 1
