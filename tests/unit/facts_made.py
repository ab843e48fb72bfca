"""Facts for the doctor to judge: a world in which all is well, but for what a test names."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, Final

from doctor_world import APP, BOT, EXTRA, NEEDED, NOW, Who

from bot.config import Config, Surroundings
from bot.config_parts import Slack
from bot.errors import (
    DatelineError,
    FetchError,
    SlackError,
)
from bot.model import (
    Delivery,
    DeliveryState,
    Feed,
    FeedHealth,
    FeedsHealth,
    FeedStanding,
    Subscription,
)
from bot.operate.examining.facts import (
    Disk,
    Facts,
    FolderFacts,
    Machine,
    SlackFacts,
    StoreFacts,
    WorkspaceFacts,
)
from bot.store.databases import Condition

SECRET: Final = "8f742231b10e8888abcd99eeeddd85a5"
FEEDS: Final = [{"url": "https://a.example/f", "publisher": "Alpha", "section": "World"}]
ORDER: Final = {"channel": "C1", "at": "08:00", "zone": "UTC"}
APP_OF_MANY: Final = {
    "client_id": "1.2",
    "client_secret": "a secret",
    "encryption_keys": ("A" * 43 + "=",),
    "signing_secret": SECRET,
}
GB: Final = 1_000_000_000
ALPHA, BETA = (
    Feed(url="https://a.example/f", publisher="Alpha"),
    Feed(url="https://b.example/f", publisher="Beta"),
)


def facts(
    settings: dict[str, Any] | None = None, tokens: dict[str, Any] | None = None, **known: Any
) -> Facts:
    """A world in which all is well, but for what is given."""
    held = Slack.model_validate({"bot_token": BOT, "app_token": APP} if tokens is None else tokens)
    given = {"feeds": FEEDS, "subscriptions": [ORDER], **(settings or {}), "slack": held}
    ours = Config.model_validate(given)
    well: dict[str, Any] = {
        "now": NOW,
        "surroundings": Surroundings(),
        "machine": Machine(memory=8 * GB, memory_free=4 * GB, handles=1024),
        "store": store(),
        "slack": said(),
        "asked": ((ALPHA, 30),),
    }
    return Facts(config=ours, **(well | known))


def store(**known: Any) -> StoreFacts:
    well: dict[str, Any] = {
        "schema": "7",
        "newest": "7",
        "condition": Condition(journal="wal"),
        "publishers": (),
        "sections": (),
        "disk": Disk(free=50 * GB, total=100 * GB, kind="ext4"),
    }
    return StoreFacts(**(well | known))


def said(**known: Any) -> SlackFacts:
    well: dict[str, Any] = {
        "identity": Who(),
        "socket": True,
        "app": "A0123456789",
        "channels": {"C1": ""},
        "ahead": timedelta(seconds=1),
        "scopes": NEEDED,
        "extra_scopes": EXTRA,
    }
    return SlackFacts(**(well | known))


def broken(error: str) -> Facts:
    return facts(store=StoreFacts(error=f"the database sqlite:///x can't be used: {error}"))


def held(**how: Any) -> Facts:
    return facts(store=store(condition=Condition(**({"journal": "wal"} | how))))


def on(kind: str, free: int = 50 * GB) -> Facts:
    return facts(store=store(disk=Disk(free=free, total=100 * GB, kind=kind)))


def refused(code: str) -> Facts:
    return facts(slack=said(identity=SlackError(code, "No")))


def around(**known: Any) -> Facts:
    return facts(surroundings=Surroundings(**known))


def on_machine(**known: Any) -> Facts:
    return facts(machine=Machine(**known))


def watched(error: OSError | None) -> Facts:
    return facts(folders=(FolderFacts(path=Path("/srv/inbox"), error=error),))


def ordered(**order: Any) -> Facts:
    made = Subscription(**({"id": "s", "channel": "C2", "at": time(9), "zone": "UTC"} | order))
    return facts(store=store(orders=(made,), publishers=("Reuters",), sections=("Africa",)))


def missing(state: DeliveryState) -> Facts:
    row = Delivery(
        id="d",
        subscription_id="s",
        channel="C1",
        local_date=date(2026, 11, 23),
        slot="08:00",
        due=NOW,
        state=state,
        why="for some reason",
    )
    return facts(store=store(undelivered=(row,)))


def faring(standing: FeedStanding, **known: Any) -> Facts:
    cure = "Look on the publisher's site." if standing is FeedStanding.GONE else ""
    found = FeedHealth(feed=ALPHA, publisher="Alpha", standing=standing, reason="404 not found", cure=cure)
    return facts(store=store(health=FeedsHealth(feeds=(found,), **known)))


def answering(*answers: int | DatelineError) -> Facts:
    return facts(asked=tuple(zip((ALPHA, BETA), answers, strict=False)))


def many(**known: Any) -> Facts:
    """An app that workspaces install."""
    return facts({"subscriptions": []}, APP_OF_MANY, slack=SlackFacts(), workspaces=WorkspaceFacts(**known))


def redirected(address: str) -> Facts:
    return facts(
        {"subscriptions": [], "workspaces": {"redirect_url": address}}, APP_OF_MANY, slack=SlackFacts()
    )


def fetch(why: str, **known: Any) -> FetchError:
    return FetchError("https://a.example/f", why, **known)
