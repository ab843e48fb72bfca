"""What everything stands on: the configuration, the clock, the store."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from bot.briefing import BriefSettings
from bot.clock import FixedClock, SystemClock
from bot.metrics import UNMEASURED
from bot.newsroom.memory import FeedMemory
from bot.store import events, feed_changes, subscriptions
from bot.store.deliveries import DeliveryRows
from bot.store.store import Store
from bot.store.time import StoreClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from bot.clock import Clock
    from bot.config import Config
    from bot.metrics import Meter
    from bot.model import Feed, FeedChange
    from bot.operate.metrics.registry import Registry


class Ground:
    """Each part is built when first asked for, and closed with the block."""

    def __init__(self, config: Config, clock: Clock | None = None) -> None:
        self.config = config
        self.wall: Clock = SystemClock()
        self.clock: Clock = clock or self.wall
        self.measured = False  # until somebody listens for who asks
        self._open = ExitStack()
        self._followed: tuple[dict[str, FeedChange] | None, tuple[Feed, ...]] = (None, ())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def on_close(self, do: Callable[[], object]) -> None:
        """Do it when the block ends."""
        self._open.callback(do)

    @cached_property
    def store(self) -> Store:
        store = Store(self.config.database)
        self._open.callback(store.close)
        return store

    @cached_property
    def registry(self) -> Registry:
        from bot.operate.metrics.registry import Registry  # noqa: PLC0415  (late: only who is watched needs it)

        return Registry()

    @property
    def meter(self) -> Meter:
        """Where what happens is counted, if anybody watches this process."""
        return self.registry if self.measured else UNMEASURED

    @cached_property
    def shared_clock(self) -> Clock:
        """What all replicas go by; the time of `--at` stays what it is said to be."""
        return self.clock if isinstance(self.clock, FixedClock) else StoreClock(self.store, self.clock)

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
    def feeds(self) -> tuple[Feed, ...]:
        """The feeds of config.yaml as administrators mended them, as of now; one object while they stay."""
        with self.store.read() as db:
            changes = feed_changes.every(db)
        changed, followed = self._followed
        if changed != changes:
            followed = feed_changes.followed(changes, self.config.feed_list())
            self._followed = (changes, followed)
        return followed

    @cached_property
    def zone(self) -> ZoneInfo:
        """The first subscription's, else UTC: in it "today" is meant where nobody says more."""
        return ZoneInfo(next((order.zone for order in self.config.subscriptions), "UTC"))

    @cached_property
    def briefs(self) -> BriefSettings:
        return BriefSettings.of(self.config.summaries)
