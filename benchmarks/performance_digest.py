"""A digest from thousands of articles of two days, from store to bytes: a part of docs/performance.md.

    python benchmarks/performance_digest.py [--quick]

Prints its Markdown section, progress on standard error. Each size is measured in a process of its own, which
has drawn another digest before (so nothing is left to import) and has seen none of these articles. The texts
are those of DATELINE_EVAL_DATA, or invented ones (benchmarks/growth.py) where that is not at hand.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from editions import HOURS, PEERS_SHARE, luhn
from evaluation import options_of, table
from newswire import END
from performance_digest_store import fill

from bot.clock import FixedClock
from bot.config import load
from bot.model import DeliveryState, Slot, Subscription
from bot.newsroom import making
from bot.store import articles
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Callable

    from summaries import Candidate

SIZES = (1_000, 3_000, 10_000, 30_000)
JUDGED = 10_000
GOAL = 1.0
ROUNDS = 3
ORDER = Subscription(id="order", channel="C1", at=time(8), zone="UTC")
STAGES = ("articles read", "stories weighed and told", "the rest: what was told before, drawn, kept")


def main() -> int:
    options = options_of(__doc__)
    options.add_argument("--quick", action="store_true", help="a tenth of the size")
    options.add_argument("--one", type=Path, help="measure the store in this folder, and print JSON")
    asked = options.parse_args()
    if asked.one:
        print(json.dumps(measured(asked.one)))
        return 0
    sizes = [size // 10 if asked.quick else size for size in SIZES]
    found: list[dict[str, float]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(f"a digest from {size:,} articles", file=sys.stderr, flush=True)
            peer = furnish(Path(folder), size)
            command = [sys.executable, __file__, "--one", folder]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            found.append({"articles": size, "luhn": peer, **json.loads(told)})
    print(section(found, JUDGED // 10 if asked.quick else JUDGED))
    return 0


def furnish(folder: Path, size: int) -> float:
    """A store of so many articles, and a small one beside it; the peer's seconds for a hundred of them."""
    settings = f"database: sqlite:///dateline.db\ndigest: {{window_hours: {HOURS}}}\n"
    told: list[Candidate] = []
    for name, count in (("many", size), ("few", 50)):
        (folder / name).mkdir()
        path = folder / name / "config.yaml"
        path.write_text(settings, encoding="utf-8")
        with House(load(path, {}), FixedClock(END)) as house:
            made = fill(house.store, count)
            told = told or made
        tell_yesterday(path)
    return luhn(told) / 1000


def tell_yesterday(path: Path) -> None:
    """Plan and post the channel's digest of the day before, so that there is something it was told."""
    due = END - timedelta(days=1)
    with House(load(path, {}), FixedClock(due)) as house:
        made = house.editions.plan(ORDER, Slot(local_date=due.date(), at=ORDER.at, due=due))
        row = house.deliveries.open(
            subscription_id=ORDER.id,
            channel=ORDER.channel,
            local_date=made.local_date,
            slot=made.slot,
            due=due,
        )
        sent = replace(row, state=DeliveryState.SENT, edition_id=made.id, lease_until=None, ts="1.0")
        assert house.deliveries.save(sent, row.attempt)


def measured(folder: Path) -> dict[str, float]:
    """Seconds of CPU and in all of the first digest from the store there, of later ones, and of its parts."""
    planned(folder / "few", "before", {})
    parts: dict[str, float] = dict.fromkeys(STAGES, 0.0)
    cpu, wall = planned(folder / "many", "first", parts)
    later = sorted(planned(folder / "many", f"later-{n}", {}) for n in range(ROUNDS))
    parts[STAGES[2]] = cpu - parts[STAGES[0]] - parts[STAGES[1]]
    return {"first": cpu, "wall": wall, "later": later[ROUNDS // 2][0], **parts}


def planned(folder: Path, order: str, parts: dict[str, float]) -> tuple[float, float]:
    """One digest, planned, drawn and kept: seconds of CPU, and in all."""
    with House(load(folder / "config.yaml", {}), FixedClock(END)) as house:
        counted(articles, "news_between", STAGES[0], parts)
        counted(making, "plan", STAGES[1], parts)
        _ = house.store, house.editions
        cpu, wall = process_time(), perf_counter()
        made = house.editions.plan(
            replace(ORDER, id=order), Slot(local_date=END.date(), at=ORDER.at, due=END)
        )
        assert made.edition.stories
        return process_time() - cpu, perf_counter() - wall


def counted(module: object, name: str, stage: str, parts: dict[str, float]) -> None:
    """Have a function's CPU added to its stage, until the next digest is measured."""
    work: Callable[..., object] = getattr(module, name)
    work = getattr(work, "uncounted", work)

    def timed(*args: object, **named: object) -> object:
        begun = process_time()
        try:
            return work(*args, **named)
        finally:
            parts[stage] = parts.get(stage, 0.0) + process_time() - begun

    timed.uncounted = work  # type: ignore[attr-defined]
    setattr(module, name, timed)


def section(found: list[dict[str, float]], judged: int) -> str:
    head = ("articles", "first digest, s of CPU", "in all, s", "a later one, s of CPU", *STAGES, "over Luhn")
    rows = [
        (
            f"{one['articles']:,.0f}",
            *(f"{one[name]:.2f}" for name in ("first", "wall", "later", *STAGES)),
            f"{one['first'] / one['luhn']:.1f}x",
        )
        for one in found
    ]
    least, most = found[0], found[-1]
    growth = (most["first"] / least["first"]) / (most["articles"] / least["articles"])
    goal = next(one for one in found if one["articles"] == judged)
    verdict = "**met**." if goal["first"] <= GOAL else f"**missed**. {cause(goal)}"
    return f"""## A digest from thousands of articles

A digest of the last {HOURS} hours for a channel that was told another the day before, from the store (SQLite)
to the message's bytes, kept. The process has seen none of the articles before ("first"), or has planned the
same hours for the same channel already ("later"). Luhn is sumy's, which summarises {PEERS_SHARE} of the same
articles, cut into sentences already, in the same run.

{table(head, rows)}

From {least["articles"]:,.0f} to {most["articles"]:,.0f} articles the time grows {growth:.2f} times as
fast as their number: linear at most is what we hold it to.

Goal: {judged:,} articles in at most {GOAL:.0f} s of CPU. Here: {goal["first"]:.2f} s: {verdict}
"""


def cause(found: dict[str, float]) -> str:
    """Which of the stages takes how much of it, the largest first."""
    most = sorted(STAGES, key=lambda name: -found[name])
    told = ", ".join(f"{name} ({found[name] / found['first']:.0%})" for name in most)
    return f"It goes to: {told}."


if __name__ == "__main__":
    sys.exit(main())
