from __future__ import annotations

import signal
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from processes import NOW

if TYPE_CHECKING:
    from processes import Heard, Newsroom

    from bot.demo.slack.workspace import Message

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


STORED = """Africa
Lighthouse keepers of Cape Verde retire after 40 years

The last two lighthouse keepers of Cape Verde handed over their keys in Praia on Sunday, port officials said.
handed over their keys in Praia will do their work from December on the islands of Fogo and Brava.
"""


def started(newsroom: Newsroom) -> Heard:
    """`dateline run`, connected by Socket Mode."""
    process = newsroom.start("run")
    newsroom.slack.wait_for(lambda: newsroom.slack.socket.connections, timeout=60)
    return process


def answer(newsroom: Newsroom, topic: str) -> Message:
    before = len(newsroom.slack.bot_messages())
    newsroom.slack.command("/news", topic).ack()
    newsroom.slack.wait_for(lambda: len(newsroom.slack.bot_messages()) > before, timeout=30)
    return newsroom.slack.bot_messages()[-1]


def answer_with(newsroom: Newsroom, topic: str, words: str) -> None:
    """Ask until the answer says so: what is asked for is still being collected."""
    until = monotonic() + 60
    while words not in (shown := str(answer(newsroom, topic).blocks)):
        assert monotonic() < until, shown


def test_run_collects_answers_watches_its_folder_and_ends_when_told(newsroom: Newsroom) -> None:
    """One process does it all: feeds are read, a dropped file is soon news, SIGTERM ends it in 10 s."""
    process = started(newsroom)
    (newsroom.folder / "inbox" / "keepers.txt").write_text(STORED)

    answer_with(newsroom, "lighthouse", "handed over their keys in Praia")
    answer_with(newsroom, "volcano", "Gaua")

    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=10)
    assert process.returncode == 0, said
    assert "Traceback" not in said
    for secret in (newsroom.slack.bot_token, newsroom.slack.app_token):
        assert secret not in said


def test_run_without_a_socket_posts_and_hears_nothing(newsroom: Newsroom) -> None:
    """With the bot's token alone it collects and posts what is due; hearing is for `dateline web`."""
    newsroom.slack.app_token = ""
    path = newsroom.folder / "config.yaml"
    path.write_text(path.read_text("utf-8") + "digest: {catch_up_hours: 24}\n", encoding="utf-8")
    newsroom.run("digest", "--at", (NOW - timedelta(minutes=1)).isoformat())  # the order stands since then
    process = newsroom.start("run", "--no-socket")
    newsroom.slack.wait_for(lambda: newsroom.slack.bot_messages(newsroom.slack.channel), timeout=90)
    assert not newsroom.slack.socket.connections
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=20)
    assert process.returncode == 0, said


def test_run_without_tokens_says_how_to_get_them(newsroom: Newsroom) -> None:
    """Five lines and status 2."""
    newsroom.slack.bot_token = newsroom.slack.app_token = ""
    said = newsroom.run("run", status=2)
    assert len(said.strip().splitlines()) == 5
    assert "dateline manifest" in said


def test_run_with_a_revoked_token_says_so_and_ends(newsroom: Newsroom) -> None:
    newsroom.slack.fail("auth.test", "error:token_revoked")
    said = newsroom.run("run", status=1)
    assert "revoked" in said
    assert newsroom.slack.bot_token not in said


def test_run_with_a_wrong_app_token_says_which_and_ends(newsroom: Newsroom) -> None:
    newsroom.slack.fail("apps.connections.open", "error:not_allowed_token_type")
    said = newsroom.run("run", status=1)
    assert "Check SLACK_APP_TOKEN" in said
    assert "Traceback" not in said


def test_run_waits_for_a_slack_that_is_not_there_yet(newsroom: Newsroom) -> None:
    """Neither a server error nor a dropped connection at the start ends it."""
    newsroom.slack.fail("auth.test", "503")
    newsroom.slack.fail("apps.connections.open", "503")
    process = started(newsroom)
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=10)
    assert process.returncode == 0, said
    assert said.count("slack.unreachable") == 2


def test_an_answer_that_hangs_holds_up_no_ending(newsroom: Newsroom) -> None:
    """Slack takes the answer and says nothing: SIGTERM ends the process in 10 s all the same."""
    process = started(newsroom)
    newsroom.slack.fail("response_url", "slow", seconds=30)
    newsroom.slack.command("/news", "help").ack()
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=10)
    assert process.returncode == 0, said
    assert "Traceback" not in said
