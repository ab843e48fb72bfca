"""Every log line that the program can write, read off its source."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
LOGGERS = {"log", "_log", "_LOG"}
"""What our modules call their loggers."""
MAKERS = {"get_logger", "getLogger", "discreet"}
"""What makes a logger."""
LEVELS = {"debug", "info", "warning", "error", "exception", "log"}
DISCREET = "dateline.slack."
"""Before the names that bot.slack.discreet gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`event`: its name, or its words; `fields`: what else it holds, by name."""

    event: str
    levels: tuple[str, ...]
    logger: str
    fields: tuple[str, ...] = field(default=())


def lines(folder: Path = ROOT / "bot") -> list[Line]:
    """One for each event of each logger, by both; what several calls have is joined."""
    found: dict[tuple[str, str], Line] = {}
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not any(f"{name}(" in text for name in MAKERS):
            continue  # most of them, and parsing is what takes the time
        tree = ast.parse(text)
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for line in _of(tree, _loggers(tree, module)):
            known = found.get((line.logger, line.event), line)
            found[line.logger, line.event] = replace(
                line,
                levels=tuple(dict.fromkeys((*known.levels, *line.levels))),
                fields=tuple(dict.fromkeys((*known.fields, *line.fields))),
            )
    return [found[key] for key in sorted(found)]


def _loggers(tree: ast.Module, module: str) -> dict[str, str]:
    """The module's loggers, by what they are called in it: their names, literal or the module's."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(call := node.value, ast.Call):
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if call.args and _name(call.func) in MAKERS:
            said = call.args[0]
            name = str(said.value) if isinstance(said, ast.Constant) else module
            found.setdefault(_name(target), DISCREET * (_name(call.func) == "discreet") + name)
    return found


def _of(tree: ast.Module, loggers: dict[str, str]) -> Iterator[Line]:
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        calls = [node for node in _within(function) if isinstance(node, ast.Call)]
        bound = [
            word.arg
            for call in calls
            if isinstance(call.func, ast.Attribute) and call.func.attr == "bind" and _is_logger(call.func)
            for word in call.keywords
            if word.arg
        ]
        for call in calls:
            if isinstance(call.func, ast.Attribute) and call.func.attr in LEVELS and _is_logger(call.func):
                said_by = _name(call.func.value)
                yield _line(call, call.func.attr, loggers.get(said_by) or _only(loggers), bound)


def _only(loggers: dict[str, str]) -> str:
    """Of a local one, which was bound of the module's."""
    (name,) = loggers.values()
    return name


def _within(function: ast.AST) -> Iterator[ast.AST]:
    """What stands in a function itself, and in no function within it."""
    for node in ast.iter_child_nodes(function):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
            yield from _within(node)


def _line(call: ast.Call, level: str, logger: str, bound: list[str]) -> Line:
    levels, said = ("error" if level == "exception" else level,), call.args[0]
    if level == "log":
        levels, said = tuple(_levels(call.args[0])), call.args[1]
    if not isinstance(said, ast.Constant):
        raise TypeError(f"{logger}: a log line whose event is no literal, line {call.lineno}")
    words = [word.arg for word in call.keywords if word.arg and word.arg != "exc_info"]
    return Line(
        event=" ".join(str(said.value).split()), levels=levels, logger=logger, fields=(*bound, *words)
    )


def _levels(said: ast.expr) -> Iterator[str]:
    """Those that an expression may come to: WARNING if … else INFO."""
    names = [node.id.lower() for node in ast.walk(said) if isinstance(node, ast.Name)]
    yield from (name for name in names if name in LEVELS)


def _is_logger(called: ast.Attribute) -> bool:
    return isinstance(called.value, ast.Name) and called.value.id in LOGGERS


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""
