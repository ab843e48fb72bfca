"""What a round of deliveries costs where many workspaces have orders and none is due.

    python benchmarks/tenants.py [--tenants 1000]

Each workspace has installed the app and has one order. A round is what one process does every 15 seconds: it
looks at each. The first round reads everything, the next ones what a process does from then on. SQLite in a
file, and a PostgreSQL out of a wheel as a plain user. Markdown, and one line of JSON at the end.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "contract"), str(ROOT / "tests"), str(ROOT)]

from cryptography.fernet import Fernet  # noqa: E402  (the path comes first)
from databases import served  # noqa: E402
from evaluation import last_line, options_of, table  # noqa: E402
from pydantic import SecretStr  # noqa: E402

from bot import tenancy  # noqa: E402
from bot.config import Config  # noqa: E402
from bot.config_parts import Slack  # noqa: E402
from bot.model import Subscription  # noqa: E402
from bot.model.installations import Installation  # noqa: E402
from bot.store import installations, subscriptions  # noqa: E402
from bot.wiring import House  # noqa: E402
from bot.work import tasks  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 4


def main() -> int:
    parser = options_of(__doc__)
    parser.add_argument("--tenants", type=int, default=1_000)
    count: int = parser.parse_args().tenants
    rows: list[list[object]] = []
    figures: dict[str, float] = {}
    with ExitStack() as stack:
        for name, url in databases(stack):
            first, *later = rounds(url, count)
            each = min(later) / count * 1000
            rows.append([name, count, f"{first:.2f}", f"{min(later):.2f}", f"{each:.2f}"])
            figures |= {f"{name}.first_s": first, f"{name}.round_s": min(later), f"{name}.ms_a_tenant": each}
            figures[f"{name}.tenants_in_a_round"] = tasks.DELIVER_EVERY.total_seconds() / each * 1000
    head = ["database", "workspaces", "first round, s", "a round, s", "ms a workspace"]
    print(f"{table(head, rows)}\n\n{last_line(figures)}")
    return 0


def databases(stack: ExitStack) -> Iterator[tuple[str, str]]:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    yield "sqlite", f"sqlite:///{folder}/tenants.db"
    server = stack.enter_context(served())
    yield "postgresql", stack.enter_context(server.database())


def rounds(url: str, count: int) -> list[float]:
    """Seconds of each round."""
    key = SecretStr(Fernet.generate_key().decode())
    slack = Slack(client_id="1.2", client_secret=SecretStr("none"), encryption_keys=(key,))
    with House(Config(database=url, slack=slack)) as house:
        furnish(house, count)
        collected = Event()
        collected.set()
        task = tasks.deliver(house.delivering, collected, house.clock, house.tenants)
        found: list[float] = []
        for _ in range(ROUNDS):
            began = perf_counter()
            task.run(Event())
            found.append(perf_counter() - began)
        return found


def furnish(house: House, count: int) -> None:
    now = datetime.now(UTC)
    later = (now + timedelta(hours=6)).time().replace(tzinfo=None, microsecond=0)
    order = Subscription(id="one", channel="C1", at=time(later.hour, later.minute), zone="UTC")
    for number in range(count):
        tenant = f"T{number:06}"
        row = Installation(
            tenant=tenant,
            team=tenant,
            enterprise="",
            name=tenant,
            app="A1",
            bot_user="U1",
            scopes=("chat:write",),
            token="",
            refresh_token="",
            expires=None,
            installed=now,
            installed_by="U2",
            look=now + timedelta(days=1),
        )
        with house.store.write() as db:
            installations.save(db, row)
        with tenancy.of(tenant), house.store.write() as db:
            subscriptions.add(db, order, now)


if __name__ == "__main__":
    sys.exit(main())
