"""The documents keep up with the program: settings, commands, links, the README's lines, the tree."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
import typer.main
from pydantic import BaseModel

from bot import config
from bot.cli import app
from bot.slack.orders import read_addition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
ENVIRONMENT = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_API_URL",
    "DATELINE_DATABASE_PASSWORD",
    "DATELINE_ENCRYPTION_KEYS",
    "DATELINE_SECRETS",
)
SHARED_OPTIONS = ("--config", "--at", "--help")
NO_PLAIN_DEFAULT = {"subscriptions[].days", "subscriptions[].stories"}  # the table says it in words


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def rows(markdown: str) -> dict[str, str]:
    """The tables' rows whose first cell is a name in backticks: {name: second cell}."""
    return dict(re.findall(r"^\| `([^`]+)` \| (.*?) \|", markdown, re.MULTILINE))


def settings(model: type[BaseModel], above: str = "") -> Iterator[tuple[str, str]]:
    """Every setting by the name that config.yaml gives it, with its default as the table shows it."""
    for key, setting in model.model_fields.items():
        name = f"{above}{key}"
        if inner := one_inside(setting.annotation):
            yield from settings(inner, f"{name}[].")
        elif isinstance(setting.default, config.Slack):
            continue  # the environment's, not config.yaml's
        elif isinstance(setting.default, BaseModel):
            yield from settings(type(setting.default), f"{name}.")
        elif setting.is_required():
            yield name, "required"
        else:
            yield name, f"`{setting.default}`" if setting.default not in {"", ()} else "empty"


def one_inside(annotation: Any) -> type[BaseModel] | None:
    """The model that a tuple holds; None where it holds something else."""
    for part in (annotation, *get_args(annotation)):
        for inner in get_args(part) or ((part,) if part is not annotation else ()):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                return inner
    return None


def script(name: str) -> ModuleType:
    """A program of scripts/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def readme_commands() -> dict[str, str]:
    return script("readme_command").commands((ROOT / "README.md").read_text(encoding="utf-8"))


def commands() -> dict[str, Any]:
    """Every command of the program that isn't hidden: {"collect": ...}."""
    group: Any = typer.main.get_command(app)
    return {name: command for name, command in group.commands.items() if not command.hidden}


def subcommands(command: Any) -> list[Any]:
    return list(getattr(command, "commands", {}).values())


def test_every_setting_is_documented_with_its_default() -> None:
    """Each setting of the configuration has a row with its true default in docs/reference/settings.md."""
    documented = rows((REFERENCE / "settings.md").read_text(encoding="utf-8"))
    known = dict(settings(config.Config))
    assert sorted(documented) == sorted([*known, *ENVIRONMENT])
    wrong = {
        name: (documented[name], default)
        for name, default in known.items()
        if name not in NO_PLAIN_DEFAULT and documented[name] != default
    }
    assert wrong == {}


def test_every_variable_of_the_environment_is_documented() -> None:
    """Whatever variable any module of bot/ names, in code or in words for people, the reference lists."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py")]
    words = " ".join(
        node.value
        for source in sources
        if "SLACK_" in source or "DATELINE_" in source
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    named = set(re.findall(r"\b(?:SLACK|DATELINE)(?:_[A-Z]+)+\b", words))
    assert sorted(named - {f"{name}_FILE" for name in ENVIRONMENT}) == sorted(ENVIRONMENT)


def test_every_command_is_documented() -> None:
    """Each command of the program has a row in docs/reference/commands.md, and no row is of none."""
    documented = rows((REFERENCE / "commands.md").read_text(encoding="utf-8"))
    names = sorted(name.removeprefix("dateline ") for name in documented if name.startswith("dateline "))
    assert names == sorted(commands())


def test_every_option_is_documented() -> None:
    """Each option of a command has its own words in the command's row; those that all share stand below."""
    text = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    documented = rows(text)
    missing = [
        f"{name} {option}"
        for name, command in commands().items()
        for parameter in [*command.params, *(one for sub in subcommands(command) for one in sub.params)]
        for option in parameter.opts[:1]
        if option.startswith("--") and option not in SHARED_OPTIONS
        if not re.search(rf"`{option}(?![\w-])", documented[f"dateline {name}"])
    ]
    assert missing == []
    assert [option for option in SHARED_OPTIONS if f"`{option}" not in text] == []


