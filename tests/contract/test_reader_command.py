"""`dateline reader` shows and erases what is stored about somebody, of the workspace that is meant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from installing import KEYS
from readers_world import furnish, standing
from typer.testing import CliRunner

from bot import tenancy
from bot.cli import app
from bot.errors import BadRequestError, NotFoundError
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

ANN, ANNS = "U0ANN", "D0ANN"


@pytest.fixture
def store(
    migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logging_left_as_it_was: None
) -> Iterator[Store]:
    """That of a folder with a config.yaml, in which commands are given from now on."""
    del logging_left_as_it_was
    (tmp_path / "d.db").write_bytes(migrated.read_bytes())
    (tmp_path / "config.yaml").write_text("database: sqlite:///d.db\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    opened = Store("sqlite:///d.db")
    yield opened
    opened.close()


def reader(*words: str) -> Result:
    return CliRunner().invoke(app, ["reader", *words])


def test_export_prints_json_and_erase_counts_by_table(store: Store) -> None:
    furnish(store, ANN, ANNS)
    shown = json.loads(reader("export", ANN).stdout)
    assert "subscriptions" in {part["table"] for part in shown["stored"]}
    erased = reader("erase", ANN, "--yes").stdout
    assert "deliveries\t" in erased
    assert "feed_changes\t1\tkept without the ID" in erased
    assert list(standing(store, ANN, ANNS)) == []
    assert reader("erase", ANN, "--yes").stdout.endswith("\n0 rows.\n")
    assert json.loads(reader("export", ANN).stdout)["stored"] == []


def test_nothing_is_erased_off_a_terminal_without_a_yes(store: Store) -> None:
    furnish(store, ANN, ANNS)
    refused = reader("erase", ANN)
    assert isinstance(refused.exception, BadRequestError)
    assert "--yes" in str(refused.exception)
    assert list(standing(store, ANN))


@pytest.mark.exhaustive
def test_of_many_workspaces_the_one_that_is_meant_is_named(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a name nothing is done, nor for a workspace that is not here; another's reader stays."""
    for tenant in ("T1", "T2"):
        with tenancy.of(tenant):
            furnish(store, ANN, ANNS)
    secrets = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "s", "SLACK_SIGNING_SECRET": "s"}
    for name, value in {**secrets, "DATELINE_ENCRYPTION_KEYS": KEYS[0]}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    before = sorted(standing(store, ANN))
    assert isinstance(reader("erase", ANN, "--yes").exception, BadRequestError)
    assert isinstance(reader("erase", ANN, "--yes", "--workspace", "T3").exception, NotFoundError)
    assert sorted(standing(store, ANN)) == before
    assert reader("erase", ANN, "--yes", "--workspace", "T1").exit_code == 0
    assert {whose for _, whose in standing(store, ANN)} == {"T2"}
