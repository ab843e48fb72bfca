"""Faults on demand: what the caller sees, and what really happened."""

from __future__ import annotations

import time
from http.client import RemoteDisconnected
from typing import TYPE_CHECKING

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.demo.slack import SlackStandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import TurnedClock


@pytest.fixture
def turned_stand_in(turned_clock: TurnedClock) -> Iterator[SlackStandIn]:
    with SlackStandIn(clock=turned_clock) as slack:
        yield slack


@pytest.mark.parametrize(
    ("kind", "status", "posted"),
    [
        ("429", 429, 0),
        ("500", 500, 0),
        ("503", 503, 0),
        ("accept_then_500", 500, 1),
        ("accept_then_503", 503, 1),
        ("error:fatal_error", 200, 0),
    ],
)
def test_an_error_says_less_than_what_happened(
    stand_in: SlackStandIn, web: WebClient, kind: str, status: int, posted: int
) -> None:
    """The caller sees the status; whether the message is in the channel is another matter, and on record."""
    stand_in.fail("chat.postMessage", kind, retry_after=7)
    with pytest.raises(SlackApiError) as raised:
        web.chat_postMessage(channel=stand_in.channel, text="x")
    assert raised.value.response.status_code == status
    assert raised.value.response.headers.get("Retry-After") == ("7" if kind == "429" else None)
    assert len(stand_in.messages()) == posted
    (call,) = stand_in.log.of("chat.postMessage")
    assert (call.fault, call.accepted) == (kind.partition(":")[0], bool(posted))


@pytest.mark.parametrize(("kind", "posted"), [("drop", 0), ("accept_then_drop", 1)])
def test_a_dropped_connection_says_nothing(
    stand_in: SlackStandIn, web: WebClient, kind: str, posted: int
) -> None:
    """A connection that is closed without an answer hides whether the message was posted."""
    stand_in.fail("chat.postMessage", kind)
    with pytest.raises(RemoteDisconnected):
        web.chat_postMessage(channel=stand_in.channel, text="x")
    assert len(stand_in.messages()) == posted


@pytest.mark.exhaustive
def test_a_client_that_retries_posts_twice(stand_in: SlackStandIn) -> None:
    """slack_sdk's default client sends again after accept_then_drop, and the message is there twice."""
    stand_in.fail("chat.postMessage", "accept_then_drop")
    WebClient(token=stand_in.bot_token, base_url=stand_in.api_url).chat_postMessage(
        channel=stand_in.channel, text="x"
    )
    assert len(stand_in.messages()) == 2
    assert [call.fault for call in stand_in.log.accepted()] == ["accept_then_drop", ""]


def test_a_slow_answer_is_late_and_true(stand_in: SlackStandIn, web: WebClient) -> None:
    """A slow call is done, after the time that it was told to take."""
    stand_in.fail("chat.postMessage", "slow", seconds=0.2)
    started = time.monotonic()
    assert web.chat_postMessage(channel=stand_in.channel, text="x")["ok"]
    assert time.monotonic() - started >= 0.2


@pytest.mark.exhaustive
def test_a_dripping_answer_outlives_a_timeout_per_read(stand_in: SlackStandIn) -> None:
    """slack_sdk's timeout is per read: an answer that drips takes longer than it, and still arrives."""
    stand_in.fail("chat.postMessage", "drip", seconds=0.6)
    client = WebClient(token=stand_in.bot_token, base_url=stand_in.api_url, timeout=0.3, retry_handlers=[])  # pyright: ignore[reportArgumentType]
    started = time.monotonic()
    assert client.chat_postMessage(channel=stand_in.channel, text="x")["ok"]
    assert time.monotonic() - started > 0.3


@pytest.mark.exhaustive
def test_an_accepted_message_can_time_out(stand_in: SlackStandIn) -> None:
    """accept_then_slow: the message is there at once, and the caller gives up before it is told."""
    stand_in.fail("chat.postMessage", "accept_then_slow", seconds=3_600)
    client = WebClient(token=stand_in.bot_token, base_url=stand_in.api_url, timeout=1, retry_handlers=[])
    with pytest.raises(TimeoutError):
        client.chat_postMessage(channel=stand_in.channel, text="x")
    assert stand_in.messages()[0].text == "x"


