"""Standing orders and what became of them: channels, orders that clash or find nothing, what is missing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.model import DeliveryState
from bot.operate.checks import failure, warning, well
from bot.text import listed, plural
from bot.when import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bot.model import Delivery, Subscription
    from bot.operate.checks import Check
    from bot.operate.examining.facts import Facts

TWICE = warning(
    "order-twice",
    cause="A channel has two digests at one time of the same day.",
    cure="remove one, or give both topics of their own in one order (/digest list, or subscriptions "
    "in config.yaml)",
)
SECTION_UNKNOWN = warning(
    "section-unknown",
    cause="A digest asks for a section that no feed, folder or stored article has: it finds nothing there.",
    cure="write the section as at feeds[].section; {meant}",
)
SOURCE_UNKNOWN = warning(
    "source-unknown",
    cause="A digest asks for a publisher that no feed or stored article has: it finds nothing by it.",
    cure="write the publisher as at feeds[].publisher; {meant}",
)
PAUSED = warning(
    "order-paused",
    cause="A digest paused by itself, because Slack does not let Dateline post it any more.",
    cure="mend what is said here, then /digest resume in that channel (or on an admin's Home tab)",
)
CHANNEL_NAME = warning(
    "channel-by-name",
    cause="A channel is given by its name: a digest whose posting broke off can't be looked up there.",
    cure="write the channel's ID instead (at the end of its details in Slack)",
)
NOT_IN_CHANNEL = failure(
    "not-in-channel",
    cause="The bot is no member of a channel that a digest goes to.",
    cure="type /invite @{bot} in that channel",
)
NO_CHANNEL = failure(
    "channel-unknown",
    cause="A digest goes to a channel that is not there, or that is private and without the bot.",
    cure="correct the channel's ID in config.yaml; if it is private, type /invite @{bot} in it",
)
ARCHIVED = failure(
    "channel-archived",
    cause="A digest goes to a channel that was archived.",
    cure="take it out of the archive, or order the digest elsewhere",
)
FAILED = warning(
    "message-failed",
    cause="Slack refused a digest or another message for good.",
    cure="mend what Slack names (invite the bot, or correct the channel)",
)
MISSED = warning(
    "message-missed",
    cause="A digest's time passed while Dateline was down or Slack away for too long.",
    cure="keep dateline run running at the time, or raise digest.catch_up_hours",
)
WITHHELD = warning(
    "digest-withheld", cause="Nothing could be collected for a digest.", cure="see what is said of the feeds"
)
UNCERTAIN = warning(
    "message-uncertain",
    cause="Nobody knows whether a message arrived: its posting broke off, and it can't be looked up.",
    cure="look into the channel; with the history scopes Dateline can look by itself",
)
_UNDELIVERED: Final = {
    DeliveryState.FAILED: FAILED,
    DeliveryState.MISSED: MISSED,
    DeliveryState.WITHHELD: WITHHELD,
    DeliveryState.UNCERTAIN: UNCERTAIN,
}
_CHANNELS: Final = {
    "not_in_channel": NOT_IN_CHANNEL,
    "channel_not_found": NO_CHANNEL,
    "is_archived": ARCHIVED,
}


def every(facts: Facts) -> tuple[Subscription, ...]:
    """Those of config.yaml, which are stored when Dateline runs, and those that were made in Slack."""
    made = [order for order in facts.store.orders if order.origin != "config"]
    return (*facts.config.subscription_list(), *made)


def orders(facts: Facts) -> Iterator[Check]:
    active = [order for order in every(facts) if not order.paused and not order.owner]
    yield from _twice(active)
    yield from _paused(facts)
    if facts.store.sections is None or facts.store.publishers is None:
        return
    sections = {
        *facts.store.sections,
        *(f.section for f in (*facts.config.feeds, *facts.config.collect.folders)),
    }
    sources = {
        *facts.store.publishers,
        *(f.publisher for f in (*facts.config.feeds, *facts.config.collect.folders)),
    }
    for order in active:
        if lost := _unknown(order.sections, sections):
            what, meant = f"no section {listed(lost)}", _meant(lost[0], sections)
            yield SECTION_UNKNOWN.at(f"sections of {_named(order)}", what, meant=meant)
        if "" not in sources and (
            lost := _unknown(order.sources, sources)
        ):  # "": a feed tells its name itself
            what, meant = f"no publisher {listed(lost)}", _meant(lost[0], sources)
            yield SOURCE_UNKNOWN.at(f"sources of {_named(order)}", what, meant=meant)


def _twice(active: list[Subscription]) -> Iterator[Check]:
    times = Counter((order.channel, order.slot, order.zone, day) for order in active for day in order.days)
    doubled = {(channel, slot, zone): n for (channel, slot, zone, _), n in times.items() if n > 1}
    for (channel, slot, zone), count in doubled.items():
        yield TWICE.at(f"orders {channel} {slot} {zone}", f"{plural(count, 'digest')} at one time")


def _paused(facts: Facts) -> Iterator[Check]:
    for order in facts.store.orders:
        if order.paused and order.paused_why:
            yield PAUSED.at(f"paused {_named(order)}", order.paused_why)


def _unknown(asked: Collection[str], known: Collection[str]) -> list[str]:
    folded = {name.casefold() for name in known}
    return [name for name in asked if name.casefold() not in folded]


def _meant(name: str, known: Collection[str]) -> str:
    names = sorted(filter(None, known))
    near = nearest(name, names)
    return f'did you mean "{near}"?' if near else f"known: {listed(names) or 'none'}"


def _named(order: Subscription) -> str:
    return f"{order.channel} {order.slot}"


def channels(facts: Facts) -> Iterator[Check]:
    """What Slack said of the channels that are known by their ID; of a name it says nothing."""
    for channel, code in facts.slack.channels.items():
        name = f"channel {channel}"
        if not code:
            yield well(name, "the bot may read it, and so post there")
        elif code in _CHANNELS:
            yield _CHANNELS[code].at(name, f"Slack says {code}", bot=facts.config.name)
    told = facts.config.health.tell
    for channel in sorted({*(order.channel for order in facts.config.subscriptions), told}):
        if channel.startswith("#"):
            yield CHANNEL_NAME.at(f"channel {channel}", "given by its name")


def undelivered(facts: Facts) -> Iterator[Check]:
    """The digests and other messages that are missing from their channels, each with its reason."""
    for row in facts.store.undelivered:
        name, what = _message(row), f"{row.state.value}: {row.why}"
        yield well(name, what) if row.why.startswith("quiet") else _UNDELIVERED[row.state].at(name, what)


def _message(row: Delivery) -> str:
    """A digest by its slot; another message by its kind ("alert", "thread", …) and when it came about."""
    if not row.is_notice:
        return f"digest {row.channel} {row.local_date} {row.slot}"
    kind = row.subscription_id.split("/")[1]
    return f"{kind} {row.channel} {row.due:%Y-%m-%d %H:%M} UTC"
