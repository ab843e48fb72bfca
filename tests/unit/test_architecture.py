"""What import-linter can't say of the architecture (docs/architecture.md): read off the source itself."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = sorted(path for package in ("bot", "summaries") for path in (ROOT / package).rglob("*.py"))
PROGRAMS = sorted(
    path for folder in ("benchmarks", "scripts", "tests") for path in (ROOT / folder).rglob("*.py")
)

LONGEST_FILE = 300
LONGEST_FUNCTION = 60

# The loops that must outlive whatever happens inside them: they log it and go on.
OUTERMOST = {"bot/work/tasks.py", "bot/collect/child.py"}

# The stand-in serves Socket Mode to tests alone; the library for it comes with the extra `test`.
STAND_IN = "bot/demo/slack/socketmode.py"
# What seals tokens comes with the extra `workspaces`; who has no such app does without.
SEALING = "bot/vault.py"

PURE_LIBRARIES = {
    *("__future__", "abc", "bisect", "collections", "dataclasses", "datetime", "decimal", "enum"),
    *("difflib", "functools", "hashlib", "html", "itertools", "json", "math", "operator", "re", "string"),
    *("types", "typing", "unicodedata", "urllib.parse", "zoneinfo"),
}
PURE_OURS = {
    *("summaries", "bot.model", "bot.text", "bot.errors", "bot.when"),
    *(
        "bot.deliver.slots",
        "bot.deliver.protocol",
        "bot.deliver.events",
        "bot.slack.blocks",
        "slack_sdk.models",
    ),
}
PURE_ROOMS = tuple(
    f"bot/{room}"
    for room in ("slack/blocks/", "deliver/slots.py", "deliver/protocol.py", "text.py", "model/")
)

# What thinking may use: words, figures and the package's own data files, nothing that reaches out.
SUMMARIES_MAY = PURE_LIBRARIES | {
    *("summaries", "array", "contextlib", "copy", "gzip", "heapq", "importlib.resources", "struct"),
    *("babel", "countryinfo", "numpy", "rapidfuzz", "sentencex", "threading", "warnings", "zlib"),
}
# Libraries that come with an extra, and the room that alone imports them.
EXTRAS = {"bot/web/": "web", "bot/work/cluster.py": "postgres", "bot/work/queues.py": "postgres"}
LAZY_SUMY = {"sumy", "importlib"}  # in methods.py alone, and only when one of its methods is chosen


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def dotted(node: ast.AST) -> str:
    """`a.b.c` as it is written; "" where it is no plain dotted name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return ""


def aliases(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for: {"dt": "datetime", "now": "time.time"}."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {
                alias.asname or alias.name.split(".")[0]: alias.name for alias in node.names if alias.asname
            }
            found |= {
                alias.name.split(".")[0]: alias.name.split(".")[0] for alias in node.names if not alias.asname
            }
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


