"""What is read when somebody asks: in bounded time, and not more often than is useful."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLateError
from threading import Lock
from typing import TYPE_CHECKING, Final

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.errors import StoreError
from bot.metrics import Sample
from bot.metrics.table import DATABASE_UP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.clock import Clock
    from bot.metrics import Metric

PATIENCE: Final = 5.0
"""Seconds for the database; Prometheus waits 10 for all, by default."""
KEPT: Final = 10.0
"""Seconds for which what was read is told again: who asks more often learns nothing, and costs nothing."""


class Gauges(Collector):
    """Tells what each of `sources` gives, one after the other."""

    def __init__(self, *sources: Callable[[], Iterable[Sample]]) -> None:
        self._sources = sources

    def collect(self) -> Iterable[GaugeMetricFamily]:
        found: dict[Metric, list[Sample]] = defaultdict(list)
        for source in self._sources:
            for sample in source():
                found[sample.metric].append(sample)
        for metric, samples in found.items():
            family = GaugeMetricFamily(metric.name, metric.help, labels=[one.name for one in metric.labels])
            for sample in samples:
                family.add_metric(metric.held(sample.labels), sample.value)
            yield family


class Patient:
    """What `read` gives of the database, with DATABASE_UP: that alone where it fails or does not answer.

    A reading that hangs is not begun a second time: who asks meanwhile is told that the database is away.
    """

    def __init__(
        self,
        read: Callable[[], Sequence[Sample]],
        clock: Clock,
        *,
        patience: float = PATIENCE,
        kept: float = KEPT,
    ) -> None:
        self._read = read
        self._clock = clock
        self._patience = patience
        self._kept = kept
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="metrics")
        self._lock = Lock()
        self._asked: Future[Sequence[Sample]] | None = None
        self._begun = 0.0

    def __call__(self) -> Iterable[Sample]:
        try:
            found = self._reading().result(self._patience)
        except (StoreError, TooLateError):
            return [Sample(metric=DATABASE_UP, value=0)]
        return [Sample(metric=DATABASE_UP, value=1), *found]

    def _reading(self) -> Future[Sequence[Sample]]:
        """The one under way, or the last one while it is fresh, or a new one."""
        with self._lock:
            now = self._clock.monotonic()
            if self._asked is None or (self._asked.done() and now - self._begun >= self._kept):
                self._asked, self._begun = self._pool.submit(self._read), now
            return self._asked

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
