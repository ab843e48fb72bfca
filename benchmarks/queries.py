"""How well `dateline search` finds what editors meant, beside plain BM25.

    DATELINE_EVAL_DATA=... python benchmarks/queries.py [--store FOLDER]

All articles of stream.dev and articles.train go into a fresh store by `dateline collect` (two minutes;
--store names a folder to keep it in, and to find it in again). Then queries.dev is asked by `dateline search
--json -`: 895 headlines that editors wrote over a story (eight are also an article's title), and three words
of each. What counts as found are the one to three articles of that story in stream.dev; an article of
articles.train on the same event counts as wrong. Beside it: SQLite's FTS5 with Porter stems, title x4, OR of
all words. The ranking's numbers were chosen on one half of the queries; the other is shown by itself.
Prints Markdown, and the figures as one line of JSON at the end; times are those that each answer names.
"""

from __future__ import annotations

import json
import math
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias

from evaluation import data_folder, last_line, load, options_of, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from evaluation import Row

FILES = ("stream.dev.jsonl.gz", "articles.train.jsonl.gz", "queries.dev.jsonl.gz")
ADDRESS = "https://news.example/"
IN_A_FILE = 1_500
SEED = 11
BEST = 10
DATELINE = [sys.executable, "-c", "from bot.cli import main; main()"]
Ranking: TypeAlias = "list[str]"


def main() -> int:
    parser = options_of(__doc__)
    parser.add_argument("--store", type=Path, help="a folder for the store, kept (default: a temporary one)")
    kept: Path | None = parser.parse_args().store
    data = data_folder(*FILES)
    if data is None:
        return 0
    stream, train, queries = (load(data / name) for name in FILES)
    with tempfile.TemporaryDirectory() as temporary:
        folder = kept or Path(temporary)
        built(folder, [*stream, *train])
        print(f"\n{last_line(compared(folder, [*stream, *train], queries))}")
    return 0


