"""A simulated week of collecting, clustering and posting, killed 200 times: docs/posting-once-matrix.md.

python benchmarks/week.py [--kills 200] [--days 7] [--seed 1] [--keep FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "faults"), str(ROOT)]

from once.forge import Forge  # noqa: E402  (the path comes first)
from once.week import Week, dates  # noqa: E402

if TYPE_CHECKING:
    from once.week import Lived


def main() -> int:
    asked = arguments()
    with (
        tempfile.TemporaryDirectory(prefix="once-") as folder,
        Forge() as forge,
        ThreadPoolExecutor(2) as both,
    ):
        lives = [
            both.submit(live, Path(folder) / f"killed-{kills}", forge, asked, kills)
            for kills in (0, asked.kills)
        ]
        calm, killed = (life.result() for life in lives)
    problems = compared(calm, killed)
    if killed.digests != dates(asked.days):
        problems.append(f"digests of {[str(day) for day in killed.digests]}")
    found = {
        "on": str(datetime.now(UTC).date()),
        "days": asked.days,
        "seed": asked.seed,
        "kills": killed.kills,
        "starts": killed.starts,
        "articles": len(killed.store.articles),
        "calm articles": len(calm.store.articles),
        "digests": len(killed.digests),
        "messages": sum(one.there for one in killed.told),
        "states": sorted(set(killed.states)),
        "problems": problems,
    }
    print(json.dumps(found, indent=1))
    if asked.keep:
        asked.keep.write_text(json.dumps(found) + "\n", encoding="utf-8")
    return 1 if problems else 0


def live(folder: Path, forge: Forge, asked: argparse.Namespace, kills: int) -> Lived:
    with Week(folder, asked.days) as week:
        return week.live(forge, kills, asked.seed)


def compared(calm: Lived, killed: Lived) -> list[str]:
    """What is wrong with the store of the killed life, beside that of the calm one."""
    problems = [*calm.store.problems, *killed.store.problems]
    problems += [f"lost: {one}" for one in set(calm.store.articles) - set(killed.store.articles)]
    problems += [f"added: {one}" for one in set(killed.store.articles) - set(calm.store.articles)]
    if len(killed.store.articles) != len(set(killed.store.articles)):
        problems.append("an article is stored twice")
    return problems + [f"{one.what[:60]} of {one.day}: {one.there}" for one in killed.told if one.there != 1]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="write the result to this file too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
