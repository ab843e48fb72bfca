"""Digests posted once: lives under seeds with kills, freezes, replicas, leaping clocks and Slack's errors.

    python benchmarks/million.py                    a million digests, and the peers beside them
    python benchmarks/million.py --digests 20000    fewer
    python benchmarks/million.py --seed 17          one life alone, as it was in the whole

Lives are those of tests/delivery/life.py: the real driver and protocol, under a clock that is moved, on rows
and a Slack that behave. Each attempt meets trouble with a chance of about one in three; each point that a
driver passes is where it is killed, frozen past its lease, or loses the database, once in a hundred times.

"Doubled" stand in the channel twice in the end; "lost" are not there, and nothing says why; "explained" are
not there, and their row says why, where an operator sees it. "Removed" stood there twice until the sweep.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "delivery"))

from life import Lot, Outcome, live_through, outcome
from million_peers import PEERS

from bot.deliver.delivery import Delivering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ORDERS, DAYS = 50, 40
WORKERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A kind of life: its name, the lot of a seed in it, and the share of the digests that are lived so."""

    name: str
    lot: Callable[[int], Lot]
    share: float


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--digests", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, help="one life of the protocol alone")
    asked = options.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    if asked.seed is not None:
        print(outcome(live_through(lot_of(asked.seed))))
        return 0
    found: dict[str, Outcome] = {}
    for world in worlds():
        found[world.name] = lived(world, asked.digests)
        print(world.name, found[world.name], file=sys.stderr, flush=True)
    print(table(found))
    ours = found["Dateline"]
    print(
        json.dumps({"digests": ours.digests, "doubled": ours.doubled, "lost": ours.lost, "wrong": ours.wrong})
    )
    return 1 if ours.doubled or ours.lost or ours.wrong or ours.other else 0


def lot_of(seed: int, driver: type[Delivering] = Delivering, **trouble: float) -> Lot:
    return Lot(seed=seed, orders=ORDERS, days=DAYS, thread=1, driver=driver, **trouble)  # type: ignore[arg-type]


def worlds() -> list[World]:
    late = {"late_history": 0.2, "late_flights": 0.02}
    return [
        World(name="Dateline", lot=lot_of, share=1.0),
        *(
            World(name=name, lot=lambda seed, kind=kind: lot_of(seed, kind), share=0.05)
            for name, kind in PEERS.items()
        ),
        World(name="Dateline, flights and history late", lot=lambda seed: lot_of(seed, **late), share=0.05),
        World(
            name="Dateline, metadata dropped in 1 of 20 posts",
            lot=lambda seed: lot_of(seed, nameless=0.05),
            share=0.05,
        ),
    ]


def lived(world: World, digests: int) -> Outcome:
    lives = math.ceil(digests * world.share / (ORDERS * (DAYS - 1)))  # a clock may end a day behind
    with ProcessPoolExecutor(WORKERS, initializer=_quiet) as pool:
        found = list(pool.map(_live, [world.lot(seed) for seed in range(lives)]))
    for seed, one in enumerate(found):
        if world.name == "Dateline" and (one.doubled or one.lost or one.wrong or one.other):
            print(
                f"seed {seed} breaks the promise: python benchmarks/million.py --seed {seed}", file=sys.stderr
            )
    return total(found)


def _quiet() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def _live(lot: Lot) -> Outcome:
    return outcome(live_through(lot))


def total(found: Iterable[Outcome]) -> Outcome:
    every = list(found)
    return Outcome(**{one.name: sum(getattr(life, one.name) for life in every) for one in fields(Outcome)})


def table(found: dict[str, Outcome]) -> str:
    lines = [
        "| | digests | posted | explained | doubled | lost | removed by the sweep | threads, alerts: wrong |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, one in found.items():
        cells = (
            f"{one.digests:,}",
            _share(one.posted, one),
            _share(one.explained, one),
            f"{one.doubled:,} ({_share(one.doubled, one)})",
            f"{one.lost:,}",
            f"{one.removed:,}",
            f"{one.other:,}",
        )
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _share(count: int, of: Outcome) -> str:
    return f"{100 * count / of.digests:.1f}%"


if __name__ == "__main__":
    sys.exit(main())
