"""What administrators see on the Home tab: feeds and channels' digests, with the buttons that mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import ILL, DeliveryState, FeedStanding
from bot.model.telling_feeds import feed_name, feed_words, sparkline
from bot.slack.blocks import forms, parts
from bot.slack.blocks.subscriptions import EDIT, order_words, paused_words
from bot.text import ago, clip, one_line, plural, visible, web_url, when

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime, tzinfo

    from slack_sdk.models.blocks import ButtonElement, Option

    from bot.model import Backstage, Delivery, FeedHealth, OrderHealth
    from bot.slack.blocks.message import Json

TAKE = "home_feed_take"
CHECK, MOVE, DROP, BACK, LOOK_FEED = (
    *("home_feed_check", "home_feed_move", "home_feed_drop"),
    *("home_feed_back", "home_feed_look"),
)
"""Action ids; their value is a FeedHealth.key."""

ORDER_PAUSE, ORDER_RESUME, LOOK_ORDER = "home_order_pause", "home_order_resume", "home_order_look"
"""Action ids; their value is an order's id."""

POST_NOW = "home_post_now"
"""Action id; its value is a delivery's id."""

FEEDS_MOST, ORDERS_MOST, UNDELIVERED_MOST = 6, 7, 3
ADDRESS_LONGEST = 300

FOR_ADMINS = "Only admins and owners of this workspace see this part."


def backstage(behind: Backstage, *, now: datetime, zone: tzinfo, chosen: Collection[str] = ()) -> list[Json]:
    """All of it; `chosen` names the feed (by key) and the order (by id) that are looked at."""
    return [
        *_feeds(behind, now, zone, chosen),
        *_orders(behind.orders, now, chosen),
        *_undelivered(behind.undelivered, now, zone),
    ]


# ---- feeds ----


def _feeds(behind: Backstage, now: datetime, zone: tzinfo, chosen: Collection[str]) -> list[Json]:
    """Those that are ill stand there by themselves; in an outage none is, it is the network."""
    feeds = behind.feeds
    shown = [] if behind.outage else [one for one in feeds if one.standing in ILL][:FEEDS_MOST]
    looked_at = [one for one in feeds if one.key in chosen and one not in shown][:1]
    rows = [block for one in (*shown, *looked_at) for block in _feed(one, now, zone)]
    others = [one for one in feeds if one not in shown]
    head = [parts.divider(), parts.header("Feeds"), parts.context(f"{behind.summary} {FOR_ADMINS}".strip())]
    return [*head, *rows, *([_look(others)] if others else [])]


def _look(feeds: Sequence[FeedHealth]) -> Json:
    groups = [
        (
            standing.value.capitalize(),
            [forms.option(feed_name(one), one.key) for one in feeds if one.standing is standing],
        )
        for standing in FeedStanding
    ]
    pick = forms.choice(
        "Look at a feed…", LOOK_FEED, [(name, options) for name, options in groups if options]
    )
    return parts.row("Any other feed, to look at it or to change something:", pick)


def _feed(feed: FeedHealth, now: datetime, zone: tzinfo) -> list[Json]:
    """Two blocks: how it is, with what to do; and the buttons."""
    state = [parts.words(feed_name(feed), bold=True), parts.words(f": {_state(feed, now, zone)}")]
    by: list[parts.Part] = (
        [parts.words("Changed by "), forms.person(feed.by), parts.words(". ")] if feed.by else []
    )
    told = parts.line(
        *state, parts.words("\n"), *_address(feed), parts.words("\n"), *by, parts.words(feed.cure or "…")
    )
    return [parts.rich(told), parts.actions(*_mend(feed))]


def _shown(address: str, longest: int = ADDRESS_LONGEST) -> str:
    """An address as it is read; words of ours where there is nothing to see in it."""
    seen = one_line(address)
    return clip(seen, longest) if visible(seen) else "no address"


def _state(feed: FeedHealth, now: datetime, zone: tzinfo) -> str:
    beside = [f"since {when(feed.since, now, zone)}"] if feed.since else []
    beside += [f"last new article {ago(feed.changed, now)}"] if feed.changed else []
    more = f" ({'; '.join(beside)})" if beside else ""
    told = f"{clip(one_line(feed_words(feed)), ADDRESS_LONGEST)}{more}."
    return f"{told} {sparkline(feed.daily)}" if any(feed.daily) else told


def _address(feed: FeedHealth) -> list[parts.Part]:
    address = feed.feed.address
    said: list[parts.Part] = [parts.link(web_url(address), _shown(address))]
    if feed.feed.moved_to:
        said.append(parts.words(f" (in config.yaml: {_shown(feed.feed.url)})"))
    return said


