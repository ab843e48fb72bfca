"""A preloaded process without threads that forks workers: one starts in 50 ms and not in two seconds.

It is started as a program and reads a job on each line: {"job": "module:function", "with": {...}}. It answers
each with the child's process id. A worker's end is seen by its own connection, which closes.
"""

from __future__ import annotations

import gc
import importlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import httpx2

from bot.newsroom import language

if TYPE_CHECKING:
    from types import TracebackType

PRELOADED = (
    *("bot.wiring", "bot.deliver.delivery", "bot.work.embedded", "bot.work.tasks", "bot.slack.blocks"),
    *("bot.slack.messenger", "bot.slack.posting", "bot.collect.collector", "bot.collect.again"),
    *(
        "bot.collect.http",
        "bot.collect.guard",
        "bot.collect.files",
        "ssrfguard",
        "bot.newsroom.alerts",
        "bot.newsroom.breaking",
        "bot.newsroom.intake",
    ),
    *("alembic.config", "alembic.command", "alembic.script", "anyio._backends._asyncio"),
    *("once.worker", "once.roles", "once.template"),
)


IF_THERE = {
    "psycopg": ("sqlalchemy.dialects.postgresql.psycopg",),
    "procrastinate": ("procrastinate", "bot.work.cluster", "bot.cli.working"),
    "uvicorn": ("bot.wiring.front", "bot.slack.app", "bot.cli.serving"),
}
"""What comes with extras of the package."""


class Forge:
    """The harness's side: `with Forge() as forge: pid = forge.fork("module:function", x=1)`."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        here = Path(__file__).resolve().parent.parent
        paths = os.pathsep.join([str(here), str(here.parents[1])])
        environment = {**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "once.forge"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def fork(self, job: str, **given: object) -> int:
        """Start a child that does the job; its process id."""
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._turn:
            self._process.stdin.write(json.dumps({"job": job, "with": given}) + "\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())


def _serve() -> None:
    for name in PRELOADED:
        importlib.import_module(name)
    for library, names in IF_THERE.items():
        for name in names if importlib.util.find_spec(library) else ():
            importlib.import_module(name)
    tls = httpx2.create_ssl_context()  # 0.2 s each, and on loopback nobody looks at it
    httpx2.create_ssl_context = lambda *_, **__: tls
    model = language._read()
    vars(language)["_model"] = lambda: (
        model
    )  # kept for good: what lets it go is a thread, and none may be forked
    importlib.import_module("once.template").warm()
    gc.collect()
    gc.freeze()  # what was loaded stays in pages that parent and children share
    assert threading.active_count() == 1
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the children
    print("ready", flush=True)  # noqa: T201 - the pipe to the harness
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _child(asked["job"], asked["with"])
        print(pid, flush=True)  # noqa: T201 - as above


def _child(job: str, given: dict[str, Any]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.close(0)
    os.dup2(2, 1)
    module, _, name = job.partition(":")
    status = 1
    try:
        getattr(importlib.import_module(module), name)(**given)
        status = 0
    except SystemExit:
        status = 0
    except BaseException:  # noqa: BLE001 - the end of a process: said, then left
        sys.excepthook(*sys.exc_info())  # pyright: ignore[reportArgumentType]
    finally:
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve()
