"""Real workers, as processes, on a PostgreSQL, a world of feeds on loopback, and the stand-in for Slack."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, text

from bot.config import load
from bot.store.columns import written
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bot.demo.slack import SlackStandIn

_QUEUED = text(
    "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, status) "
    "VALUES ('house', 'do', :name, :name, '{\"task\"\\: \"deliver\"}', :state)"
)
DATELINE = [sys.executable, "-c", "from bot.cli import main; main()"]


def wait_for(what: Callable[[], Any], seconds: float = 60) -> Any:
    """What it says once it says something; it is asked now and then."""
    until = monotonic() + seconds
    while not (found := what()):
        assert monotonic() < until, f"waited {seconds} s for {what}"
        threading.Event().wait(0.05)
    return found


@dataclass(kw_only=True)
class Crew:
    """A folder with a config.yaml, and the workers that were started in it."""

    folder: Path
    url: str
    slack: SlackStandIn
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        everybody = {"options": "-c dateline.every_tenant=on"}
        self._engine = create_engine(
            self.url, isolation_level="AUTOCOMMIT", pool_pre_ping=True, connect_args=everybody
        )

    def configure(self, feeds: str, more: str = "") -> None:
        """`feeds`: YAML of the list."""
        (self.folder / "config.yaml").write_text(
            f"database: {self.url}\nfeeds:\n{feeds}collect: {{allow_networks: [127.0.0.0/8]}}\n{more}",
            encoding="utf-8",
        )

    def has_ordered(self, since: datetime) -> None:
        """As if the orders of config.yaml were that old: one is owed what comes after it was given."""
        with House(load(self.folder / "config.yaml", {})) as house:
            house.follow_config()
        with self._engine.connect() as db:
            db.execute(text("UPDATE subscriptions SET since = :since"), {"since": written(since)})

    def start(self, *arguments: str, program: list[str] = DATELINE) -> subprocess.Popen[str]:
        environment = {"SLACK_BOT_TOKEN": self.slack.bot_token, "SLACK_API_URL": self.slack.api_url}
        with (self.folder / f"worker-{len(self.running)}.log").open("w") as log:
            process = subprocess.Popen(
                [*program, *(arguments or ("worker", "--jobs", "4"))],
                cwd=self.folder,
                env={**os.environ, **environment},
                text=True,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        self.running.append(process)
        return process

    def said(self, process: subprocess.Popen[str]) -> str:
        return (self.folder / f"worker-{self.running.index(process)}.log").read_text(encoding="utf-8")

    def kill(self, process: subprocess.Popen[str]) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self._engine.connect() as db:
            return [tuple(row) for row in db.execute(text(query))]

    def count(self, query: str) -> int:
        return int(self.rows(query)[0][0])

    def namespace(self) -> str:
        """Where the queues are; nothing before the first worker has made them."""
        found = self.rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'dateline_work_%'")
        return str(found[0][0]) if found else ""

    def jobs(self, which: str = "true") -> list[tuple[Any, ...]]:
        """What stands in the queues: status, worker, arguments."""
        table = f"{name}.procrastinate_jobs" if (name := self.namespace()) else ""
        return self.rows(f"SELECT status::text, worker_id, args FROM {table} WHERE {which}") if table else []

    def queue(self, name: str, *states: str) -> None:
        """Jobs of that name as they stand after workers came and went, in these states."""
        with self._engine.connect() as db:
            db.execute(text(f"SET search_path = {self.namespace()}"))
            for state in states:
                db.execute(_QUEUED, {"name": name, "state": state})
            db.execute(text("RESET search_path"))

    def end(self) -> None:
        for process in self.running:
            process.kill()
            process.wait()
        self._engine.dispose()