def test_every_status_is_documented() -> None:
    """A command ends with none but those in the table of docs/reference/commands.md."""
    told = set(
        re.findall(r"^\| (\d) \|", (REFERENCE / "commands.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "cli").glob("*.py"))
    ends = re.findall(r"(?:typer\.Exit|sys\.exit|os\._exit)\(([^)]*)\)", sources)
    assert {one for end in ends for one in re.findall(r"\d", end)} <= told == {"0", "1", "2"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_documents_name_only_commands_that_exist(path: Path) -> None:
    """A document shows no `dateline WORD` that the program would refuse."""
    code = re.findall(r"`+[^`]*`+", path.read_text(encoding="utf-8"))
    shown = {word for part in code for word in re.findall(r"\bdateline ([a-z]+)\b", part)}
    assert sorted(shown - set(commands())) == []


def test_every_command_of_a_group_is_documented() -> None:
    """`dateline feeds find` and the like stand in their group's row, and no document names another one."""
    documented = rows((REFERENCE / "commands.md").read_text(encoding="utf-8"))
    groups = {name: set(command.commands) for name, command in commands().items() if subcommands(command)}
    missing = [
        f"{group} {name}"
        for group, names in groups.items()
        for name in names
        if not re.search(rf"`dateline {group} {name}\b", documented[f"dateline {group}"])
    ]
    shown = {
        found
        for path in DOCUMENTS
        for found in re.findall(
            rf"\bdateline ({'|'.join(groups)}) ([a-z]+)\b",
            "\n".join(re.findall(r"`+[^`]*`+", path.read_text(encoding="utf-8"))),
        )
    }
    assert groups
    assert missing == []
    assert [f"{group} {name}" for group, name in sorted(shown) if name not in groups[group]] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_order_that_is_shown_can_be_typed(path: Path) -> None:
    """What a document shows after /digest add is read as an order, and never left out."""
    shown = re.findall(r"`/digest add\b([^`]*)`", path.read_text(encoding="utf-8"))
    assert [read_addition(order).at for order in shown] == [order.split()[0] for order in shown]


def test_the_readme_says_how_dateline_is_found() -> None:
    """A bare `dateline` works once the environment is active: that is said before the first one."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index("`. .venv/bin/activate`") < text.index("`dateline ")


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    """Every relative link and picture of a document is a file of the project, every anchor a heading."""
    text = path.read_text(encoding="utf-8")
    broken: list[str] = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        if not there.exists() or (anchor and anchor not in anchors(there.read_text(encoding="utf-8"))):
            broken.append(target)
    assert broken == []


def anchors(markdown: str) -> set[str]:
    """The headings' anchors: lower case, spaces as hyphens, no other punctuation."""
    headings = re.findall(r"^#+ (.+)$", markdown, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_ci_runs_the_readme_s_own_lines() -> None:
    """.ci/run takes its first two steps from the README, where each is one line."""
    lines = readme_commands()
    called = re.findall(r"readme_command (\w+)", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert {"demo", "test"} <= set(called)
    assert set(called) <= set(lines)


@pytest.mark.parametrize("name", ["demo", "test"])
def test_the_readme_s_lines_install_exact_versions_into_an_environment_of_their_own(name: str) -> None:
    """Both forms of a command install with constraints.txt into .venv and then run the same program."""
    lines = readme_commands()
    for line in (lines[name], lines[f"{name}-uv"]):
        assert " -c constraints.txt " in line
    assert lines[name].startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert lines[name].rpartition(" && ")[2] == lines[f"{name}-uv"].rpartition(" && ")[2]


def test_the_architecture_shows_every_room() -> None:
    """The tree in docs/architecture.md names every room of both packages."""
    shown = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [
        path.name
        for package in ("bot", "summaries")
        for path in (ROOT / package).iterdir()
        if not path.name.startswith("__")
    ]
    assert sorted(room for room in rooms if not re.search(rf"\b{re.escape(room)}\b", shown)) == []


def test_the_constraints_name_exact_versions_and_no_address() -> None:
    """constraints.txt holds `name==version` lines alone, each once, and every direct dependency."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", pin)] == []
    names = [normal(pin.partition("==")[0]) for pin in pins]
    assert len(names) == len(set(names))
    assert sorted(direct_dependencies() - set(names)) == []


def normal(name: str) -> str:
    """A project's name as PEP 503 normalises it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def direct_dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    return {normal(re.split(r"[\[<>=!~ ]", one)[0]) for one in wanted} - {normal(project["name"])}


@pytest.mark.parametrize(
    "page", ["metrics", "log-events", "slack-commands", pytest.param("errors", marks=pytest.mark.exhaustive)]
)
def test_pages_that_are_made_of_tables_are_current(page: str) -> None:
    """`python scripts/reference.py` would change nothing."""
    made = script("reference").PAGES[page]()
    assert (REFERENCE / f"{page}.md").read_text(encoding="utf-8") == made
