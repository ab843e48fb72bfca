"""Reads off the source what Dateline's errors say to people: each text where the error is made."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[1]
TREE = "DatelineError"
# What stands before the text among the arguments: a source, an address, Slack's code, an HTTP status.
_BEFORE: dict[str, int] = dict.fromkeys(
    (
        "FetchError",
        "AddressRefusedError",
        "UnreadableError",
        "SlackError",
        "SlackUnsureError",
        "RefusedError",
    ),
    1,
)
_SHAPERS = {
    "strip",
    "lower",
    "upper",
    "str",
    "len",
    "join",
    "name",
    "names",
    "get",
    "max",
    "min",
    "total_seconds",
}
_STAND_IN = "demo"  # what the demonstration refuses is not Dateline's


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Told:
    """One text: `error` is its class, `text` has `{what}` where something is filled in, `room` is where."""

    error: str
    text: str
    room: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A class of the tree, with what its docstring says and the class above it."""

    name: str
    above: str
    doc: str


def modules() -> list[tuple[Path, ast.Module]]:
    """The modules that may make an error, parsed once."""
    return _parsed(ROOT)


@cache
def _parsed(root: Path) -> list[tuple[Path, ast.Module]]:
    paths = [
        path for path in sorted((root / "bot").rglob("*.py")) if _STAND_IN not in path.relative_to(root).parts
    ]
    texts = [(path, path.read_text("utf-8")) for path in paths]
    return [
        (path, ast.parse(text))
        for path, text in texts
        if re.search(r"Error\(|Expected\(|unsigned\(|overloaded\(", text)
    ]


def families() -> list[Family]:
    """The tree of errors, each class after the one above it."""
    found = {
        node.name: Family(
            name=node.name,
            above=node.bases[0].id,
            doc=(ast.get_docstring(node) or "").partition("\n\n")[0].replace("\n", " "),
        )
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.bases and isinstance(node.bases[0], ast.Name)
    }
    tree = [found[TREE]]
    for above in tree:
        tree += sorted((one for one in found.values() if one.above == above.name), key=lambda one: one.name)
    return tree


def told() -> list[Told]:
    """Every text, once for each room."""
    names = {one.name for one in families()}
    found = {
        Told(error=error, text=text, room=".".join(path.relative_to(ROOT).with_suffix("").parts[1:]))
        for path, tree in modules()
        for error, text in _texts(tree, names)
        if text
    }
    return sorted(found)


def wordless() -> list[str]:
    """Where an error is made of words that are not there to be read: "bot/x.py:12 Error"."""
    names = {one.name for one in families()}
    return [
        f"{path.relative_to(ROOT).as_posix()}: {ast.unparse(call)}"
        for path, tree in modules()
        for call, error, scope in _made(tree, names)
        if not _texts_of(call, error, scope, tree)
    ]


def _texts(tree: ast.Module, names: set[str]) -> Iterator[tuple[str, str]]:
    for call, error, scope in _made(tree, names):
        for text in _texts_of(call, error, scope, tree):
            yield error, text
    for node in ast.walk(tree):  # a class of one sentence says it itself
        if isinstance(node, ast.ClassDef) and node.name in names:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Call) and ast.unparse(inner.func) == "super().__init__":
                    # Slack's code comes first, and then the sentence.
                    yield from ((node.name, text) for text in _literal(inner.args[::-1], node, tree))


def _made(tree: ast.Module, names: set[str]) -> Iterator[tuple[ast.Call, str, ast.AST]]:
    """Calls that make an error, by its class or by a function that says it makes one."""
    makers = {
        node.name: node.returns.id
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and isinstance(node.returns, ast.Name)
        and node.returns.id in names
    } | dict.fromkeys(("unsigned", "overloaded"), "RefusedError")
    for scope in ast.walk(tree):
        if not isinstance(scope, ast.FunctionDef | ast.Module):
            continue
        for call in _calls(scope):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
            if name in names:
                yield call, name, scope
            elif name in makers and call.args:
                yield call, makers[name], scope


def _calls(scope: ast.AST) -> Iterator[ast.Call]:
    """The calls of a function itself, not of those within it."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.FunctionDef):
            continue
        if isinstance(node, ast.Call):
            yield node
        waiting += ast.iter_child_nodes(node)


def _texts_of(call: ast.Call, error: str, scope: ast.AST, tree: ast.Module) -> list[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    args = call.args[_BEFORE.get(error, 0) if name == error else 0 :]
    return _literal(args, scope, tree)


def _literal(args: Iterable[ast.expr], scope: ast.AST, tree: ast.Module) -> list[str]:
    """The first argument that is words, or a name for words."""
    for one in args:
        if words := [text for text in _words(one, scope, tree) if re.search(r"[a-z]{2}", text)]:
            return words
    return []


def _words(node: ast.expr, scope: ast.AST, tree: ast.Module, deep: int = 4) -> list[str]:
    """What an expression may say; `deep` is how many steps are followed, for a name may be made of itself."""

    def inner(*nodes: ast.expr) -> list[str]:
        return [text for one in nodes for text in _words(one, scope, tree, deep - 1)] if deep else []

    found: list[str] = []
    match node:
        case ast.Constant(value=str(text)):
            found = [text]
        case ast.JoinedStr():
            found = ["".join(_part(part) for part in node.values)]
        case ast.IfExp():
            found = inner(node.body, node.orelse)
        case ast.Dict(values=values):
            found = inner(*values)
        case ast.BinOp(left=left, right=right):
            found = [a + b for a in inner(left) for b in inner(right)]
        case ast.Call(func=ast.Attribute(attr="format", value=template)):
            found = inner(template)
        case ast.Name(id=name):
            found = inner(*_values(name, scope, tree))
        case _:
            pass
    return found


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    assert isinstance(part, ast.FormattedValue)
    names = re.findall(r"[A-Za-z_]\w*", ast.unparse(part.value))
    told = [name for name in names if name not in _SHAPERS] or ["…"]
    return "{" + told[-1].strip("_").lower() + "}"


def _values(name: str, scope: ast.AST, tree: ast.Module) -> list[ast.expr]:
    """What a name stands for, in its function or else in its module."""
    return _assigned(scope).get(name) or _assigned(tree).get(name, [])


@cache
def _assigned(place: ast.AST) -> dict[str, list[ast.expr]]:
    """What each name is made of, in a function or a module."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(place):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found
