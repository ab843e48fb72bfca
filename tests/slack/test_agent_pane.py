"""The agent's pane: greeted once, with questions to begin with, and a status while an answer is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from listening import House, listening, shown

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def house() -> Iterator[House]:
    with listening() as built:
        yield built


def test_the_pane_greets_once_and_suggests_what_is_answered_today(house: House) -> None:
    """Opening the messages greets the first time; the suggestions are made anew each time."""
    house.slack.open_home(tab="messages")
    house.slack.wait_for(lambda: len(house.slack.workspace.prompts) == 1)
    house.slack.open_home(tab="messages")
    house.slack.wait_for(lambda: len(house.slack.workspace.prompts) == 2)
    assert len(house.heard(channel=house.slack.dm)) == 1
    (suggested, _) = house.slack.workspace.prompts
    assert suggested["channel"] == house.slack.dm
    assert [one["message"] for one in suggested["prompts"]] == [
        "What are the top stories?",
        "What is new in Sudan?",
    ]


def test_the_older_pane_is_greeted_in_its_thread(house: House) -> None:
    """Where workspaces still have the assistant's pane, its thread is greeted."""
    house.slack.message("sudan")
    (first,) = house.heard(channel=house.slack.dm)
    started = {
        "user_id": house.slack.user,
        "channel_id": house.slack.dm,
        "thread_ts": first.ts,
    }
    event: dict[str, object] = {"type": "assistant_thread_started", "assistant_thread": started}
    assert house.slack.event(event).ack().ok
    welcome = house.heard(2, channel=house.slack.dm)[-1]
    assert welcome.thread_ts == first.ts
    assert "Hello, I am Dateline." in shown(welcome)


def test_a_changed_context_of_the_pane_is_taken(house: House) -> None:
    """Which channel somebody looks at beside the pane is nothing to us."""
    assert house.slack.event({"type": "assistant_thread_context_changed", "assistant_thread": {}}).ack().ok


def test_a_status_is_shown_while_an_answer_is_made(house: House) -> None:
    """It says how many articles are read, and is gone with the answer."""
    house.desk.gate.clear()
    house.slack.message("sudan")
    statuses = house.slack.workspace.statuses
    house.slack.wait_for(lambda: statuses)
    question = house.slack.messages(house.slack.dm)[0]
    assert statuses == [
        {"channel": house.slack.dm, "thread_ts": question.ts, "status": "is reading 1,234 articles…"}
    ]
    house.desk.gate.set()
    house.heard(channel=house.slack.dm)
    house.slack.wait_for(lambda: len(statuses) == 2)
    assert statuses[-1]["status"] == ""


def test_a_courtesy_needs_no_status(house: House) -> None:
    """Nothing is read for who says thanks."""
    house.slack.message("thanks")
    house.heard(channel=house.slack.dm)
    house.slack.message("sudan")
    house.heard(2, channel=house.slack.dm)
    house.slack.wait_for(lambda: len(house.slack.workspace.statuses) == 2)
    assert len({one["thread_ts"] for one in house.slack.workspace.statuses}) == 1


@pytest.mark.parametrize("kind", ["429", "500", "drop", "error:missing_scope", "error:unknown_method"])
def test_what_can_not_be_shown_hinders_no_answer(house: House, kind: str) -> None:
    """A workspace without the feature, or in trouble, gets its answers all the same."""
    house.slack.fail("assistant.threads.setStatus", kind)
    house.slack.fail("assistant.threads.setSuggestedPrompts", kind)
    house.slack.open_home(tab="messages")
    house.slack.message("sudan")
    answers = house.heard(2, channel=house.slack.dm)
    assert any("Ceasefire in Sudan" in shown(one) for one in answers)


def test_a_workspace_without_statuses_is_not_asked_each_time(house: House) -> None:
    """Once Slack has refused one, answers come without for a while."""
    house.slack.fail("assistant.threads.setStatus", "error:missing_scope", times=9)
    for count in (1, 2, 3):
        house.slack.message("sudan")
        house.heard(count, channel=house.slack.dm)
    assert len(house.slack.log.of("assistant.threads.setStatus")) <= 1


def test_a_failed_answer_takes_its_status_away(house: House) -> None:
    """Nobody looks at "is reading" for ever."""
    house.desk.broken = RuntimeError("out of order")
    house.slack.message("sudan")
    assert "Something went wrong" in shown(house.heard(channel=house.slack.dm)[0])
    house.slack.wait_for(lambda: len(house.slack.workspace.statuses) == 2)
    assert house.slack.workspace.statuses[-1]["status"] == ""
