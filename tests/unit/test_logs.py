"""Logs: one line for one event, in either format, and never a secret, whoever logs and however."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING

import pytest
import structlog

from bot import logs, tenancy
from bot.redact import redact

if TYPE_CHECKING:
    from collections.abc import Iterator

BOT = "xoxb-123456789012-345678901234-AbCdEfGhIjKl"
APP = "xapp-1-A0123456789-1234567890-0123456789abcdef"
ROTATED = "xoxe.xoxb-1-MS0yLTEyMzQ1Njc4OTAxMi0"
SIGNING = '8f74"2231b\\10e8é88'
SECRETS = (BOT, APP, ROTATED, SIGNING)


@pytest.fixture(autouse=True)
def untouched() -> Iterator[None]:
    """Logging is the process's: each test leaves it as it was."""
    root = logging.getLogger()
    level = root.level
    yield
    root.setLevel(level)
    for handler in [held for held in root.handlers if held.name == logs.HANDLER]:
        root.removeHandler(handler)
    for name in ("slack_sdk", "slack_bolt", "httpx", "httpx2", "trafilatura"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    structlog.reset_defaults()


def everything_logged(format_: logs.Format, capsys: pytest.CaptureFixture[str]) -> str:
    """Plant the secrets wherever a log line can carry them, and return what was written."""
    logs.configure("debug", format_, [SIGNING])
    ours = structlog.get_logger("bot.test")
    for secret in SECRETS:
        ours.info(f"event {secret}", key=secret, **{secret: "as a key"})
        ours.info("nested", value={"a": [secret, (secret, {secret: 1})]}, raw=secret.encode())
        ours.info("object", value=ValueError(secret))
        theirs = logging.getLogger("slack_bolt.App")
        theirs.warning("token %s in %s", secret, {"headers": secret})
        ill = logging.makeLogRecord({"name": "ill", "msg": "too few %s %s", "args": (secret,)})
        next(held for held in logging.getLogger().handlers if held.name == logs.HANDLER).handle(ill)
        logging.getLogger("slack_sdk.web").debug("body: %r", {"token": secret})
        logging.getLogger("httpx").info("GET https://user:%s@example.org/", secret)
        try:
            int(secret)  # its error holds the argument
        except ValueError:
            ours.exception("failed")
            theirs.exception("failed as well")
            logging.getLogger("plain").exception("with stack", stack_info=True)
    written = capsys.readouterr()
    assert written.out == ""
    return written.err


@pytest.mark.parametrize("format_", ["human", "json"])
def test_no_secret_gets_into_the_log(format_: logs.Format, capsys: pytest.CaptureFixture[str]) -> None:
    """Tokens by their shape, other secrets by their value: events, keys, values, arguments, tracebacks."""
    written = everything_logged(format_, capsys)
    assert written.count("[secret]") >= 10 * len(SECRETS)
    for secret in SECRETS:
        for spelling in (secret, json.dumps(secret)[1:-1], repr(secret)[1:-1]):
            assert spelling not in written


def test_an_event_is_one_line_that_nobody_can_forge(capsys: pytest.CaptureFixture[str]) -> None:
    """Line ends and escapes from outside are shown, not obeyed."""
    logs.configure("info", "human")
    structlog.get_logger("bot.test").info("title", title="a\n2026-01-01 [info] forged\x1b[2J\x9b2J\u2028b")
    logging.getLogger("slack_bolt").warning("a\r\nb %s", "\x1b]8;;http://evil\x07")
    written = capsys.readouterr().err
    assert written.count("\n") == 2
    assert written.isprintable() is False  # for its line ends alone
    assert written.replace("\n", "").isprintable()
    assert "a␊2026" in written


def test_json_lines_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Ours and the libraries' lines have the same keys."""
    logs.configure("info", "json")
    structlog.get_logger("bot.test").warning("late", channel="C1", minutes=4)
    logging.getLogger("apscheduler").warning("missed %d", 2)
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert first["event"] == "late"
    assert (first["channel"], first["minutes"], first["level"], first["logger"]) == (
        "C1",
        4,
        "warning",
        "bot.test",
    )
    assert (second["event"], second["level"], second["logger"]) == ("missed 2", "warning", "apscheduler")
    assert first.keys() - {"channel", "minutes"} == second.keys()


def test_the_level_holds_and_libraries_chatter_only_in_debug(capsys: pytest.CaptureFixture[str]) -> None:
    """At info, ours is told and a library's request is not; at error, neither."""
    logs.configure("info", "human")
    structlog.get_logger("bot.test").debug("no")
    structlog.get_logger("bot.test").info("yes")
    logging.getLogger("httpx").info("a request")
    assert [line.split("] ")[1].split()[0] for line in capsys.readouterr().err.splitlines()] == ["yes"]
    logs.configure("error", "human")
    structlog.get_logger("bot.test").warning("no")
    logging.getLogger("slack_bolt").warning("no")
    assert capsys.readouterr().err == ""


def test_configuring_again_replaces_and_does_not_double(capsys: pytest.CaptureFixture[str]) -> None:
    """Each line is written once, in the format that was asked for last."""
    logs.configure("info", "human")
    logs.configure("info", "json")
    structlog.get_logger("bot.test").info("once")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "once"


def test_what_the_extractor_can_t_read_is_not_told_twice(capsys: pytest.CaptureFixture[str]) -> None:
    """A bad page is told by us, by its name; the library's "discarding data: None" is kept for debugging."""
    logs.configure("info", "human")
    logging.getLogger("trafilatura.core").warning("discarding data: None")
    assert capsys.readouterr().err == ""
    logs.configure("debug", "human")
    logging.getLogger("trafilatura.core").warning("discarding data: None")
    assert "discarding data" in capsys.readouterr().err


def test_innocent_words_are_left_alone() -> None:
    """What only talks of tokens, and addresses without a user, stay readable."""
    for text in (
        "tokens begin with xoxb-",
        "https://a.example/@someone",
        "http://127.0.0.1:8080/a@b",
        "a@b.example",
    ):
        assert redact(text, ["no", ""]) == text


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_what_belongs_together_has_one_id(capsys: pytest.CaptureFixture[str]) -> None:
    """Ours and the libraries' lines, in other threads too; what comes after it has another, or none."""
    logs.configure("info", "json")
    ours, theirs = structlog.get_logger("bot.test"), logging.getLogger("slack_bolt")
    with tenancy.Pool(1) as pool:
        for kind in ("command", "event"):
            with logs.work(kind=kind):
                ours.info("here")
                pool.submit(ours.info, "in a thread").result()
                theirs.warning("a library's")
        pool.submit(ours.info, "nobody's").result()
    ours.info("after")
    lines = told(capsys)
    ids = [line.get("work") for line in lines]
    assert len(set(ids[:3])) == len(set(ids[3:6])) == 1
    assert ids[0] != ids[3]
    assert ids[6:] == [None, None]
    assert [line.get("kind") for line in lines] == ["command"] * 3 + ["event"] * 3 + [None] * 2


def test_whose_work_it_is_stands_in_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Of several workspaces; who runs it for one has nothing of it, and what a line says itself stays."""
    logs.configure("info", "json")
    ours = structlog.get_logger("bot.test")
    ours.info("the only one's")
    with tenancy.of("T1"):
        ours.info("theirs")
        logging.getLogger("slack_bolt").warning("theirs too")
        ours.info("of another", tenant="T2")
    assert [line.get("tenant") for line in told(capsys)] == [None, "T1", "T1", "T2"]


@pytest.mark.parametrize(("terminal", "shown"), [(True, "human"), (False, "json")])
def test_a_terminal_gets_lines_for_people_and_a_program_json(
    terminal: bool,  # noqa: FBT001 - a parameter of the test
    shown: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    logs.configure("info", "auto")
    structlog.get_logger("bot.test").info("seen")
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("{") == (shown == "json")
    assert "seen" in line
