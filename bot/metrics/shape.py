"""What a metric is: its name, its kind, and labels whose values are known beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

OTHER: Final = "other"
"""What stands in a label for a value that it does not know."""


class Kind(StrEnum):
    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """`values`: all that it can be, beside OTHER. Empty where the program itself is named: its version.

    So the number of series is bounded, whatever feeds, pages and people write.
    """

    name: str
    values: tuple[str, ...] = ()

    def held(self, value: str) -> str:
        """The value where it is one of them, else OTHER."""
        return value if not self.values or value in self.values else OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """`buckets`: the upper bounds of a histogram, in seconds. `shared`: read from what all processes share.

    A metric that is not shared is of this process alone.
    """

    name: str
    kind: Kind
    help: str
    labels: tuple[Label, ...] = ()
    buckets: tuple[float, ...] = ()
    shared: bool = False

    def held(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """A value for each label, each one that the label knows. ValueError where their number is wrong."""
        return tuple(label.held(value) for label, value in zip(self.labels, values, strict=True))
