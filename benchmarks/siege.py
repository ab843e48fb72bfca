"""How soon people are answered while the worst that strangers can send is being read, beside calm.

    python benchmarks/siege.py

Poisoned documents, bombs and servers that hang are read as feeds and pages in one collection; meanwhile
"/news sudan" is sent to the whole app at the stand-in for Slack, each as soon as the last is answered, over
signed requests and over a Socket Mode connection on loopback. Beside it as many with nothing to read, in the
same run. Milliseconds; Markdown, and one line of JSON at the end. Needs no data.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "slack"), str(ROOT / "tests"), str(ROOT)]

from evaluation import last_line, options_of, table  # noqa: E402  (the path comes first)
from worst import besieged  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whole import Whole

Times: TypeAlias = "list[tuple[float, float]]"  # milliseconds to the acknowledgement, and to the answer


def main() -> int:
    options_of(__doc__).parse_args()
    rows: list[list[object]] = []
    figures: dict[str, float] = {}
    for transport in ("dispatch", "socket"):
        calm, siege = measured(transport)
        for name, times in (("calm", calm), ("siege", siege)):
            acks, answers = zip(*times, strict=True)
            shown = (median(acks), max(acks), median(answers), max(answers))
            rows.append([f"{transport}, {name}", len(times), *(f"{value:.0f}" for value in shown)])
            figures |= {f"{transport}.{name}_answer_p50": shown[2], f"{transport}.{name}_slowest": shown[3]}
            figures[f"{transport}.{name}_slowest_ack"] = shown[1]
        figures[f"{transport}.times_calm"] = median(t for _, t in siege) / median(t for _, t in calm)
    head = ["over", "commands", "ack p50", "slowest ack", "answer p50", "slowest answer"]
    print(f"{table(head, rows)}\n\n{last_line(figures)}")
    return 0


def measured(transport: str) -> tuple[Times, Times]:
    """Calm and siege, as many questions in each."""
    with tempfile.TemporaryDirectory() as folder, besieged(Path(folder), transport) as (heard, _):
        asking = asked(heard)
        collecting = threading.Thread(target=heard.house.rounds.collect, args=(threading.Event(),))
        collecting.start()
        siege: Times = []
        while collecting.is_alive():
            siege.append(next(asking))
        return [next(asking) for _ in siege], siege


def asked(heard: Whole) -> Iterator[tuple[float, float]]:
    """Each one is sent when it is asked for, and has been answered when it comes."""
    answers = len(heard.slack.bot_messages())
    while True:
        began = perf_counter()
        ack = heard.slack.command("/news", "sudan").ack()
        if not ack.ok:
            raise RuntimeError(f"a command was not acknowledged: {ack.status}")
        answers += 1
        heard.heard(answers)
        yield ack.seconds * 1000, (perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