@cache
def names_used(path: Path) -> tuple[tuple[int, str], ...]:
    """Every dotted name that the source uses, with its line, imports followed to what they stand for."""
    tree, found = tree_of(path), []
    known = aliases(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            first, _, rest = dotted(node).partition(".")
            if first in known:
                found.append((node.lineno, f"{known[first]}.{rest}".rstrip(".")))
    return tuple(found)


def imports(tree: ast.Module) -> Iterator[str]:
    """Every module that the source names in an import, `from a import b` as a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, allowed: set[str]) -> bool:
    return any(name == known or name.startswith(f"{known}.") for known in allowed)


def uses(names: set[str], *, but: str) -> list[str]:
    return [
        f"{name_of(path)}:{line} {name}"
        for path in PRODUCT
        if name_of(path) != but
        for line, name in names_used(path)
        if name in names
    ]


@pytest.mark.exhaustive
def test_the_environment_is_read_in_one_place() -> None:
    """Nothing but bot/config.py reads the environment."""
    reads = {"os.environ", "os.environb", "os.getenv", "os.getenvb", "os.path.expandvars"}
    assert uses(reads, but="bot/config.py") == []


@pytest.mark.exhaustive
def test_no_option_is_filled_from_the_environment_behind_the_configuration() -> None:
    """No option of the command line takes its value from the environment by itself."""
    found = [
        f"{name_of(path)}:{node.value.lineno}"
        for path in PRODUCT
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.keyword) and node.arg in {"envvar", "auto_envvar_prefix"}
    ]
    assert found == []


@pytest.mark.exhaustive
def test_the_wall_clock_is_read_in_one_place() -> None:
    """Nothing but bot/clock.py asks what time it is: everything else is handed a clock."""
    reads = {
        *(
            "datetime.datetime.now",
            "datetime.datetime.utcnow",
            "datetime.datetime.today",
            "datetime.date.today",
        ),
        *("time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.strftime"),
    }
    assert uses(reads, but="bot/clock.py") == []


def test_what_must_be_pure_imports_nothing_that_acts() -> None:
    """Blocks, slots, the protocol, text and model import plain libraries, summaries and each other alone."""
    allowed = PURE_LIBRARIES | PURE_OURS
    found = [
        f"{name_of(path)} -> {name}"
        for path in PRODUCT
        if name_of(path).startswith(PURE_ROOMS)
        for name in imports(tree_of(path))
        if not within(name, allowed)
    ]
    assert found == []


def test_summaries_imports_nothing_that_does_input_or_output() -> None:
    """The thinking half imports words and figures alone, and sumy in methods.py alone."""
    found = [
        f"{name_of(path)} -> {name}"
        for path in PRODUCT
        if name_of(path).startswith("summaries/")
        for name in imports(tree_of(path))
        if not within(name, SUMMARIES_MAY | (LAZY_SUMY if path.name == "methods.py" else set()))
    ]
    assert found == []


def swallows_everything(node: ast.AST) -> bool:
    """An `except` of everything that doesn't end by raising again (tidying up first is well)."""
    if not isinstance(node, ast.ExceptHandler) or isinstance(node.body[-1], ast.Raise):
        return False
    return node.type is None or bool(
        {"Exception", "BaseException"} & {dotted(part) for part in ast.walk(node.type)}
    )


@pytest.mark.exhaustive
def test_nothing_swallows_everything_but_the_outermost_loops() -> None:
    """No bare `except`, `except Exception` or `except BaseException` outside the named loops."""
    found = [
        f"{name_of(path)}:{getattr(node, 'lineno', 0)}"
        for path in PRODUCT
        if name_of(path) not in OUTERMOST
        for node in ast.walk(tree_of(path))
        if swallows_everything(node)
    ]
    assert found == []


@pytest.mark.parametrize("path", PRODUCT + PROGRAMS, ids=name_of)
def test_files_and_functions_stay_short_enough_to_read(path: Path) -> None:
    """No file is over 300 lines, no function over 60."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE, f"{name_of(path)} has {lines} lines"
    long = [
        f"{node.name}, line {node.lineno}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_every_library_that_is_imported_is_a_dependency_of_our_own() -> None:
    """What the packages import is named in pyproject.toml, not merely brought along by something else."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = names(project["dependencies"])
    extras = {room: names(project["optional-dependencies"][extra]) for room, extra in EXTRAS.items()}
    brought_by = packages_distributions()
    libraries = {
        (name_of(path), name.partition(".")[0])
        for path in PRODUCT
        for name in imports(tree_of(path))
        if name.partition(".")[0] not in {*sys.stdlib_module_names, "bot", "summaries"}
        and not name_of(path).startswith((STAND_IN, SEALING))
    }
    undeclared = [
        f"{file} -> {library}"
        for file, library in sorted(libraries)
        if not (declared | extra_of(file, extras))
        & {normal(one) for one in brought_by.get(library, [library])}
    ]
    assert undeclared == []


def names(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[\[<>=!~ ]", one)[0]) for one in requirements}


def extra_of(file: str, extras: dict[str, set[str]]) -> set[str]:
    return {name for room, brought in extras.items() if file.startswith(room) for name in brought}


def normal(name: str) -> str:
    """A project's name as PEP 503 normalises it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_no_file_names_a_place_on_somebody_s_machine() -> None:
    """No tracked file holds an absolute path into a home, a temporary or a working folder."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("needs git and a clone: which files are tracked is git's to say")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    place = re.compile(rb"(?<![\w.:/>-])/(work|root|home|Users|tmp)/\w")
    found = [
        f"{name}: {match[0].decode()}"
        for name in listed.decode().split("\0")
        if name and (ROOT / name).is_file() and (match := place.search((ROOT / name).read_bytes()))
    ]
    assert found == []
