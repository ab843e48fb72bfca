"""What stands in blocks, for tests that look into them."""

from __future__ import annotations

from typing import Any


def strings(value: Any) -> list[str]:
    """Every string, in its order."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in strings(part)]


def elements(value: Any, kind: str) -> list[dict[str, Any]]:
    """Every part of that type, wherever it stands."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    found = [part for piece in inner for part in elements(piece, kind)]
    return [value, *found] if isinstance(value, dict) and value.get("type") == kind else found
