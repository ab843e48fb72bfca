"""Writes docs/operating/grafana.json: a Grafana dashboard over the metrics of bot/metrics/table.py.

python scripts/dashboard.py
"""

# ruff: noqa: E501 - an expression of PromQL is a line

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "operating" / "grafana.json"
SOURCE = {"type": "prometheus", "uid": "${datasource}"}
WIDTH, HEIGHT = 24, 8
OURS = '{instance=~"$instance"}'


def quantiles(metric: str, *wanted: float, by: str = "") -> dict[str, str]:
    """An expression for each quantile, by its legend."""
    named = f"{by}, " if by else ""
    legend = f"{{{{{by}}}}} " if by else ""
    return {
        f"{legend}p{wish * 100:g}": f"histogram_quantile({wish}, "
        f"sum by ({named}le) (rate({metric}_bucket[$__rate_interval])))"
        for wish in wanted
    }


def rates(metric: str, *labels: str, of: str = "") -> dict[str, str]:
    """How often in a minute, by these labels."""
    legend = " ".join(f"{{{{{label}}}}}" for label in labels) or "all"
    return {legend: f"60 * sum by ({', '.join(labels)}) (rate({metric}{of}[$__rate_interval]))"}


def shared(metric: str, *labels: str) -> dict[str, str]:
    """What is the same on every process."""
    legend = " ".join(f"{{{{{label}}}}}" for label in labels) or metric.removeprefix("dateline_")
    return {legend: f"max by ({', '.join(labels)}) ({metric})"}


def age(metric: str) -> dict[str, str]:
    return {"age": f"time() - max({metric})"}


# Each: kind, title, unit, width, and an expression for each legend.
PANELS: dict[str, list[tuple[str, str, str, int, dict[str, str]]]] = {
    "At a glance": [
        ("stat", "Database", "bool_yes_no", 3, {"": "min(dateline_database_up)"}),
        ("stat", "Hears Slack", "bool_yes_no", 3, {"": "max(dateline_socket_connected)"}),
        ("stat", "Oldest that is due", "s", 3, shared("dateline_delivery_overdue_seconds")),
        (
            "stat",
            "Digests sent, 24 h",
            "none",
            3,
            {"": 'sum(increase(dateline_deliveries_ended_total{kind="digest",outcome="sent"}[24h]))'},
        ),
        (
            "stat",
            "Digests lost, 24 h",
            "none",
            3,
            {
                "": 'sum(increase(dateline_deliveries_ended_total{kind="digest",outcome=~"missed|failed|uncertain"}[24h]))'
            },
        ),
        ("stat", "Newest article", "s", 3, age("dateline_articles_last_stored_timestamp_seconds")),
        (
            "stat",
            "Running",
            "none",
            6,
            {"{{version}}, schema {{schema}}": "count by (version, schema) (dateline_build_info)"},
        ),
    ],
    "Posting": [
        (
            "timeseries",
            "How deliveries ended, a minute",
            "none",
            8,
            rates("dateline_deliveries_ended_total", "kind", "outcome"),
        ),
        (
            "timeseries",
            "Lateness of digests",
            "s",
            8,
            quantiles("dateline_digest_lateness_seconds", 0.5, 0.95, 1),
        ),
        ("timeseries", "Under way or uncertain", "none", 8, shared("dateline_deliveries", "kind", "state")),
        (
            "timeseries",
            "Calls of Slack, a minute",
            "none",
            8,
            rates("dateline_slack_call_seconds_count", "method", "result"),
        ),
        (
            "timeseries",
            "Calls of Slack, duration",
            "s",
            8,
            quantiles("dateline_slack_call_seconds", 0.95, by="method"),
        ),
        (
            "timeseries",
            "Slack asked to wait, a minute",
            "none",
            4,
            rates("dateline_slack_rate_limited_total", "road"),
        ),
        ("timeseries", "Standing orders", "none", 4, shared("dateline_subscriptions", "state")),
    ],
    "Answering": [
        (
            "timeseries",
            "Acknowledgement (Slack waits 3 s)",
            "s",
            8,
            quantiles("dateline_slack_ack_seconds", 0.5, 0.99),
        ),
        ("timeseries", "Answers, duration", "s", 8, quantiles("dateline_answer_seconds", 0.5, 0.95, 0.99)),
        ("timeseries", "Answers, a minute", "none", 4, rates("dateline_answer_seconds_count", "result")),
        (
            "timeseries",
            "Refused over HTTP, a minute",
            "none",
            4,
            rates("dateline_web_refused_total", "status"),
        ),
    ],
    "News": [
        ("timeseries", "Feeds by state", "none", 8, shared("dateline_feeds", "state")),
        ("timeseries", "Fetches, a minute", "none", 8, rates("dateline_fetch_seconds_count", "result")),
        ("timeseries", "Fetches, duration", "s", 8, quantiles("dateline_fetch_seconds", 0.5, 0.95)),
        ("timeseries", "Entries, a minute", "none", 8, rates("dateline_entries_total", "result")),
        ("timeseries", "Stored", "short", 8, shared("dateline_articles") | shared("dateline_stories")),
        ("timeseries", "Last look at a feed", "s", 4, age("dateline_feeds_last_read_timestamp_seconds")),
        ("timeseries", "No feed can be reached", "bool_yes_no", 4, shared("dateline_feeds_outage")),
    ],
    "Work": [
        (
            "timeseries",
            "Runs of tasks, duration",
            "s",
            8,
            quantiles("dateline_task_seconds", 0.95, by="task"),
        ),
        ("timeseries", "Faults of tasks, a minute", "none", 4, rates("dateline_task_failures_total", "task")),
        ("timeseries", "Jobs in the queues", "none", 4, shared("dateline_queue_jobs", "queue", "state")),
        ("timeseries", "Oldest job", "s", 4, shared("dateline_queue_oldest_seconds", "queue")),
        (
            "timeseries",
            "Inbox",
            "none",
            4,
            shared("dateline_inbox_parts") | shared("dateline_inbox_oldest_seconds"),
        ),
    ],
    "Processes": [
        ("timeseries", "Memory", "bytes", 6, {"{{instance}}": f"process_resident_memory_bytes{OURS}"}),
        (
            "timeseries",
            "Processor",
            "percentunit",
            6,
            {"{{instance}}": f"rate(process_cpu_seconds_total{OURS}[$__rate_interval])"},
        ),
        ("timeseries", "Open files", "none", 4, {"{{instance}}": f"process_open_fds{OURS}"}),
        ("timeseries", "Database", "bytes", 4, shared("dateline_database_bytes")),
        ("timeseries", "Workspaces", "none", 4, shared("dateline_workspaces", "state")),
    ],
}


