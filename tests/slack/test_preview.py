"""`dateline preview` and `dateline demo --web`: the page as a command, a real store that stays as it is."""

from __future__ import annotations

import hashlib
import http.client
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from page_visits import Visitor
from whole import ARTICLES, FLOOD, MORNING, HandClock, whole

from bot.config import Config
from bot.config_parts import SubscriptionConfig
from bot.demo.preview import Preview
from bot.errors import NotFoundError
from bot.wiring import House

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.exhaustive  # each starts servers, and some a process

ROOT_OF = "import sys; from bot.cli import main; main()"


def configured(database: str, *channels: str) -> Config:
    orders = [{"channel": channel, "at": "08:00", "zone": "UTC"} for channel in channels]
    return Config(database=database, subscriptions=tuple(map(SubscriptionConfig.model_validate, orders)))


def stored(folder: Path) -> Path:
    with whole(folder):
        pass
    return folder / "whole.db"


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_each_channel_shows_its_digest_and_the_store_stays_as_it_was(tmp_path: Path) -> None:
    """Channels by ID and by name; orders, wishes and questions of the preview are nowhere in the store."""
    path = stored(tmp_path)
    before = fingerprint(path)
    config = configured(f"sqlite:///{path}", "C024BE91L", "#world")
    with Preview(config, MORNING) as preview:
        assert preview.fill() == ["C024BE91L", "world"]
        with preview.page(0) as page:
            visitor = Visitor(page)
            visitor.goes(page.address)
            for channel in ("# C024BE91L", "# world"):
                visitor.clicks(channel)
                assert any(sentence in visitor.here.text for sentence in FLOOD)
            visitor.says("/digest add 09:30 UTC")
            visitor.waits_for("09:30")
            visitor.says("/news follow chad")
            visitor.waits_for("chad")
    assert fingerprint(path) == before
    assert [log.stat().st_size for log in tmp_path.glob("whole.db-wal")] in (
        [],
        [0],
    )  # what wasn't moved over yet


def test_a_store_that_somebody_writes_to_is_copied_whole(tmp_path: Path) -> None:
    """While the bot runs: what is only in SQLite's log yet is in the preview too."""
    path = tmp_path / "live.db"
    with House(configured(f"sqlite:///{path}"), HandClock()) as house:
        list(house.intake.take(ARTICLES))
        with Preview(configured(f"sqlite:///{path}", "#world"), MORNING) as preview:
            preview.fill()
            with preview.page(0) as page:
                visitor = Visitor(page)
                visitor.goes(page.address)
                visitor.clicks("# world")
                assert any(sentence in visitor.here.text for sentence in FLOOD)


def test_no_store_is_told_and_none_is_made(tmp_path: Path) -> None:
    """A path that holds nothing yet stays so."""
    with (
        pytest.raises(NotFoundError, match="dateline collect"),
        Preview(configured(f"sqlite:///{tmp_path}/no.db")),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["demo --web", "preview"])
def test_the_command_serves_until_it_is_told_to_stop(command: str, tmp_path: Path) -> None:
    """It prints an address that opens the page, and ends with status 0."""
    stored(tmp_path)
    (tmp_path / "config.yaml").write_text("database: sqlite:///whole.db\n", encoding="utf-8")
    line = [sys.executable, "-c", ROOT_OF, *command.split(), "--port", "0"]
    with subprocess.Popen(line, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said: list[str] = []
        for told in process.stdout:
            said.append(told)
            if "key=" in told:
                break
        address = urlsplit(re.findall(r"http://\S+", "".join(said))[-1])
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
        connection.request("GET", f"/?{address.query}")
        assert connection.getresponse().status == http.HTTPStatus.SEE_OTHER
        connection.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