def test_slack_can_lose_metadata(stand_in: SlackStandIn, web: WebClient) -> None:
    """without:metadata posts the message, and the nonce in it is nowhere to be found."""
    stand_in.fail("chat.postMessage", "without:metadata")
    metadata = {"event_type": "digest", "event_payload": {"nonce": "n1"}}
    assert web.chat_postMessage(channel=stand_in.channel, text="x", metadata=metadata)["ok"]
    assert stand_in.messages()[0].metadata is None


def test_history_can_lie(stand_in: SlackStandIn, web: WebClient) -> None:
    """instead: the answer is what the test says, once; then it is the truth again."""
    web.chat_postMessage(channel=stand_in.channel, text="x")
    stand_in.fail("conversations.history", "instead", answer={"ok": True, "messages": [], "has_more": False})
    seen = [len(web.conversations_history(channel=stand_in.channel)["messages"]) for _ in range(2)]
    assert seen == [0, 1]


@pytest.mark.parametrize("threaded", [False, True])
def test_history_can_lag(turned_stand_in: SlackStandIn, turned_clock: TurnedClock, *, threaded: bool) -> None:
    """late: what was posted in the last seconds is not there yet, in a channel or a thread; then it is."""
    web = WebClient(token=turned_stand_in.bot_token, base_url=turned_stand_in.api_url, retry_handlers=[])
    asked = {"channel": turned_stand_in.channel}
    first = web.chat_postMessage(text="x", **asked)["ts"]
    method = "conversations.replies" if threaded else "conversations.history"
    turned_stand_in.fail(method, "late", times=100, seconds=5)
    turned_clock.seconds += 6
    web.chat_postMessage(text="y", thread_ts=first if threaded else None, **asked)
    asked |= {"ts": first} if threaded else {}
    seen: list[int] = []
    for seconds in (0, 4, 2):
        turned_clock.seconds += seconds
        seen.append(len(web.api_call(method, params=asked)["messages"]))
    assert seen == [1, 1, 2]


def test_a_limited_method_serves_a_call_every_so_often(
    turned_stand_in: SlackStandIn, turned_clock: TurnedClock
) -> None:
    """limited: the second call within the time meets a 429 that names the wait, and the limit holds on."""
    web = WebClient(token=turned_stand_in.bot_token, base_url=turned_stand_in.api_url, retry_handlers=[])
    turned_stand_in.fail("conversations.history", "limited", times=100, seconds=60)
    for _ in range(2):
        assert web.conversations_history(channel=turned_stand_in.channel)["ok"]
        turned_clock.seconds += 15
        with pytest.raises(SlackApiError) as raised:
            web.conversations_history(channel=turned_stand_in.channel)
        assert raised.value.response.headers["Retry-After"] == "45"
        turned_clock.seconds += 45


@pytest.mark.exhaustive
def test_the_end_of_the_stand_in_ends_every_wait(stand_in: SlackStandIn) -> None:
    """A call that was to take an hour is let go when the stand-in closes."""
    stand_in.fail("chat.postMessage", "slow", seconds=3_600)
    client = WebClient(token=stand_in.bot_token, base_url=stand_in.api_url, timeout=1, retry_handlers=[])
    with pytest.raises(TimeoutError):
        client.chat_postMessage(channel=stand_in.channel, text="x")
    assert stand_in.messages() == []
    stand_in._backend.closing.set()
    assert stand_in.wait_for(stand_in.messages)[0].text == "x"


def test_faults_are_used_up(stand_in: SlackStandIn, web: WebClient) -> None:
    """A fault with times=2 hits twice, its own method alone; then all is well."""
    stand_in.fail("chat.postMessage", "error:fatal_error", times=2)
    assert web.auth_test()["ok"]
    for _ in range(2):
        with pytest.raises(SlackApiError, match="fatal_error"):
            web.chat_postMessage(channel=stand_in.channel, text="x")
    assert web.chat_postMessage(channel=stand_in.channel, text="x")["ok"]


@pytest.mark.parametrize("kind", ["explode", "error", "429:x"])
def test_an_unknown_fault_is_refused(stand_in: SlackStandIn, kind: str) -> None:
    """A fault with a misspelt kind is refused at once, not ignored."""
    with pytest.raises(ValueError, match="no such fault"):
        stand_in.fail("chat.postMessage", kind)
