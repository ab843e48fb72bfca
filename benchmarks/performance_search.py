"""Search and `/news` answers as the archive grows, on SQLite and PostgreSQL, beside a bare full-text query.

    DATELINE_EVAL_DATA=... python benchmarks/performance_search.py [--quick] [--folder FOLDER]
        [--databases sqlite,postgresql] [--sizes 10000,100000,1000000] [--topics 120]

The stores are built where FOLDER has none yet (a million articles take ten minutes or more on each database
and 5 GB on SQLite, 8 on PostgreSQL), and stay there; without --folder they are temporary. Prints one section
of docs/performance.md; progress goes to standard error.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Final

from evaluation import data_folder, options_of, table
from search_archive import FILES, NOW, SPAN, WINDOW, real
from search_floor import floor
from search_stores import DATABASES, built, served

from bot.briefing import BriefSettings
from bot.clock import FixedClock
from bot.config import Config
from bot.desk.ask import Desk
from bot.desk.matching import CANDIDATES, AskSettings
from bot.desk.window import Window
from bot.store import search
from bot.store.store import Store
from summaries import parse, variants

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from search_archive import Told

SIZES: Final = "10000,100000,1000000"
TOPICS, WARMING = 120, 12
MOST_TERMS: Final = 3
SEED: Final = 5
GOAL_MS, GOAL_RATIO = 100.0, 1.5
LARGEST: Final = 1_000_000
WHAT: Final = ("floor", "search", "answer")
NAMES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
WINDOWS: Final = {"30 days": WINDOW, "whole archive": None}
INTRO: Final = """
## Search and answers

How long the store's search and the whole answer to `/news TOPIC` take, for {topics} topics of one to three
terms drawn from headlines, over an archive of three years of which a thirtieth is of the last 30 days (the
default window); `benchmarks/search_archive.py` says what it is made of. The articles of the window are stored
with their sentences' ranks, as intake stores them, the older ones without, as an older program stored them.
Beside them in the same run, over the same connection settings and in changing order: one bare FTS5 or
tsvector query of the same terms, window and number of rows (`benchmarks/search_floor.py`). It ranks all
articles that hold any of the terms; where one term tells much more than another, the search looks for that
one alone, so it can be below the floor.
Milliseconds by the clock, caches warm.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The milliseconds of every topic, by what was asked."""

    database: str
    articles: int
    window: str
    took: dict[str, list[float]]

    def at(self, what: str, share: float) -> float:
        times = sorted(self.took[what])
        return times[min(len(times) - 1, int(len(times) * share))]

    def ratio(self, what: str) -> float:
        """Of the 95th percentiles."""
        return self.at(what, 0.95) / self.at("floor", 0.95)


def main() -> int:
    asked = arguments()
    data = data_folder(*FILES)
    if data is None:
        return 0
    told = real(data)
    sizes = [int(size) // (10 if asked.quick else 1) for size in asked.sizes.split(",")]
    topics = topics_of(told, asked.topics // (10 if asked.quick else 1))
    found: list[Measured] = []
    with ExitStack() as stack:
        folder = asked.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="news-")))
        folder.mkdir(parents=True, exist_ok=True)
        for kind in asked.databases.split(","):
            with ExitStack() as running:
                server = running.enter_context(served(folder)) if kind == "postgresql" else None
                for size in sizes:
                    url = built(kind, folder, server, told, size)
                    found += measured(kind, size, url, topics)
    print(section(found, len(topics)))
    return 0


def arguments() -> argparse.Namespace:
    parser = options_of(__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes and of the topics")
    parser.add_argument("--folder", type=Path, help="where the stores are kept (default: nowhere)")
    parser.add_argument("--databases", default=",".join(DATABASES))
    parser.add_argument("--sizes", default=SIZES, help="articles")
    parser.add_argument("--topics", type=int, default=TOPICS)
    return parser.parse_args()


def topics_of(told: Sequence[Told], count: int) -> list[tuple[str, ...]]:
    """A third each of one, two and three terms that follow each other in a headline; the same each time.

    A term comes as often as headlines have it. What would name a time is left out: that has its own window.
    """
    chance = Random(SEED)
    titles = [one.title for one in told if one.language == "en"]
    found: list[tuple[str, ...]] = []
    while len(found) < count:
        many = 1 + len(found) % MOST_TERMS
        terms = parse(chance.choice(titles), NOW, UTC).terms
        if len(terms) < many:
            continue
        at = chance.randrange(len(terms) - many + 1)
        chosen = terms[at : at + many]
        again = parse(" ".join(chosen), NOW, UTC)
        if again.terms == chosen and again.since is None:
            found.append(chosen)
    return found


def measured(kind: str, size: int, url: str, topics: Sequence[tuple[str, ...]]) -> Iterator[Measured]:
    store = Store(url)
    settings = AskSettings(window=WINDOW, stories=3, brief=BriefSettings.of(Config().summaries))
    desk = Desk(store, FixedClock(NOW), settings, UTC)
    for name, length in WINDOWS.items():
        since = NOW - length if length else None
        when = None if length else Window(since=NOW - 2 * SPAN, until=NOW, words="")
        took: dict[str, list[float]] = {what: [] for what in WHAT}
        for at, terms in enumerate([*topics[:WARMING], *topics]):
            for what, time in timed(store, desk, terms, since, when, turn=at):
                took[what] += [time] if at >= WARMING else []
        one = Measured(database=kind, articles=size, window=name, took=took)
        told = ", ".join(f"{what} {one.at(what, 0.95):.1f} ms" for what in WHAT)
        print(f"{kind}, {size:,} articles, {name}: p95 {told}", file=sys.stderr, flush=True)
        yield one
    store.close()


def timed(
    store: Store,
    desk: Desk,
    terms: tuple[str, ...],
    since: datetime | None,
    when: Window | None,
    *,
    turn: int,
) -> list[tuple[str, float]]:
    """Each way to ask once; who comes first, and warms the database's cache, takes turns."""
    ways: dict[str, Callable[[], object]] = {
        "floor": lambda: bare(store, terms, since),
        "search": lambda: searched(store, terms, since),
        "answer": lambda: desk.ask(" ".join(terms), when=when),
    }
    order = [*WHAT[turn % len(WHAT) :], *WHAT[: turn % len(WHAT)]]
    return [(what, clocked(ways[what])) for what in order]


