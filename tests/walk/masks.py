"""Whether what came is what a page shows: line by line, with times, ports, paths and ids as good as any."""

from __future__ import annotations

import calendar
import re

ANY = "…"
_MONTHS = "|".join(calendar.month_name[1:])
# What differs from one run to the next, each for the same word on both sides.
_MASKS: tuple[tuple[str, str], ...] = (
    (r"\x1b\[[0-9;]*m", ""),
    (r"\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?", "<instant>"),
    (r"\b\d{4}-\d\d-\d\d\b", "<date>"),
    (r"\b\d{8}T\d{6}Z", "<instant>"),
    (r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day( \d{1,2} [A-Z][a-z]+( \d{4})?)?", "<day>"),
    (rf"\b\d{{1,2}} ({_MONTHS})( \d{{4}})?", "<day>"),
    (r"\b(today|tomorrow|yesterday)\b", "<day>"),
    (r"\b\d{1,2}:\d\d(:\d\d)?\b", "<time>"),
    (r"\b\d+ (s|min|h|d|days?|hours?|minutes?)( ago)?\b", "<while>"),
    (r"\bjust now\b", "<while>"),
    (r"\b127\.0\.0\.1:\d+", "127.0.0.1:<port>"),
    (r"\b[0-9a-f]{10,64}\b", "<hash>"),
    (r"\b[\d.,]+ [KMG]B\b", "<size>"),
    (r"(?<![^\s\"])/(?:[\w.-]+/)+", "<folder>/"),
)


def masked(text: str) -> str:
    for pattern, word in _MASKS:
        text = re.sub(pattern, word, text)
    return text


def first_missing(shown: str, came: str) -> str:
    """The first line that a page shows and that did not come after the one before it; empty where all came.

    `…` in a line stands for anything within it. Lines between those that are shown are left out.
    """
    lines = iter([" ".join(masked(line).split()) for line in came.splitlines()])
    for line in shown.splitlines():
        wanted = " ".join(masked(line).split())
        if not wanted or wanted == ANY:
            continue
        pattern = ".*".join(re.escape(part) for part in wanted.split(ANY))
        if not any(re.fullmatch(pattern, one) for one in lines):
            return line
    return ""
