"""The doctor's facts as they are gathered: of this machine, its files, a broken database, and Slack."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from collect_server import RawServer, answer
from doctor_world import BOT, FEED, NOW, TOKENS, Who, checked, config, probes, raising

from bot.cli.doctor import _public
from bot.config import load, surroundings
from bot.errors import SlackError, StoreError
from bot.operate.checks import State
from bot.operate.doctor import examine
from bot.operate.examining.database import by_words
from bot.operate.machine import disk, file_system, limit, machine, memory
from bot.store.store import Store
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANY = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "a secret",
    "DATELINE_ENCRYPTION_KEYS": "A" * 43 + "=",
}
ORDERS = (
    "subscriptions: [{channel: C1, at: 08:00}, {channel: C2, at: 08:00}, {channel: '#name', at: 08:00}]\n"
    "health: {tell: G3}\n"
)
MOUNTS = [
    "overlay / overlay rw,relatime 0 0",
    "/dev/vda1 /srv ext4 rw 0 0",
    r"nas:/news /srv/our\040news nfs4 rw 0 0",
    "tmpfs /srv/newsroom tmpfs rw 0 0",
]


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv", "ext4"),
        ("/srv/data/dateline", "ext4"),
        ("/srv/our news/deep", "nfs4"),
        ("/srv/newsroom2", "ext4"),
        ("/var", "overlay"),
    ],
)
def test_a_folder_is_on_the_file_system_that_is_mounted_nearest_above_it(folder: str, kind: str) -> None:
    """Not on one whose name merely begins alike; spaces are written as the kernel writes them."""
    assert file_system(folder, MOUNTS) == kind
    assert file_system(folder, []) == ""


def test_memory_is_read_as_linux_tells_it() -> None:
    """In bytes; what is no figure is left out, and a container without a limit has none."""
    told = memory("MemTotal:        2048 kB\nMemAvailable:    1024 kB\nHugePages_Total:       0\nnonsense\n")
    assert (told["MemTotal"], told["MemAvailable"]) == (2 * 1024**2, 1024**2)
    assert [limit("max\n"), limit("536870912\n"), limit("")] == [None, 536870912, None]


def test_this_machine_has_what_the_tests_need(tmp_path: Path) -> None:
    """Where Linux tells it: some memory, some files, all libraries, a disk below the database."""
    found = machine()
    assert (found.memory or 1) > 0
    assert (found.handles or 1) > 0
    assert (set(found.missing), found.unsafe_parser) == (set(), "")
    below = disk(f"sqlite:///{tmp_path}/dateline.db")
    assert below is not None
    assert 0 <= below.free <= below.total
    assert disk("sqlite://") is None
    assert disk("postgresql+psycopg://user@host/name") is None


def test_files_that_everybody_may_read_or_change_are_named_and_no_longer_once_they_are_not(
    tmp_path: Path,
) -> None:
    """The configuration, and a secret's file wherever it lies; their contents are told nowhere."""
    path, token = tmp_path / "config.yaml", tmp_path / "token"
    path.write_text(FEED, encoding="utf-8")
    token.write_text(BOT, encoding="utf-8")
    environ = {"SLACK_BOT_TOKEN_FILE": str(token)}
    path.chmod(0o666)
    token.chmod(0o644)
    found = surroundings(path, environ)
    assert (found.writable, found.readable) == ((path,), (token,))
    path.chmod(0o644)
    token.chmod(0o600)
    assert surroundings(path, environ) == surroundings(path, {})
    assert load(path, environ).slack.bot_token is not None


def test_a_slip_of_the_pen_in_the_environment_is_seen_and_what_is_other_programs_is_not(
    tmp_path: Path,
) -> None:
    """Only near names of what is not set; proxies by their names alone, never by their addresses."""
    environ = {
        "SLACK_BOT_TOKN": BOT,
        "DATELINE_DATABASE_PASWORD": "x",
        "SLACK_WEBHOOK_URL": "https://hooks.example",
        "SLACK_APP_TOKEN": "xapp",
        "SLACK_AP_TOKEN": "xapp",
        "https_proxy": "http://user:secret@p.example",
    }
    found = surroundings(tmp_path / "config.yaml", environ)
    assert found.unknown == {
        "SLACK_BOT_TOKN": "SLACK_BOT_TOKEN",
        "DATELINE_DATABASE_PASWORD": "DATELINE_DATABASE_PASSWORD",
    }
    assert found.proxies == ("https_proxy",)


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all, " * 400)


