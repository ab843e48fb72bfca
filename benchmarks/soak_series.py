"""What a soak is judged by: series of figures over the days, and the slope of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

WARM_UP_DAYS = 1.0
BLOCK_DAYS = 0.25
MEGABYTE = 1_000_000
# Two-sided, 95%: Student's t by degrees of freedom, from a table; 1.96 beyond it.
T95 = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11)
T95 += (2.10, 2.09, 2.09, 2.08, 2.07, 2.07, 2.06, 2.06, 2.06, 2.05, 2.05, 2.05, 2.04)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Its name in the page, its unit, and what of a sample it is; `why` it isn't flat, if it isn't."""

    name: str
    unit: str
    key: str
    divided: float = 1.0
    within: str = ""
    why: str = ""

    def of(self, samples: Sequence[dict[str, Any]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Days, and its values there."""
        found = [
            (one["day"], (one.get(self.within, {}) if self.within else one).get(self.key)) for one in samples
        ]
        kept = [(day, value / self.divided) for day, value in found if value is not None]
        return np.array([day for day, _ in kept]), np.array([value for _, value in kept])


_BELOW = "as Python's blocks and what malloc keeps free, below"
SERIES = (
    Series(name="memory of its own (PSS)", unit="MB", key="pss", divided=MEGABYTE, why=_BELOW),
    Series(name="resident (RSS)", unit="MB", key="rss", divided=MEGABYTE, why=_BELOW),
    Series(name="memory with children (PSS)", unit="MB", key="all_pss", divided=MEGABYTE, why=_BELOW),
    Series(
        name="Python's blocks",
        unit="thousand",
        key="blocks",
        divided=1000,
        within="inside",
        why="caches fill up to their bounds, and the index of stories has 14 days of articles",
    ),
    Series(
        name="entries in caches",
        unit="",
        key="cached",
        within="inside",
        why="words, facts and places of the newest sentences; each cache is bounded",
    ),
    Series(
        name="in use by malloc",
        unit="MB",
        key="used",
        divided=MEGABYTE,
        within="inside",
        why="as Python's blocks, of what is larger than these",
    ),
    Series(
        name="kept free by malloc",
        unit="MB",
        key="free",
        divided=MEGABYTE,
        within="inside",
        why="holes between blocks that live long; bot/memory.py gives their pages back",
    ),
    Series(
        name="file handles",
        unit="",
        key="fds",
        why="bounded by two pools: SQLite closes no file while the process has a lock on it",
    ),
    Series(
        name="threads",
        unit="",
        key="threads",
        why="pools of threads have as many as they have needed, and begin anew with each reload",
    ),
    Series(name="children", unit="", key="children", why="one that reads pages is started anew now and then"),
    Series(
        name="database",
        unit="MB",
        key="database",
        divided=MEGABYTE,
        why="by the articles that are stored, and by what was posted",
    ),
    Series(
        name="write-ahead log",
        unit="MB",
        key="wal",
        divided=MEGABYTE,
        why="as large as the longest transaction made it; it is used again",
    ),
    Series(
        name="articles",
        unit="rows",
        key="articles",
        within="rows",
        why="about 225 come a day; retention takes those of 30 days ago, when there were a third as many",
    ),
    Series(name="stories", unit="rows", key="stories", within="rows", why="as the articles"),
    Series(name="entries", unit="rows", key="entries", within="rows", why="one for each article"),
    Series(
        name="editions",
        unit="rows",
        key="editions",
        within="rows",
        why="kept for good, as all that was posted",
    ),
    Series(
        name="deliveries",
        unit="rows",
        key="deliveries",
        within="rows",
        why="kept for good: digests, their threads, alerts, corrections",
    ),
    Series(
        name="cited",
        unit="rows",
        key="cited",
        within="rows",
        why="kept for good: the articles that were posted from",
    ),
    Series(
        name="shown",
        unit="rows",
        key="shown",
        within="rows",
        why="kept for 30 days: the sentences that each reader was shown",
    ),
    Series(
        name="revisions",
        unit="rows",
        key="revisions",
        within="rows",
        why="one for each posted article whose page was read again; it goes with the article",
    ),
    Series(
        name="feed_readings",
        unit="rows",
        key="feed_readings",
        within="rows",
        why="60 are kept of each feed, and those that are asked seldom have not had as many",
    ),
    Series(
        name="conversations",
        unit="rows",
        key="conversations",
        within="rows",
        why="kept for 7 days: what was last asked in each conversation",
    ),
    Series(
        name="events",
        unit="rows",
        key="events",
        within="rows",
        why="kept for 2 days: Slack's events, so that none is answered twice",
    ),
    Series(
        name="passed",
        unit="rows",
        key="passed",
        within="rows",
        why="what retention took stays known, so that it is not fetched again",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """Of a line through the means of blocks of six hours after the first day; a day each."""

    value: float
    low: float
    high: float
    first: float
    last: float

    @property
    def flat(self) -> bool:
        return self.low <= 0 <= self.high


def slope(days: NDArray[np.float64], values: NDArray[np.float64]) -> Slope | None:
    """None where there is too little after the warm-up.

    Samples that follow each other are alike; the means of blocks much less so, and the interval is theirs.
    """
    after = days >= WARM_UP_DAYS
    if not after.any():
        return None
    blocks = ((days[after] - WARM_UP_DAYS) // BLOCK_DAYS).astype(int)
    counts = np.bincount(blocks)
    there = counts > 0
    x = (np.bincount(blocks, days[after])[there]) / counts[there]
    y = (np.bincount(blocks, values[after])[there]) / counts[there]
    if (free := len(x) - 2) < 2:
        return None
    off = x - x.mean()
    rise = float((off * y).sum() / (off * off).sum())
    rest = y - y.mean() - rise * off
    spread = float(np.sqrt((rest * rest).sum() / free / (off * off).sum()))
    reach = (T95[free - 1] if free <= len(T95) else 1.96) * spread
    return Slope(value=rise, low=rise - reach, high=rise + reach, first=float(y[0]), last=float(y[-1]))
