"""A newcomer's machine: a clean copy of the checkout, an empty home, sample news and a stand-in for Slack.

What a test can't have is stood in for: `python3 -m venv` and `pip install` make an environment that is the
one that tests run in (CI runs the README's lines with the real ones), and config.yaml names the sample feeds
on loopback, since no test reaches the internet. Everything else is as a reader has it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from bot.clock import SystemClock
from bot.demo.show import last_morning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.demo.slack import SlackStandIn
    from bot.demo.wire import Wire

ROOT = Path(__file__).resolve().parents[2]
PYTHON = f"""\
#!/bin/sh
[ "$*" = "-m venv .venv" ] || exec {sys.executable} "$@"
mkdir -p .venv/bin && cp "$(dirname "$0")"/venv/* .venv/bin/
"""
PIP = """\
#!/bin/sh
case "$*" in
"install "*"-c constraints.txt "*) ;;
*) echo "pip: $*: not as the pages have it" >&2; exit 2;;
esac
[ -f constraints.txt ] && [ -f pyproject.toml ]
"""
DATELINE = f"""\
#!/bin/sh
export PYTHONPATH=$(realpath "$(dirname "$0")/../..")
exec {sys.executable} -c 'from bot.cli import main; main()' "$@"
"""
ACTIVATE = """\
export VIRTUAL_ENV="$PWD/.venv" PATH="$PWD/.venv/bin:$PATH"
"""
SHIPPED = {"Halyard News Agency": "BBC News", "Nairobi Meridian": "Al Jazeera"}
ENDS_WITH_FEEDS = re.compile(r"^feeds:.*?^(?=collect:)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A folder with the checkout in it, and what its shell's environment holds."""

    folder: Path
    environment: Mapping[str, str]


def checkout(folder: Path, wire: Wire, slack: SlackStandIn) -> Place:
    """The working tree without what git ignores, as a clone would bring it."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    clone = folder / "dateline"
    for name in names:
        if name and (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone / name)
    _name_feeds(clone / "config.yaml", wire)
    return Place(folder=clone, environment=_environment(folder, slack))


def newsroom(folder: Path, wire: Wire, slack: SlackStandIn) -> Place:
    """The same some days on: installed, connected, the news read, the last morning's digest posted."""
    place = checkout(folder, wire, slack)
    config = place.folder / "config.yaml"
    order = f"subscriptions: [{{channel: {slack.channel}, at: '08:00', zone: UTC}}]"
    text, times = re.subn(r"subscriptions: \[\]", order, config.read_text("utf-8"))
    late, times_late = re.subn(r"catch_up_hours: 3\b", "catch_up_hours: 24", text)  # whenever the test is run
    assert times == times_late == 1
    config.write_text(late, "utf-8")
    tokens = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}
    environment = {**place.environment, **tokens}
    environment["PATH"] = f"{place.folder}/.venv/bin:{environment['PATH']}"
    before = (last_morning(SystemClock().now()) - timedelta(minutes=1)).isoformat()
    for line in (
        "python3 -m venv .venv",
        f"dateline digest --at {before}",  # the order stands since then
        "dateline collect",
        "dateline digest",
    ):
        subprocess.run(
            ["bash", "-c", line], cwd=place.folder, env=environment, check=True, stdout=subprocess.DEVNULL
        )
    return Place(folder=place.folder, environment=environment)


def another(place: Place, folder: Path) -> Place:
    """The same again, to be walked in without a trace of what was done before."""
    shutil.copytree(place.folder, folder / "dateline")
    home = folder / "home"
    home.mkdir()
    path = place.environment["PATH"].replace(str(place.folder), str(folder / "dateline"))
    return Place(
        folder=folder / "dateline", environment={**place.environment, "HOME": str(home), "PATH": path}
    )


def _name_feeds(config: Path, wire: Wire) -> None:
    """The sample feeds in the place of the world's; two go by names that ship, as the pages have them."""
    feeds = "".join(
        f"  - {{url: '{feed.url}', publisher: '{SHIPPED.get(feed.publisher, feed.publisher)}', "
        f"section: '{feed.section}'}}\n"
        for feed in wire.feeds
    )
    text, times = ENDS_WITH_FEEDS.subn(f"feeds:\n{feeds}\n", config.read_text("utf-8"))
    assert times == 1
    text, times = re.subn(r"allow_networks: \[\]", "allow_networks: [127.0.0.0/8]", text)
    assert times == 1
    config.write_text(text, "utf-8")


def _environment(folder: Path, slack: SlackStandIn) -> dict[str, str]:
    home, tools = folder / "home", folder / "tools"
    home.mkdir()
    (tools / "venv").mkdir(parents=True)
    made = {
        tools / "python3": PYTHON,
        tools / "venv" / "pip": PIP,
        tools / "venv" / "dateline": DATELINE,
        tools / "venv" / "activate": ACTIVATE,
    }
    for path, text in made.items():
        path.write_text(dedent(text), "utf-8")
        path.chmod(0o755)
    return {
        "HOME": str(home),
        "PATH": f"{tools}:{os.environ['PATH']}",
        "LANG": os.environ.get("LANG", "C.UTF-8"),
        "SLACK_API_URL": slack.api_url,
    }
