"""Adding to the lists of config.yaml, and touching nothing else of it: comments stay as they are."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from bot import yaml_lines
from bot.errors import ConfigError

Item: TypeAlias = Mapping[str, str | Sequence[str]]


def drawn(items: Sequence[Item], indent: int = 2) -> list[str]:
    """Lines of YAML, each item a mapping; what is empty is left out."""
    lines: list[str] = []
    for item in items:
        told = [f"{name}: {_written(value)}" for name, value in item.items() if value]
        lines += [f"{' ' * indent}{'  ' if place else '- '}{one}" for place, one in enumerate(told)]
    return lines


def _written(value: str | Sequence[str]) -> str:
    """JSON is YAML; what it escapes is what YAML would take for something else."""
    return json.dumps(value if isinstance(value, str) else list(value), ensure_ascii=False)


def added(text: str, key: str, items: Sequence[Item]) -> str:
    """The text with the items at the end of that list. ConfigError where the list is not written in lines."""
    document, lines = yaml_lines.parse(text), text.splitlines()
    held = document.value((key,))
    if not held:
        return _with_new_list(lines, document.lines.get((key,), 0), key, items)
    first = document.line((key, 0))
    if not isinstance(held, list) or not lines[first - 1].lstrip().startswith("- "):
        by_hand = "\n".join(drawn(items))
        raise ConfigError(
            f"{key} is not written as a list in lines of its own. Add to it by hand:\n{by_hand}"
        )
    indent = _indent(lines[first - 1])
    end = _end(lines, document.line((key, len(held) - 1)), indent)
    return _joined([*lines[:end], *drawn(items, indent), *lines[end:]])


def _with_new_list(lines: list[str], line: int, key: str, items: Sequence[Item]) -> str:
    """In the place of an empty list, its comment kept; at the end where there is no such key."""
    if not line:
        return _joined([*lines, f"{key}:", *drawn(items)])
    comment = lines[line - 1].partition(" #")[2]
    head = f"{key}: #{comment}" if comment else f"{key}:"
    return _joined([*lines[: line - 1], head, *drawn(items), *lines[line:]])


def _end(lines: list[str], last: int, indent: int) -> int:
    """How many lines there are up to the end of the item that begins in line `last`."""
    end = last
    for number in range(last, len(lines)):
        line = lines[number]
        if line.strip() and not line.lstrip().startswith("#"):
            if _indent(line) <= indent:
                break
            end = number + 1
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
