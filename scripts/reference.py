"""Writes the pages of docs/reference that are made of the program: its metrics, its log lines, its errors.

python scripts/reference.py

What a log line means is written by hand, in its row: there it stays as long as there is such a line.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from log_calls import lines  # noqa: E402
from reference_errors import page as errors_page  # noqa: E402
from reference_slack import page as slack_page  # noqa: E402

from bot.metrics.table import TABLE  # noqa: E402

if TYPE_CHECKING:
    from log_calls import Line

    from bot.metrics import Metric

FOLDER = ROOT / "docs" / "reference"
METRICS = """\
# Metrics

Made of `bot/metrics/table.py` by `python scripts/reference.py`; a test holds it current. [What to watch](../operating/metrics.md) says how they are fetched, drawn and alerted on.

Durations are in seconds, times in seconds since 1970. A label's values are all that there can be, and `other` for what a later version might bring: nothing that a feed, a page or a person wrote is in any of them. What is shared is the same on every process of one database: take `max` of it. What is a process's own is added up: take `sum`. Histograms have `_bucket`, `_sum` and `_count`.

Beside these are the process's own `process_cpu_seconds_total`, `process_resident_memory_bytes`, `process_virtual_memory_bytes`, `process_start_time_seconds`, `process_open_fds` and `process_max_fds`, as every Prometheus client has them.

| metric | type | of | labels | what it says |
|---|---|---|---|---|
"""  # noqa: E501 - a paragraph of Markdown is a line
_LOG_ROW = re.compile(r"^\| `([^`]+)` \| [^|]* \| `([^`]+)` \| [^|]* \| (.*) \|$", re.MULTILINE)
_LOG_HEAD = "| event | level | logger | fields | what it means |\n|---|---|---|---|---|\n"


def metrics_page() -> str:
    return METRICS + "".join(f"{_metric(metric)}\n" for metric in TABLE)


def _metric(metric: Metric) -> str:
    labels = "; ".join(
        f"`{label.name}`: {', '.join(f'`{value}`' for value in label.values) or 'ours'}"
        for label in metric.labels
    )
    of = "all" if metric.shared else "the process"
    return f"| `{metric.name}` | {metric.kind} | {of} | {labels} | {metric.help} |"


def log_page() -> str:
    """The page as it stands, with its rows made anew; a line that is new has no meaning yet."""
    page = (FOLDER / "log-events.md").read_text(encoding="utf-8")
    head = page.partition(_LOG_HEAD)[0]
    meanings = {(logger, event): said for event, logger, said in _LOG_ROW.findall(page)}
    rows = "".join(f"{_line(line, meanings.get((line.logger, line.event), ''))}\n" for line in lines())
    return head + _LOG_HEAD + rows


def _line(line: Line, meaning: str) -> str:
    fields = ", ".join(f"`{name}`" for name in line.fields)
    return f"| `{line.event}` | {', '.join(line.levels)} | `{line.logger}` | {fields} | {meaning} |"


PAGES = {"metrics": metrics_page, "log-events": log_page, "errors": errors_page, "slack-commands": slack_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / f"{name}.md").write_text(page(), encoding="utf-8")
