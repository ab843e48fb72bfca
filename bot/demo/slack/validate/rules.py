"""The kinds of rule that Block Kit is made of. A rule takes a value and its path, and yields problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.demo.slack.shapes import as_list, as_object

URL = re.compile(r"(https?://[^\s/]|mailto:\S|tel:\S|slack://\S)\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """`path` is a JSON pointer ("/blocks/3/text/text"), as in Slack's own errors."""

    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.what} [json-pointer:{self.path}]"


Rule = Callable[[Any, str], Iterator[Problem]]


def text(most: int | None = None, *, least: int = 1) -> Rule:
    """A string of `least` to `most` characters (Unicode code points)."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(path, "must provide a string")
        elif len(value) < least:
            yield Problem(path, f"must be more than {least - 1} characters")
        elif most is not None and len(value) > most:
            yield Problem(path, f"must be less than {most + 1} characters")

    return check


def url(most: int = 3_000) -> Rule:
    """An address that Slack links to, without white space."""
    length = text(most)

    def check(value: Any, path: str) -> Iterator[Problem]:
        yield from length(value, path)
        if isinstance(value, str) and value and not URL.fullmatch(value):
            yield Problem(path, "invalid_url")

    return check


def pattern(regex: str, what: str) -> Rule:
    compiled = re.compile(regex)

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield Problem(path, f"must be {what}")

    return check


def choice(*allowed: str) -> Rule:
    def check(value: Any, path: str) -> Iterator[Problem]:
        if value not in allowed:
            yield Problem(path, f"must be a valid enum value ({', '.join(allowed)})")

    return check


def boolean(value: Any, path: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem(path, "must provide a boolean")


def integer(least: int, most: int) -> Rule:
    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem(path, "must provide an integer")
        elif not least <= value <= most:
            yield Problem(path, f"must be between {least} and {most}")

    return check


def anything(_value: Any, _path: str) -> Iterator[Problem]:
    yield from ()


def array(rule: Rule, *, least: int = 1, most: int | None = None) -> Rule:
    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(path, "must provide an array")
            return
        items = as_list(value)
        if len(items) < least:
            yield Problem(path, f"no less than {least} items allowed")
        if most is not None and len(items) > most:
            yield Problem(path, f"no more than {most} items allowed")
        for place, item in enumerate(items):
            yield from rule(item, f"{path}/{place}")

    return check


def shape(
    needs: Mapping[str, Rule],
    may: Mapping[str, Rule] | None = None,
    *,
    also: Sequence[Rule] = (),
) -> Rule:
    """An object that holds `needs`, perhaps `may`, and nothing else; `also` are rules over the whole."""
    rules = {**needs, **(may or {})}

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(path, "must provide an object")
            return
        item = as_object(value)
        for name in needs:
            if name not in item:
                yield Problem(path, f"missing required field: {name}")
        for name, part in item.items():
            rule = rules.get(name)
            if rule is None:
                yield Problem(path, f"invalid additional property: {name}")
            else:
                yield from rule(part, f"{path}/{name}")
        for rule in also:
            yield from rule(item, path)

    return check


def one_of(kinds: Mapping[str, Rule]) -> Rule:
    """An object that names its kind in "type"; each kind has its rule."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        kind = as_object(value).get("type")
        if not isinstance(kind, str) or kind not in kinds:
            yield Problem(path, f"unsupported type: {kind}")
        else:
            yield from kinds[kind](value, path)

    return check


def some_of(*names: str) -> Rule:
    """At least one of the fields is there and not empty."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not any(value.get(name) for name in names):
            yield Problem(path, f"missing required field: {' or '.join(names)}")

    return check


def not_both(one: str, other: str) -> Rule:
    def check(value: Any, path: str) -> Iterator[Problem]:
        if one in value and other in value:
            yield Problem(path, f"only one of {one} and {other} is allowed")

    return check


def unique(values: Sequence[tuple[str, str]], what: str) -> Iterator[Problem]:
    """`values` are (path, value); empty values are not compared."""
    seen: set[str] = set()
    for path, value in values:
        if value and value in seen:
            yield Problem(path, f"{what} {value} already exists")
        seen.add(value)


def typed(kind: str) -> dict[str, Rule]:
    """The field "type" of a shape."""
    return {"type": choice(kind)}
