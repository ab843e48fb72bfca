"""docs/soak.md and docs/pictures/soak.png, from what a run wrote down."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import soak_plot
from soak_series import SERIES, slope

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = Path(__file__).with_name("soak_page.md")


def read(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "samples.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def write(folder: Path, docs: Path) -> None:
    """Into soak.md and pictures/soak.png of that folder."""
    samples = read(folder)
    result = folder / "result.json"
    found: dict[str, Any] = json.loads(result.read_text("utf-8")) if result.exists() else {}
    docs.mkdir(parents=True, exist_ok=True)
    (docs / "soak.md").write_text(page(samples, found), encoding="utf-8")
    soak_plot.draw(samples, docs / "pictures" / "soak.png")


def page(samples: Sequence[dict[str, Any]], found: dict[str, Any]) -> str:
    rows = [
        "| what | after a day | at the end | a day | 95% | |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for series in SERIES:
        days, values = series.of(samples)
        if (one := slope(days, values)) is None:
            continue
        why = "flat" if one.flat else series.why or "**not explained**"
        unit = f" {series.unit}" if series.unit else ""
        rows.append(
            f"| {series.name} | {one.first:,.1f}{unit} | {one.last:,.1f}{unit} | {one.value:+,.2f}{unit} "
            f"| {one.low:+,.2f} to {one.high:+,.2f} | {why} |"
        )
    last = samples[-1]
    return PAGE.read_text("utf-8").format(
        days=f"{last['day']:.1f}",
        minutes=f"{(last['at'] - samples[0]['at']) / 60:.0f}",
        samples=f"{len(samples):,}",
        reloads=last["reloads"],
        cpu=f"{last['cpu'] / 60:.1f}",
        slopes="\n".join(rows),
        came=came(last, found),
    )


def came(last: dict[str, Any], found: dict[str, Any]) -> str:
    """What was lost, and what the world did to it."""
    wire = found.get("wire", last["wire"])
    people = found.get("questions", last["people"])
    asked, answered, again = (people.get(name, 0) for name in ("asked", "answered", "again"))
    lines = [
        f"| questions asked, answered | {asked:,}, {answered:,} |",
        f"| of these asked again, lost with a connection that closed | {again:,} |",
        f"| posts that Slack answered with 429 | {found.get('answered 429', last['limited']):,} |",
        *(f"| the wire answered {name} | {number:,} |" for name, number in sorted(wire.items())),
    ]
    if found:
        complaints = ", ".join(f"{name} {number:,}" for name, number in sorted(found["complaints"].items()))
        lines = [
            f"| digests due, posted once | {found['digests due']}, {found['digests posted once']} |",
            f"| messages posted by deliveries | {found['messages']:,} |",
            *lines,
            f"| warnings and errors logged | {complaints or 'none'} |",
            f"| problems | {'; '.join(found['problems']) or 'none'} |",
        ]
    else:
        lines.append("| the run is not finished | |")
    return "\n".join(["| what | how many |", "|---|---:|", *lines])
