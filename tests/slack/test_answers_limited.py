"""An answer that Slack has no room for just now is said a little later: nobody's question stays unheard."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack import blocks
from bot.slack.work import PATIENCE, SOON, WorkPool


def limited(after: str | None) -> SlackApiError:
    """As slack_sdk raises it."""
    headers = {} if after is None else {"Retry-After": after}
    answer = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="https://slack.example/api/chat.postMessage",
        req_args={},
        data={"ok": False, "error": "ratelimited"},
        headers=headers,
        status_code=429,
    )
    return SlackApiError("no", answer)


def answered(*outcomes: SlackApiError | int) -> tuple[list[str], list[float]]:
    """What was said of two messages, where each attempt comes out so in turn; and the seconds waited."""
    left, said, waited = list(outcomes), list[str](), list[float]()

    def reply(message: blocks.Message) -> int:
        outcome = left.pop(0) if left else 200
        if isinstance(outcome, SlackApiError):
            raise outcome
        if outcome == 200:
            said.append(message.text)
        return outcome

    pool = WorkPool(workers=1, pause=waited.append)
    pool.run(reply, lambda: [blocks.remark("First."), blocks.remark("Second.")])
    assert pool.finish(10)
    pool.close()
    return said, waited


@pytest.mark.parametrize(
    ("outcome", "seconds"),
    [
        (limited("3"), 3.0),
        (limited(None), SOON),
        (limited("soon"), SOON),
        (limited(str(int(PATIENCE))), PATIENCE),
        (429, SOON),  # a response_url
    ],
)
def test_it_is_said_again_when_slack_says_so(outcome: SlackApiError | int, seconds: float) -> None:
    """Once, in its order, with what follows it."""
    assert answered(outcome) == (["First.", "Second."], [seconds])
    assert answered(200, outcome) == (["First.", "Second."], [seconds])


def test_nobody_waits_for_ever() -> None:
    """Neither for minutes nor again and again: the threads are for the next questions."""
    assert answered(limited(str(int(PATIENCE) + 1))) == ([], [])
    assert answered(limited("1"), limited("1")) == ([], [1.0])


def test_another_refusal_is_no_reason_to_wait() -> None:
    refused = SlackApiError("no", {"ok": False, "error": "is_archived"})
    assert answered(refused) == ([], [])
    assert answered(404) == (["Second."], [])
