"""Writes the pages of docs/reference that are made of tables in the program.

python scripts/reference.py
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.metrics.table import TABLE  # noqa: E402

if TYPE_CHECKING:
    from bot.metrics import Metric

FOLDER = ROOT / "docs" / "reference"
HEAD = """\
# Metrics

Made of `bot/metrics/table.py` by `python scripts/reference.py`; a test holds it current. [What to watch](../operating/metrics.md) says how they are fetched, drawn and alerted on.

Durations are in seconds, times in seconds since 1970. A label's values are all that there can be, and `other` for what a later version might bring: nothing that a feed, a page or a person wrote is in any of them. What is shared is the same on every process of one database: take `max` of it. What is a process's own is added up: take `sum`. Histograms have `_bucket`, `_sum` and `_count`.

Beside these are the process's own `process_cpu_seconds_total`, `process_resident_memory_bytes`, `process_virtual_memory_bytes`, `process_start_time_seconds`, `process_open_fds` and `process_max_fds`, as every Prometheus client has them.

| metric | type | of | labels | what it says |
|---|---|---|---|---|
"""  # noqa: E501 - a paragraph of Markdown is a line


def metrics_page() -> str:
    return HEAD + "".join(f"{_row(metric)}\n" for metric in TABLE)


def _row(metric: Metric) -> str:
    labels = "; ".join(
        f"`{label.name}`: {', '.join(f'`{value}`' for value in label.values) or 'ours'}"
        for label in metric.labels
    )
    of = "all" if metric.shared else "the process"
    return f"| `{metric.name}` | {metric.kind} | {of} | {labels} | {metric.help} |"


PAGES = {"metrics": metrics_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / f"{name}.md").write_text(page(), encoding="utf-8")
