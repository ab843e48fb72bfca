"""Tokens are sealed with the first key, opened with any, and bound to whose they are."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import pytest

from bot.config import load
from bot.errors import ConfigError, TokenSealedError
from bot.vault import Vault, new_key

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [new_key() for _ in range(3)]
CLIENT = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "a client's secret"}


@pytest.mark.parametrize("token", ["xoxe.xoxb-1-abc", '\u00e9\n\0"', "x" * 2000])
@pytest.mark.parametrize("tenant", ["T1", ""])
def test_what_is_sealed_comes_back_and_can_not_be_read(token: str, tenant: str) -> None:
    vault = Vault(KEYS)
    sealed = vault.seal(tenant, "access", token)
    assert vault.open(tenant, "access", sealed) == token
    assert token not in sealed
    assert sealed != vault.seal(tenant, "access", token)


def test_another_tenant_s_or_another_kind_s_is_not_opened() -> None:
    vault = Vault(KEYS)
    sealed = vault.seal("T1", "access", "xoxb-1")
    for tenant, kind in (("T2", "access"), ("T1", "refresh")):
        with pytest.raises(TokenSealedError):
            vault.open(tenant, kind, sealed)  # pyright: ignore[reportArgumentType]


def test_what_was_changed_or_is_nothing_is_told_without_the_token() -> None:
    vault = Vault(KEYS)
    sealed = vault.seal("T1", "access", "xoxb-1")
    for text in (sealed[:-2] + "AA", "gAAAA", "nonsense", "\u00e9"):
        with pytest.raises(TokenSealedError, match="can't be opened") as told:
            vault.open("T1", "access", text)
        assert text not in str(told.value)
    assert vault.open("T1", "access", vault.seal("T1", "access", "")) == ""


def test_no_repr_shows_a_key() -> None:
    assert not [key for key in KEYS if key in repr(Vault(KEYS)) + repr(vars(Vault(KEYS)))]


def test_without_its_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("cryptography"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ConfigError, match="workspaces"):
        Vault(KEYS)


# ---- where keys come from ----


def found(folder: Path, environ: dict[str, str]) -> list[str]:
    path = folder / "config.yaml"
    path.write_text("name: Dateline\n", encoding="utf-8")
    return [key.get_secret_value() for key in load(path, environ).slack.encryption_keys]


@pytest.mark.parametrize("between", [",", " ", "\n", ", "])
def test_keys_come_from_the_environment_or_a_file(tmp_path: Path, between: str) -> None:
    file = tmp_path / "keys"
    file.write_text(between.join(KEYS) + "\n", encoding="ascii")
    assert found(tmp_path, {**CLIENT, "DATELINE_ENCRYPTION_KEYS": between.join(KEYS)}) == KEYS
    assert found(tmp_path, {**CLIENT, "DATELINE_ENCRYPTION_KEYS_FILE": str(file)}) == KEYS


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        (CLIENT, "DATELINE_ENCRYPTION_KEYS: is missing"),
        ({**CLIENT, "DATELINE_ENCRYPTION_KEYS": f"{KEYS[0]} short"}, "32 bytes in URL-safe base64"),
        ({**CLIENT, "DATELINE_ENCRYPTION_KEYS": "short"}, "32 bytes in URL-safe base64"),
        (
            {**CLIENT, "DATELINE_ENCRYPTION_KEYS_FILE": "/nowhere/at/all"},
            "names the file /nowhere/at/all, which is not there",
        ),
        ({"SLACK_CLIENT_ID": "1.2"}, "SLACK_CLIENT_ID: goes together with SLACK_CLIENT_SECRET"),
        ({"SLACK_CLIENT_SECRET": "abcdef"}, "SLACK_CLIENT_ID: goes together with SLACK_CLIENT_SECRET"),
        (
            {**CLIENT, "SLACK_BOT_TOKEN": "xoxb-1", "DATELINE_ENCRYPTION_KEYS": KEYS[0]},
            "SLACK_BOT_TOKEN: is of one workspace",
        ),
    ],
)
def test_a_setting_that_can_not_be_meant_is_refused_without_its_secrets(
    tmp_path: Path, environ: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigError) as told:
        found(tmp_path, environ)
    assert said in str(told.value)
    hidden = (KEYS[0], "a client's secret", "short", "abcdef", "xoxb-1")
    assert [secret for secret in hidden if secret in str(told.value).replace("SLACK_CLIENT_SECRET", "")] == []


def test_keys_and_the_app_s_secret_are_in_no_log_and_no_repr(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("name: Dateline\n", encoding="utf-8")
    config = load(path, {**CLIENT, "DATELINE_ENCRYPTION_KEYS": KEYS[0]})
    assert {KEYS[0], "a client's secret"} <= set(config.secrets())
    assert KEYS[0] not in repr(config)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "subscriptions:\n- {channel: C0123456789, at: '08:00', zone: UTC}\n",
            r"config\.yaml:2: subscriptions",
        ),
        ("health: {tell: C0123456789}\n", r"config\.yaml:2: health\.tell"),
    ],
)
def test_a_channel_of_no_workspace_is_refused_where_many_install(
    tmp_path: Path, written: str, said: str
) -> None:
    """With its line and the way out; with a token of one workspace the same file is good."""
    path = tmp_path / "config.yaml"
    path.write_text(f"name: Dateline\n{written}", encoding="utf-8")
    load(path, {"SLACK_BOT_TOKEN": "xoxb-1"})
    with pytest.raises(ConfigError, match=f"{said}: names a channel of no workspace.*leave it out"):
        load(path, {**CLIENT, "DATELINE_ENCRYPTION_KEYS": KEYS[0]})
