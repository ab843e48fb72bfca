"""The word lists of data/: text files with a key, mostly a two-letter language code, to a line."""

from __future__ import annotations

from importlib.resources import files


def listed(name: str) -> list[tuple[str, str]]:
    """The lines of a list as (key, the rest), in order."""
    text = (files("summaries") / "data" / f"{name}.txt").read_text("utf-8")
    return [(key, rest) for key, _, rest in (line.partition(" ") for line in text.splitlines())]
