"""The quality gate: two judges over our figures, which must not fall below the floors of floors.json.

    DATELINE_EVAL_DATA=.../data python benchmarks/gate.py

One judge is the referee, `../tools/score.py` from the data folder; the other are this folder's own
benchmarks. Runs go two at a time, and those that measure time one by one after the others, and once more
where they miss a bound: a machine that was halted for seconds tells nothing of the program. A bound that is
looser than it once was needs its reason in floors.json. Without the data there is nothing to judge: the gate
says so and passes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation import data_folder, options_of
from floors import FLOORS, history, missed, unexplained

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
WORKERS = 2
LONGEST_SECONDS = 1_200


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a run printed, and what is wrong with its figures."""

    name: str
    printed: str
    wrong: tuple[str, ...]


def main() -> int:
    options_of(__doc__).parse_args()
    data = data_folder()
    if data is None:
        return 0
    referee = data.parent / "tools" / "score.py"
    if not referee.is_file():
        print(f"skipped: there is no referee at {referee}")
        return 0
    document = json.loads(FLOORS.read_text("utf-8"))
    loosened = unexplained(document, history())
    verdicts = judge_all(document["runs"], referee, data)
    for verdict in verdicts:
        print(f"\n## {verdict.name}\n{verdict.printed}")
    wrong = [f"{verdict.name}: {one}" for verdict in verdicts for one in verdict.wrong]
    wrong += [f"loosened without a reason in floors.json: {one}" for one in loosened]
    print("\nquality gate: " + ("every figure holds" if not wrong else "\n  ".join(["failed", *wrong])))
    return 1 if wrong else 0


def judge_all(runs: list[dict[str, Any]], referee: Path, data: Path) -> list[Verdict]:
    together = [run for run in runs if not run.get("alone")]
    alone = [run for run in runs if run.get("alone")]
    with ThreadPoolExecutor(WORKERS) as pool:
        verdicts = list(pool.map(lambda run: judge(run, referee, data), together))
    return [*verdicts, *(judge_times(run, referee, data) for run in alone)]


def judge_times(run: Mapping[str, Any], referee: Path, data: Path) -> Verdict:
    """Judged again where it misses, and both are printed."""
    first = judge(run, referee, data)
    if not first.wrong:
        return first
    second = judge(run, referee, data)
    missed_first = f"{first.printed}\nmissed, so measured again: {'; '.join(first.wrong)}\n\n"
    return replace(second, printed=missed_first + second.printed)


def judge(run: Mapping[str, Any], referee: Path, data: Path) -> Verdict:
    paths = [str(HERE.parent), os.environ.get("PYTHONPATH", "")]
    environ = os.environ | {
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",  # sumy's LSA follows the order of a set
    }
    name = str(run["name"])
    try:
        done = subprocess.run(
            command(run, referee, data),
            env=environ,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Verdict(name=name, printed="", wrong=(f"took longer than {LONGEST_SECONDS} s",))
    printed = done.stdout
    if done.returncode:
        return Verdict(name=name, printed=printed + done.stderr, wrong=(f"ended with {done.returncode}",))
    return Verdict(name=name, printed=printed, wrong=tuple(missed(run, figures(printed))))


def command(run: Mapping[str, Any], referee: Path, data: Path) -> list[str]:
    """The command line of one run of floors.json: a `script` of ours, or a `task` of the referee."""
    if "script" in run:
        return [sys.executable, str(HERE / run["script"]), *run["options"]]
    return [sys.executable, str(referee), str(run["task"]), f"--data={data / run['data']}", *run["options"]]


def figures(printed: str) -> dict[str, float]:
    """The last line: JSON from ours, NAME=VALUE from the referee."""
    last = printed.strip().rpartition("\n")[2]
    if last.startswith("{"):
        return json.loads(last)
    pairs = (part.partition("=") for part in last.split())
    return {name: float(value) for name, _, value in pairs if value}


if __name__ == "__main__":
    sys.exit(main())
