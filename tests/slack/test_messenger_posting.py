"""Posting once, in bounded time, and telling apart what happened."""

from __future__ import annotations

import socket
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import SystemClock
from bot.demo.slack.standin import SlackStandIn
from bot.errors import SlackBusyError, SlackError, SlackNotSentError, SlackUnsureError
from bot.slack import blocks
from bot.slack.messenger import SlackMessenger
from bot.slack.posting import Reply, posting_client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

NOTE = blocks.problem("A note")
NONCE = {"event_type": "dateline_digest", "event_payload": {"nonce": "n-1"}}


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    with SlackStandIn() as standin:
        yield standin


def messenger(slack: SlackStandIn, timeout: float = 5.0) -> SlackMessenger:
    return SlackMessenger(posting_client(slack.bot_token, slack.api_url, timeout))


def post(to: SlackMessenger, channel: str) -> str:
    return to.post(channel, text=NOTE.text, blocks=NOTE.blocks, metadata=NONCE)


def test_a_post_is_found_by_its_nonce(slack: SlackStandIn) -> None:
    """What was posted is there once, without previews, and is found again by its nonce alone."""
    ours, since = messenger(slack), SystemClock().now()
    ts = post(ours, slack.channel)
    assert [message.ts for message in slack.bot_messages(slack.channel)] == [ts]
    (call,) = slack.log.of("chat.postMessage")
    assert (call.args["unfurl_links"], call.args["unfurl_media"]) == (False, False)
    assert ours.find(slack.channel, "n-1", since=since, after=since) == (ts,)
    assert ours.find(slack.channel, "n-2", since=since, after=since) == ()


def test_a_reply_is_found_in_its_thread_alone(slack: SlackStandIn) -> None:
    """The channel's history holds no replies, so a reply is looked for where it stands."""
    ours, since = messenger(slack), SystemClock().now()
    head = ours.post(slack.channel, text=NOTE.text, blocks=NOTE.blocks)
    said = {"text": NOTE.text, "blocks": NOTE.blocks, "metadata": NONCE}
    reply = ours.post(slack.channel, thread_ts=head, **said)
    assert ours.find(slack.channel, "n-1", since=since, after=since, thread_ts=head) == (reply,)
    assert ours.find(slack.channel, "n-2", since=since, after=since, thread_ts=head) == ()
    assert ours.find(slack.channel, "n-1", since=since, after=since) == ()


@pytest.mark.parametrize("trouble", ["500", "503", "drop", "accept_then_drop", "accept_then_500"])
def test_what_may_have_been_posted_is_unsure_and_never_sent_again(slack: SlackStandIn, trouble: str) -> None:
    """After a 5xx or a dropped connection it is unsure, with one request made and no other."""
    slack.fail("chat.postMessage", trouble)
    with pytest.raises(SlackUnsureError):
        post(messenger(slack), slack.channel)
    assert len(slack.log.of("chat.postMessage")) == 1


@pytest.mark.parametrize("code", ["internal_error", "fatal_error", "request_timeout"])
def test_slacks_own_doubts_are_unsure(slack: SlackStandIn, code: str) -> None:
    """Errors by which Slack doesn't say whether it posted are unsure."""
    slack.fail("chat.postMessage", f"error:{code}")
    with pytest.raises(SlackUnsureError):
        post(messenger(slack), slack.channel)


def test_busy_says_how_long_to_wait(slack: SlackStandIn) -> None:
    """429 is busy, with the seconds that Slack asks for."""
    slack.fail("chat.postMessage", "429", retry_after=7)
    with pytest.raises(SlackBusyError) as caught:
        post(messenger(slack), slack.channel)
    assert caught.value.retry_after == 7


def test_a_refusal_is_for_good_and_says_what_to_do(slack: SlackStandIn) -> None:
    """A channel without the bot is refused for good, with the way out in words."""
    with pytest.raises(SlackError) as caught:
        post(messenger(slack), slack.elsewhere)
    assert not isinstance(caught.value, (SlackBusyError, SlackUnsureError))
    assert caught.value.code == "not_in_channel"
    assert "/invite" in str(caught.value)


def test_a_dripping_answer_meets_the_total_limit(slack: SlackStandIn) -> None:
    """An answer that comes byte by byte is given up when the whole time is over."""
    slack.fail("chat.postMessage", "drip", seconds=30)
    begun = time.monotonic()
    with pytest.raises(SlackUnsureError):
        post(messenger(slack, timeout=0.5), slack.channel)
    assert time.monotonic() - begun < 3