def built(folder: Path, rows: Sequence[Row]) -> None:
    """The store, by the product's own way in; left as it is where it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "dateline.db").exists():
        return
    (folder / "config.yaml").write_text("database: sqlite:///dateline.db\n")
    ordered = sorted(rows, key=lambda row: (day(row), str(row["id"])))
    names: list[str] = []
    for start in range(0, len(ordered), IN_A_FILE):
        names.append(f"news{start:05}.jsonl")
        lines = (json.dumps(entry(row)) for row in ordered[start : start + IN_A_FILE])
        (folder / names[-1]).write_text("\n".join(lines))
    run(folder, "collect", *names)
    for name in names:
        (folder / name).unlink()


def day(row: Row) -> str:
    """The date of a row, which the data writes in two ways, in ISO 8601."""
    written = str(row["date"])
    if "/" in written:
        return datetime.strptime(written, "%m/%d/%y").replace(tzinfo=UTC).date().isoformat()
    return written


def entry(row: Row) -> dict[str, str]:
    kept = {name: str(row[name]) for name in ("title", "text")}
    url = f"{ADDRESS}{row['id']}"
    return kept | {"url": url, "publisher": str(row["source"]), "published": day(row)}


def run(folder: Path, *arguments: str, asked: str = "") -> str:
    line = [*DATELINE, *arguments]
    environ = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        line, cwd=folder, env=environ, input=asked, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"dateline {arguments[0]}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return done.stdout


def compared(folder: Path, rows: Sequence[Row], queries: Sequence[Row]) -> dict[str, float]:
    """Prints the table; gives the figures."""
    plain = bm25(rows)
    found: dict[str, float] = {}
    lines: list[list[str]] = []
    for kind, field in (("headlines", "headline"), ("keywords", "keywords")):
        texts = [" ".join(str(query[field]).split()) for query in queries]
        ours, times = answers(folder, texts)
        theirs, base_times = timed_each(plain, texts)
        mine, base = (quality(queries, rankings) for rankings in (ours, theirs))
        figures = {
            "ndcg": mine[0],
            "mrr": mine[1],
            "bm25_ndcg": base[0],
            "bm25_mrr": base[1],
            "ratio": mine[0] / base[0],
            "p50_ms": statistics.median(times),
            "p95_ms": p95(times),
            "p95_over_bm25": p95(times) / p95(base_times),
        }
        found |= {f"{kind}_{name}": value for name, value in figures.items()}
        found |= halves(kind, queries, ours, theirs)
        ratios = (figures["ratio"], found[f"{kind}_ratio_tuned"], found[f"{kind}_ratio_held"])
        lines.append([kind, *(f"{value:.3f}" for value in (mine[0], base[0], mine[1], base[1], *ratios))])
        lines[-1] += [
            f"{figures['p50_ms']:.0f}",
            f"{figures['p95_ms']:.0f}",
            f"{figures['p95_over_bm25']:.1f}",
        ]
    print(f"\n### Search: {len(queries)} queries over {len(rows):,} articles\n")
    head = [
        "queries",
        "nDCG@10",
        "BM25",
        "MRR",
        "BM25",
        "nDCG to BM25",
        "chosen on",
        "held out",
        "p50 ms",
        "p95 ms",
        "p95 to BM25",
    ]
    print(table(head, lines))
    return found


def halves(
    kind: str, queries: Sequence[Row], ours: Sequence[Ranking], theirs: Sequence[Ranking]
) -> dict[str, float]:
    """The ratio of the half that the numbers were chosen on, and of the other."""
    order = list(range(len(queries)))
    Random(SEED).shuffle(order)
    half = len(order) // 2 + 1
    ratios: dict[str, float] = {}
    for name, some in (("tuned", order[:half]), ("held", order[half:])):
        asked = [queries[at] for at in some]
        mine, base = (quality(asked, [rankings[at] for at in some])[0] for rankings in (ours, theirs))
        ratios[f"{kind}_ratio_{name}"] = mine / base
    return ratios


def answers(folder: Path, texts: Sequence[str]) -> tuple[list[Ranking], list[float]]:
    """What the command answers, in one process: ids best first, and the milliseconds that each took."""
    said = [
        json.loads(line) for line in run(folder, "search", "--json", "-", asked="\n".join(texts)).splitlines()
    ]
    assert [one["query"] for one in said] == list(texts)
    ids = [[article["url"].removeprefix(ADDRESS) for article in one["articles"]] for one in said]
    return ids, [one["ms"] for one in said]


def timed_each(ask: Callable[[str], Ranking], texts: Sequence[str]) -> tuple[list[Ranking], list[float]]:
    """The rankings, and the milliseconds that each took."""
    found: list[Ranking] = []
    times: list[float] = []
    for text in texts:
        began = perf_counter()
        found.append(ask(text))
        times.append((perf_counter() - began) * 1000)
    return found, times


def p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def bm25(rows: Iterable[Row]) -> Callable[[str], Ranking]:
    """The yardstick."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE news USING fts5(id UNINDEXED, title, text, tokenize='porter')")
    db.executemany("INSERT INTO news VALUES (?, ?, ?)", ((r["id"], r["title"], r["text"]) for r in rows))
    order = "SELECT id FROM news WHERE news MATCH ? ORDER BY bm25(news, 0, 4, 1), id LIMIT 50"

    def ask(text: str) -> Ranking:
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(re.findall(r"\w+", text)))
        return [found for (found,) in db.execute(order, (words,))]

    return ask


def quality(queries: Sequence[Row], rankings: Sequence[Ranking]) -> tuple[float, float]:
    """nDCG@10 and MRR, binary: 1 is perfect."""
    pairs = [(set(query["relevant"]), ranking) for query, ranking in zip(queries, rankings, strict=True)]
    return statistics.fmean(ndcg(*pair) for pair in pairs), statistics.fmean(
        reciprocal(*pair) for pair in pairs
    )


def ndcg(wanted: set[str], ranking: Ranking) -> float:
    gains = [1 / math.log2(at + 2) for at in range(BEST)]
    got = sum(gain for gain, found in zip(gains, ranking, strict=False) if found in wanted)
    return got / sum(gains[: len(wanted)])


def reciprocal(wanted: set[str], ranking: Ranking) -> float:
    return next((1 / at for at, found in enumerate(ranking, 1) if found in wanted), 0.0)


if __name__ == "__main__":
    sys.exit(main())
