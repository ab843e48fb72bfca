"""A day of three workers and two web processes on PostgreSQL, any of them killed, frozen or told to end.

The day goes by in leaps, and between two leaps in real seconds, in which the strikes fall. Before a leap all
workers are stopped, none amid a look at its deliveries: time that leaps while a post is in the air would
break what the protocol rests on (docs/explanation/posting-once.md), and no clock does that on all machines at
once.
"""

from __future__ import annotations

import select
import signal
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, text

from once import cells, judge
from once.front import Front, is_ready
from once.levers import LeverClock, Levers
from once.slack import holding_stand_in, ledger
from once.week import UNSOUND
from once.world import ENDED, World

if TYPE_CHECKING:
    from pathlib import Path

    from bot.demo.slack import SlackStandIn
    from once.databases import Database
    from once.forge import Forge
    from once.news import News
    from once.postgres import PostgresServer
    from once.process import Worker
    from once.slack import HoldingBackend
    from once.terms import Terms

START = datetime(2026, 3, 2, 5, tzinfo=UTC)
SLOTS = ("07:00", "10:00", "12:00", "16:00", "19:00")
HOURS = 24
# Seconds. A frozen worker may hold the turn of writers for 60 s (the server then ends its transaction), the
# job that takes the inbox in for 20 s and a tick, and whoever waited in vain tries again after 15 s.
TAKEN_IN = 120.0
KILL, STOP, TERM = "kill", "stop", "term"
KINDS = (KILL, KILL, KILL, STOP, TERM)
CELL = cells.Cell(
    fault="day",
    point=cells.Point(name="none"),
    database=cells.POSTGRESQL,
    replicas=cells.WORKERS,
    web=cells.WEB,
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Strike:
    """`at` seconds after a leap, at one of the five places; a frozen process is woken after `span`."""

    at: float
    place: int
    kind: str
    span: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a seed draws: the strikes of each leap."""

    leap_hours: int
    strikes: tuple[tuple[Strike, ...], ...]


def drawn(seed: int, kills: int, leap_hours: int, terms: Terms, window: float) -> Plan:
    """So many strikes, each within `window` seconds after some leap."""
    dice = Random(seed)
    leaps: list[list[Strike]] = [[] for _ in range(HOURS // leap_hours)]
    for _ in range(kills):
        strike = Strike(
            at=dice.uniform(0.0, window),
            place=dice.randrange(cells.WORKERS + cells.WEB),
            kind=dice.choice(KINDS),
            span=dice.uniform(0.2, 1.5) * terms.lease,
        )
        dice.choice(leaps).append(strike)
    return Plan(leap_hours=leap_hours, strikes=tuple(tuple(sorted(one)) for one in leaps))


@dataclass(slots=True, kw_only=True)
class Lived:
    """How a day went. `explained`: digests that are not in their channel, with the reason that is told."""

    problems: list[str] = field(default_factory=list[str])
    struck: list[str] = field(default_factory=list[str])
    articles: int = 0
    digests: int = 0
    messages: int = 0
    explained: list[str] = field(default_factory=list[str])
    asked: int = 0
    acknowledged: int = 0
    starts: int = 0


class Day(World):
    """A context manager, as any world is; `live` lives it."""

    whole = True

    def __init__(self, folder: Path, server: PostgresServer, forge: Forge, terms: Terms, news: News) -> None:
        super().__init__(CELL, folder, server, forge, terms)
        self._postgres = server
        self._news = news
        self._slot = START
        self._offset = (START - datetime.now(UTC)).total_seconds()
        self._slack_levers = Levers(folder / "slack.levers")
        self._slack_levers.set(offset=self._offset)
        self._places: list[Worker] = []
        self._frozen: dict[str, float] = {}  # until when, by name
        self._leaving: list[tuple[Worker, float]] = []
        self._lived = Lived()

    def _stand_in(self) -> tuple[SlackStandIn, HoldingBackend]:
        return holding_stand_in(LeverClock(self._slack_levers))

    def _fresh(self) -> Database:
        made = self._postgres.empty()
        made.pass_time(self._offset)
        return made

    def _configuration(self) -> str:
        channels = [self.slack.workspace.add_channel(f"at-{slot[:2]}") for slot in SLOTS]
        orders = ", ".join(
            f'{{channel: {channel}, at: "{slot}", zone: UTC}}'
            for channel, slot in zip(channels, SLOTS, strict=True)
        )
        return (
            f"database: {self.database.url}\nfeeds:\n{self._news.yaml}"
            "collect: {allow_networks: [127.0.0.0/8], every_minutes: 60}\n"
            "web: {drain_seconds: 0}\ndigest: {catch_up_hours: 12}\n"
            f"subscriptions: [{orders}]\n"
        )

    @property
    def now(self) -> datetime:
        return LeverClock(self._slack_levers).now()

    # ---- the day ----

    def live(self, plan: Plan) -> Lived:
        self._news.show(self.now)
        with Front(self) as front:
            self._places = [self.start(armed=False) for _ in range(cells.WORKERS)] + list(self.webs)
            for strikes in plan.strikes:
                self._under(strikes)
                self._leap(plan.leap_hours)
            self._under(())
            self.settle()
            self._end_of(self._leaving)
            problems = self._lived.problems + front.problems() + self._found()
            asked = front.asked
        self._lived.problems = problems
        self._lived.asked = len(asked)
        self._lived.acknowledged = sum(one.status == 200 for one in asked)
        self._lived.starts = len(self.workers) + len(self.webs)
        return self._lived

    def _under(self, strikes: tuple[Strike, ...]) -> None:
        """Work on while they fall; in the end all five are there, none is frozen, and the news is in."""
        begun = time.monotonic()
        for strike in strikes:
            while (left := begun + strike.at - time.monotonic()) > 0:
                self._wake(late=False)
                self.wait(min(left, 0.05))
            self._strike(strike)
        while self._frozen:
            self._wake(late=False)
            self.wait(0.05)
        self.wait_until(lambda: all(self._is_there(one) for one in self._places), self.terms.patience)
        self.wait_until(self._is_in, max(self.terms.patience, TAKEN_IN))
        self.wait(max(0.0, begun + self.terms.flight - time.monotonic()))

    def _strike(self, strike: Strike) -> None:
        struck = self._places[strike.place]
        self._lived.struck.append(f"{self.now:%H:%M:%S} {strike.kind} {struck.name}")
        if self._frozen.pop(struck.name, None) and strike.kind != KILL:
            struck.signal(signal.SIGCONT)
        if strike.kind == STOP:
            struck.signal(signal.SIGSTOP)
            self._frozen[struck.name] = time.monotonic() + strike.span
            return
        if strike.kind == KILL:
            self.kill(struck)
        else:
            struck.killed = True  # nobody else shall start another
            struck.signal(signal.SIGTERM)
            self._leaving.append((struck, time.monotonic()))
        again = self.start_web() if struck in self.webs else self.start(armed=False)
        self._places[strike.place] = again

    def _wake(self, *, late: bool) -> None:
        for one in self._places:
            if self._frozen.get(one.name, float("inf")) <= time.monotonic() or late:
                self._frozen.pop(one.name, None)
                one.signal(signal.SIGCONT)

    def _is_there(self, one: Worker) -> bool:
        if one in self.webs:
            return is_ready(one)
        self._places = [self._successor(place) for place in self._places]
        return one.dead.is_set() or any(line["event"] == "worker.started" for line in one.log)

    def _successor(self, one: Worker) -> Worker:
        """A worker that gave up at its start has another in its place by now."""
        if one in self.workers and one.dead.is_set() and not one.killed:
            others = [worker for worker in self.alive if worker not in self._places]
            return others[0] if others else one
        return one

    def _leap(self, hours: int) -> None:
        """Let time go on at a moment when no worker is at its deliveries."""
        if not self.wait_until(self._held_still, self.terms.patience):
            raise AssertionError("there is never a moment without a delivery in hand")
        moved = timedelta(hours=hours).total_seconds()
        self._slack_levers.set(offset=self._offset + moved)
        self.pass_time(moved)
        self._news.show(self.now)
        for worker in self.alive:
            worker.signal(signal.SIGCONT)

    def _held_still(self) -> bool:
        """Whether all stand still, none amid a look; else they go on."""
        for worker in self.alive:
            worker.signal(signal.SIGSTOP)
        while any(select.select([one.connection], [], [], 0)[0] for one in self.alive if one.connection):
            self.wait(0.01)
        self.wait(0.1)  # what was read is heard by then
        if not any(worker.ticks % 2 for worker in self.alive):
            return True
        for worker in self.alive:
            worker.signal(signal.SIGCONT)
        return False

    # ---- the end ----

    def _is_in(self) -> bool:
        """Whether all that is printed by now has been stored."""
        waiting, articles = self._rows(
            "SELECT (SELECT count(*) FROM inbox), (SELECT count(*) FROM articles)"
        )[0]
        return not waiting and articles >= self._news.printed

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        engine = create_engine(self.database.url)
        with engine.connect() as db:
            found = [tuple(row) for row in db.execute(text(query))]
        engine.dispose()
        return found

    def _end_of(self, leaving: list[tuple[Worker, float]]) -> None:
        """Whoever was told to end has ended by itself, and said so."""
        for one, _ in leaving:
            if not one.dead.wait(self.terms.patience):
                self._lived.problems.append(f"{one.name} did not end when it was told to")
            elif one.killed_at == float("inf") and not any("stopped" in line["event"] for line in one.log):
                self._lived.problems.append(f"{one.name} ended without a word")

    def _found(self) -> list[str]:
        """What is wrong with the store and the channels."""
        stored = [(who, title) for who, title in self._rows("SELECT publisher, title FROM articles")]
        found = [f"an article is lost: {one}" for one in self._news.articles - set(stored)]
        found += [f"an article is stored twice: {one}" for one in set(stored) if stored.count(one) > 1]
        for what, query in UNSOUND.items():
            found += [f"{what}: {row}" for row in self._rows(query)]
        found += judge.violations(self)
        told, rows = ledger(self.slack, START.date()), self.rows()
        self._lived.articles, self._lived.messages = len(stored), sum(one.there for one in told)
        self._lived.digests = sum(one.there for one in told if one.what == "head")
        heads = [row for row in rows if not row.parent]
        self._lived.explained = [
            f"{row.local_date} {row.state} {row.why}" for row in rows if row.state != "sent"
        ]
        if len(heads) != len(SLOTS) or {row.local_date for row in heads} != {str(START.date())}:
            found.append(f"these digests were due: {heads}")
        found += [f"it has not ended: {row}" for row in rows if row.state not in ENDED]
        return found
