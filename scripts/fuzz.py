"""Looks for input that breaks a promise: coverage-guided fuzzing by atheris of three roads.

    python scripts/fuzz.py [feed] [text] [blocks] [--seconds 600] [--findings DIR]
    python scripts/fuzz.py feed --replay FILE

The roads and what must hold on them are those of tests/hostile. Seeds are that folder's own corpora, and the
public ones where DATELINE_EVAL_DATA names the evaluation data. Two targets run at a time, each for so many
seconds. What breaks a promise, takes too long or too much memory is written to a file in the folder of
findings, and the command fails; --replay runs such a file again, without atheris.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "hostile")]
TARGETS = ("feed", "text", "blocks")
AT_ONCE = 2
LONGEST_CASE = 30  # seconds of CPU: instrumented, about ten of those that it takes in earnest
HANGS = 90  # seconds on the wall: what waits, or can't be interrupted
MEMORY = 2_000  # MiB: what is instrumented takes several times what runs in earnest
LARGEST = 8_192  # bytes of one input: libFuzzer finds little in larger ones
ENDS_WITHIN = 300  # seconds that a target may take to start and to stop
SEEDS = 2  # for each second: libFuzzer runs them all before it looks at the clock


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("targets", nargs="*", choices=(*TARGETS, []), help="default: all")
    options.add_argument("--seconds", type=int, default=600, help="for each target")
    options.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    options.add_argument("--replay", type=Path, help="a file that was found, or any other")
    options.add_argument(
        "--alone", action="store_true", help=argparse.SUPPRESS
    )  # within a target's own process
    given = options.parse_args()
    targets = given.targets or list(TARGETS)
    if given.replay:
        road(targets[0])(given.replay.read_bytes())
        print(f"{given.replay}: every promise holds")  # noqa: T201 - a command
        return 0
    if given.alone:
        fuzz(targets[0], given.seconds, given.findings)
    given.findings.mkdir(exist_ok=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ended = list(pool.map(lambda target: started(target, given.seconds, given.findings), targets))
    return max(ended)


def started(target: str, seconds: int, findings: Path) -> int:
    """Fuzz in a process of its own, as libFuzzer never gives one back; what it says goes through."""
    line = [sys.executable, __file__, target, "--alone", f"--seconds={seconds}", f"--findings={findings}"]
    done = subprocess.run(
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=seconds + ENDS_WITHIN,
        check=False,
    )
    said = done.stdout.splitlines()
    tail = said[-40:] if done.returncode else said[-1:]
    print(f"{target}: ended with {done.returncode}", *tail, sep="\n  ", flush=True)  # noqa: T201 - a command
    return done.returncode


def road(target: str):  # noqa: ANN201 - a callable that takes bytes
    """What a target does with an input."""
    from roads import feed_road, text_road  # noqa: PLC0415 - after atheris has begun to instrument

    if target == "feed":
        return feed_road
    if target == "text":
        return lambda data: text_road(data.decode("utf-8", "replace"))
    from surfaces import SURFACES, any_text  # noqa: PLC0415 - the same

    def blocks(data: bytes) -> None:
        if data:
            any_text(SURFACES[data[0] % len(SURFACES)], data[1:].decode("utf-8", "replace"))

    return blocks


def fuzz(target: str, seconds: int, findings: Path) -> None:
    """Never returns: libFuzzer ends the process."""
    import atheris  # noqa: PLC0415 - an extra, and only the child needs it

    with atheris.instrument_imports(include=["bot", "summaries", "feedparser", "roads"]):
        run = road(target)
    from corpus import seeds  # noqa: PLC0415 - not instrumented

    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{target}-"))
    data = os.environ.get("DATELINE_EVAL_DATA", "")
    known = seeds(target, data if Path(data, "naughty-strings.json").is_file() else "")
    for number, seed in enumerate(known[:: 1 + len(known) // (SEEDS * seconds)]):
        (folder / f"{number:05}").write_bytes(seed[:LARGEST])
    limits = [f"-max_total_time={seconds}", f"-timeout={HANGS}", f"-rss_limit_mb={MEMORY}"]
    where = [f"-artifact_prefix={findings}/{target}-", f"-max_len={LARGEST}", "-print_final_stats=1"]

    def too_long(*_: object) -> None:
        raise TimeoutError(f"over {LONGEST_CASE} s of CPU")

    signal.signal(signal.SIGPROF, too_long)

    def timed(data: bytes) -> None:
        signal.setitimer(signal.ITIMER_PROF, LONGEST_CASE)
        run(data)
        signal.setitimer(signal.ITIMER_PROF, 0)

    def kept(data: bytes) -> None:
        """Written by us: libFuzzer's own file is lost where its alarm ends the process first."""
        try:
            with suppress(TimeoutError):  # a virtual machine's clocks jump when it is halted: it is run again
                return timed(data)
            timed(data)
        except BaseException:
            found = findings / f"{target}-{hashlib.sha1(data).hexdigest()}"  # noqa: S324 - a name, no secret
            found.write_bytes(data)
            print(f"found: {found}, in base64 {b64encode(data).decode()}", flush=True)  # noqa: T201 - a command
            raise

    atheris.Setup([sys.argv[0], *limits, *where, str(folder)], kept)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
