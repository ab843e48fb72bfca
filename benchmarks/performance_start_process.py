"""A process that is watched from its start: when it says what, what it has cost, what memory it holds."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

DATELINE = (sys.executable, "-c", "from bot.cli import main; main()")
TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 600.0
# Quiet: in so many seconds it used less of the processor than this share.
STILL, SHARE = 4.0, 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """MB (of 10^6 bytes) of a process and its children: what each has, and that with shared pages once."""

    rss: float
    pss: float
    processes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds by the clock and of the processor."""

    wall: float
    cpu: float


class Watched:
    """`with Watched([...], folder, TOKEN="...") as process:`; killed at the end where it still runs."""

    def __init__(self, command: list[str], folder: Path, **environment: str) -> None:
        self._begun = time.perf_counter()
        self.process = subprocess.Popen(
            [*DATELINE, *command],
            cwd=folder,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._said: list[tuple[Spent, str]] = []
        self._heard = Condition()
        self._ear = Thread(target=self._listen, daemon=True)
        self._ear.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._ear.join()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                with self._heard:
                    self._said.append((self.spent(), line))
                    self._heard.notify_all()

    def spent(self) -> Spent:
        """Up to now."""
        return Spent(wall=time.perf_counter() - self._begun, cpu=cpu(self.process.pid))

    def waited_for(self, words: str) -> tuple[Spent, str]:
        """The first line that holds those words, and what was spent by then; RuntimeError without one."""

        def found() -> tuple[Spent, str] | None:
            return next((one for one in self._said if words in one[1]), None)

        with self._heard:
            if not self._heard.wait_for(found, PATIENCE):
                said = "".join(line for _, line in self._said[-20:])
                raise RuntimeError(f"it never said {words}:\n{said}")
            line = found()
        assert line is not None
        return line

    def quiet(self, least: float) -> Memory:
        """What it holds after so many seconds, once it and its children have done nothing for a while."""
        time.sleep(least)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            before = sum(map(cpu, family(self.process.pid)))
            time.sleep(STILL)
            if sum(map(cpu, family(self.process.pid))) - before < STILL * SHARE:
                break
        return memory(self.process.pid)


def family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
        threads = Path(f"/proc/{pid}/task").iterdir()
        children += [
            one
            for thread in threads
            if thread.name != str(pid)
            for one in (thread / "children").read_text("utf-8").split()
        ]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [pid, *(each for child in children for each in family(int(child)))]


def cpu(pid: int) -> float:
    """Seconds of the processor that a process has used; 0 where it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def memory(pid: int) -> Memory:
    """From smaps_rollup, which gives kB of 1,024 bytes."""
    rss = pss = 0
    found = family(pid)
    for one in found:
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text("utf-8").splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        values = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
        rss += values["Rss"]
        pss += values["Pss"]
    return Memory(rss=rss * 1024 / 1e6, pss=pss * 1024 / 1e6, processes=len(found))


def once(code: str, folder: Path) -> Spent:
    """A fresh Python that runs a line and ends."""
    return _ended([sys.executable, "-c", code], folder)


def command(words: list[str], folder: Path, **environment: str) -> Spent:
    """A command of Dateline from exec to its end, whatever its status."""
    return _ended([*DATELINE, *words], folder, **environment)


def _ended(line: list[str], folder: Path, **environment: str) -> Spent:
    before, begun = os.times(), time.perf_counter()
    subprocess.run(
        line,
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(wall=time.perf_counter() - begun, cpu=used)


def held(code: str, folder: Path) -> Memory:
    """What a fresh Python holds after a line."""
    line = [sys.executable, "-c", f"{code}\nprint('ready', flush=True)\ninput()"]
    with subprocess.Popen(
        line, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError(f"a fresh Python could not run: {code}")
        found = memory(process.pid)
        process.stdin.close()
    return found
