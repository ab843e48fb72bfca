"""One cell's world: a folder, a database, a stand-in for Slack, and the replicas at work in it."""

from __future__ import annotations

import json
import queue
import signal
import socket
import threading
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy.exc import DatabaseError

from once.databases import Eye
from once.gates import REPLY
from once.levers import Levers
from once.process import Worker
from once.slack import holding_stand_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from bot.demo.slack import SlackStandIn
    from bot.demo.slack.server import Request
    from once.cells import Cell
    from once.databases import Database, Row, Server
    from once.forge import Forge
    from once.slack import HoldingBackend
    from once.terms import Terms

IDLE = 1.5  # seconds: two ticks of the workers at the usual scale
ENDED = frozenset({"sent", "uncertain", "missed", "failed", "withheld"})


class CellError(AssertionError):
    """The cell could not be played, or never came to an end."""


class UnplayedError(CellError):
    """Nobody came to the point: what should have led there went another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A worker stands at the point and waits for leave."""

    worker: Worker
    release: Callable[[], object]


class World:
    whole = False
    """Whether workers do all that the product does, and not only what brings messages into channels."""

    def __init__(self, cell: Cell, folder: Path, server: Server, forge: Forge, terms: Terms) -> None:
        self.cell = cell
        self.terms = terms
        self.workers: list[Worker] = []
        self.webs: list[Worker] = []
        self.arrivals: queue.Queue[Arrival] = queue.Queue()
        self._folder = folder
        self._server = server
        self._forge = forge
        self._open = ExitStack()
        self._first = threading.Lock()
        self._taken = False
        self.longest_flight = 0.0
        self._slot: datetime = datetime.now(UTC).replace(second=0, microsecond=0)
        self._offset = 1.0 - (datetime.now(UTC) - self._slot).total_seconds()

    def __enter__(self) -> Self:
        self.slack, self.backend = self._stand_in()
        self._open.enter_context(self.slack)
        self.database = self._open.enter_context(closing(self._fresh()))
        self.eye = self._open.enter_context(closing(Eye(self.database.url)))
        self._listener = self._open.enter_context(socket.create_server(("127.0.0.1", 0), backlog=64))
        threading.Thread(target=self._listen, daemon=True).start()
        self.backend.on_accept = self._accepted
        (self._folder / "config.yaml").write_text(self._configuration(), encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._everybody:
            self.kill(worker)
        for worker in self._everybody:
            worker.dead.wait(10)
            worker.levers.close()
        self._open.close()

    def _stand_in(self) -> tuple[SlackStandIn, HoldingBackend]:
        return holding_stand_in()

    def _fresh(self) -> Database:
        return self._server.fresh(self._folder)

    def _configuration(self) -> str:
        return (
            f"database: {self.database.url}\nfeeds: []\n"
            f'subscriptions: [{{channel: {self.slack.channel}, at: "{self._slot:%H:%M}", zone: UTC}}]\n'
        )

    # ---- replicas ----

    def start(self, *, armed: bool) -> Worker:
        point = self.cell.point
        given = {"armed": f"{point.kind} {point.name}" if armed else "", "scale": self.terms.scale}
        name = f"replica-{len(self.workers)}"
        if self.cell.web:
            return self._fork(self.workers, "once.roles:worker", name, whole=self.whole, **given)
        return self._fork(self.workers, "once.worker:run", name, **given)

    def start_web(self) -> Worker:
        return self._fork(self.webs, "once.roles:web", f"web-{len(self.webs)}")

    def _fork(self, among: list[Worker], job: str, name: str, **more: object) -> Worker:
        levers = Levers(self._folder / f"{name}.levers")
        levers.set(offset=self._offset)
        given = {"folder": str(self._folder), "environment": self.environment, "name": name, **more}
        with self._first:  # it says hello when it is in the list
            pid = self._forge.fork(job, port=self._listener.getsockname()[1], **given)
            worker = Worker(name=name, pid=pid, levers=levers, armed=bool(more.get("armed")))
            among.append(worker)
        return worker

    @property
    def environment(self) -> dict[str, str]:
        tokens = {"SLACK_BOT_TOKEN": self.slack.bot_token, "SLACK_API_URL": self.slack.api_url}
        return tokens | ({"SLACK_SIGNING_SECRET": self.slack.signing_secret} if self.cell.web else {})

    @property
    def _everybody(self) -> list[Worker]:
        return [*self.workers, *self.webs]

    @property
    def alive(self) -> list[Worker]:
        return [worker for worker in self.workers if not worker.dead.is_set()]

    def kill(self, worker: Worker) -> None:
        worker.killed = True
        if not worker.dead.is_set():
            worker.killed_at = time.monotonic()
            worker.signal(signal.SIGKILL)
            worker.dead.wait(10)

    def shift(self, worker: Worker, seconds: float) -> None:
        """Set a replica's clock, by so much off the others'."""
        worker.levers.set(offset=self._offset + seconds)

    def pass_time(self, seconds: float) -> None:
        """All clocks go forward at once."""
        self._offset += seconds
        self.database.pass_time(seconds)
        for worker in self._everybody:
            self.shift(worker, 0.0)

    @property
    def day(self) -> datetime:
        return self._slot

    # ---- waiting ----

    def wait(self, seconds: float) -> None:
        threading.Event().wait(seconds)

    def wait_until(self, done: Callable[[], bool], seconds: float) -> bool:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if done():
                return True
            self.wait(self.terms.tick / 2)
        return False

    def rows(self) -> list[Row]:
        """The rows as they stand; none where the database doesn't answer."""
        try:
            return self.eye.rows()
        except DatabaseError:
            return []

    def is_settled(self) -> bool:
        rows = self.rows()
        return bool(rows) and all(row.state in ENDED for row in rows)

    def settle(self) -> None:
        """Until every row has ended, and every replica has looked twice since then."""
        if not self.wait_until(self.is_settled, self.terms.patience / 2):
            # A clock that was ahead has left a lease that ends when all others are as far.
            self.pass_time({"clock+1h": 3600.0, "clock+1d": 86_400.0}.get(self.cell.fault, 0.0))
        if not self.wait_until(self.is_settled, self.terms.patience):
            raise CellError(f"never settled: {self.rows()}")
        if self.cell.web:
            self._lie_idle()
            return
        seen = {worker.name: worker.ticks for worker in self.alive}
        if not self.wait_until(lambda: self._have_looked(seen), self.terms.patience):
            raise CellError("somebody looks no more at what is due")

    def _have_looked(self, seen: dict[str, int]) -> bool:
        """Twice each."""
        return all(worker.ticks - seen.get(worker.name, worker.ticks) >= 2 for worker in self.alive)

    def _lie_idle(self) -> None:
        """Workers look where something is due: until nobody is at a look, and two ticks have brought none."""
        seen, since = self._looks(), time.monotonic()
        until = since + self.terms.patience
        while time.monotonic() < since + IDLE * self.terms.scale:
            self.wait(self.terms.tick)
            if time.monotonic() > until:
                raise CellError(f"workers look again and again at what has ended: {self.rows()}")
            if (now := self._looks()) != seen or any(many % 2 for many in now):
                seen, since = now, time.monotonic()

    def _looks(self) -> tuple[int, ...]:
        return tuple(worker.ticks for worker in self.alive)

    # ---- what the replicas say ----

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._hear, args=(connection,), daemon=True).start()

    def _hear(self, connection: socket.socket) -> None:
        with connection, connection.makefile("r", encoding="utf-8") as lines:
            hello = json.loads(lines.readline() or "{}")
            with self._first:
                (worker,) = [one for one in self._everybody if one.name == hello.get("hello")]
            worker.connection = connection
            try:
                for line in lines:
                    self._heard(worker, json.loads(line))
            except (OSError, ValueError):
                pass  # it was killed amid a line
            worker.dead.set()
        if (
            not worker.killed and worker in self.workers
        ):  # it gave up by itself, at its start, say: whoever keeps it running tries again
            self.wait(self.terms.tick)
            self.start(armed=worker.armed and not self._taken)

    def _heard(self, worker: Worker, said: dict[str, Any]) -> None:
        if "at" in said:
            self._arrived(Arrival(worker=worker, release=worker.give_leave))
        elif "posting" in said:
            worker.posting = said["posting"]
            worker.begun[worker.posting] = time.monotonic()
        elif "tick" in said:
            worker.ticks = said["tick"]
        elif "log" in said:
            worker.log.append(said["log"])

    def _arrived(self, arrival: Arrival) -> None:
        """The first to reach the point is the one; whoever comes after it passes."""
        with self._first:
            first, self._taken = not self._taken, True
        if first:
            self.arrivals.put(arrival)
        else:
            arrival.release()

    def _accepted(self, request: Request) -> None:
        """Slack has a post, and hasn't answered yet."""
        kind = REPLY if request.args.get("thread_ts") else "head"
        point = self.cell.point
        flight = time.monotonic() - max(one.begun.get(kind, 0.0) for one in self.workers)
        self.longest_flight = max(self.longest_flight, flight)
        if point.kind == REPLY and kind == "head":
            self.prime()
        if point.name != "accepted" or kind != point.kind or self._taken:
            return
        leave = threading.Event()
        sender = next((one for one in self.workers if one.posting == kind), self.workers[0])
        self._arrived(Arrival(worker=sender, release=leave.set))
        leave.wait(30)

    def prime(self) -> None:
        """Where a doubtful post is to be settled, the next post shall be one."""
        if self.cell.point.doubt:
            self.slack.fail(
                "chat.postMessage", {"posted": "accept_then_drop", "lost": "drop"}[self.cell.point.doubt]
            )
