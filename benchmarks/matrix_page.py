"""Writes docs/posting-once-matrix.md from what benchmarks/matrix.py and benchmarks/week.py have kept.

python benchmarks/matrix_page.py --cells sqlite.jsonl postgresql.jsonl --week week.json
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "faults"), str(ROOT)]

from once import cells  # noqa: E402  (the path comes first)
from once.judge import ONCE, allowed  # noqa: E402

PAGE = ROOT / "docs" / "posting-once-matrix.md"
WORKERS = "## With 3 workers and 2 web processes"
GROUPS = {
    "before the post": lambda p: p.kind == "head" and not p.doubt and not p.accepted,
    "after it": lambda p: p.kind == "head" and not p.doubt and p.accepted,
    "settling": lambda p: p.kind == "head" and p.doubt,
    "thread: before": lambda p: p.kind == "reply" and not p.doubt and not p.accepted,
    "after": lambda p: p.kind == "reply" and not p.doubt and p.accepted,
    "settling ": lambda p: p.kind == "reply" and p.doubt,
}
HEAD = """# Posting once: the matrix

Real processes (a whole Dateline each, from a `config.yaml`), real SIGKILL and SIGSTOP, real HTTP to the
stand-in for Slack. A fault strikes when a process stands at a point of a delivery; whether a message is in its
channel once is read from the stand-in's own log. The terms (lease, longest flight, outages) are scaled down to
seconds; the deadline is not, and where an hour must pass, all clocks are set forward.

    python benchmarks/matrix.py --all --database sqlite postgresql --keep cells.jsonl
    python benchmarks/matrix.py --cell sqlite/3/stop/amid-write      # one cell, by its name
    python benchmarks/week.py --keep week.json
    python benchmarks/matrix_page.py --cells cells.jsonl --week week.json

A tenth of the cells, drawn by a seed, and a run of two days with eight kills are tests
(`tests/faults/test_matrix.py`, `tests/faults/test_week.py`, marked exhaustive).

**A cell holds** where, for each local date, the digest and each message of its thread is in the channel once, or
not at all and the operator is told why; and where the end is the one that is written down for that cell
(`tests/faults/once/judge.py`).
"""  # noqa: E501 - lines of the page
POINTS = f"""
## The points

- Before the post: {", ".join(cells.BEFORE_POST)}. At "amid-write" the head of the request is out, its body is not.
- After it: {", ".join(cells.AFTER_POST)}. At "before-commit" the transaction that says "sent" is open, all written.
- Settling: before and after the history is read for a doubtful post, which Slack had accepted ("posted") or not
  ("lost").
- The same for the messages of the digest's thread.
"""  # noqa: E501 - lines of the page


def main() -> int:
    asked = arguments()
    found = [json.loads(line) for path in asked.cells for line in path.read_text("utf-8").splitlines()]
    found = list(
        {one["cell"]: one for one in found if "+" not in one["cell"]}.values()
    )  # the last play counts
    _, begun, rest = PAGE.read_text("utf-8").partition(WORKERS)
    note = f"\n{asked.note}\n" if asked.note else ""
    parts = [HEAD, summed(found) + note, POINTS, tables(found), others(found), broken(found), unplayable()]
    if asked.week:
        parts.append(week(json.loads(asked.week.read_text("utf-8"))))
    parts.append(begun + rest)  # that part of the page is written by hand
    PAGE.write_text("\n".join(part.strip("\n") + "\n" for part in parts), encoding="utf-8")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cells", type=Path, nargs="+", required=True)
    parser.add_argument("--week", type=Path)
    parser.add_argument("--note", default="", help="what else is to be known of how they were played")
    return parser.parse_args()


def holds(one: dict[str, Any]) -> bool:
    return not one["problems"]


def summed(found: list[dict[str, Any]]) -> str:
    rows: list[str] = []
    for database in cells.DATABASES:
        for replicas in cells.REPLICAS:
            ours = [one for one in found if one["cell"].startswith(f"{database}/{replicas}/")]
            every = sum(cell.database == database and cell.replicas == replicas for cell in cells.cells())
            posts, again = sum(one["posts"] for one in ours), sum(one["again"] > 0 for one in ours)
            held = sum(map(holds, ours))
            rows.append(f"| {database} | {replicas} | {every} | {len(ours)} | {held} | {again} | {posts} |")
    return f"""
