"""Mistakes in config.yaml as a person hears of them: the place, what was found and expected, the way out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from bot.errors import ConfigError
from bot.redact import holds_token, redact
from bot.when import Expected, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic.fields import FieldInfo

    from bot.yaml_lines import Document, Key, Tree

_SECRET_NAME = re.compile(r"token|secret|password|api_?key", re.IGNORECASE)
_ENVIRONMENT = (
    "Slack's tokens are read from the environment: SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET"
)
_LONGEST_ECHO = 80
_NUMBER = re.compile(r"[-+]?\d[\d_]{0,20}(?:\.\d{0,20})?", re.ASCII)
_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "string": "text",
    "tuple": "a list",
    "model": "keys with values",
    "bool": "true or false",
}


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    line: int
    key: str
    what: str


def raise_all(name: str, mistakes: Iterable[Mistake], secrets: Iterable[str] = ()) -> None:
    """Raise ConfigError with one line for each mistake, in the file's order; nothing where there is none.

    `name` is the file's; mistakes of line 0 are of the environment.
    """
    hidden = tuple(secrets)
    lines = [
        redact(
            f"{f'{name}:{m.line}' if m.line else 'environment'}: {m.key}{': ' if m.key else ''}{m.what}",
            hidden,
        )
        for m in sorted(set(mistakes))
    ]
    if lines:
        raise ConfigError("\n".join(lines))


def written(key: Key) -> str:
    """feeds[3].url: list items are counted from 0, as jq and Python do."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key).removeprefix(".")


def in_document(document: Document) -> Iterator[Mistake]:
    """What the model can't see: keys that stand twice, and Slack's settings in the wrong place."""
    for key, first, second in document.doubled:
        yield Mistake(
            second, written(key), f"stands twice, in line {first} and in line {second}; keep one of them"
        )
    if document.value(("slack",)) is not None:
        yield Mistake(document.line(("slack",)), "slack", f"has no place in this file; {_ENVIRONMENT}")


def in_text(text: str) -> Iterator[Mistake]:
    """A token anywhere, a comment included: files are copied, shown and committed."""
    for number, line in enumerate(text.splitlines(), start=1):
        if holds_token(line):
            yield Mistake(
                number, "", f"holds a Slack token; remove it, and revoke it if others saw it. {_ENVIRONMENT}"
            )


def in_model(error: ValidationError, document: Document, model: type[BaseModel]) -> Iterator[Mistake]:
    """Pydantic's errors, each with its line and in plain words."""
    for detail in error.errors(include_url=False, include_input=False):
        key: Key = detail["loc"]
        context: Mapping[str, Any] = detail.get("ctx", {})
        cause = context.get("error")
        if isinstance(cause, Expected):
            key = (*key, *cause.at)
        what = _what(detail["type"], context, key, document.value(key), model)
        yield Mistake(document.line(key), written(key), what)


def _what(kind: str, context: Mapping[str, Any], key: Key, found: Tree, model: type[BaseModel]) -> str:
    if kind == "extra_forbidden":
        return _unknown(str(key[-1]), _model_at(model, key[:-1]))
    field = _model_at(model, key[:-1]).model_fields.get(str(key[-1])) if key else None
    if kind == "missing":
        example = (field.examples or [""])[0] if field else ""
        return f"is missing; write {key[-1]}: {example}"
    cause = context.get("error")
    expected = str(cause) if isinstance(cause, Expected) else _expected(kind, context, field, str(found))
    return expected if found is None else f"found {_echo(found)}; {expected}"


def _unknown(name: str, model: type[BaseModel]) -> str:
    if _SECRET_NAME.search(name):
        return f"has no place in this file; {_ENVIRONMENT}"
    names = sorted(name for name in model.model_fields if name != "slack")
    hint = did_you_mean(name, names)
    return f"is not a setting; {hint}{' ' if hint else ''}Settings here: {', '.join(names)}"


def _model_at(model: type[BaseModel], key: Key) -> type[BaseModel]:
    """The model that holds what stands at the key; the last one on the way where there is none."""
    for part in key:
        field = model.model_fields.get(str(part))
        if field is not None:
            inner = [a for a in (field.annotation, *get_args(field.annotation)) if isinstance(a, type)]
            model = next((a for a in inner if issubclass(a, BaseModel)), model)
    return model


def _expected(kind: str, context: Mapping[str, Any], field: FieldInfo | None, found: str) -> str:
    if kind == "literal_error":
        hint = did_you_mean(found, get_args(field.annotation) if field else ())
        return f"expected one of {context['expected']}{'; ' if hint else ''}{hint}"
    bounds = _bounds(field)
    if bounds and field is not None:
        types = (field.annotation, *get_args(field.annotation))
        return f"expected {_WORDS['int' if int in types else 'string' if str in types else 'float']}{bounds}"
    return f"expected {_WORDS.get(kind.partition('_')[0], 'another value')}"


def _bounds(field: FieldInfo | None) -> str:
    low = high = ""
    for limit in field.metadata if field else ():
        if hasattr(limit, "max_length"):
            return f" of at most {limit.max_length} characters"
        low = (
            f" from {limit.ge:,}"
            if hasattr(limit, "ge")
            else f" above {limit.gt}"
            if hasattr(limit, "gt")
            else low
        )
        high = f" to {limit.le:,}" if hasattr(limit, "le") else high
    return low + high


def _echo(found: dict[str, Tree] | list[Tree] | str) -> str:
    """What was found, short and harmless: no control characters; of an address with a user, the scheme."""
    if isinstance(found, dict):
        return "keys with values"
    if isinstance(found, list):
        return "a list"
    if "://" in found and "@" in found:
        return f"{found[: found.index('://') + 3]}…"
    if _NUMBER.fullmatch(found):  # quotes would look like the mistake
        return found
    return repr(found if len(found) <= _LONGEST_ECHO else f"{found[:_LONGEST_ECHO]}…")
