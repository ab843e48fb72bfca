"""The demonstration's newsrooms as files, collected into a house of its own, and two mornings' editions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.clock import FixedClock
from bot.config import load
from bot.demo.sample_files import load as load_samples
from bot.model import DeliveryState, Slot, Subscription
from bot.store.deliveries import DeliveryRows
from bot.store.tenants import Across
from bot.wiring import House

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import Delivery, PlannedEdition

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = timedelta(days=1)
ORDER = Subscription(id="order", channel="C1", at=time(8), zone="UTC", stories=5)
FILE = "sqlite:///dateline.db"
DATELINE = [sys.executable, "-c", "from bot.cli import main; main()"]


def furnish(folder: Path, database: str = FILE) -> None:
    """config.yaml, and every sample article in news.jsonl."""
    (folder / "config.yaml").write_text(f"database: {database}\n", encoding="utf-8")
    lines = [
        json.dumps(
            {
                "title": one.title,
                "text": "\n".join(one.paragraphs),
                "url": f"https://{one.publisher.slug}.example{one.path}",
                "publisher": one.publisher.name,
                "section": one.section,
                "published": one.published.isoformat(),
            }
        )
        for one in load_samples(MORNING).articles
    ]
    (folder / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")


def house(folder: Path, now: datetime = MORNING) -> House:
    return House(load(folder / "config.yaml", {}), FixedClock(now))


def collect(folder: Path, name: str = "news.jsonl", now: datetime = MORNING) -> None:
    with house(folder, now) as built:
        list(built.intake.take(built.read_files(folder / name)))


def change(folder: Path, statement: str, *values: object) -> None:
    """What no program of ours does to rows, behind its back; a value stands where a ? is."""
    with house(folder) as built, built.store.write(across=Across.MOVING) as db:
        mark = "?" if db.dialect.name == "sqlite" else "%s"
        assert db.exec_driver_sql(statement.replace("?", mark), values).rowcount


def slot(now: datetime = MORNING) -> Slot:
    return Slot(local_date=now.date(), at=ORDER.at, due=now)


def plan(folder: Path, now: datetime = MORNING) -> PlannedEdition:
    with house(folder, now) as built:
        return built.editions.plan(ORDER, slot(now))


def sent(folder: Path, planned: PlannedEdition) -> None:
    """Mark it as delivered, so that the channel was told."""
    with house(folder) as built:
        rows = DeliveryRows(built.store)
        row = rows.open(
            subscription_id=ORDER.id,
            channel=ORDER.channel,
            local_date=planned.local_date,
            slot=planned.slot,
            due=planned.until,
        )
        assert rows.save(_delivered(row, planned), row.attempt)


def _delivered(row: Delivery, planned: PlannedEdition) -> Delivery:
    return replace(row, state=DeliveryState.SENT, edition_id=planned.id, lease_until=None, ts="1.0")


def dateline(folder: Path, *arguments: str, seed: int = 0) -> tuple[int, str]:
    """(status, what it says) of a command in a process with a hash seed of its own."""
    done = subprocess.run(
        [*DATELINE, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
