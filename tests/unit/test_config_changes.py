"""Told to read config.yaml again, Dateline says what differs, takes what is right, and keeps the old else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.cli.shifts import newer_config
from bot.config import Config, load
from bot.config_changes import applied, changes, fixed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BOT = "xoxb-123456789012-abcdefghijkl"
FEEDS = "feeds: [{url: 'https://a.example/f', publisher: Alpha}, {url: 'https://b.example/f'}]\n"
ORDERS = "subscriptions: [{channel: C1, at: 08:00}, {channel: C1, at: 08:00, topics: [sudan]}]\n"


def config(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> Config:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path, environ or {})


def lines(old: Config, new: Config) -> list[str]:
    return [f"{one.setting}: {one.was} -> {one.now}" for one in changes(old, new)]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("", "name: Desk\n", ["name: Dateline -> Desk"]),
        ("digest: {stories: 5}\n", "", ["digest.stories: 5 -> 7"]),
        ("", "alerts: {quiet: ''}\n", ["alerts.quiet: 22:00-07:00 -> none"]),
        ("", "collect: {allow_networks: [10.0.0.0/8]}\n", ["collect.allow_networks: none -> 10.0.0.0/8"]),
        (FEEDS, FEEDS.replace("Alpha", "Omega"), ["feeds[https://a.example/f].publisher: Alpha -> Omega"]),
        (
            FEEDS,
            "feeds: [{url: 'https://b.example/f'}, {url: 'https://c.example/f', section: World}]\n",
            [
                "feeds[https://a.example/f]: publisher Alpha -> removed",
                "feeds[https://c.example/f]: not there -> section World",
            ],
        ),
        ("", "feeds: [{url: 'https://b.example/f'}]\n", ["feeds[https://b.example/f]: not there -> there"]),
        (
            FEEDS,
            "feeds: [{url: 'https://b.example/f'}, {url: 'https://a.example/f', publisher: Alpha}]\n",
            ["feeds: in one order -> in another order"],
        ),
        (
            ORDERS,
            ORDERS.replace("sudan]", "sudan, chad], days: mon"),
            [
                "subscriptions[C1 08:00 UTC #2].days: mon, tue, wed, thu, fri, sat, sun -> mon",
                "subscriptions[C1 08:00 UTC #2].topics: sudan -> sudan, chad",
            ],
        ),
        (FEEDS + ORDERS, FEEDS + ORDERS, []),
    ],
)
def test_each_difference_is_a_line_of_its_own(tmp_path: Path, was: str, now: str, told: list[str]) -> None:
    """Settings by their names in config.yaml; items of lists by what they are, not by their place."""
    assert lines(config(tmp_path, was), config(tmp_path, now)) == told


def test_what_waits_for_a_restart_stays_and_is_no_line(tmp_path: Path) -> None:
    """The database and the tokens: neither their old nor their new value is told."""
    old = config(tmp_path, "", {"SLACK_BOT_TOKEN": BOT})
    new = config(tmp_path, "name: Desk\ndatabase: sqlite:///other.db\n", {"SLACK_BOT_TOKEN": f"{BOT}2"})
    assert fixed(old, new) == ("database", "slack")
    assert lines(old, new) == ["name: Dateline -> Desk"]
    taken = applied(old, new)
    assert (taken.name, taken.database, taken.slack) == ("Desk", old.database, old.slack)


def reloaded(folder: Path, old: Config, text: str) -> tuple[Config | None, list[dict[str, object]]]:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    with capture_logs() as said:
        found = newer_config(path, old)
    return found, [dict(one) for one in said]


@pytest.fixture(autouse=True)
def no_tokens(monkeypatch: pytest.MonkeyPatch, logging_left_as_it_was: None) -> None:
    del logging_left_as_it_was
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)


def test_a_right_file_is_taken_and_its_differences_are_in_the_log(tmp_path: Path) -> None:
    found, said = reloaded(tmp_path, config(tmp_path, FEEDS), f"{FEEDS}digest: {{stories: 3}}\n")
    assert found is not None
    assert found.digest.stories == 3
    assert [(one["event"], one["setting"], one["was"], one["now"]) for one in said] == [
        ("config.changed", "digest.stories", "7", "3")
    ]


def test_a_wrong_file_is_refused_mistake_by_mistake(tmp_path: Path) -> None:
    """The old one is kept whole: what else was right in the new one has no effect either."""
    old = config(tmp_path, FEEDS)
    found, said = reloaded(tmp_path, old, "name: Desk\ndigest: {stories: 900}\nfeds: []\n")
    assert found is None
    assert [(one["event"], one["kept"]) for one in said] == [("config.refused", "the old one")] * 2
    assert "digest.stories: found 900" in str(said[0]["why"])
    (tmp_path / "config.yaml").unlink()
    with capture_logs() as heard:
        assert newer_config(tmp_path / "config.yaml", old) is None
    assert [one["event"] for one in heard] == ["config.refused"]


def test_nothing_new_is_nothing_to_do(tmp_path: Path) -> None:
    """Nor is what waits for a restart alone."""
    old = config(tmp_path, FEEDS)
    found, said = reloaded(tmp_path, old, f"{FEEDS}# a comment\n")
    assert (found, [one["event"] for one in said]) == (None, ["config.unchanged"])
    found, said = reloaded(tmp_path, old, f"{FEEDS}database: sqlite:///other.db\n")
    assert found is None
    assert [(one["event"], one.get("setting")) for one in said] == [
        ("config.needs_restart", "database"),
        ("config.unchanged", None),
    ]


def test_a_store_in_memory_is_not_given_up(tmp_path: Path) -> None:
    """It would be lost with the house that holds it."""
    old = config(tmp_path, "database: sqlite://\n")
    found, said = reloaded(tmp_path, old, "database: sqlite://\nname: Desk\n")
    assert found is None
    assert said[-1]["event"] == "config.needs_restart"