def test_after_the_limit_the_connection_is_closed() -> None:
    """A server that says nothing sees the connection end when the limit has passed."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Event()

        def listen() -> None:
            held, _ = server.accept()
            with held:
                held.settimeout(10)
                while held.recv(65_536):
                    pass
                ended.set()

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        client = posting_client("xoxb-1", f"http://127.0.0.1:{server.getsockname()[1]}/api/", 0.4)
        with pytest.raises(SlackUnsureError):
            client.call("chat.postMessage", json={})
        assert ended.wait(5)
        thread.join(5)


def test_what_may_not_be_sent_any_more_is_not_written(slack: SlackStandIn) -> None:
    """Asked after the connection stands, right before the first byte: no request reaches Slack."""
    answers = iter([False])
    with pytest.raises(SlackNotSentError):
        messenger(slack).post(slack.channel, text="late", blocks=NOTE.blocks, may_send=lambda: next(answers))
    assert slack.log.of("chat.postMessage") == []
    assert list(answers) == []


def test_half_a_request_is_none(slack: SlackStandIn) -> None:
    """Its headers are out when the time has passed: without its body Slack does nothing."""
    answers = iter([True, False])
    with pytest.raises(SlackNotSentError):
        messenger(slack).post(slack.channel, text="late", blocks=NOTE.blocks, may_send=lambda: next(answers))
    assert slack.bot_messages(slack.channel) == []


def test_nobody_there_means_that_nothing_was_posted() -> None:
    """A refused connection is busy, not unsure: nothing can have been posted."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(SlackBusyError) as caught:
        posting_client("xoxb-1", f"http://127.0.0.1:{port}/api/", 2).call("chat.postMessage", json={})
    assert "can't be reached" in str(caught.value)


def test_history_that_cannot_be_read_is_an_error(slack: SlackStandIn) -> None:
    """Where history can't be read nobody may say that the nonce isn't there."""
    slack.fail("conversations.history", "error:missing_scope")
    since = SystemClock().now() - timedelta(hours=1)
    with pytest.raises(SlackError):
        messenger(slack).find(slack.channel, "n-1", since=since, after=since)


@pytest.mark.exhaustive
def test_a_nonce_is_found_behind_many_messages(slack: SlackStandIn) -> None:
    """The whole history since then is read, page after page."""
    ours, since = messenger(slack), SystemClock().now()
    ts = post(ours, slack.channel)
    client = posting_client(slack.bot_token, slack.api_url, 5)
    for number in range(205):
        client.call("chat.postMessage", json={"channel": slack.channel, "text": f"later {number}"})
    assert ours.find(slack.channel, "n-1", since=since, after=since) == (ts,)
    assert len(slack.log.of("conversations.history")) == 2


class Sparing:
    """A Slack that gives out one page of a history between two rests, and then asks to wait."""

    def __init__(self, nonces: Sequence[str]) -> None:
        self.pages = list(nonces)
        self.rested = True

    def call(
        self,
        method: str,
        *,
        json: object = None,
        form: Mapping[str, str] | None = None,
        may_send: Callable[[], bool] = lambda: True,
    ) -> Reply:
        assert may_send()
        assert (method, json) == ("conversations.history", None)
        if not self.rested:
            raise SlackBusyError(60)
        self.rested = False
        at = int((form or {}).get("cursor", 0))
        metadata = {"event_type": "dateline_delivery", "event_payload": {"nonce": self.pages[at]}}
        cursor = str(at + 1) if at + 1 < len(self.pages) else ""
        body = {
            "messages": [{"ts": f"{at}.0", "metadata": metadata}],
            "response_metadata": {"next_cursor": cursor},
        }
        return Reply(body=body, scopes=())


def test_a_history_that_is_given_out_slowly_is_read_on() -> None:
    """One page a minute: it goes on where it stopped, and answers only once all is read."""
    history, since = Sparing(["other", "n-1", "other", "n-1"]), SystemClock().now()
    ours = SlackMessenger(history)
    for _ in range(3):
        with pytest.raises(SlackBusyError):
            ours.find("C1", "n-1", since=since, after=since)
        history.rested = True
    assert ours.find("C1", "n-1", since=since, after=since) == ("1.0", "3.0")


def test_what_was_read_before_the_last_post_counts_no_more() -> None:
    """A look after another post begins at the beginning, whatever was read before."""
    history, since = Sparing(["other", "other"]), SystemClock().now()
    ours = SlackMessenger(history)
    with pytest.raises(SlackBusyError):
        ours.find("C1", "n-1", since=since, after=since)
    history.pages, history.rested = ["n-1"], True
    assert ours.find("C1", "n-1", since=since, after=since + timedelta(seconds=1)) == ("0.0",)


def test_a_second_copy_is_deleted_and_one_that_is_gone_is_as_good(slack: SlackStandIn) -> None:
    """Our own message is deleted by its ts; that it is not there any more is no error."""
    ours = messenger(slack)
    ts = post(ours, slack.channel)
    ours.delete(slack.channel, ts)
    ours.delete(slack.channel, ts)
    assert slack.bot_messages(slack.channel) == []


def test_identity_names_the_permissions(slack: SlackStandIn) -> None:
    """Who we are comes with the scopes that the token holds."""
    identity = messenger(slack).identity()
    assert identity.user
    assert {"chat:write", "commands"} <= set(identity.scopes)


def test_a_bad_token_is_told_without_the_token(slack: SlackStandIn) -> None:
    """A refused token is named by its variable, never by its value."""
    client = posting_client("xoxb-wrong-secret", slack.api_url, 5)
    with pytest.raises(SlackError) as caught:
        SlackMessenger(client).identity()
    told = f"{caught.value} {caught.value!r} {client!r}"
    assert "SLACK_BOT_TOKEN" in told
    assert "xoxb-wrong-secret" not in told
