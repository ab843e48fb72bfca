"""The stand-in for Slack, which can hold an answer back, and what it has on record of each digest."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.demo.slack import SlackStandIn
from bot.demo.slack.server import Answer, Backend, Request
from bot.text import long_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.clock import Clock
    from bot.demo.slack.journal import Call


@dataclass(slots=True, kw_only=True)
class HoldingBackend(Backend):
    """`on_accept` is called after a post is in the channel and before the answer goes out."""

    on_accept: Callable[[Request], None] | None = None
    strip_metadata: bool = False

    def work(self, request: Request, fault: str) -> Answer:
        if request.method != "chat.postMessage":
            return Backend.work(self, request, fault)
        if self.strip_metadata:
            args = {name: value for name, value in request.args.items() if name != "metadata"}
            request = replace(request, args=args)
        answer = Backend.work(self, request, fault)
        if self.on_accept and isinstance(answer.body, dict) and answer.body.get("ok"):
            self.on_accept(request)
        return answer


def holding_stand_in(clock: Clock | None = None) -> tuple[SlackStandIn, HoldingBackend]:
    slack = SlackStandIn(clock=clock)
    was = slack._backend
    backend = HoldingBackend(platform=was.platform, tokens=was.tokens, faults=was.faults, journal=was.journal)
    slack._backend = backend
    return slack, backend


@dataclass(slots=True, kw_only=True)
class Told:
    """One message that should be in its channel once: how often it came, and how often it was removed."""

    channel: str
    day: date
    what: str  # "head", or a reply's bytes
    accepted: int = 0
    removed: int = 0
    ts: list[str] = field(default_factory=list[str])

    @property
    def there(self) -> int:
        return self.accepted - self.removed


def ledger(slack: SlackStandIn, around: date) -> list[Told]:
    """Of the stand-in's own log: every digest by (channel, local date), every reply by its digest and bytes.

    The date is read from what the message says. AssertionError where a post is neither.
    """
    days = {long_date(around + timedelta(days=n)): around + timedelta(days=n) for n in range(-400, 400)}
    found: dict[tuple[str, date, str], Told] = {}
    day_of: dict[str, date] = {}
    for call in slack.log:
        if not call.accepted:
            continue
        if call.method == "chat.postMessage":
            _posted(call, days, day_of, found)
        elif call.method == "chat.delete":
            _removed(str(call.args["ts"]), found)
    return list(found.values())


def _posted(
    call: Call, days: dict[str, date], day_of: dict[str, date], found: dict[tuple[str, date, str], Told]
) -> None:
    args: dict[str, Any] = call.args
    channel, thread = str(args["channel"]), str(args.get("thread_ts") or "")
    if thread:
        day, what = day_of[thread], json.dumps([args["text"], args["blocks"]], sort_keys=True)
    else:
        (day,) = [day for words, day in days.items() if words in str(args["text"])]
        what = "head"
    day_of[call.ts] = day
    one = found.setdefault((channel, day, what), Told(channel=channel, day=day, what=what))
    one.accepted += 1
    one.ts.append(call.ts)


def _removed(ts: str, found: dict[tuple[str, date, str], Told]) -> None:
    (one,) = [told for told in found.values() if ts in told.ts]
    one.removed += 1


def doubled(told: list[Told]) -> Counter[str]:
    """How many of them stand in their channel more than once."""
    return Counter("head" if one.what == "head" else "reply" for one in told if one.there > 1)
