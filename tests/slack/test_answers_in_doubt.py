"""What is said to a reader where nobody knows whether the answer has reached them."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.slack import blocks
from bot.slack.work import FAILED, WorkPool

if TYPE_CHECKING:
    from collections.abc import Callable

ANSWER = blocks.problem("Here is what I know.")


def heard_of(make: Callable[[], blocks.Message], error: Exception | None = None) -> list[str]:
    """All that is said of one question; `error` meets each saying after it was heard."""
    pool, heard, asked, over = WorkPool(workers=1), list[str](), Event(), Event()

    def reply(message: blocks.Message) -> None:
        heard.append(message.text)
        if error is not None:
            raise error

    def waiting() -> blocks.Message:
        asked.wait(10)
        return make()

    def behind_all() -> None:  # when this runs, whatever follows on the first is queued
        pool.run(reply, over.set)

    pool.run(reply, waiting)
    pool.run(reply, behind_all)
    asked.set()
    assert over.wait(10)
    pool.close()
    return heard


@pytest.mark.parametrize("error", [ConnectionResetError("reset"), TimeoutError("no word from Slack")])
def test_an_answer_that_may_have_arrived_is_not_followed_by_an_excuse(error: Exception) -> None:
    """Slack took it and never said so: the reader hears one thing, and not that it went wrong."""
    assert heard_of(lambda: ANSWER, error) == [ANSWER.text]


def test_an_answer_that_could_not_be_made_is_excused_once() -> None:
    """A fault in the making is told in one calm sentence."""

    def make() -> blocks.Message:
        raise KeyError("unforeseen")

    assert heard_of(make) == [blocks.problem(FAILED).text]
