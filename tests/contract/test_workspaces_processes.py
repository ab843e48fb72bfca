"""Two real processes need a new token at the same moment: Slack is asked once, and both have it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from installing import KEYS
from pydantic import SecretStr
from sqlalchemy import update

from bot.clock import SystemClock
from bot.config import Config
from bot.config_parts import Slack
from bot.demo.slack import SlackStandIn
from bot.demo.slack.oauth import Code, Place
from bot.store.schema import installations
from bot.wiring import House

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.exhaustive
ASK = """
import sys
from pathlib import Path
from bot.config import load
from bot.wiring import House
with House(load(Path("config.yaml"))) as house:
    tokens = house.workspaces.tokens
    print("ready", flush=True)
    sys.stdin.readline()
    print(tokens.of("T0DATELINE"), flush=True)
"""


@pytest.mark.parametrize("left", [timedelta(hours=1), timedelta(seconds=-1)], ids=["in time", "too late"])
def test_two_processes_refresh_at_once_and_slack_is_asked_once(
    database: str, tmp_path: Path, left: timedelta
) -> None:
    """In time, the one that waits uses the old token; once that has expired, the new one."""
    with SlackStandIn() as slack:
        app = slack.offer("https://news.example/back")
        environment = {
            "SLACK_CLIENT_ID": app.client_id,
            "SLACK_CLIENT_SECRET": app.client_secret,
            "SLACK_API_URL": slack.api_url,
            "DATELINE_ENCRYPTION_KEYS": " ".join(KEYS),
        }
        (tmp_path / "config.yaml").write_text(f"database: {database}\n", encoding="utf-8")
        old = _installed(database, slack, left)
        slack.fail("oauth.v2.access", "accept_then_slow", seconds=1.5)
        processes = [_started(tmp_path, environment) for _ in range(2)]
        assert [process.stdout.readline() for process in processes if process.stdout] == ["ready\n"] * 2
        for process in processes:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        given = {process.communicate(timeout=60)[0].split()[-1] for process in processes}
        assert [process.returncode for process in processes] == [0, 0]
        asked = [one for one in slack.log.of("oauth.v2.access") if one.args.get("grant_type")]
        assert len(asked) == 1
        new = list(app.grants)[-1]
        assert new in given
        assert given <= ({old, new} if left > timedelta() else {new})


def _installed(database: str, slack: SlackStandIn, left: timedelta) -> str:
    """The token of a workspace, which has so long to live."""
    app, now = slack.platform.app, SystemClock().now()
    assert app
    born = now.timestamp()
    code = Code(place=Place(), user="U1", scopes=frozenset({"chat:write"}), redirect_uri="", born=born)
    config = Config(
        database=database,
        slack=Slack(
            client_id=app.client_id,
            client_secret=SecretStr(app.client_secret),
            encryption_keys=tuple(SecretStr(key) for key in KEYS),
            api_url=slack.api_url,
        ),
    )
    with House(config) as house:
        house.workspaces.install(app.issue_code(code))
        with house.store.write() as db:
            db.execute(update(installations).values(expires=now + left))
    return list(app.grants)[-1]


def _started(folder: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", ASK],
        cwd=folder,
        env={**os.environ, **environment},
        text=True,
        stdin=pipe,
        stdout=pipe,
    )
