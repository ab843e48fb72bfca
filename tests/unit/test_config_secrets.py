"""Secrets come by a variable, by the file that a variable names, or out of a folder: by one way each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import config_secrets
from bot.config import load
from bot.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.config import Config

BOT = "xoxb-123456789012-abcdefghijkl"
KEYS = ("A" * 43 + "=", "B" * 43 + "=")
MANY = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "the app's own secret"}
SERVER = "database: postgresql+psycopg://dateline@db/news\n"


def loaded(folder: Path, environ: dict[str, str], text: str = "") -> Config:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path, environ)


def refused(folder: Path, environ: dict[str, str]) -> str:
    with pytest.raises(ConfigError) as told:
        loaded(folder, environ)
    return str(told.value)


def written(path: Path, text: str | bytes) -> str:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def token(config: Config) -> str:
    assert config.slack.bot_token is not None
    return config.slack.bot_token.get_secret_value()


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "slack_bot_token"])
def test_a_secret_is_read_from_a_variable_a_file_or_the_folder(tmp_path: Path, name: str) -> None:
    """All three give the same; the folder's files have the variables' names, in capitals or not."""
    file, inside = tmp_path / "token", tmp_path / "secrets" / name
    by_variable = loaded(tmp_path, {"SLACK_BOT_TOKEN": BOT})
    by_file = loaded(tmp_path, {"SLACK_BOT_TOKEN_FILE": written(file, f"{BOT}\n")})
    written(inside, f"{BOT}\r\n")
    by_folder = loaded(tmp_path, {"DATELINE_SECRETS": str(inside.parent)})
    assert [token(one) for one in (by_variable, by_file, by_folder)] == [BOT] * 3
    assert by_variable == by_file == by_folder


def test_every_secret_has_all_three_ways_and_none_is_shown(tmp_path: Path) -> None:
    """Also the database's password, with its spaces, and several encryption keys in one file."""
    given = {
        **MANY,
        "SLACK_APP_TOKEN": "xapp-1-A0123456789-abcdef",
        "SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99eeeddd85a5",
        "DATELINE_DATABASE_PASSWORD": " a pass word ",
        "DATELINE_ENCRYPTION_KEYS": f"{KEYS[0]}\n{KEYS[1]}\n",
    }
    by_variable = loaded(tmp_path, given, SERVER)
    files = {f"{name}_FILE": written(tmp_path / name, text) for name, text in given.items()}
    by_file = loaded(tmp_path, files, SERVER)
    for name, text in given.items():
        written(tmp_path / "secrets" / name, f"{text}\n")
    by_folder = loaded(tmp_path, {"DATELINE_SECRETS": str(tmp_path / "secrets")}, SERVER)
    assert by_variable == by_file == by_folder
    assert by_folder.database == "postgresql+psycopg://dateline:%20a%20pass%20word%20@db/news"
    assert len(by_folder.slack.encryption_keys) == 2
    assert set(by_folder.secrets()) >= {given["SLACK_CLIENT_SECRET"], *KEYS}
    assert not any(
        text.strip() in repr(by_folder) for name, text in given.items() if name != "SLACK_CLIENT_ID"
    )


def test_an_empty_variable_counts_as_none(tmp_path: Path) -> None:
    """compose.yaml hands on what is not set as nothing."""
    file = written(tmp_path / "token", BOT)
    assert token(loaded(tmp_path, {"SLACK_BOT_TOKEN": "", "SLACK_BOT_TOKEN_FILE": file})) == BOT
    assert loaded(tmp_path, {"SLACK_BOT_TOKEN_FILE": " ", "DATELINE_SECRETS": ""}).slack.bot_token is None


def test_what_is_given_twice_is_refused_with_both_places(tmp_path: Path) -> None:
    """Nobody could say which counts; neither is repeated."""
    file, inside = tmp_path / "token", tmp_path / "secrets" / "slack_bot_token"
    said = refused(tmp_path, {"SLACK_BOT_TOKEN": BOT, "SLACK_BOT_TOKEN_FILE": written(file, f"{BOT}2")})
    assert said == (
        "environment: SLACK_BOT_TOKEN: is given twice, by SLACK_BOT_TOKEN and by SLACK_BOT_TOKEN_FILE; "
        "keep one of them"
    )
    written(inside, BOT)
    said = refused(tmp_path, {"SLACK_BOT_TOKEN_FILE": str(file), "DATELINE_SECRETS": str(inside.parent)})
    assert f"by SLACK_BOT_TOKEN_FILE and by the file {inside}" in said


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "is not there"),
        ("folder", "is a folder"),
        (b"", "holds nothing"),
        (b" \n\n", "holds nothing"),
        (f"{BOT}\n{BOT}\n".encode(), "holds several lines"),
        (b"\xff\xfe\x00xoxb-123456789012", "holds no plain text"),
        (b"x" * 70_000, "is too large to be a secret"),
    ],
)
def test_a_file_that_gives_no_secret_is_named_with_its_reason(
    tmp_path: Path, content: bytes | str | None, why: str
) -> None:
    """By the variable, or as the folder's file; never with a word of what stands in it."""
    path = tmp_path / "secrets" / "SLACK_BOT_TOKEN"
    path.parent.mkdir()
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    said = refused(tmp_path, {"SLACK_BOT_TOKEN_FILE": str(path)})
    assert said.startswith(f"environment: SLACK_BOT_TOKEN_FILE: names the file {path}, which {why}")
    if content is not None:  # a folder without that file gives no such secret, and that is well
        said = refused(tmp_path, {"DATELINE_SECRETS": str(path.parent)})
        assert said.startswith(f"environment: the file {path}: {why}")
    assert "xoxb" not in said
    assert "\n" not in said


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """(Root may read everything, so the refusal is played.)"""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    environ = {"SLACK_BOT_TOKEN_FILE": written(tmp_path / "token", BOT)}
    monkeypatch.setattr(config_secrets.Path, "open", refuse)
    found = config_secrets.given(environ, ["SLACK_BOT_TOKEN"], "DATELINE_SECRETS", many=())
    assert [one.what.rpartition(", which ")[2] for one in found.mistakes] == [
        "can't be read: permission denied"
    ]
    assert not found.values


@pytest.mark.parametrize(("name", "why"), [("gone", "is not there"), ("file", "is no folder")])
def test_a_folder_of_secrets_that_is_none_is_refused(tmp_path: Path, name: str, why: str) -> None:
    written(tmp_path / "file", BOT)
    said = refused(tmp_path, {"DATELINE_SECRETS": str(tmp_path / name)})
    assert said == f"environment: DATELINE_SECRETS: names the folder {tmp_path / name}, which {why}"


def test_what_else_lies_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    """Other programs' secrets, and what an orchestrator puts beside them."""
    folder = tmp_path / "secrets"
    written(folder / "slack_bot_token", BOT)
    written(folder / "other", b"\xff")
    (folder / "..data").mkdir()
    assert token(loaded(tmp_path, {"DATELINE_SECRETS": str(folder)})) == BOT
