"""What is measured of a house, put together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.lately import Lately
from bot.metrics import Sample
from bot.metrics.table import BUILD, CONNECTED
from bot.operate.metrics.gauges import Gauges, Patient
from bot.operate.metrics.listener import Listener
from bot.operate.metrics.shared import Shared
from bot.operate.ready import readiness
from bot.store.database import newest_schema
from bot.wiring.newsroom import STANDING_KEPT, VERSION
from summaries import RULES_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.wiring.house import House

READY_KEPT: Final = timedelta(seconds=1)


def figures(house: House) -> Callable[[], bytes]:
    """All that is measured, as Prometheus reads it. Of one house there is one."""
    feeds = Lately(house.health.overview, house.wall, STANDING_KEPT)
    # A worker's queues are known later than this.
    read = Shared(house.store, house.clock, house.wall, feeds, lambda: house.queues())  # noqa: PLW0108
    shared = Patient(read, house.wall)
    house.on_close(shared.close)
    build = Sample(metric=BUILD, value=1, labels=(VERSION, newest_schema(), RULES_VERSION))

    def own() -> Iterable[Sample]:
        yield build
        if house.hears is not None:
            yield Sample(metric=CONNECTED, value=house.hears())

    house.registry.add(Gauges(own, shared))
    return house.registry.text


class Watch:
    """What a process tells who watches it: of its house, and of the one that takes over."""

    def __init__(self, house: House) -> None:
        self.follow(house)

    def follow(self, house: House) -> None:
        self._house = house
        self._ready = Lately(readiness(house.store), house.wall, READY_KEPT)

    def listener(self, port: int) -> Listener:
        """ConfigError where it can't listen there."""
        host = self._house.config.metrics.host
        return Listener(host, port, text=self._text, ready=self._is_ready)

    def _text(self) -> bytes:
        return self._house.figures()

    def _is_ready(self) -> str:
        return self._ready()
