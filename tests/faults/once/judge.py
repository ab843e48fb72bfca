"""What became of a cell, by the stand-in's log; and what may become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from once import cells
from once.slack import ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from once.cells import Cell
    from once.databases import Row
    from once.slack import Told
    from once.world import World

ONCE = "once, sent"
FAILED = "none, failed"
MISSED = "none, missed"
REMOVED = "twice and one removed, sent"
TWICE = "twice, sent"
NO_REPLIES = ""

_COUNTS = {0: "none", 1: "once", 2: "twice"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Of the slot's digest, and of the messages in its thread: each kind once, empty where there are none."""

    head: str
    replies: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.head}; thread: {' / '.join(self.replies)}" if self.replies else self.head


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """`why` says which assumption is broken, where it is one."""

    head: frozenset[str] = frozenset({ONCE})
    replies: frozenset[str] = frozenset({ONCE})
    why: str = ""


def outcome(world: World) -> Outcome:
    """What happened to the slot."""
    rows, told = world.rows(), ledger(world.slack, world.day.date())
    (head,) = [row for row in rows if not row.parent and row.local_date == str(world.day.date())]
    ours = [one for one in told if one.day == world.day.date()]
    replies = {_told(_of(row, ours), row) for row in rows if row.parent and _is_under(row, head, rows)}
    return Outcome(
        head=_told([one for one in ours if one.what == "head"], head), replies=tuple(sorted(replies))
    )


def violations(world: World) -> list[str]:
    """What must never be, whatever the day: a doubled message, or one that is lost without a word."""
    rows, told, operator = world.rows(), ledger(world.slack, world.day.date()), world.eye.told()
    found = [f"{one.what[:40]} of {one.day} stands {one.there} times" for one in told if one.there > 1]
    posted = {ts for one in told for ts in one.ts}
    for row in rows:
        if row.state == "sent" and row.ts not in posted:
            found.append(f"it is called sent and was never posted: {row}")
        if row.state in {"missed", "failed", "uncertain"} and (not row.why or row.why not in operator):
            found.append(f"the operator is not told of {row}")
        if row.state == "withheld" and not row.why:
            found.append(f"withheld without a reason: {row}")
    sent = sum(row.state == "sent" for row in rows)
    unsure = sum(row.state == "uncertain" for row in rows)
    there = sum(one.there > 0 for one in told)
    if not sent <= there <= sent + unsure:
        found.append(f"{there} messages are there; the rows say {sent} sent, {unsure} uncertain: {rows}")
    return found


def _told(of: list[Told], row: Row) -> str:
    accepted, removed = sum(one.accepted for one in of), sum(one.removed for one in of)
    times = _COUNTS.get(accepted, f"{accepted} times")
    return f"{times}{' and one removed' if removed == 1 else ''}, {row.state}"


def _of(row: Row, ours: list[Told]) -> list[Told]:
    """The log's record of a reply: by the stamp of its message; one that has none is whatever has no row."""
    return [one for one in ours if one.what != "head" and (row.ts in one.ts or not row.ts)]


def _is_under(row: Row, head: Row, rows: list[Row]) -> bool:
    return row.parent == head.id and head in rows


# ---- what may be ----


def allowed(cell: Cell) -> Allowed:
    """By fault and point. Most cells allow one thing alone: once."""
    if cell.fault in cells.GONE_SLACK:
        return _gone_slack(cell)
    if cell.fault.startswith("clock"):
        return _clock(cell)
    for fault, where, what, why in BROKEN_ASSUMPTIONS:
        if cell.fault == fault and where(cell):
            if cell.point.kind == "reply":
                return Allowed(replies=what, why=why)
            return Allowed(head=what, why=why)
    return Allowed()


def _is_there(cell: Cell) -> bool:
    return cell.point.doubt == "posted"


BROKEN_ASSUMPTIONS: tuple[tuple[str, Callable[[Cell], bool], frozenset[str], str], ...] = (
    (
        "stop",
        lambda cell: cell.point.name == "amid-write" and cell.replicas > 1,
        frozenset({ONCE, REMOVED}),
        "it stood still between two writes of one request, for longer than the longest flight",
    ),
    (
        "metadata-dropped-and-doubt",
        lambda _: True,
        frozenset({TWICE}),
        "a message without its nonce can't be told from a stranger's",
    ),
    (
        "history-too-late",
        _is_there,
        frozenset({REMOVED}),
        "the history lags longer than the longest flight",
    ),
    ("history-empty", _is_there, frozenset({REMOVED}), "the history hid a message that is there"),
    (
        "history-empty-for-good",
        _is_there,
        frozenset({TWICE}),
        "the history hides a message for good",
    ),
)
"""Where what the protocol rests on doesn't hold: the fault, in which cells, what happens then, and why."""


def _clock(cell: Cell) -> Allowed:
    """A leap of an hour changes nothing; of a day, it may be too late."""
    late = frozenset({ONCE, MISSED})
    if cell.fault == "clock+1d":
        return Allowed(head=late if not cell.point.accepted else frozenset({ONCE}), replies=late)
    return Allowed()


def _gone_slack(cell: Cell) -> Allowed:
    point = cell.point
    failed = frozenset({FAILED})
    if point.name in cells.BEFORE_POST:
        return Allowed(head=failed)
    if point.name == "before-history" and cell.fault != "channel-archived":
        posted = "once" if point.doubt == "posted" else "none"
        return Allowed(head=frozenset({f"{posted}, uncertain"}))
    if point.doubt == "lost":
        return Allowed(head=failed)
    # Another replica may have been at the thread before the fault was.
    raced = point.name == "after-commit" and cell.replicas > 1
    return Allowed(replies=frozenset({FAILED, ONCE}) if raced else failed)
