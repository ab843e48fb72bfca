"""`dateline demo`: a first run with no Slack, no key and no network."""

from __future__ import annotations

import socket
import sys
from io import StringIO
from typing import Any

import pytest

from bot.cli import main
from bot.cli.render import Screen
from bot.demo.show import Show


@pytest.fixture(autouse=True)
def loopback_alone(monkeypatch: pytest.MonkeyPatch, logging_left_as_it_was: None) -> None:
    """No connection but to this machine, no token in the environment; logging is left as it was."""
    del logging_left_as_it_was
    connect = socket.socket.connect

    def guarded(this: socket.socket, address: Any) -> None:
        assert isinstance(address, str) or address[0] in {"127.0.0.1", "::1", "localhost"}, address
        connect(this, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)


def status_of_main() -> int:
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


@pytest.mark.exhaustive
def test_off_a_terminal_it_shows_a_digest_what_is_behind_a_story_and_two_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 0, plain, each sentence with its link; publishers differ; an answer says what it rests on."""
    monkeypatch.setattr(sys, "argv", ["dateline", "demo"])
    monkeypatch.setattr(sys, "stdin", StringIO("/news peru\n"))
    assert status_of_main() == 0
    out = capsys.readouterr().out
    digest, thread, more, sudan, ferry = out.split("\n== ")[1:]
    assert "\x1b" not in out
    assert digest.count("\n• ") >= 7
    assert "more stories in the thread" in digest
    assert thread.count("\n• ") >= 2
    assert "stories from" in digest
    differ, _, sources = more.partition("\nSources\n")
    assert "\nPublishers differ\n" in differ
    assert sources.count("\n• ") >= 3
    for answer in (sudan, ferry):
        assert " articles by " in answer
        assert " publishers in the last " in answer
    assert "sudan" in sudan.partition("==")[2].casefold()
    assert "ferry" in ferry.partition("==")[2].casefold()
    told = [
        line for part in (digest, differ, sudan, ferry) for line in part.splitlines() if line.startswith("• ")
    ]
    assert all("#:~:text=" in line for line in told)
    assert "You: /news peru" not in out


@pytest.mark.exhaustive
def test_it_takes_more_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """/news, /news TOPIC, /digest and a sentence are answered as Slack would be; an empty line ends."""
    typed = ["/news", "/news sudan", "/digest", "what happened in the ferry fire?", "/unknown", ""]
    monkeypatch.setattr("builtins.input", lambda _: typed.pop(0))
    out = StringIO()
    with Show(Screen(out, StringIO(), terminal=False)) as show:
        show.collect()
        show.converse()
    said = out.getvalue()
    assert typed == []
    for words in ("Top stories now", "On “sudan”", "08:00", "ferry", "There is no command /unknown here."):
        assert words in said


@pytest.mark.exhaustive
def test_what_opens_a_form_and_what_has_several_messages_is_shown_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A form is told in words, one that can't be opened says why; a preview's thread stands with it."""
    typed = ["/digest new", "/digest edit 1", "/digest preview", ""]
    monkeypatch.setattr("builtins.input", lambda _: typed.pop(0))
    out = StringIO()
    with Show(Screen(out, StringIO(), terminal=False)) as show:
        show.collect()
        show.posted()
        show.converse()
    said = out.getvalue()
    form, mistake, preview, thread = (
        said.index(words)
        for words in (
            "In Slack a form opens: Channel, ",
            "This digest stands in config.yaml",
            "in the thread: ",
            "21 of 21 feeds are well.",
        )
    )
    assert form < mistake < preview < thread
    assert "Latin America\n" in said[thread:]


@pytest.mark.exhaustive
def test_its_samples_are_kept_once_and_copies_are_marked() -> None:
    """At least 60 articles of 8 publishers come in; re-issues are known, agency copies counted."""
    out = StringIO()
    with Show(Screen(out, StringIO(), terminal=False)) as show:
        show.collect()
        rows = show._house.memory.states()
        with show._house.store.read() as db:
            texts = db.exec_driver_sql("SELECT publisher, text, copy_of FROM articles").all()
    assert len(texts) >= 60
    assert len({publisher for publisher, *_ in texts}) >= 8
    assert len({(publisher, text) for publisher, text, _ in texts}) == len(texts)
    assert any(copy_of for *_, copy_of in texts)
    assert not [state.error for state in rows.values() if state.error]
    for around in ("use cookies", "newsletter", "Read more"):
        assert not [text for _, text, _ in texts if around.casefold() in text.casefold()], around
