"""The doctor: each thing it looks at, well and ill, with a cure for what is ill."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from doctor_world import APP, BOT, EXTRA, FEED, NEEDED, NOW, TOKENS, Who, checked, config, probes, raising

from bot.config import load
from bot.errors import (
    AddressRefusedError,
    FetchError,
    SlackBusyError,
    SlackError,
    SlackUnsureError,
    StoreError,
    UnreadableError,
)
from bot.operate.checks import Check, State
from bot.operate.doctor import configuration, examine, worst

if TYPE_CHECKING:
    from bot.model import Feed


def test_where_all_is_well_nothing_has_a_cure(tmp_path: Path) -> None:
    """Every check is named, in the order in which it is told."""
    (tmp_path / "inbox").mkdir()
    text = (
        FEED
        + "collect: {folders: [{path: inbox}]}\nsubscriptions: [{channel: C1, at: 08:00, zone: Asia/Tokyo}]\n"
    )
    checks = checked(config(tmp_path, text))
    assert list(checks) == [
        *(
            "configuration",
            "database",
            "time",
            f"folder {tmp_path / 'inbox'}",
            "SLACK_BOT_TOKEN",
            "SLACK_APP_TOKEN",
        ),
        *("Slack", "Slack scopes", "Socket Mode", "feed Alpha"),
    ]
    assert worst(checks.values()) is State.OK
    assert checks["configuration"].what == "1 feed, 1 folder, 1 subscription"
    assert checks["time"].what == "it is 2026-11-23 08:30 UTC, 17:30 in Asia/Tokyo"
    assert checks["Slack"].what == "dateline in Acme"
    assert checks["feed Alpha"].what == "https://a.example/f: 30 entries"


def test_a_broken_configuration_is_a_finding_and_no_crash(tmp_path: Path) -> None:
    """The doctor can be called to a file that nothing else can read; each mistake is a check of its own."""
    (tmp_path / "config.yaml").write_text("nam: x\ndigest: {stories: 900}\n", encoding="utf-8")
    checks, found = configuration(lambda: load(tmp_path / "config.yaml", {}))
    assert [check.state for check in checks] == [State.FAIL, State.FAIL]
    assert found is None
    assert "nam: is not a setting" in checks[0].what
    assert "digest.stories: found 900; expected" in checks[1].what
    checks, found = configuration(lambda: config(tmp_path))
    assert ([check.state for check in checks], found is None) == ([State.OK], False)


def test_nothing_to_collect_is_a_warning(tmp_path: Path) -> None:
    """An empty configuration works, and does nothing."""
    check = checked(config(tmp_path, ""))["configuration"]
    assert check.state is State.WARN
    assert "nothing to collect" in check.what


@pytest.mark.parametrize(
    ("schema", "told", "cure"),
    [
        (lambda: ("6", "7"), "at schema 6 instead of 7", "dateline migrate"),
        (lambda: ("", "7"), "at schema none instead of 7", "dateline migrate"),
        (raising(StoreError("the database is locked")), "the database is locked", "a second dateline run"),
    ],
)
def test_an_ill_database_fails(tmp_path: Path, schema: object, told: str, cure: str) -> None:
    """Unreachable and out of date are told apart."""
    check = checked(config(tmp_path), probes(schema=schema))["database"]
    assert check.state is State.FAIL
    assert told in check.what
    assert cure in check.cure


def test_a_clock_before_this_program_was_written_is_wrong(tmp_path: Path) -> None:
    """A machine that woke up in 1970 would post nothing for decades."""
    check = checked(config(tmp_path), now=datetime(1970, 1, 1, tzinfo=UTC))["time"]
    assert check.state is State.FAIL
    assert "clock" in check.cure


def test_folders_that_are_missing_or_files_fail(tmp_path: Path) -> None:
    """Each says what it is instead."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    checks = checked(config(tmp_path, "collect: {folders: [{path: gone}, {path: file}]}\n"))
    gone, file = checks[f"folder {tmp_path / 'gone'}"], checks[f"folder {tmp_path / 'file'}"]
    assert (gone.state, gone.what) == (State.FAIL, "does not exist")
    assert "mkdir -p" in gone.cure
    assert (file.state, file.what) == (State.FAIL, "is a file")