def _mend(feed: FeedHealth) -> list[ButtonElement]:
    name = feed_name(feed)
    if feed.standing is FeedStanding.LEFT_OUT:
        return [parts.button("Bring back", action=BACK, value=feed.key, reads=f"Read {name} again")]
    reads = f"Read {name} at the new address"
    take = parts.button("Use the new address", action=TAKE, value=feed.key, reads=reads)
    sure = parts.confirm(
        "Leave this feed out?",
        "It is not read any more. What it brought stays, and you can bring it back.",
        yes="Leave out",
        no="Keep",
    )
    return [
        *([take] if feed.address else []),
        parts.button("Check now", action=CHECK, value=feed.key, reads=f"Read {name} now"),
        parts.button("New address…", action=MOVE, value=feed.key, reads=f"Give {name} a new address"),
        parts.button(
            "Leave out", action=DROP, value=feed.key, reads=f"Leave {name} out", confirm=sure, quiet=True
        ),
    ]


# ---- channels' digests ----


def _orders(orders: Sequence[OrderHealth], now: datetime, chosen: Collection[str]) -> list[Json]:
    if not orders:
        return [
            parts.divider(),
            parts.header("Channels' digests"),
            parts.said("No channel has a digest yet."),
        ]
    troubled = sorted(orders, key=lambda one: (one.missing is None, not one.order.paused))
    looked_at = [one for one in troubled if one.order.id in chosen][:1]
    shown = [*looked_at, *(one for one in troubled if one not in looked_at)][:ORDERS_MOST]
    rows = [block for one in shown for block in _order(one, now)]
    others = [one for one in orders if one not in shown]
    paused = sum(one.order.paused for one in orders)
    said = f"{plural(len(orders), 'digest')}{f', {paused} paused' if paused else ''}."
    head = [parts.divider(), parts.header("Channels' digests"), parts.context(said)]
    return [*head, *rows, *([_look_order(others)] if others else [])]


def _look_order(orders: Sequence[OrderHealth]) -> Json:
    options: list[Option] = [forms.option(order_words(one.order), one.order.id) for one in orders]
    pick = forms.choice("Look at another…", LOOK_ORDER, [("Others", options)])
    return parts.row(f"And {len(orders)} more.", pick)


def _order(one: OrderHealth, now: datetime) -> list[Json]:
    order = one.order
    next_ = f"Next: {when(one.due, now, order.tz)}." if one.due else "Paused: nothing is posted."
    said = [f"{paused_words(order)}." if order.paused and order.paused_why else next_]
    if one.missing and not order.paused_why:
        said.append(
            f"Nothing was posted {when(one.missing.due, now, order.tz)}: {one_line(one.missing.why)}."
        )
    if order.origin == "config":
        said.append("Set in config.yaml.")
    told = parts.line(
        forms.channel_named(order.channel), parts.words(f"  {order_words(order)}\n{' '.join(said)}")
    )
    return [parts.rich(told), parts.actions(*_order_buttons(one))]


def _order_buttons(one: OrderHealth) -> list[ButtonElement]:
    order = one.order
    named = f"the digest of {order.slot} {order.zone}"
    if order.paused:
        first = parts.button("Resume", action=ORDER_RESUME, value=order.id, reads=f"Resume {named}")
    else:
        first = parts.button("Pause", action=ORDER_PAUSE, value=order.id, reads=f"Pause {named}")
    if order.origin == "config":
        return [first]
    return [first, parts.button("Change…", action=EDIT, value=order.id, reads=f"Change {named}")]


# ---- what did not arrive ----


def _undelivered(rows: Sequence[Delivery], now: datetime, zone: tzinfo) -> list[Json]:
    """The latest messages that did not arrive, or of which nobody knows, each with its button."""
    if not rows:
        return []
    shown = [block for row in rows[-UNDELIVERED_MOST:] for block in _message(row, now, zone)]
    said = f"{plural(len(rows), 'message')} did not arrive, or nobody knows whether."
    return [parts.divider(), parts.header("Not delivered"), parts.context(said), *shown]


def _message(row: Delivery, now: datetime, zone: tzinfo) -> list[Json]:
    unsure = row.state is DeliveryState.UNCERTAIN
    state = "may be there or not" if unsure else "was not posted"
    told = f"  {when(row.due, now, zone)}: {state}. {one_line(row.why).rstrip('.')}."
    look = "Look into the channel first: it may be there already." if unsure else "It is posted in a moment."
    post = parts.button(
        "Post now",
        action=POST_NOW,
        value=row.id,
        reads=f"Post the message of {when(row.due, now, zone)} now",
        confirm=parts.confirm("Post it now?", look, yes="Post now", no="Not now"),
    )
    return [
        parts.rich(parts.line(forms.channel_named(row.channel), parts.words(told))),
        parts.actions(post),
    ]
