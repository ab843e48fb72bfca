"""The quality gate: runs the referee beside the data folder, and fails when a figure falls below its floor.

    DATELINE_EVAL_DATA=.../data python benchmarks/gate.py

The referee is `../tools/score.py` from that folder; the floors stand in floors.json beside this script.
Without the data there is nothing to judge: the gate says so and passes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
WORKERS = 2
LONGEST_SECONDS = 600


def command(referee: Path, data: Path, run: dict[str, object]) -> list[str]:
    """The referee's command line for one run of floors.json."""
    floors = [f"--floor={name}={value}" for name, value in dict(run["floors"]).items()]
    ceilings = [f"--ceiling={name}={value}" for name, value in dict(run.get("ceilings", {})).items()]
    given = [f"--data={data / str(run['data'])}"] if "data" in run else []
    return [sys.executable, str(referee), str(run["task"]), *given, *list(run["options"]), *floors, *ceilings]


def judge(line: list[str]) -> tuple[int, str]:
    """Run the referee: its status and what it printed."""
    paths = [str(HERE.parent), os.environ.get("PYTHONPATH", "")]
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in paths if path)}
    done = subprocess.run(
        line, env=environ, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False
    )
    return done.returncode, done.stdout + done.stderr


def main() -> int:
    named = os.environ.get("DATELINE_EVAL_DATA", "")
    data = Path(named)
    referee = data.parent / "tools" / "score.py"
    if not named or not referee.is_file():
        print("quality gate skipped: DATELINE_EVAL_DATA names no folder with ../tools/score.py beside it")
        return 0
    runs = json.loads((HERE / "floors.json").read_text("utf-8"))["runs"]
    with ThreadPoolExecutor(WORKERS) as pool:
        results = list(pool.map(judge, [command(referee, data, run) for run in runs]))
    for _, printed in results:
        print(printed)
    failed = [run["name"] for run, (status, _) in zip(runs, results, strict=True) if status]
    print(f"quality gate: {'failed at ' + ', '.join(failed) if failed else 'every figure above its floor'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