def panels() -> list[dict[str, Any]]:
    """Rows from the top, panels from the left, each below what is above it."""
    found: list[dict[str, Any]] = []
    x = y = 0
    for row, listed in PANELS.items():
        found.append(
            {
                "type": "row",
                "title": row,
                "collapsed": False,
                "panels": [],
                "gridPos": {"x": 0, "y": y, "w": WIDTH, "h": 1},
            }
        )
        x, y = 0, y + 1
        for kind, title, unit, width, told in listed:
            height = HEIGHT // 2 if kind == "stat" else HEIGHT
            if x + width > WIDTH:
                x, y = 0, y + height
            found.append(
                panel(kind, title, unit, told) | {"gridPos": {"x": x, "y": y, "w": width, "h": height}}
            )
            x += width
        y += HEIGHT // 2 if listed[-1][0] == "stat" else HEIGHT
    return [one | {"id": number} for number, one in enumerate(found, start=1)]


def panel(kind: str, title: str, unit: str, told: dict[str, str]) -> dict[str, Any]:
    targets = [
        {"refId": chr(ord("A") + number), "datasource": SOURCE, "expr": expr, "legendFormat": legend}
        for number, (legend, expr) in enumerate(told.items())
    ]
    bounds = {"unit": unit, **({} if unit == "none" else {"min": 0})}
    return {
        "type": kind,
        "title": title,
        "datasource": SOURCE,
        "targets": targets,
        "fieldConfig": {"defaults": bounds, "overrides": []},
    }


def dashboard() -> dict[str, Any]:
    instances = {
        "name": "instance",
        "type": "query",
        "datasource": SOURCE,
        "query": {"query": "label_values(dateline_build_info, instance)", "refId": "instance"},
        "refresh": 2,
        "multi": True,
        "includeAll": True,
        "current": {"text": "All", "value": "$__all"},
    }
    return {
        "title": "Dateline",
        "uid": "dateline",
        "schemaVersion": 39,
        "editable": True,
        "refresh": "1m",
        "time": {"from": "now-24h", "to": "now"},
        "timezone": "browser",
        "tags": ["dateline"],
        "templating": {
            "list": [{"name": "datasource", "type": "datasource", "query": "prometheus"}, instances]
        },
        "panels": panels(),
    }


def page() -> str:
    return json.dumps(dashboard(), indent=1) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
