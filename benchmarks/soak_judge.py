"""What came of a soak: digests due and posted once, questions asked and answered, complaints logged."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from soak_config import due

if TYPE_CHECKING:
    from pathlib import Path

    from soak_clock import FastClock
    from soak_slack import LimitedSlack, People
    from soak_wire import Wire

SETTLING = timedelta(hours=1)
"""What came so late that it may be under way at the end is not asked for."""
ROWS = """
SELECT d.id, d.local_date, d.slot, json_extract(s.detail, '$.zone'), d.state, d.why, d.parent
FROM deliveries d LEFT JOIN subscriptions s ON s.id = d.subscription_id
"""


def judged(folder: Path, clock: FastClock, slack: LimitedSlack, people: People, wire: Wire) -> dict[str, Any]:
    database = folder / "dateline.db"
    with closing(sqlite3.connect(database, timeout=30)) as db:
        rows = db.execute(ROWS).fetchall()
        sound = [str(one) for one in db.execute("PRAGMA integrity_check") if one != ("ok",)]
        sound += [f"foreign key: {one}" for one in db.execute("PRAGMA foreign_key_check")]
    digests = {
        (str(date), f"{slot} {zone}"): (name, state, why)
        for name, date, slot, zone, state, why, _ in rows
        if zone
    }
    wanted = due(people.since, clock.now() - SETTLING)
    times = Counter(_nonce(call.args) for call in slack.log.accepted())
    lost = [
        f"{one}: {digests.get(one, ('', 'no row', ''))[1:]}"
        for one in wanted
        if digests.get(one, ("", ""))[1] != "sent"
    ]
    lost += [
        f"{one}: sent, and not there"
        for one in wanted
        if (row := digests.get(one)) and row[1] == "sent" and not times[row[0]]
    ]
    twice = [f"{nonce}: {number} times" for nonce, number in times.items() if nonce and number > 1]
    levels, complaints = _log(folder / "log.jsonl")
    problems = [*sound, *(f"lost: {one}" for one in lost), *(f"twice: {one}" for one in twice)]
    problems += [f"unanswered: {people.counts['asked'] - people.counts['answered']}"] * (
        people.counts["asked"] > people.counts["answered"]
    )
    problems += [
        f"logged: {event}, {number} times"
        for (level, event), number in complaints.items()
        if level in ("error", "critical")
    ]
    return {
        "digests due": len(wanted),
        "digests posted once": len(wanted) - len(lost) - len(twice),
        "deliveries": dict(Counter(f"{'digest' if row[3] else 'notice'} {row[4]}" for row in rows)),
        "messages": sum(number for nonce, number in times.items() if nonce),
        "answered 429": slack.limits.refused,
        "questions": dict(people.counts),
        "wire": dict(wire.answers),
        "log": dict(levels),
        "complaints": {f"{level} {event}": number for (level, event), number in complaints.items()},
        "problems": problems,
    }


def _nonce(args: dict[str, Any]) -> str:
    held = args.get("metadata") or {}
    found = json.loads(held) if isinstance(held, str) else held
    return str((found.get("event_payload") or {}).get("nonce", ""))


def _log(path: Path) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    levels: Counter[str] = Counter()
    complaints: Counter[tuple[str, str]] = Counter()
    for line in path.read_text("utf-8").splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            said = {"level": "error", "event": f"no JSON: {line[:80]}"}
        levels[said["level"]] += 1
        if said["level"] not in ("info", "debug"):
            complaints[said["level"], said["event"].partition(" (")[0]] += 1
    return levels, complaints