def test_a_folder_that_may_not_be_read_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permissions are told as such. (Root may read everything, so the refusal is played.)"""

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    check = checked(config(tmp_path, "collect: {folders: [{path: inbox}]}\n"))[f"folder {tmp_path / 'inbox'}"]
    assert (check.state, check.what) == (State.FAIL, "can't be read: Permission denied")


def test_an_app_that_workspaces_install_needs_no_token_of_its_own(tmp_path: Path) -> None:
    app = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "a secret",
        "DATELINE_ENCRYPTION_KEYS": "A" * 43 + "=",
    }
    check = checked(config(tmp_path, environ=app))["Slack tokens"]
    assert (check.state, "each with a token of its own" in check.what) == (State.OK, True)


def test_without_tokens_the_command_line_still_works(tmp_path: Path) -> None:
    """No token is a warning with the way to get them, and Slack isn't asked."""
    asked = raising(AssertionError("asked"))
    checks = checked(config(tmp_path, environ={}), probes(slack=asked, socket=asked))
    assert checks["Slack tokens"].state is State.WARN
    assert "dateline manifest" in checks["Slack tokens"].cure
    assert not {"Slack", "Socket Mode"} & set(checks)


@pytest.mark.parametrize(
    ("environ", "name", "told"),
    [
        ({"SLACK_BOT_TOKEN": BOT}, "SLACK_APP_TOKEN", "is not set"),
        ({"SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN", "is not set"),
        (
            {"SLACK_BOT_TOKEN": APP, "SLACK_APP_TOKEN": BOT},
            "SLACK_BOT_TOKEN",
            "what belongs into SLACK_APP_TOKEN",
        ),
        (
            {"SLACK_BOT_TOKEN": APP, "SLACK_APP_TOKEN": BOT},
            "SLACK_APP_TOKEN",
            "what belongs into SLACK_BOT_TOKEN",
        ),
        ({"SLACK_BOT_TOKEN": "Bearer", "SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN", "begins with xoxb-"),
    ],
)
def test_tokens_missing_swapped_or_misshapen_fail(
    tmp_path: Path, environ: dict[str, str], name: str, told: str
) -> None:
    """Each token is looked at by itself, and its value is never told."""
    check = checked(config(tmp_path, environ=environ))[name]
    assert check.state is State.FAIL
    assert told in check.what


def test_a_stand_in_for_slack_is_pointed_out(tmp_path: Path) -> None:
    """Whoever forgot SLACK_API_URL in the environment sees it."""
    check = checked(config(tmp_path, environ=TOKENS | {"SLACK_API_URL": "http://127.0.0.1:9/api"}))[
        "SLACK_API_URL"
    ]
    assert check.state is State.WARN
    assert "http://127.0.0.1:9/api/" in check.what


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        ("invalid_auth", "copy the bot token again"),
        ("not_allowed_token_type", "copy the one that begins with xoxb-"),
        ("service_unavailable", "try again"),
    ],
)
def test_slack_refusing_or_silent_fails(tmp_path: Path, code: str, cure: str) -> None:
    """auth.test's own code is told."""
    checks = checked(config(tmp_path), probes(slack=raising(SlackError(code, "Slack said no"))))
    assert checks["Slack"].state is State.FAIL
    assert code in checks["Slack"].what
    assert cure in checks["Slack"].cure
    assert "Slack scopes" not in checks


@pytest.mark.parametrize(
    ("error", "told", "cure"),
    [
        (SlackError("invalid_auth", "No"), "refuses the app's token (invalid_auth)", "connections:write"),
        (SlackError("not_allowed_token_type", "No"), "not_allowed_token_type", "check SLACK_APP_TOKEN"),
        (SlackBusyError(3), "asks to wait 3 s (ratelimited)", "try again"),
        (SlackUnsureError("no_answer", "No answer."), "No answer. (no_answer)", "try again"),
    ],
)
def test_an_app_token_that_opens_nothing_fails(
    tmp_path: Path, error: SlackError, told: str, cure: str
) -> None:
    """A token that is refused and a Slack that is away have each their own cure."""
    check = checked(config(tmp_path), probes(socket=raising(error)))["Socket Mode"]
    assert check.state is State.FAIL
    assert told in check.what
    assert cure in check.cure


