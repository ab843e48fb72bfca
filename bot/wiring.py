"""The one place where objects are built, joined and closed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from functools import cached_property
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from bot.briefing import BriefSettings
from bot.clock import SystemClock
from bot.deliver import slots
from bot.deliver.delivery import Delivering
from bot.desk.ask import Desk
from bot.desk.editions import EditionDesk
from bot.desk.matching import AskSettings
from bot.desk.reasons import Reasons
from bot.desk.search import Search
from bot.desk.subscriptions import SubscriptionDesk
from bot.errors import ConfigError
from bot.model import Feed
from bot.newsroom.editions import Editions, EditionSettings
from bot.newsroom.memory import FeedMemory
from bot.newsroom.replay import Replays
from bot.newsroom.rounds import Folder, Rounds, Ways
from bot.store import events, subscriptions
from bot.store.deliveries import DeliveryRows
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from types import TracebackType

    from slack_bolt import App

    from bot.clock import Clock
    from bot.collect.collector import Collector
    from bot.collect.http import GuardedClient
    from bot.config import Config
    from bot.model import Item, PlannedEdition
    from bot.newsroom.intake import Intake
    from bot.slack.messenger import SlackMessenger
    from bot.slack.work import WorkPool
    from bot.work.embedded import Embedded

VERSION = version("dateline")
# A post is given up after so long; after its flight it is in the channel or never will be.
POSTING_SECONDS = 8.0
FLIGHT = timedelta(seconds=20)
LEASE = timedelta(seconds=40)


class House:
    """Everything that a command may need, each built when first asked for, and closed with the block."""

    def __init__(self, config: Config, clock: Clock | None = None) -> None:
        self.config = config
        self.wall: Clock = SystemClock()
        self.clock: Clock = clock or self.wall
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @cached_property
    def store(self) -> Store:
        store = Store(self.config.database)
        self._open.callback(store.close)
        return store

    def follow_config(self) -> None:
        """Make config.yaml's orders the stored ones: for what posts them, not for what reads."""
        with self.store.write() as db:
            subscriptions.follow_config(db, self.config.subscription_list(), self.clock.now())

    @cached_property
    def memory(self) -> FeedMemory:
        return FeedMemory(self.store)

    @cached_property
    def deliveries(self) -> DeliveryRows:
        return DeliveryRows(self.store)

    @cached_property
    def seen(self) -> events.Seen:
        return events.Seen(self.store, self.clock)

    @property
    def feeds(self) -> list[Feed]:
        return [Feed(url=f.url, publisher=f.publisher, section=f.section) for f in self.config.feeds]

    @cached_property
    def zone(self) -> ZoneInfo:
        """The first subscription's, else UTC: in it "today" is meant where nobody says more."""
        return ZoneInfo(next((order.zone for order in self.config.subscriptions), "UTC"))

    @cached_property
    def briefs(self) -> BriefSettings:
        return BriefSettings.of(self.config.summaries)

    @cached_property
    def client(self) -> GuardedClient:
        """The one way out."""
        from bot.collect.feeds import check_expat  # noqa: PLC0415  (late: only fetching needs it)
        from bot.collect.http import GuardedClient, user_agent  # noqa: PLC0415

        check_expat()
        ours = self.config.collect
        client = GuardedClient(
            ours.allow_networks,
            timeout=ours.timeout_seconds,
            max_bytes=ours.max_bytes,
            user_agent=user_agent(VERSION, ours.contact),
            per_host=ours.per_host,
        )
        self._open.callback(client.close)
        return client

    @cached_property
    def collector(self) -> Collector:
        from bot.collect.collector import Collector  # noqa: PLC0415  (late: trafilatura takes 0.5 s and 60 MB)

        return Collector(self.client, self.memory, self.clock, workers=self.config.collect.workers)

    @cached_property
    def intake(self) -> Intake:
        from bot.newsroom.intake import Intake  # noqa: PLC0415  (late: only collecting needs it)
        from bot.newsroom.stories import StoryKeeper  # noqa: PLC0415

        return Intake(self.store, StoryKeeper(self.store, self.clock, self.wall), self.clock, self.briefs)

    @cached_property
    def editions(self) -> Editions:
        settings = EditionSettings.of(self.config, self.briefs)
        return Editions(self.store, self.clock, settings, slots, _draw)

    @cached_property
    def replays(self) -> Replays:
        return Replays(self.store, _draw)

    @cached_property
    def edition_desk(self) -> EditionDesk:
        return EditionDesk(self.store)

    def read_files(self, path: Path, publisher: str = "", section: str = "") -> Iterator[Item]:
        """The articles of a file, or of all files below a folder."""
        from bot.collect.files import read  # noqa: PLC0415  (late, as above)

        return read(path, publisher, section)

    def everything(self) -> Iterator[Item]:
        """All feeds and folders of config.yaml, whenever they were read last."""
        folders = (self.read_files(Path(f.path), f.publisher, f.section) for f in self.config.collect.folders)
        return chain(self.collector.stream(self.feeds), chain.from_iterable(folders))

    @cached_property
    def rounds(self) -> Rounds:
        from bot.collect.files import listing, read  # noqa: PLC0415  (late, as above)

        ours = self.config.collect
        return Rounds(
            intake=self.intake,
            memory=self.memory,
            clock=self.clock,
            ways=Ways(feeds=self.collector.stream, file=read, listing=listing),
            feeds=self.feeds,
            folders=[
                Folder(path=Path(f.path), publisher=f.publisher, section=f.section) for f in ours.folders
            ],
            every=timedelta(minutes=ours.every_minutes),
        )

    @cached_property
    def desk(self) -> Desk:
        ours = self.config.ask
        window = timedelta(days=ours.window_days)
        settings = AskSettings(window=window, stories=ours.stories, brief=self.briefs)
        return Desk(self.store, self.clock, settings, self.zone)

    @cached_property
    def reasons(self) -> Reasons:
        return Reasons(self.store, self.desk, self.briefs)

    @cached_property
    def search(self) -> Search:
        return Search(self.store, self.clock, self.zone)

    @cached_property
    def orders(self) -> SubscriptionDesk:
        return SubscriptionDesk(self.store, self.clock, self.editions, stories=self.config.digest.stories)

    @cached_property
    def messenger(self) -> SlackMessenger:
        """Posts with the bot's token; ConfigError where there is none."""
        from bot.slack.messenger import SlackMessenger  # noqa: PLC0415  (late: only posting needs it)
        from bot.slack.posting import posting_client  # noqa: PLC0415

        return SlackMessenger(posting_client(self._bot_token(), self.config.slack.api_url, POSTING_SECONDS))

    @cached_property
    def app(self) -> App:
        """The Bolt app, ready to be dispatched to or connected."""
        from bot.slack.app import build  # noqa: PLC0415  (late: Bolt takes 0.3 s)
        from bot.slack.posting import web_client  # noqa: PLC0415

        self.follow_config()
        secret = self.config.slack.signing_secret
        return build(
            desk=self.desk,
            subscriptions=self.orders,
            seen=self.seen,
            commands=self.config.commands,
            clock=self.clock,
            client=web_client(self._bot_token(), self.config.slack.api_url),
            executor=self._listeners,
            work=self._answers,
            name=self.config.name,
            signing_secret=secret.get_secret_value() if secret else None,
            verify_token=True,
        )

    @cached_property
    def _listeners(self) -> ThreadPoolExecutor:
        from bot.slack.app import LISTENERS  # noqa: PLC0415  (late, as above)

        pool = ThreadPoolExecutor(LISTENERS, thread_name_prefix="listener")
        self._open.callback(pool.shutdown, wait=False, cancel_futures=True)
        return pool

    @cached_property
    def _answers(self) -> WorkPool:
        from bot.slack.work import WorkPool  # noqa: PLC0415  (late, as above)

        pool = WorkPool()
        self._open.callback(pool.close)
        return pool

    def connected(self) -> AbstractContextManager[None]:
        """Socket Mode, until the block ends; SlackError, SlackUnsureError."""
        from bot.slack.connection import connected  # noqa: PLC0415  (late, as above)

        if (token := self.config.slack.app_token) is None:
            raise ConfigError("Socket Mode needs the app's token in the environment: SLACK_APP_TOKEN.")
        return connected(lambda: self.app, token.get_secret_value())

    def _bot_token(self) -> str:
        if (token := self.config.slack.bot_token) is None:
            raise ConfigError("Posting needs the bot's token in the environment: SLACK_BOT_TOKEN.")
        return token.get_secret_value()

    @cached_property
    def delivering(self) -> Delivering:
        self.follow_config()
        return Delivering(
            subscriptions=self.orders.active,
            deliveries=self.deliveries,
            editions=self.editions,
            messenger=self.messenger,
            clock=self.clock,
            deadline=timedelta(hours=self.config.digest.catch_up_hours),
            lease=LEASE,
            longest_flight=FLIGHT,
        )

    @cached_property
    def embedded(self) -> Embedded:
        """What happens by itself, in this process."""
        from bot.work import tasks  # noqa: PLC0415  (late: only `run` needs it)
        from bot.work.embedded import Embedded  # noqa: PLC0415

        collected = Event()
        every = timedelta(minutes=self.config.collect.every_minutes)
        return Embedded(
            [
                tasks.collect_feeds(self.rounds.collect, every, collected),
                tasks.watch_folders(self.rounds.read_folders),
                tasks.deliver(self.delivering, collected, self.clock),
                tasks.housekeeping([self.seen.forget_old]),
            ],
            self.clock,
        )


def _draw(planned: PlannedEdition, name: str) -> tuple[str, list[dict[str, Any]]]:
    from bot.slack.blocks import digest  # noqa: PLC0415  (late: slack_sdk's models)

    message = digest(planned, name)
    return message.text, message.blocks
