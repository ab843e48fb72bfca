"""How the feeds have fared, for the doctor: what every other surface says of them, and the cure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.model import ILL
from bot.model.telling_feeds import feed_name, feed_words, health_line
from bot.operate.checks import Check, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.config import Config
    from bot.operate.checks import Probes

_SEE = "see each of them below, or dateline feeds"
_NETWORK = "see whether this machine reaches the internet and resolves names"


def health(config: Config, probes: Probes, now: datetime) -> Iterator[Check]:
    """All in a line, each that is ill with its cure, and whether anybody is told of them."""
    if probes.health is None or not config.feeds:
        return
    try:
        found = probes.health()
    except StoreError:  # told by the check of the database
        return
    ill = [] if found.outage else [one for one in found.feeds if one.standing in ILL]
    # A warning at most: the container's health check asks too, and no restart mends a feed or the network.
    state = State.WARN if found.outage or ill else State.OK
    cure = _NETWORK if found.outage else _SEE if ill else ""
    yield Check(name="feeds", state=state, what=health_line(found, now), cure=cure)
    for one in ill:
        name = f"health {feed_name(one)}"
        yield Check(name=name, state=State.WARN, what=feed_words(one), cure=one.cure)
    told = config.health.tell
    what = f"told: {told}" if told else "nobody is told: health.tell in config.yaml names nobody"
    yield Check(name="feeds that rot", state=State.OK, what=what)
