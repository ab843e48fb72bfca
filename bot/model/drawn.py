"""An edition as it goes out: one message, and what follows in its thread."""

from __future__ import annotations

from typing import Any, TypeAlias

Posting: TypeAlias = tuple[str, list[dict[str, Any]]]
"""A message's text and blocks."""

Drawn: TypeAlias = tuple[str, list[dict[str, Any]], list[Posting]]
"""The text and blocks of an edition's message, and the messages of its thread, in order."""