def clocked(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000


def bare(store: Store, terms: tuple[str, ...], since: datetime | None) -> int:
    with store.read() as db:
        return floor(db, [variants(term) for term in terms], since, NOW, CANDIDATES)


def searched(store: Store, terms: tuple[str, ...], since: datetime | None) -> int:
    """As the desk searches: how common the terms are, then the articles that hold the telling ones."""
    spellings = [variants(term) for term in terms]
    with store.read() as db:
        counts = search.frequencies(db, spellings)
        asked = search.telling(spellings, counts)
        return len(search.find(db, asked, since=since, until=NOW, limit=CANDIDATES))


def section(found: Sequence[Measured], topics: int) -> str:
    parts = [INTRO.strip().format(topics=topics)]
    for window in WINDOWS:
        rows = [row(one) for one in found if one.window == window]
        head = [
            "articles",
            "floor p50",
            "p95",
            "p99",
            "search p50",
            "p95",
            "p99",
            "`/news` p50",
            "p95",
            "p99",
        ]
        head += ["search to floor", "`/news` to floor"]
        title = f"{window[0].upper()}{window[1:]}"
        parts.append(f"### {title}: milliseconds, and the ratios of the p95\n\n{table(head, rows)}")
    parts.append(f"### Goals\n\n{table(['goal', 'figure', ''], goals(found))}")
    parts.append(causes(found))
    return "\n\n".join(part for part in parts if part)


def row(one: Measured) -> list[str]:
    times = [f"{one.at(what, share):.1f}" for what in WHAT for share in (0.5, 0.95, 0.99)]
    name = f"{NAMES[one.database]}, {one.articles:,}"
    return [name, *times, f"{one.ratio('search'):.2f}", f"{one.ratio('answer'):.2f}"]


def goals(found: Sequence[Measured]) -> list[list[str]]:
    """Goal, figure, and whether it is met: of the largest archive that was measured."""
    most = max(one.articles for one in found)
    rows: list[list[str]] = []
    for one in found:
        if one.articles != most:
            continue
        where = f"{NAMES[one.database]}, {one.articles:,} articles, {one.window}"
        for what, name in (("search", "search"), ("answer", "`/news`")):
            p95, ratio = one.at(what, 0.95), one.ratio(what)
            if one.window == "30 days":
                goal = f"{where}: {name}, p95 at most {GOAL_MS:.0f} ms"
                rows.append([goal, f"{p95:.1f} ms", verdict(p95 <= GOAL_MS)])
            goal = f"{where}: {name}, p95 at most {GOAL_RATIO}x the floor"
            rows.append([goal, f"{ratio:.2f}x", verdict(ratio <= GOAL_RATIO)])
    return rows


def verdict(met: bool) -> str:  # noqa: FBT001
    return "met" if met else "**missed**"


def missed(one: Measured, what: str) -> bool:
    return one.ratio(what) > GOAL_RATIO or (one.window == "30 days" and one.at(what, 0.95) > GOAL_MS)


def beside(one: Measured) -> float:
    """Milliseconds of the median answer outside the search."""
    return one.at("answer", 0.5) - one.at("search", 0.5)


def causes(found: Sequence[Measured]) -> str:
    """Why a goal is missed, as far as the figures of this very run show it."""
    most, least = (of(one.articles for one in found) for of in (max, min))
    smallest = {(one.database, one.window): one for one in found if one.articles == least}
    lines: list[str] = []
    for one in (one for one in found if one.articles == most):
        where = f"- {NAMES[one.database]}, {one.window}"
        if missed(one, "answer"):
            before = beside(smallest[one.database, one.window])
            lines.append(
                f"{where}: of the median answer {beside(one):.0f} ms are spent outside the search "
                f"({before:.0f} ms at {least:,} articles): judging what {CANDIDATES} articles say of the "
                "topic, and making the brief of the best story, which the floor doesn't."
            )
        if missed(one, "search"):
            lines.append(
                f"{where}: the search takes {one.at('search', 0.95):.0f} ms (p95), "
                f"{one.ratio('search'):.2f}x the floor: it counts how common each term is and reads the "
                "beginnings of what it found."
            )
    return "\n".join(["Missed, because:", "", *lines]) if lines else ""


if __name__ == "__main__":
    sys.exit(main())