Played on {datetime.now(UTC).date()}:

| database | replicas | cells | played | hold | played again | messages accepted |
|---|---|---|---|---|---|---|
{chr(10).join(rows)}

"Played again": the machine was so busy that it broke an assumption by itself (a post was in the air for longer
than the longest flight, or the point was never reached); such a play says nothing of the cell and is repeated, at
most twice.
"""  # noqa: E501 - lines of the page


def tables(found: list[dict[str, Any]]) -> str:
    counts: dict[tuple[str, str, str], Counter[tuple[int, bool]]] = defaultdict(Counter)
    for one in found:
        cell = cells.named(one["cell"])
        (group,) = [name for name, has in GROUPS.items() if has(cell.point)]
        counts[cell.database, cell.fault, group][cell.replicas, holds(one)] += 1
    parts: list[str] = [
        "## Fault by point\n\nIn each field: cells that hold of those played, with 1 and with 3 replicas."
    ]
    for database in cells.DATABASES:
        lines = [f"| {database} | {' | '.join(GROUPS)} |", f"|---|{'---|' * len(GROUPS)}"]
        for fault, _ in cells.plan():
            fields = [_field(counts[database, fault, group]) for group in GROUPS]
            if any(fields):
                lines.append(f"| {fault} | {' | '.join(fields)} |")
        if len(lines) > 2:
            parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _field(count: Counter[tuple[int, bool]]) -> str:
    said = [
        f"{count[replicas, True]}/{count[replicas, True] + count[replicas, False]}"
        for replicas in cells.REPLICAS
        if count[replicas, True] + count[replicas, False]
    ]
    return " · ".join(said)


def others(found: list[dict[str, Any]]) -> str:
    """The ends that are not "once", where they came up and why they may."""
    seen: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for one in found:
        cell = cells.named(one["cell"])
        head, _, thread = one["outcome"].partition("; thread: ")
        end = head if cell.point.kind == "head" else thread
        if holds(one) and end != ONCE:
            seen[cell.fault, end, allowed(cell).why][str(cell.point)] += 1
    lines = ["| fault | end | cells | at | what is broken on purpose |", "|---|---|---|---|---|"]
    for (fault, end, why), points in sorted(seen.items()):
        lines.append(f"| {fault} | {end} | {sum(points.values())} | {', '.join(points)} | {why} |")
    return """
## Ends other than "once"

"Failed", "missed" and "uncertain" are told to the operator with their reason. "Twice and one removed": the sweep has
deleted the second copy. "Twice": nothing can tell the copies apart, or the history never shows them.

""" + "\n".join(lines)  # noqa: E501 - lines of the page


def broken(found: list[dict[str, Any]]) -> str:
    lines = [f"- `{one['cell']}`: {'; '.join(one['problems'])}" for one in found if not holds(one)]
    return "## Cells that do not hold\n\n" + ("\n".join(lines) or "None.")


def unplayable() -> str:
    lines = [f"- {fault} on {database}: {why}." for (fault, database), why in cells.ELSEWHERE.items()]
    lines += [
        f"- {fault} at {point} on {where}: {why}." for (fault, point, where), why in cells.IMPOSSIBLE.items()
    ]
    lines.append("- A leap of the database server's own clock, and its disk full: in the simulation.")
    return "## What real processes can't have\n\n" + "\n".join(lines)


def week(found: dict[str, Any]) -> str:
    return f"""
## A week, killed {found["kills"]} times

On {found["on"]}: {found["days"]} simulated days of collecting, clustering, alerts and posting against the
invented world, on SQLite (seed {found["seed"]}). The process was killed {found["kills"]} times at random moments and
started {found["starts"]} times. In the end the store holds {found["articles"]} articles, and a life with nobody killed
brings {found["calm articles"]}; {found["digests"]} digests stand in the channel, one for each day, and
{found["messages"]} messages in all, each once. Integrity check, foreign keys, the index for searching, stories without
articles, articles without a story, articles stored twice: {"; ".join(found["problems"]) or "no problem"}.
"""  # noqa: E501 - lines of the page


if __name__ == "__main__":
    sys.exit(main())
