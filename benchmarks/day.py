"""A day of 3 workers and 2 web processes on PostgreSQL, struck again and again: docs/posting-once-matrix.md.

python benchmarks/day.py [--seed 1] [--kills 60] [--leap HOURS] [--share N] [--keep FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "faults"), str(ROOT)]

from once import terms  # noqa: E402  (the path comes first)
from once.day import START, Day, drawn  # noqa: E402
from once.forge import Forge  # noqa: E402
from once.news import News  # noqa: E402
from once.postgres import PostgresServer  # noqa: E402


def main() -> int:
    asked = arguments()
    scaled = terms.chosen()
    plan = drawn(asked.seed, asked.kills, asked.leap, scaled, asked.window)
    with (
        tempfile.TemporaryDirectory(prefix="once-") as folder,
        Forge() as forge,
        closing(PostgresServer(forge)) as server,
        News(START, share=asked.share) as news,
        Day(Path(folder), server, forge, scaled, news) as day,
    ):
        lived = day.live(plan)
    found = {"on": str(datetime.now(UTC).date()), "seed": asked.seed, "kills": asked.kills, **asdict(lived)}
    print(json.dumps(found, indent=1))
    if asked.keep:
        with asked.keep.open("a", encoding="utf-8") as file:
            file.write(json.dumps(found) + "\n")
    return 1 if lived.problems else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=60, help="so many strikes: SIGKILL, SIGSTOP or SIGTERM")
    parser.add_argument("--leap", type=int, default=1, help="hours that go by at once")
    parser.add_argument("--window", type=float, default=6.0, help="seconds after a leap in which they fall")
    parser.add_argument("--share", type=int, default=1, help="each so-manieth story is told")
    parser.add_argument("--keep", type=Path, help="add the result to this file of JSON lines")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
