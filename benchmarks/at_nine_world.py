"""The world of benchmarks/at_nine.py: some news, and workspaces that want them at one instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot import tenancy
from bot.model import FeedState, Incoming, Subscription
from bot.model.installations import Installation
from bot.store import feeds, installations, subscriptions
from bot.vault import Vault

if TYPE_CHECKING:
    from bot.wiring import House

STORIES = 40


def report(house: House, now: datetime) -> None:
    """News to be told of: articles of three newsrooms on each of some events."""
    items = [
        Incoming(
            source=f"https://n{room}.example/feed",
            key=f"{event}",
            url=f"https://n{room}.example/{event}",
            title=f"Ferry {event * 7919 % 10_007} runs aground off Cape {event * 31 % 977}",
            text=(
                f"The ferry {event * 7919 % 10_007} ran aground off Cape {event * 31 % 977} with "
                f"{event + 40} people on board. All are safe, as the coastguard told newsroom {room}.\n"
                f"It had left the harbour at {event % 12 + 1} in the morning in fog. Its owner, who has "
                f"{event % 9 + 2} more of them, said that its radar had been seen to on day {event % 28 + 1}."
            ),
            published=now - timedelta(hours=1, minutes=event),
            publisher=f"Newsroom {room}",
            language="en",
        )
        for event in range(STORIES)
        for room in range(3)
    ]
    list(house.intake.take(items))
    with house.store.write() as db:
        for room in range(3):
            feeds.save(db, FeedState(url=f"https://n{room}.example/feed", checked=now, changed=now))


def install(house: House, tenants: int, channels: int, lead: int) -> datetime:
    """The instant at which all are due: a whole minute, at least `lead` seconds after the last is in."""
    begun = datetime.now(UTC)
    # 5 ms a row, as measured; a digest that is ordered after its minute is due tomorrow.
    ready = begun + timedelta(seconds=lead + 0.005 * tenants * (channels + 1))
    due = ready.replace(second=0, microsecond=0) + timedelta(minutes=1)
    orders = [
        Subscription(id=f"order-{n}", channel=f"C{n:06}", at=due.time(), zone="UTC") for n in range(channels)
    ]
    vault = Vault([key.get_secret_value() for key in house.config.slack.encryption_keys])
    for number in range(tenants):
        tenant = f"T{number:06}"
        with house.store.write() as db:
            installations.save(db, installed(vault, tenant, begun))
        with tenancy.of(tenant), house.store.write() as db:
            for order in orders:
                subscriptions.add(db, order, begun)
    return due


def installed(vault: Vault, tenant: str, now: datetime) -> Installation:
    return Installation(
        tenant=tenant,
        team=tenant,
        enterprise="",
        name=tenant,
        app="A1",
        bot_user="U1",
        scopes=("chat:write", "channels:history"),
        token=vault.seal(tenant, "access", f"xoxb-{tenant}"),
        refresh_token="",
        expires=None,
        installed=now,
        installed_by="U2",
        look=now + timedelta(days=1),
    )
