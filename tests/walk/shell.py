"""One bash, as a reader has it open: what a page prints is typed into it block by block."""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PATIENCE = 180.0  # seconds: the machine may be busy
DONE = "--- walked:"


@dataclass(frozen=True, kw_only=True)
class Came:
    """What a block said on both streams, and the status of its first command that failed, or 0."""

    said: str
    status: int


class GoingOn:
    """What runs on: its group of processes, and what it says, by a pipe that is heard all the while."""

    def __init__(self, pipe: Path) -> None:
        os.mkfifo(pipe)
        self.pipe = pipe
        self.group = 0
        self._said = ""
        self._more = Condition()
        Thread(target=self._listen, daemon=True).start()

    def said(self, until: str = "") -> str:
        """All that it has said, once `until` is in it. Raises TimeoutError."""
        with self._more:
            if not self._more.wait_for(lambda: until in self._said, PATIENCE):
                raise TimeoutError(f"{until!r} was never said:\n{self._said}")
            return self._said

    def lives(self) -> bool:
        try:
            os.killpg(self.group, 0)
        except ProcessLookupError:
            return False
        return True

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """As Ctrl-C does: the whole group is told."""
        if self.lives():
            os.killpg(self.group, how)

    def _listen(self) -> None:
        with self.pipe.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                with self._more:
                    self._said += line
                    self._more.notify_all()


class Shell:
    """A context manager; at its end nothing that was begun in it is left running."""

    def __init__(self, folder: Path, environment: Mapping[str, str], pipes: Path) -> None:
        self._pipes = pipes
        self._going: list[GoingOn] = []
        self._bash = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            cwd=folder,
            env=dict(environment),
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._lines: Queue[str] = Queue()
        Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Self:
        self._type("set -m; trap 'walked=${walked:-$?}' ERR")  # what runs on gets a group of its own
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._going:
            one.end(signal.SIGKILL)
        self._bash.kill()
        self._bash.communicate()

    def run(self, lines: tuple[str, ...]) -> Came:
        """Type a block, and hear it out."""
        self._type("walked=; {", *lines, f"}} </dev/null; printf '\\n{DONE} %s\\n' \"${{walked:-0}}\"")
        said: list[str] = []
        until = monotonic() + PATIENCE
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, until - monotonic()))
            except Empty:
                raise TimeoutError(f"{lines} did not end; it said:\n{''.join(said)}") from None
            if line.startswith(DONE):
                return Came(said="".join(said).strip("\n"), status=int(line.removeprefix(DONE)))
            said.append(line)

    def begin(self, lines: tuple[str, ...]) -> GoingOn:
        """Type a block that is left running."""
        going = GoingOn(self._pipes / f"{len(self._going)}.pipe")
        told = self.run(("{", *lines, f"}} </dev/null >'{going.pipe}' 2>&1 &", "echo $!")).said
        going.group = int(told.split()[-1])
        self._going.append(going)
        return going

    def end_all(self) -> str:
        """Tell what runs on to end, and wait; what it all said."""
        for one in self._going:
            one.end()
        self.run(("wait || true",))
        return "\n".join(one.said() for one in self._going)

    def _type(self, *lines: str) -> None:
        assert self._bash.stdin is not None
        self._bash.stdin.write("\n".join(lines) + "\n")
        self._bash.stdin.flush()

    def _listen(self) -> None:
        assert self._bash.stdout is not None
        for line in self._bash.stdout:
            self._lines.put(line)
