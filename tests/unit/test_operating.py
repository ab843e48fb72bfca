"""The alert rules and the dashboard: only metrics and labels that there are, and a cure for each alarm."""

from __future__ import annotations

import importlib.util
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.metrics import Kind
from bot.metrics.table import TABLE

ROOT = Path(__file__).resolve().parents[2]
OPERATING = ROOT / "docs" / "operating"
METRICS = {metric.name: metric for metric in TABLE}
# Prometheus' own, and those of every client.
NOT_OURS = {"up", "process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds"}
# Of the language.
WORDS = {
    *("sum", "max", "min", "count", "by", "on", "and", "or", "unless", "time", "rate", "increase"),
    *("histogram_quantile", "le"),
}
ADDED = {"le", "instance", "job"}
"""Labels that Prometheus or the histogram adds."""
_NAME = r"[a-z_][a-z0-9_]*"


def alerts() -> list[dict[str, Any]]:
    read = yaml.safe_load((OPERATING / "alerts.yaml").read_text("utf-8"))
    return [rule for group in read["groups"] for rule in group["rules"]]


def targets() -> list[tuple[str, str]]:
    board = json.loads((OPERATING / "grafana.json").read_text("utf-8"))
    return [
        (f"{panel['title']}: {target['expr']}", target["expr"])
        for panel in board["panels"]
        for target in panel.get("targets", [])
    ]


EXPRESSIONS = [(rule["alert"], rule["expr"]) for rule in alerts()] + targets()


@cache
def series(name: str) -> str:
    """The metric that a series is of, as the table has it."""
    for suffix in ("_bucket", "_count", "_sum"):
        metric = METRICS.get(name.removesuffix(suffix))
        if name.endswith(suffix) and metric and metric.kind is Kind.HISTOGRAM:
            return metric.name
    return name


def selectors(expression: str) -> list[tuple[str, str]]:
    """Each (series, what stands in its braces); what is no series is left out."""
    bare = re.sub(r"\bby \([^)]*\)|\[[^\]]*\]", "", expression)
    quoted = re.sub(r"\{[^}]*\}", lambda found: found[0].replace(" ", ""), bare)
    found = re.findall(rf"(?<![\"\w$~=])({_NAME})(\{{[^}}]*\}})?", re.sub(r"(?<=[\"{,])\w+(?==)", "", quoted))
    return [(name, braces) for name, braces in found if name not in WORDS]


@pytest.mark.parametrize("expression", [pytest.param(e, id=name) for name, e in EXPRESSIONS])
def test_only_metrics_labels_and_values_that_there_are_are_asked_for(expression: str) -> None:
    """A name that is wrong would never alarm, and never be missed."""
    asked = [name for name, _ in selectors(expression)]
    assert asked
    for name in asked:
        assert series(name) in METRICS or name in NOT_OURS, name
        # A histogram has no series of its own name.
        assert name not in METRICS or METRICS[name].kind is not Kind.HISTOGRAM
    ours = [METRICS[series(name)] for name in asked if series(name) in METRICS]
    values = {label.name: set(label.values) for metric in ours for label in metric.labels}
    for name, _, wanted in re.findall(rf"({_NAME})(=~|!=|=)\"([^\"]*)\"", expression):
        if name not in ADDED:
            assert set(wanted.split("|")) <= values[name], (name, wanted)
    for named in re.findall(r"\bby \(([^)]*)\)", expression):
        assert {one.strip() for one in named.split(",") if one.strip()} <= values.keys() | ADDED


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule["alert"]) for rule in alerts()])
def test_each_alarm_says_what_is_wrong_and_what_mends_it(rule: dict[str, Any]) -> None:
    assert re.fullmatch(r"Dateline[A-Z]\w+", rule["alert"])
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule.keys() <= {"alert", "expr", "for", "labels", "annotations"}
    assert rule["annotations"].keys() == {"summary", "cure"}
    for said in rule["annotations"].values():
        assert len(said) > 20
        assert said.endswith(".")


def test_alarms_have_names_of_their_own() -> None:
    names = [rule["alert"] for rule in alerts()]
    assert len(set(names)) == len(names)


def test_every_metric_is_drawn() -> None:
    """What is measured can be seen, but for what only says that it is there."""
    drawn = {series(name) for _, expression in targets() for name, _ in selectors(expression)}
    assert set(METRICS) - drawn == set()


def test_the_dashboard_is_what_its_script_makes() -> None:
    """And its panels don't overlap."""
    spec = importlib.util.spec_from_file_location("dashboard", ROOT / "scripts" / "dashboard.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert (OPERATING / "grafana.json").read_text("utf-8") == made.page()
    taken: set[tuple[int, int]] = set()
    for panel in made.panels():
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not taken & cells, panel["title"]
        assert max(x for x, _ in cells) < made.WIDTH
        taken |= cells
