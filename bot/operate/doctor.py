"""What is well, what is not, and how to mend it. Wiring hands in the probes that reach the world."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from bot.operate.checks import Finding, State
from bot.operate.examining import database, feeds, machine, orders, settings, slack, workspaces
from bot.operate.examining.gathering import gathered
from bot.operate.examining.settings import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import datetime

    from bot.config import Config
    from bot.operate.checks import Check
    from bot.operate.examining.facts import Facts
    from bot.operate.examining.gathering import Probes

CHECKS: Final[tuple[Callable[[Facts], Iterator[Check]], ...]] = (
    settings.configuration,
    settings.surroundings,
    settings.networks,
    settings.proxy,
    settings.commands,
    settings.redirect,
    database.database,
    machine.machine,
    machine.time,
    machine.clock,
    machine.folders,
    slack.tokens,
    slack.stand_in,
    slack.identity,
    slack.socket,
    slack.apps,
    workspaces.workspaces,
    orders.orders,
    orders.channels,
    orders.undelivered,
    feeds.health,
    feeds.twice,
    feeds.asked,
)
"""In the order in which they are told. Pure: what they know are the facts."""

_ROOMS: Final = (settings, database, machine, slack, workspaces, orders, feeds)


def examine(config: Config, probes: Probes, now: datetime, *, quick: bool = False) -> Iterator[Check]:
    """All checks in the order in which they are told; `quick` leaves out what needs the network.

    `now` is the clock's.
    """
    return judged(gathered(config, probes, now, quick=quick))


def judged(facts: Facts) -> Iterator[Check]:
    return chain.from_iterable(check(facts) for check in CHECKS)


def configuration(load: Callable[[], Config]) -> tuple[list[Check], Config | None]:
    """Whether the configuration can be read at all, for a doctor that is called to a broken one."""
    return reading(load)


def findings() -> tuple[Finding, ...]:
    """All that may be found wrong."""
    return tuple(one for room in _ROOMS for one in vars(room).values() if isinstance(one, Finding))


def worst(checks: Collection[Check]) -> State:
    """How the whole is: as its worst part."""
    order = list(State)
    return max((check.state for check in checks), key=order.index, default=State.OK)
