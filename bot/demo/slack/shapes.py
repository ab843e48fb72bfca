"""JSON as it comes over the wire: the one seam where its type is Any."""

from __future__ import annotations

import json
from typing import Any, cast

Json = dict[str, Any]


def as_object(value: Any) -> Json:
    """`value` where it is a JSON object, else an empty one."""
    return cast("Json", value) if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """`value` where it is a JSON array, else an empty one."""
    return cast("list[Any]", value) if isinstance(value, list) else []


def as_text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def copied(value: Any) -> Any:
    """A deep copy that shares nothing with `value`."""
    return json.loads(json.dumps(value))


def parsed(value: Any) -> Any:
    """What a JSON-valued argument holds, whether it came as JSON or as a string of JSON.

    Raises ValueError where the string is no JSON.
    """
    return json.loads(value) if isinstance(value, str) else value
