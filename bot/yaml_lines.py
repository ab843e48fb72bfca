"""YAML as text with line numbers: every scalar stays as it was written, so none of YAML's traps can close.

YAML 1.1 makes 1080 of an unquoted 18:00, False of NO and 8 of 010. Here each scalar is the string that stands
in the file, and the model, which knows what it wants, makes a number or a time of it. Built from the parser's
events, which carry the lines; aliases are refused, so nothing can multiply.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 10_000_000
# From here on it is read by libyaml, ten times as fast: 100,000 feeds are 4 MB, and would take 10 s.
_LARGE = 100_000
_MAX_DEPTH = 20

Key = tuple[str | int, ...]
Tree = dict[str, "Tree"] | list["Tree"] | str | None

_NULLS = ("", "~", "null", "Null", "NULL")
_TEXT_TAGS = (None, "!", "tag:yaml.org,2002:str")


class Unreadable(Exception):  # noqa: N818 - not an error of its own: always turned into a Mistake
    """The document makes no sense from `line` on."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why


@dataclass(slots=True, kw_only=True)
class Document:
    """What the file holds. `lines` are of keys and list items; `doubled`: (key, first line, second line)."""

    root: Tree = None
    lines: dict[Key, int] = field(default_factory=dict[Key, int])
    doubled: list[tuple[Key, int, int]] = field(default_factory=list[tuple[Key, int, int]])

    def line(self, key: Key) -> int:
        """The line of the key, or of what holds it where it is not written."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def value(self, key: Key) -> Tree:
        """What stands at the key; None where nothing does."""
        tree = self.root
        for part in key:
            if isinstance(tree, dict) and isinstance(part, str):
                tree = tree.get(part)
            elif isinstance(tree, list) and isinstance(part, int) and part < len(tree):
                tree = tree[part]
            else:
                return None
        return tree


def read_text(path: Path) -> str:
    """The file's text. Raises ConfigError where there is none, or too much of it, or not in UTF-8."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ConfigError(
            f"{path}: there is no such file; name yours with --config PATH, or start from the config.yaml "
            "that comes with Dateline: it works as shipped"
        ) from None
    except OSError as error:
        raise ConfigError(
            f"{path}: can't be read ({error.strerror}); name a readable file with --config PATH"
        ) from None
    if len(body) > MAX_BYTES:
        raise ConfigError(
            f"{path}: larger than {MAX_BYTES:,} bytes, so it is no configuration; name another file"
        )
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{line}: not UTF-8; save the file in UTF-8") from None


def parse(text: str) -> Document:
    """The document that the text is. Raises Unreadable at the first thing that is not YAML or not allowed."""
    document = Document()
    events = _events(text)
    for event in events:
        if event.kind == "DocumentStart" and document.lines:
            raise Unreadable(event.line, "a second document begins; keep one, without a line of ---")
        if event.kind not in ("StreamStart", "StreamEnd", "DocumentStart", "DocumentEnd"):
            document.lines[()] = event.line
            document.root = _tree(event, events, document, ())
    return document


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    kind: str
    line: int
    value: str = ""
    plain: bool = False


def _events(text: str) -> Iterator[_Event]:
    """PyYAML's events, typed: the seam to a library without types."""
    try:
        for event in _quickly(text) or _parsed(text, yaml.SafeLoader):
            line: int = event.start_mark.line + 1
            if getattr(event, "tag", None) not in _TEXT_TAGS:
                raise Unreadable(line, f"a tag ({event.tag}) is not read here; write the plain value")
            yield _Event(
                kind=type(event).__name__.removesuffix("Event"),
                line=line,
                value=getattr(event, "value", ""),
                plain=not getattr(event, "style", None),  # None, or "" by libyaml
            )
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        raise Unreadable(
            mark.line + 1 if mark else 1, _in_words(str(error.problem or error.context))
        ) from None
    except yaml.YAMLError as error:
        place: int = getattr(error, "position", 0)
        raise Unreadable(
            text.count("\n", 0, place) + 1, "a character that no text file holds; remove it"
        ) from None


def _quickly(text: str) -> list[Any]:
    """The events of a large text; none where it is not large, or holds a mistake that Python says better."""
    loader = getattr(yaml, "CSafeLoader", None)  # not there where PyYAML was built without libyaml
    if loader is None or len(text) < _LARGE:
        return []
    try:
        return list(_parsed(text, loader))
    except yaml.YAMLError:
        return []


def _parsed(text: str, loader: Any) -> Iterator[Any]:
    return getattr(yaml, "parse")(text, Loader=loader)  # noqa: B009 - PyYAML is untyped


def _in_words(problem: str) -> str:
    if "'\\t'" in problem:
        return "a tab stands where only spaces may; indent with spaces"
    if "mapping values are not allowed" in problem:
        return (
            "a second colon; put the value in quotes, or check the indentation of this line and the one above"
        )
    return f"not YAML: {problem}; check indentation, quotes and colons of this line and the one above"


def _tree(event: _Event, events: Iterator[_Event], document: Document, key: Key) -> Tree:
    if len(key) > _MAX_DEPTH:
        raise Unreadable(event.line, f"nested deeper than {_MAX_DEPTH} levels; no setting is")
    if event.kind == "Alias":
        raise Unreadable(event.line, "an alias (*name) is not read here; write the value out")
    if event.kind == "SequenceStart":
        return _list(events, document, key)
    if event.kind == "MappingStart":
        return _mapping(events, document, key)
    return None if event.plain and event.value in _NULLS else event.value


def _list(events: Iterator[_Event], document: Document, key: Key) -> Tree:
    items: list[Tree] = []
    while (event := next(events)).kind != "SequenceEnd":
        at = (*key, len(items))
        document.lines[at] = event.line
        items.append(_tree(event, events, document, at))
    return items


def _mapping(events: Iterator[_Event], document: Document, key: Key) -> Tree:
    """A key without a value is as good as not written: it keeps its default, and its line for messages."""
    mapping: dict[str, Tree] = {}
    while (event := next(events)).kind != "MappingEnd":
        if event.kind != "Scalar":
            raise Unreadable(event.line, "a key must be a plain name")
        at = (*key, event.value)
        if at in document.lines:
            document.doubled.append((at, document.lines[at], event.line))
        document.lines.setdefault(at, event.line)
        value = _tree(next(events), events, document, at)
        if value is not None:
            mapping.setdefault(event.value, value)
    return mapping
