"""The cells of the matrix: a fault at a point, on a database, with so many replicas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BEFORE_POST = (
    "before-plan",
    "after-plan",
    "before-claim",
    "after-claim",
    "before-post",
    "before-write",
    "amid-write",
)
"""Nothing has gone out yet."""
AFTER_POST = ("accepted", "response", "before-commit", "after-commit")
"""Slack has it."""
SETTLING = ("before-history", "after-history")
"""A doubtful post, which Slack had accepted ("posted") or not ("lost"), is being settled."""

SQLITE, POSTGRESQL = "sqlite", "postgresql"
DATABASES = (SQLITE, POSTGRESQL)
REPLICAS = (1, 3)
WORKERS, WEB = 3, 2
"""Of the other shape: `dateline worker` at work, and `dateline web` beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """`kind`: of the digest itself ("head") or of what follows in its thread ("reply")."""

    name: str
    kind: str = "head"
    doubt: str = ""  # "posted", "lost" or none: what became of the doubtful post before

    def __str__(self) -> str:
        words = [self.name, self.doubt] if self.doubt else [self.name]
        return "-".join(["reply", *words] if self.kind == "reply" else words)

    @property
    def accepted(self) -> bool:
        """Whether the message is in the channel when this point is reached."""
        return self.name in AFTER_POST or self.doubt == "posted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """`web`: so many processes answer people meanwhile; then the replicas are workers of the cluster."""

    fault: str
    point: Point
    database: str
    replicas: int
    web: int = 0

    def __str__(self) -> str:
        return f"{self.database}/{self.shape}/{self.fault}/{self.point}"

    @property
    def shape(self) -> str:
        return f"{self.replicas}+{self.web}" if self.web else str(self.replicas)


HEAD = tuple(Point(name=name) for name in BEFORE_POST + AFTER_POST)
HEAD_SETTLING = tuple(Point(name=name, doubt=doubt) for name in SETTLING for doubt in ("posted", "lost"))
REPLY = tuple(
    Point(name=name, kind="reply")
    for name in ("before-claim", "after-claim", "before-post", "before-write", "amid-write", *AFTER_POST)
)
REPLY_SETTLING = tuple(
    Point(name=name, kind="reply", doubt=doubt) for name in SETTLING for doubt in ("posted", "lost")
)
EVERY = HEAD + HEAD_SETTLING
ALL = EVERY + REPLY + REPLY_SETTLING
AT_POST = (Point(name="before-post"), Point(name="before-post", kind="reply"))
AT_HISTORY = tuple(point for point in HEAD_SETTLING + REPLY_SETTLING if point.name == "before-history")

PROCESS = ("kill", "stop")
CLOCK = ("clock+1h", "clock-1h", "clock+1d", "clock-1d")
GONE_SLACK = ("token-revoked", "app-uninstalled", "channel-archived", "bot-removed")
ANSWERS = (
    *("429-1s", "429-3600s", "500-lost", "503-lost", "500-accepted", "503-accepted"),
    *("dropped-lost", "dropped-accepted", "metadata-dropped", "metadata-dropped-and-doubt"),
)
HISTORY_ANSWERS = ("429-1s", "500-lost", "503-lost", "dropped-lost")
HISTORY = ("history-late", "history-too-late", "history-empty", "history-empty-for-good", "history-limited")
DATABASE = ("database-locked", "database-gone", "disk-full-pages", "disk-full-files")

IMPOSSIBLE: dict[tuple[str, str, str], str] = {
    ("database-locked", "before-commit", SQLITE): "the worker itself holds the write lock there",
}
"""(fault, point, database) -> why it can't be had; the point by its plain name, "" for any."""

ELSEWHERE = {
    ("database-locked", POSTGRESQL): "rows are locked there, not the database; it goes away instead",
    ("database-gone", SQLITE): "an open file doesn't go away; it is locked, or the disk is full",
    ("disk-full-pages", POSTGRESQL): "the server's own disk: in the simulation, where any write may fail",
    ("disk-full-files", POSTGRESQL): "the same",
}
"""What one database can't have at all, and where it is shown instead."""


def cells() -> Iterator[Cell]:
    """All there are, in a fixed order."""
    for database in DATABASES:
        for replicas in REPLICAS:
            for fault, points in plan():
                for point in points:
                    if (fault, database) in ELSEWHERE or (fault, point.name, database) in IMPOSSIBLE:
                        continue
                    yield Cell(fault=fault, point=point, database=database, replicas=replicas)


def with_workers() -> Iterator[Cell]:
    """The same with workers and web processes, which share a PostgreSQL."""
    for cell in cells():
        if (cell.database, cell.replicas) == (POSTGRESQL, WORKERS):
            yield replace(cell, web=WEB)


def plan() -> Iterator[tuple[str, tuple[Point, ...]]]:
    """Each fault, and the points at which it can happen."""
    for fault in PROCESS:
        yield fault, ALL
    for fault in (*CLOCK, *GONE_SLACK, *DATABASE):
        yield fault, EVERY
    for fault in ANSWERS:
        yield fault, AT_POST + (AT_HISTORY if fault in HISTORY_ANSWERS else ())
    for fault in HISTORY:
        yield fault, AT_HISTORY


def drawn(seed: int, share: float, among: list[Cell]) -> list[Cell]:
    """A share of them, the same for the same seed; in their order."""
    chosen = Random(seed).sample(range(len(among)), max(1, round(share * len(among))))
    return [among[number] for number in sorted(chosen)]


def named(name: str) -> Cell:
    """The cell of that name; KeyError."""
    return {str(cell): cell for cell in (*cells(), *with_workers())}[name]
