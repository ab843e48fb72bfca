"""Metrics: one table, bounded labels, whatever is counted, and however the database is."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

import pytest
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.parser import text_string_to_metric_families

from bot.clock import SystemClock
from bot.config import load
from bot.errors import StoreError
from bot.metrics import OTHER, UNMEASURED, Kind, Sample
from bot.metrics import table as t
from bot.operate.metrics import CONTENT_TYPE
from bot.operate.metrics.gauges import Gauges, Patient
from bot.operate.metrics.registry import Registry
from bot.operate.metrics.shared import Oldest
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.metrics import Metric


class Clocked:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.now = SystemClock().now

    def monotonic(self) -> float:
        return self.seconds


def samples(registry: Registry) -> dict[tuple[str, tuple[str, ...]], float]:
    """{(name, labels' values): value}, without the process's own and a histogram's buckets."""
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(registry.text().decode())
        for sample in family.samples
        if sample.name.startswith("dateline_") and not sample.name.endswith("_bucket")
    }


@pytest.mark.parametrize("metric", t.TABLE, ids=lambda one: one.name)
def test_the_table_keeps_prometheus_s_rules(metric: Metric) -> None:
    """Names say what is counted and in what unit; histograms have bounds that rise; labels are bounded."""
    assert re.fullmatch(r"dateline_[a-z]+(_[a-z]+)*", metric.name)
    assert metric.name.endswith("_total") == (metric.kind is Kind.COUNTER)
    assert metric.help.endswith(".")
    assert "|" not in metric.help
    assert list(metric.buckets) == sorted(set(metric.buckets))
    assert bool(metric.buckets) == (metric.kind is Kind.HISTOGRAM)
    for label in metric.labels:
        assert len(set(label.values)) == len(label.values)
        assert label.values or metric is t.BUILD
        assert OTHER not in label.values


def test_names_are_given_once() -> None:
    names = [metric.name for metric in t.TABLE]
    assert len(set(names)) == len(names)
    assert {one for one in vars(t).values() if isinstance(one, type(t.BUILD))} == set(t.TABLE)


def test_what_is_counted_is_told() -> None:
    """Counters from zero on, a histogram's number and sum."""
    registry = Registry()
    assert samples(registry)["dateline_slack_rate_limited_total", ("posting",)] == 0
    registry.count(t.RATE_LIMITED, "posting")
    registry.count(t.RATE_LIMITED, "posting", by=2)
    registry.took(t.LATENESS, 4.5)
    told = samples(registry)
    assert told["dateline_slack_rate_limited_total", ("posting",)] == 3
    assert told["dateline_digest_lateness_seconds_count", ()] == 1
    assert told["dateline_digest_lateness_seconds_sum", ()] == 4.5


def test_no_text_from_outside_becomes_a_label() -> None:
    """Whatever is given for a label, there are no more series than the table allows."""
    registry = Registry()
    for number in range(50):
        registry.count(t.WEB_REFUSED, f"status {number}")
        registry.took(t.SLACK_CALL, 0.1, "https://evil.example/?q=", f"result {number}")
    told = samples(registry)
    assert told["dateline_web_refused_total", (OTHER,)] == 50
    assert told["dateline_slack_call_seconds_count", (OTHER, OTHER)] == 50
    assert "evil" not in registry.text().decode()


def test_a_label_too_many_is_a_mistake_that_is_seen() -> None:
    with pytest.raises(ValueError, match="argument"):
        Registry().count(t.RATE_LIMITED, "posting", "more")


def test_registries_share_nothing() -> None:
    """Two houses in one process count apart, and nothing goes to the library's global registry."""
    one, other = Registry(), Registry()
    one.count(t.RATE_LIMITED, "posting")
    assert samples(other)["dateline_slack_rate_limited_total", ("posting",)] == 0
    UNMEASURED.count(t.RATE_LIMITED, "posting")
    assert "_created" not in one.text().decode()


def test_gauges_are_read_when_somebody_asks() -> None:
    registry, now = Registry(), [1.0]
    registry.add(Gauges(lambda: [Sample(metric=t.STORIES, value=now[0])]))
    now[0] = 7
    assert samples(registry)["dateline_stories", ()] == 7


def test_a_database_that_fails_is_told_and_all_else_goes_on() -> None:
    """The rest of the page is served; once the database answers again, so are its figures."""
    clock, away = Clocked(), [True]

    def read() -> Sequence[Sample]:
        if away[0]:
            raise StoreError("gone")
        return [Sample(metric=t.STORIES, value=3)]

    patient = Patient(read, clock, kept=10)
    assert [one.value for one in patient()] == [0]
    away[0] = False
    clock.seconds = 9
    assert [one.value for one in patient()] == [0]  # not asked anew yet
    clock.seconds = 10
    assert {one.metric: one.value for one in patient()} == {t.DATABASE_UP: 1, t.STORIES: 3}
    patient.close()


def test_a_database_that_hangs_holds_up_nobody_and_is_asked_once() -> None:
    clock, gate, asked = Clocked(), threading.Event(), []

    def read() -> Sequence[Sample]:
        asked.append(1)
        gate.wait(20)
        return []

    patient = Patient(read, clock, patience=0.01, kept=0)
    try:
        for _ in range(3):
            assert [one.value for one in patient()] == [0]
            clock.seconds += 60
    finally:
        gate.set()
        patient.close()
    assert asked == [1]


def test_what_waits_has_an_age_as_long_as_it_is_the_same() -> None:
    clock = Clocked()
    oldest = Oldest(clock)
    ages = []
    for seconds, what in ((0, 7), (30, 7), (60, 8), (61, None), (90, 8), (95, 8)):
        clock.seconds = seconds
        ages.append(oldest.age(what))
    assert ages == [0, 30, 0, 0, 0, 5]


def test_the_text_says_what_it_is_as_the_library_does() -> None:
    assert CONTENT_TYPE == CONTENT_TYPE_PLAIN_0_0_4


def test_each_task_is_counted_under_its_own_name(tmp_path: Path) -> None:
    """Whoever adds one adds it to the label: else it would be counted as another."""
    path = tmp_path / "config.yaml"
    path.write_text("database: sqlite:///dateline.db\nfeeds: []\n", "utf-8")
    with House(load(path, {"SLACK_BOT_TOKEN": "xoxb-1"})) as house:
        assert {task.name for task in house.tasks(house.rounds)} == set(t.TASKS)
