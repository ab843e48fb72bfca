"""Every fault at every point of a delivery, with real processes: docs/posting-once-matrix.md.

python benchmarks/matrix.py --all      all cells; benchmarks/matrix_page.py writes the page
python benchmarks/matrix.py --cell sqlite/1/kill/after-claim
python benchmarks/matrix.py --share 0.1 --seed 3
python benchmarks/matrix.py --shape workers --all --jobs 2   3 workers and 2 web processes on PostgreSQL
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "faults"), str(ROOT)]

from once import cells, terms  # noqa: E402  (the path comes first)
from once.play import Players, Result  # noqa: E402


def main() -> int:
    asked = arguments()
    if asked.shape == "workers":
        chosen = list(cells.with_workers())
    else:
        chosen = [cell for cell in cells.cells() if cell.database in asked.database]
    if asked.cell:
        chosen = [cells.named(name) for name in asked.cell]
    elif asked.like:
        chosen = [cell for cell in chosen if asked.like in str(cell)]
    elif not asked.all:
        print(f"seed {asked.seed}")
        chosen = cells.drawn(asked.seed, asked.share, chosen)
    if asked.rest and asked.keep.exists():
        done = {json.loads(line)["cell"] for line in asked.keep.read_text(encoding="utf-8").splitlines()}
        chosen = [cell for cell in chosen if str(cell) not in done]
    results: list[Result] = []
    with Players(terms.chosen(), sorted({cell.database for cell in chosen})) as players:
        for result in players.all(chosen, asked.jobs):
            results.append(result)
            say(result, verbose=asked.verbose)
            if asked.keep:
                with asked.keep.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(kept(result)) + "\n")
    broken = [result for result in results if not result.holds]
    print(
        f"{len(results)} cells, {len(broken)} of them broken, {sum(r.posts for r in results)} posts accepted"
    )
    return 1 if broken else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="every cell")
    parser.add_argument("--cell", nargs="+", help="these cells alone, by their names")
    parser.add_argument("--like", default="", help="the cells whose name holds this")
    parser.add_argument("--share", type=float, default=0.1, help="so much of all, drawn by the seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=6, help="so many cells at a time; of workers two")
    parser.add_argument("--database", nargs="+", default=[cells.SQLITE], choices=cells.DATABASES)
    parser.add_argument("--shape", default="replicas", choices=("replicas", "workers"))
    parser.add_argument("--keep", type=Path, help="add each result to this file of JSON lines")
    parser.add_argument("--rest", action="store_true", help="only those that are not in that file yet")
    parser.add_argument(
        "--verbose", action="store_true", help="what the replicas and Slack say in broken cells"
    )
    return parser.parse_args()


def kept(result: Result) -> dict[str, object]:
    return {
        "cell": str(result.cell),
        "outcome": result.outcome,
        "problems": result.problems,
        "posts": result.posts,
        "seconds": round(result.seconds, 1),
        "again": result.again,
        "strained": result.overstrained,
    }


def say(result: Result, *, verbose: bool) -> None:
    how = "ok    " if result.holds else "BROKEN"
    again = f" (played {result.again + 1} times)" if result.again else ""
    strained = " (overstrained)" if result.overstrained else ""
    print(f"{how} {result.seconds:5.1f} s  {result.cell}: {result.outcome}{again}{strained}", flush=True)
    for problem in result.problems:
        print(f"         {problem}", flush=True)
    for line in result.log if verbose else ():
        print(f"         {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
