"""The soak's Slack, with Slack's limits on posting, and its people, who ask, chat and open their Home tab."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter, defaultdict, deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import soak_news

from bot.demo.slack import SlackStandIn, WorkspaceError
from bot.demo.slack.faults import Fault
from bot.demo.slack.server import Answer, Backend, Request
from bot.demo.slack.workspace import BOT_USER

if TYPE_CHECKING:
    from collections.abc import Callable

    from soak_clock import FastClock

    from bot.demo.slack.sending import Sent

A_SECOND, A_MINUTE, MOST_A_MINUTE = 1.0, 60.0, 300
PEOPLE = 30
QUESTIONS_A_DAY = 240
PATIENCE = 30.0
ODD = ("help", "zzyzx qwrt", "saved", "following", "mute football", "unmute football")


@dataclass(slots=True, kw_only=True)
class LimitedBackend(Backend):
    """A channel takes one message a second and the workspace 300 a minute, by the real clock."""

    last: dict[str, float] = field(default_factory=dict[str, float])
    lately: deque[float] = field(default_factory=deque[float])
    turn: Any = field(default_factory=threading.Lock)
    refused: int = 0

    def serve(self, request: Request) -> Answer:
        if request.method == "chat.postMessage" and not self._may(str(request.args.get("channel", ""))):
            return self.fail(request, Fault(method=request.method, kind="429", retry_after=1))
        return Backend.serve(self, request)

    def _may(self, channel: str) -> bool:
        now = time.monotonic()
        with self.turn:
            while self.lately and self.lately[0] <= now - A_MINUTE:
                self.lately.popleft()
            if now - self.last.get(channel, -A_SECOND) < A_SECOND or len(self.lately) >= MOST_A_MINUTE:
                self.refused += 1
                return False
            self.last[channel] = now
            self.lately.append(now)
            return True


class LimitedSlack(SlackStandIn):
    def __init__(self, clock: FastClock) -> None:
        super().__init__(clock=clock)
        was = self._backend
        self.limits = LimitedBackend(
            platform=was.platform, tokens=was.tokens, faults=was.faults, journal=was.journal
        )
        self._backend = self.limits

    def posted(self) -> Counter[str]:
        """How often each nonce of a delivery was taken."""
        found: Counter[str] = Counter()
        for call in self.log.accepted():
            metadata = call.args.get("metadata")
            found[str(metadata)] += bool(metadata)
        return found


class People:
    """They ask at moments drawn at random, each one thing at a time. `tell` is handed what became of it."""

    def __init__(self, slack: LimitedSlack, clock: FastClock, tell: Callable[[dict[str, Any]], None]) -> None:
        self._slack, self._clock, self._tell = slack, clock, tell
        self._chance = random.Random(7)
        self._free: SimpleQueue[str] = SimpleQueue()
        self._ending = threading.Event()
        self._pool = ThreadPoolExecutor(8, thread_name_prefix="person")
        self._thread = threading.Thread(target=self._live, name="people", daemon=True)
        self.counts: Counter[str] = Counter()
        self._last: dict[str, Any] = defaultdict(lambda: None)
        for number in range(PEOPLE):
            self._free.put(slack.workspace.add_user(f"reader{number}"))

    def start(self) -> None:
        self.since = self._clock.now()  # by now the orders for digests stand
        self._thread.start()

    def end(self) -> None:
        """Ask no more, and hear what was asked."""
        self._ending.set()
        self._thread.join()
        self._pool.shutdown()

    def _live(self) -> None:
        for words in ("follow sudan", "follow earthquake", "follow breaking", "follow japan"):
            self._pool.submit(self._ask, "command", words)
        while not self._ending.wait(self._chance.expovariate(QUESTIONS_A_DAY * self._clock.speed / 86_400)):
            kind = self._chance.choices(("command", "message", "home", "mention"), (55, 30, 10, 5))[0]
            self._pool.submit(self._ask, kind, self._words(kind))

    def _words(self, kind: str) -> str:
        today = int(self._clock.days()) - self._chance.choice((0, 0, 1, 2, 6))
        pieces = soak_news.day(today, self._clock.start)
        topic = self._chance.choice(pieces).topic
        if kind != "command":
            return f"What happened in {topic.split()[0]}?" if self._chance.random() < 0.5 else topic
        drawn = self._chance.random()
        return "" if drawn < 0.2 else self._chance.choice(ODD) if drawn < 0.3 else topic

    def _ask(self, kind: str, words: str) -> None:
        who, begun, tries = self._free.get(), time.monotonic(), 0
        told: dict[str, Any] = {"day": round(self._clock.days(), 4), "kind": kind, "words": words}
        try:
            while tries < 3 and not told.get("answered"):
                tries += 1
                told["answered"] = self._asked(kind, words, who)
        except TimeoutError as error:
            told |= {"answered": False, "why": str(error)}
        finally:
            self._free.put(who)
        told |= {"seconds": round(time.monotonic() - begun, 3), "tries": tries}
        self.counts["asked"] += 1
        self.counts["answered"] += bool(told["answered"])
        self.counts["again"] += tries > 1
        self._tell(told)

    def _send(self, kind: str, words: str, who: str) -> Sent:
        if kind == "command":
            return self._slack.command("/news", words, user=who)
        if kind == "message":
            return self._slack.message(words, user=who)
        if kind == "mention":
            return self._slack.mention(words, user=who)
        return self._slack.open_home(user=who)

    def _asked(self, kind: str, words: str, who: str) -> bool:
        """Whether it was answered; False where nobody acknowledged it, and it is to be sent again."""
        slack = self._slack
        since, before = slack.workspace.new_ts(), slack.workspace.homes.get(who)
        try:
            self._send(kind, words, who).ack()
        except (TimeoutError, WorkspaceError):  # lost with its connection, or there is none just now
            return False

        def heard() -> bool:
            if kind == "home":
                return slack.workspace.homes.get(who) is not before
            place = {"command": who, "message": slack.workspace.dm(who), "mention": slack.channel}[kind]
            for post in reversed(slack.workspace.posts):
                if post.ts <= since:
                    return False
                mine = post.ephemeral_to == who if kind == "command" else post.channel == place
                if post.user == BOT_USER and mine:
                    return True
            return False

        slack.wait_for(heard, PATIENCE)
        return True
