"""The whole house on a few stored articles, at the stand-in for Slack."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from listening import strings
from pydantic import SecretStr

from bot.config import Config
from bot.config_parts import CollectConfig, FeedConfig, Slack, SubscriptionConfig
from bot.demo.slack import SlackStandIn
from bot.model import Incoming
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.demo.slack.workspace import Message, View

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

FLOOD = (
    "Heavy rain burst a dam above the Chadian town of Sarh on Sunday and flooded 4,000 homes.",
    "The regional governor, Hawa Mahamat, declared a state of emergency until 30 November.",
    "Engineers began to fill the breach with 20,000 sandbags brought from N'Djamena by rail.",
)
STRIKE = (
    "Dock workers in Callao ended a nine-day strike on Sunday after Peru raised their pay by 6 percent.",
    "The union's leader, Rosa Quispe, said that 61 ships were waiting in the bay.",
)


def incoming(
    number: int, publisher: str, title: str, text: tuple[str, ...], hours_ago: float = 4
) -> Incoming:
    return Incoming(
        source=f"https://{number}.example/feed",
        key=str(number),
        url=f"https://{number}.example/article",
        title=title,
        text="\n".join(text),
        published=MORNING - timedelta(hours=hours_ago),
        publisher=publisher,
        section="World",
    )


ARTICLES = (
    incoming(1, "Lake Chad Post", "Dam bursts above Chadian town of Sarh", FLOOD),
    incoming(2, "Pacific Mail", "Callao dock strike ends after nine days", STRIKE),
)


class HandClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.time = now
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.seconds

    def advance(self, by: timedelta) -> None:
        self.time += by
        self.seconds += by.total_seconds()


class Whole:
    """The house, its Slack and its clock."""

    def __init__(self, house: House, slack: SlackStandIn, clock: HandClock) -> None:
        self.house = house
        self.slack = slack
        self.clock = clock

    def heard(self, count: int = 1) -> list[Message]:
        """What the bot has said by the time that it has said so many messages, oldest first."""
        self.slack.wait_for(lambda: len(self.slack.bot_messages()) >= count)
        return self.slack.bot_messages()

    def page(self, said: str, user: str = "") -> View:
        """The modal on top, once it says so."""

        def on_top() -> View | None:
            view = self.slack.modal(user)
            return view if view and said in " | ".join(strings(view.body)) else None

        found = self.slack.wait_for(on_top)
        assert found
        return found


@contextmanager
def whole(
    folder: Path,
    *,
    articles: tuple[Incoming, ...] = ARTICLES,
    at: str = "08:00",
    channel: str = "",
    reach: tuple[str, ...] = (),
    feeds: tuple[FeedConfig, ...] = (),
) -> Iterator[Whole]:
    """`reach`: networks that may be reached although private."""
    clock = HandClock()
    with SlackStandIn() as slack:
        config = Config(
            database=f"sqlite:///{folder / 'whole.db'}",
            feeds=feeds,
            collect=CollectConfig(allow_networks=reach),  # pyright: ignore[reportArgumentType]
            subscriptions=(SubscriptionConfig(channel=channel or slack.channel, at=at, zone="UTC"),),  # pyright: ignore[reportArgumentType]
            slack=Slack(
                bot_token=SecretStr(slack.bot_token),
                app_token=SecretStr(slack.app_token),
                signing_secret=SecretStr(slack.signing_secret),
                api_url=slack.api_url,
            ),
        )
        with House(config, clock) as house:
            house.follow_config()
            assert [row.new for row in house.intake.take(articles)] == [1] * len(articles)
            yield Whole(house, slack, clock)


@contextmanager
def joined(built: Whole, transport: str) -> Iterator[Whole]:
    """The house hears what happens in its Slack: by "dispatch" in this process, or over a socket."""
    if transport == "dispatch":
        built.slack.attach(built.house.app)
        yield built
    else:
        with built.house.connected():
            yield built
