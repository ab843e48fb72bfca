"""`dateline workspaces`: who installed it, a change of keys, and a key for the first start."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.cli import main
from bot.model.installations import Installation
from bot.store import installations
from bot.store.store import Store
from bot.vault import Vault, new_key

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = new_key(), new_key()
THEN = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logging_left_as_it_was: None) -> None:
    del logging_left_as_it_was
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_text("name: Dateline\n", encoding="utf-8")
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)


def said(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *options: str,
    keys: str = "",
    command: str = "workspaces",
) -> tuple[int, str]:
    if keys:
        monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
        monkeypatch.setenv("SLACK_CLIENT_SECRET", "a secret of the app")
        monkeypatch.setenv("DATELINE_ENCRYPTION_KEYS", keys)
    monkeypatch.setattr(sys, "argv", ["dateline", command, *options])
    status = 0
    try:
        main()
    except SystemExit as ended:
        status = int(ended.code or 0)
    heard = capsys.readouterr()
    return status, heard.out + heard.err


def stored(tmp_path: Path) -> Vault:
    """A workspace that is well, one that is stuck, one that has left, and an organisation."""
    old = Vault([OLD])
    one = Installation(
        tenant="T1",
        team="T1",
        enterprise="",
        name="One",
        app="A1",
        bot_user="U1",
        scopes=(),
        token=old.seal("T1", "access", "xoxb-one"),
        installed=THEN,
        installed_by="U2",
        look=THEN,
    )
    store = Store(f"sqlite:///{tmp_path / 'dateline.db'}")
    with store.write() as db:
        installations.save(db, one)
        installations.save(
            db,
            replace(
                one, tenant="T2", team="T2", name="Two", stuck=THEN, why="invalid_refresh_token", token=""
            ),
        )
        installations.save(
            db, replace(one, tenant="T3", team="T3", name="Three", gone=THEN, forget=THEN, why="uninstalled")
        )
        installations.save(db, replace(one, tenant="E1", team="", enterprise="E1", name="Org", token=""))
    store.close()
    return old


def test_a_key_for_the_first_start_needs_no_configuration(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "config.yaml").unlink()
    status, key = said(capsys, monkeypatch, "--new-key")
    assert status == 0
    assert Vault([key.strip()]).seal("T1", "access", "xoxb-one")


def test_without_an_app_that_is_installed_it_says_what_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, told = said(capsys, monkeypatch)
    assert (status, "set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET" in told) == (2, True)


def test_a_manifest_for_others_needs_an_address(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(capsys, monkeypatch, "--workspaces", command="manifest")[0] == 2
    url = ("--url", "https://news.example/slack/events")
    status, told = said(capsys, monkeypatch, "--workspaces", *url, command="manifest")
    assert (status, "app_uninstalled" in told) == (0, True)


def test_it_lists_who_installed_it_and_how_they_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stored(tmp_path)
    status, told = said(capsys, monkeypatch, keys=OLD)
    assert status == 0
    lines = [line for line in told.splitlines() if line.startswith(("T", "E"))]
    assert [line.split()[0] for line in lines] == ["E1", "T1", "T2", "T3"]
    for part in (
        "Org (org-wide)",
        "well",
        "gives no new token (invalid_refresh_token)",
        "uninstalled; its data goes",
    ):
        assert part in told
    assert "4 workspaces." in told
    assert "xoxb" not in told


def test_keys_are_changed_and_what_no_key_opens_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stored(tmp_path)
    assert said(capsys, monkeypatch, "--rekey", keys=f"{NEW} {OLD}")[0] == 0
    store = Store(f"sqlite:///{tmp_path / 'dateline.db'}")
    with store.read() as db:
        row = installations.get(db, "T1")
    store.close()
    assert row
    assert Vault([NEW]).open("T1", "access", row.token) == "xoxb-one"
    status, told = said(capsys, monkeypatch, "--rekey", keys=OLD)
    assert (status, "No key opens the tokens of T1" in told) == (1, True)


@pytest.mark.exhaustive
def test_the_doctor_names_workspaces_whose_tokens_no_key_opens_or_slack_does_not_renew(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Not those that have left; with the right key only the stuck one is left to be mended."""
    stored(tmp_path)
    status, told = said(capsys, monkeypatch, keys=NEW, command="doctor")
    assert (status, "no key opens those of T1" in told, "no new token for T2" in told) == (1, True, True)
    status, told = said(capsys, monkeypatch, keys=OLD, command="doctor")
    assert (status, "no key opens" in told, "no new token for T2" in told) == (1, False, True)
    assert "xoxb" not in told
