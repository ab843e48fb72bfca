"""The metrics of one process, in Prometheus' text format. Nothing of the library's own global registry."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, cast

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from bot.metrics import Kind
from bot.metrics.table import COUNTED

if TYPE_CHECKING:
    from prometheus_client.registry import Collector

    from bot.metrics import Metric


class Registry:
    """Fills bot.metrics.Meter for all of the table that is counted; gauges are read by added collectors.

    Each series is there from the start, as 0: Prometheus sees no rise from nothing to one.
    """

    def __init__(self) -> None:
        disable_created_metrics()  # series that no table of ours names, one for each of ours
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._made = {metric: _made(metric, self._registry) for metric in COUNTED}

    def add(self, collector: Collector) -> None:
        """Ask it too, each time that somebody asks."""
        self._registry.register(collector)

    def count(self, metric: Metric, *labels: str, by: int = 1) -> None:
        made = cast("Counter", self._made[metric])
        (made.labels(*metric.held(labels)) if metric.labels else made).inc(by)

    def took(self, metric: Metric, seconds: float, *labels: str) -> None:
        made = cast("Histogram", self._made[metric])
        (made.labels(*metric.held(labels)) if metric.labels else made).observe(max(0.0, seconds))

    def text(self) -> bytes:
        """All of it as it is now, for CONTENT_TYPE."""
        return generate_latest(self._registry)


def _made(metric: Metric, registry: CollectorRegistry) -> Counter | Histogram:
    names = [label.name for label in metric.labels]
    if metric.kind is Kind.HISTOGRAM:
        made = Histogram(metric.name, metric.help, names, registry=registry, buckets=metric.buckets)
    else:
        made = Counter(metric.name, metric.help, names, registry=registry)
        for values in product(*(label.values for label in metric.labels)) if names else ():
            made.labels(*values)
    return made