def newer(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE alembic_version (version_num TEXT)")
        db.execute("INSERT INTO alembic_version VALUES ('9999')")
    db.close()


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("fault", "name", "code"),
    [
        (garbage, "dateline.db", "database-not-one"),
        (newer, "dateline.db", "database-newer"),
        (a_folder, "dateline.db", "database-read-only"),
        (lambda _: None, "gone/dateline.db", "database-folder-missing"),
    ],
)
def test_what_sqlite_really_says_is_understood(
    tmp_path: Path, fault: Callable[[Path], None], name: str, code: str
) -> None:
    """The messages are the driver's and our own, not what a test imagines."""
    fault(tmp_path / name)
    with pytest.raises(StoreError) as told:
        Store(f"sqlite:///{tmp_path / name}")
    assert by_words(str(told.value)).code == code


def test_channels_are_looked_at_by_their_ids_where_the_bot_may(tmp_path: Path) -> None:
    """Each once, and none by its name; what Slack refuses is told of that channel alone."""
    asked: list[str] = []

    def channel(one: str) -> None:
        asked.append(one)
        if one == "C2":
            raise SlackError("not_in_channel", "No")

    found = checked(config(tmp_path, FEED + ORDERS), probes(channel=channel))
    assert sorted(asked) == ["C1", "C2", "G3"]
    assert [found[f"channel {one}"].state for one in ("C1", "C2", "G3")] == [State.OK, State.FAIL, State.OK]
    assert "/invite @Dateline" in found["channel C2"].cure
    assert found["channel #name"].code == "channel-by-name"
    few = probes(channel=raising(AssertionError("asked")), slack=lambda: Who(scopes=("chat:write",)))
    assert "channel C1" not in checked(config(tmp_path, FEED + ORDERS), few)


def test_tokens_of_two_apps_are_told_apart(tmp_path: Path) -> None:
    """By the ID within the app's token; where Slack does not say whose the bot's is, nothing is claimed."""
    other = probes(app=lambda: "A0000000001")
    assert checked(config(tmp_path), other)["Slack apps"].code == "tokens-of-two-apps"
    for well in (lambda: "A0123456789", lambda: "", raising(SlackError("missing_scope", "No"))):
        assert "Slack apps" not in checked(config(tmp_path), probes(app=well))


def test_a_quick_look_asks_nothing_that_grows_with_the_store(tmp_path: Path) -> None:
    """Neither the names in the archive nor workspaces' tokens: a health check comes every minute."""
    asked = raising(AssertionError("asked"))
    world = probes(names=asked, workspaces=asked, public=asked, feed=asked, slack=asked, socket=asked)
    assert list(examine(config(tmp_path, environ=TOKENS), world, NOW, quick=True))


@pytest.mark.exhaustive
def test_the_public_address_is_known_by_what_dateline_web_says_there(tmp_path: Path) -> None:
    """It takes POST alone; another program there, or none, is told; a private address can't be judged."""
    allowed = "collect: {allow_networks: [127.0.0.0/8], pause_seconds: 0}\n"
    with RawServer() as site:
        redirect = f"workspaces: {{redirect_url: '{site.url}/slack/oauth_redirect'}}\n"

        def told(text: str) -> str | None:
            with House(config(tmp_path, text, MANY)) as house:
                return _public(house)

        site.answers["/slack/events"] = answer(b"", "405 Method Not Allowed", "Allow: POST")
        assert told(allowed + redirect) == ""
        site.answers["/slack/events"] = answer(b"hello")
        assert "something else" in (told(allowed + redirect) or "")
        site.answers["/slack/events"] = answer(b"", "502 Bad Gateway")
        assert "502" in (told(allowed + redirect) or "")
        assert told(redirect) is None
    assert told(allowed) is None
