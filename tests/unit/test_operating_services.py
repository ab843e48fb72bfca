"""What runs Dateline for years: compose.yaml, the Dockerfile and the systemd unit know its commands."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from bot.cli import app

ROOT = Path(__file__).resolve().parents[2]
UNIT = ROOT / "docs" / "operating" / "dateline.service"
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
# Settings that the environment gives: the reference has a row for each, and a test holds it to bot/config.py.
VARIABLES = set(
    re.findall(
        r"^\| `((?:SLACK|DATELINE)_[A-Z_]+)` \|",
        (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8"),
        re.MULTILINE,
    )
)


def services() -> dict[str, dict[str, Any]]:
    """Ours, each with what it extends, as compose merges them."""

    def whole(name: str) -> dict[str, Any]:
        own = COMPOSE["services"][name]
        if "extends" not in own:
            return own
        above = whole(own["extends"])
        environment = {**above.get("environment", {}), **own.get("environment", {})}
        return {**above, **own, "environment": environment}

    return {name: whole(name) for name in COMPOSE["services"] if whole(name).get("build")}


def instruction(word: str) -> list[str]:
    """The last instruction of that name in the Dockerfile, in its form as JSON."""
    (found,) = re.findall(rf"^{word}\b[^\[\n]*(\[.*\])$", DOCKERFILE, re.MULTILINE)
    return json.loads(found)


def unit() -> dict[str, list[str]]:
    """Each setting of the unit with all that it is given."""
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text("utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def unknown(words: list[str]) -> list[str]:
    """What of a command line Dateline would not understand."""
    group: Any = typer.main.get_command(app)
    command = group.commands.get(words[0])
    if command is None:
        return words[:1]
    options = {option for parameter in command.params for option in parameter.opts}
    return [word for word in words[1:] if word.startswith("-") and word not in options]


@pytest.mark.parametrize("name", services())
def test_every_service_runs_a_command_with_options_that_there_are(name: str) -> None:
    """compose.yaml's commands are Dateline's; each answers its health check where that asks."""
    service = services()[name]
    assert unknown(service["command"]) == []
    asked = json.dumps(service.get("healthcheck", {}).get("test") or instruction("HEALTHCHECK"))
    ports = {
        service["command"][at + 1] for at, word in enumerate(service["command"]) if word.endswith("port")
    }
    assert set(re.findall(r"127\.0\.0\.1:(\d+)/", asked)) <= ports
    assert "9464" in ports


@pytest.mark.parametrize("name", services())
def test_every_service_is_confined_and_is_given_what_dateline_reads(name: str) -> None:
    """Read-only, without capabilities; each variable is one of the reference's, under its own name."""
    service = services()[name]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["tmpfs"] == ["/tmp"]
    given = service["environment"]
    assert set(given) - VARIABLES == set()
    handed_on = {variable: value for variable, value in given.items() if variable != "DATELINE_SECRETS"}
    assert handed_on == {variable: f"${{{variable}:-}}" for variable in handed_on}
    assert f"./secrets:{given['DATELINE_SECRETS']}:ro" in service["volumes"]


def test_the_image_runs_as_nobody_s_root_and_is_asked_how_it_is_where_it_answers() -> None:
    """The image's command is Dateline's, with the port that its health check asks at, not as root."""
    command = instruction("CMD")
    assert instruction("ENTRYPOINT") == ["dateline"]
    assert unknown(command) == []
    assert (
        f"127.0.0.1:{command[command.index('--metrics-port') + 1]}/healthz" in instruction("HEALTHCHECK")[-1]
    )
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["dateline"]


def test_the_unit_runs_a_command_with_options_that_there_are() -> None:
    """And reloads by the signal that Dateline hears, with each credential named as a secret of its."""
    found = unit()
    program, *words = shlex.split(found["ExecStart"][0])
    assert Path(program).name == "dateline"
    assert unknown(words) == []
    assert found["ExecReload"] == ["/bin/kill -HUP $MAINPID"]
    assert found["Environment"] == ["DATELINE_SECRETS=%d"]
    credentials = [one.partition(":")[0].upper() for one in found["LoadCredential"]]
    assert set(credentials) >= {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"}
    assert set(credentials) - VARIABLES == set()


def test_the_page_on_systemd_names_the_unit_s_own_places() -> None:
    """Who follows docs/operating/systemd.md puts each file where the unit looks for it."""
    page = (UNIT.parent / "systemd.md").read_text("utf-8")
    found = unit()
    told = [shlex.split(found["ExecStart"][0])[i] for i in (0, 3)]
    told += [one.partition(":")[2] for one in found["LoadCredential"]]
    told += [
        f"/var/lib/{found['StateDirectory'][0]}/dateline.db",
        f"useradd --home-dir {found['WorkingDirectory'][0]} --system {found['User'][0]}",
    ]
    assert [place for place in told if place not in page] == []


@pytest.mark.exhaustive
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    """`systemd-analyze verify` knows each setting; another program stands in for ours."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("needs systemd-analyze (Debian: apt install systemd)")
    program = tmp_path / "dateline"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    copy = tmp_path / "dateline.service"
    copy.write_text(UNIT.read_text("utf-8").replace("/opt/dateline/bin/dateline", str(program)))
    result = subprocess.run(
        [analyze, "verify", str(copy)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