@pytest.mark.parametrize(
    ("scopes", "state", "told"),
    [
        (("chat:write",), State.FAIL, "missing: commands"),
        (NEEDED, State.WARN, "without channels:history"),
        ((*NEEDED, *EXTRA, "users:read"), State.OK, "all there"),
    ],
)
def test_scopes_needed_and_wished_for(
    tmp_path: Path, scopes: tuple[str, ...], state: State, told: str
) -> None:
    """Without a needed scope it fails, without an optional one it says what is lost."""
    check = checked(config(tmp_path), probes(slack=lambda: Who(scopes=scopes)))["Slack scopes"]
    assert check.state is state
    assert told in check.what


@pytest.mark.parametrize(
    ("probe", "state", "told", "cure"),
    [
        (lambda _: 0, State.WARN, "no entries", "browser"),
        (raising(FetchError("u", "404 not found")), State.FAIL, "404 not found", "correct or remove"),
        (raising(FetchError("u", "410 gone", gone=True)), State.FAIL, "410 gone", "remove it"),
        (raising(FetchError("u", "timed out after 20 s", passing=True)), State.WARN, "timed out", "later"),
        (raising(FetchError("u", "no such host", passing=True)), State.WARN, "host", "check the address"),
        (raising(AddressRefusedError("u", "private address")), State.FAIL, "private", "allow_networks"),
        (raising(UnreadableError("u", "no feed")), State.FAIL, "no feed", "browser"),
    ],
)
def test_each_way_in_which_a_feed_can_be_ill(
    tmp_path: Path, probe: object, state: State, told: str, cure: str
) -> None:
    """What passes is a warning, what does not is a failure, and each has its own cure."""
    check = checked(config(tmp_path), probes(feed=probe))["feed Alpha"]
    assert check.state is state
    assert check.what.startswith("https://a.example/f: ")
    assert told in check.what
    assert cure in check.cure


def test_a_proxy_is_named_with_what_rests_with_it(tmp_path: Path) -> None:
    """Who fetches through a proxy is told that the guard can't see behind it; who doesn't, nothing."""
    through = checked(config(tmp_path, f"{FEED}collect: {{proxy: 'http://proxy.example:3128'}}\n"))["proxy"]
    assert through.state is State.OK
    assert "rests with it alone" in through.what
    assert "proxy" not in checked(config(tmp_path))


def test_feeds_are_asked_side_by_side_in_a_bounded_pool_and_told_in_order(tmp_path: Path) -> None:
    """As many at a time as collect.workers says, no more; the order is config.yaml's."""
    together = threading.Barrier(3, timeout=10)
    asking: set[str] = set()
    most: list[int] = []

    def probe(feed: Feed) -> int:
        asking.add(feed.url)
        together.wait()  # all three of the pool are here, and nobody else
        most.append(len(asking))
        together.wait()
        asking.discard(feed.url)
        together.wait()
        return 1

    urls = "".join(f"- url: https://a.example/{n}\n" for n in range(9))
    checks = checked(config(tmp_path, f"feeds:\n{urls}collect: {{workers: 3}}\n"), probes(feed=probe))
    assert [name for name in checks if name.startswith("feed ")] == [
        f"feed https://a.example/{n}" for n in range(9)
    ]
    assert most == [3] * 9


def test_a_quick_look_needs_no_network(tmp_path: Path) -> None:
    """Neither feeds nor Slack are asked."""
    asked = raising(AssertionError("asked"))
    world = probes(feed=asked, slack=asked, socket=asked)
    checks = list(examine(config(tmp_path), world, NOW, quick=True))
    assert {check.name for check in checks} == {
        *("configuration", "database", "time", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"),
    }


def test_the_whole_is_as_its_worst_part() -> None:
    """One failure fails it, a warning alone warns, nothing at all is well."""
    ok, warn, fail = (Check(name=state, state=state, what="") for state in State)
    assert worst([ok, warn, fail, ok]) is State.FAIL
    assert worst([ok, warn]) is State.WARN
    assert worst([]) is State.OK
