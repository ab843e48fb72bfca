"""Runs cases in a child that is killed at ten seconds for a case, and must stay below 600 MiB.

The seconds are of CPU: nothing here waits, and a busy machine must not fail what an idle one does at once.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from roads import Verdict

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SECONDS = 10
MIB = 600


def in_child(which: str, data: Path | None = None) -> dict[str, Verdict]:
    """The verdicts of a corpus ("own", "public") by name. AssertionError names the case that was too much."""
    from roads import Verdict  # noqa: PLC0415 - the child itself needs this module light

    line = [sys.executable, __file__, which, *([str(data)] if data else [])]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    said = [json.loads(one) for one in done.stdout.splitlines()]
    begun = [one["begin"] for one in said if "begin" in one]
    last = begun[-1] if begun else "nothing"
    assert done.returncode == 0, f"{last}: ended with {done.returncode}\n{done.stderr[-2_000:]}"
    peak = next(one["peak"] for one in said if "peak" in one)
    assert peak <= MIB, f"the cases took {peak} MiB"
    return {one["name"]: Verdict(**one["verdict"]) for one in said if "name" in one}


def main(which: str, *data: str) -> None:
    """In the child: one line before each case, one after it; SIGPROF ends what takes too long."""
    sys.path[:0] = [str(ROOT), str(HERE)]
    from corpus import cases, public  # noqa: PLC0415 - found only now
    from roads import feed_road  # noqa: PLC0415 - the same

    own: Iterable[tuple[str, bytes, dict[str, str]]] = ((one.name, one.body, one.headers) for one in cases())
    theirs = ((name, body, {}) for name, body in (public(Path(data[0])) if data else ()))
    for name, body, headers in own if which == "own" else theirs:
        tell({"begin": name})
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        found = feed_road(body, headers)
        signal.setitimer(signal.ITIMER_PROF, 0)
        told = {"entries": found.entries, "told": found.told, "said": found.said}
        tell({"name": name, "verdict": told})
    tell({"peak": peak()})


def peak() -> int:
    """MiB of memory at most. What getrusage says counts the test runner too, from which this was forked."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1_024


def tell(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
