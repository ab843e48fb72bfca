"""What administrators see on the Home tab: feeds and channels' digests, with the buttons that mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import DeliveryState, FeedStanding
from bot.slack.blocks import forms, parts
from bot.slack.blocks.subscriptions import EDIT, order_words
from bot.text import ago, clip, one_line, plural, visible, web_url, when

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime, tzinfo

    from slack_sdk.models.blocks import ButtonElement, Option

    from bot.model import Backstage, Delivery, FeedHealth, OrderHealth
    from bot.slack.blocks.message import Json

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
NAME_LONGEST = 80
ADDRESS_LONGEST = 300

_GROUPS = {
    FeedStanding.GONE: "Gone",
    FeedStanding.FAILING: "Failing",
    FeedStanding.UNREAD: "Not read yet",
    FeedStanding.LEFT_OUT: "Left out",
    FeedStanding.WELL: "Well",
}
_ADVICE = {
    "404": "It may have moved: look on the publisher's site for its new address.",
    "page": "It may have moved: look on the publisher's site for its RSS or Atom address.",
    "no such host": "Is the address right? If all feeds fail so, this machine has lost the internet.",
    "certificate": "Its certificate is wrong; only its publisher can mend that.",
    "401": "It asks for a login, which I have not. Leave it out, or give it an open address.",
    "403": "Its publisher refuses programs such as me. Leave it out, or give it another address.",
    "wait": "Its server asks for patience: it is read again by itself.",
    "not public": "If it is meant to be read, name its network at collect.allow_networks in config.yaml.",
}
_PASSING = "This often passes by itself: it is tried again with every round."
FOR_ADMINS = "Only admins and owners of this workspace see this part."


def backstage(behind: Backstage, *, now: datetime, zone: tzinfo, chosen: Collection[str] = ()) -> list[Json]:
    """All of it; `chosen` names the feed (by key) and the order (by id) that are looked at."""
    return [
        *_feeds(behind.feeds, now, zone, chosen),
        *_orders(behind.orders, now, chosen),
        *_undelivered(behind.undelivered, now, zone),
    ]


# ---- feeds ----


def _feeds(feeds: Sequence[FeedHealth], now: datetime, zone: tzinfo, chosen: Collection[str]) -> list[Json]:
    shown = [one for one in feeds if one.standing in (FeedStanding.GONE, FeedStanding.FAILING)][:FEEDS_MOST]
    looked_at = [one for one in feeds if one.key in chosen and one not in shown][:1]
    rows = [block for one in (*shown, *looked_at) for block in _feed(one, now, zone)]
    others = [one for one in feeds if one not in shown]
    head = [parts.divider(), parts.header("Feeds"), parts.context(f"{_summary(feeds)} {FOR_ADMINS}")]
    return [*head, *rows, *([_look(others)] if others else [])]


def _summary(feeds: Sequence[FeedHealth]) -> str:
    """How they are: "60 of 64 feeds are well, 3 failing, 1 left out."."""
    if not feeds:
        return "config.yaml names no feed."
    counts = [(sum(one.standing is standing for one in feeds), name) for standing, name in _GROUPS.items()]
    well = counts.pop()[0]
    others = "".join(f", {count} {name.lower()}" for count, name in counts if count)
    return f"{well} of {plural(len(feeds), 'feed')} {'is' if len(feeds) == 1 else 'are'} well{others}."


def _look(feeds: Sequence[FeedHealth]) -> Json:
    groups = [
        (name, [forms.option(feed_name(one), one.key) for one in feeds if one.standing is standing])
        for standing, name in _GROUPS.items()
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
        *state, parts.words("\n"), *_address(feed), parts.words("\n"), *by, parts.words(_advice(feed))
    )
    return [parts.rich(told), parts.actions(*_mend(feed))]


def feed_name(feed: FeedHealth) -> str:
    """Its publisher and section, as far as they are known, else its address."""
    publisher, section = one_line(feed.publisher), one_line(feed.feed.section)
    named = f"{publisher}, {section}" if visible(section) else publisher
    return clip(named, NAME_LONGEST) if visible(publisher) else _shown(feed.feed.url, NAME_LONGEST)


def _shown(address: str, longest: int = ADDRESS_LONGEST) -> str:
    """An address as it is read; words of ours where there is nothing to see in it."""
    seen = one_line(address)
    return clip(seen, longest) if visible(seen) else "no address"


def _state(feed: FeedHealth, now: datetime, zone: tzinfo) -> str:
    last = f"; last new article {ago(feed.changed, now)}" if feed.changed else ""
    match feed.standing:
        case FeedStanding.WELL:
            return f"well, read {ago(feed.checked or now, now)}{last}."
        case FeedStanding.LEFT_OUT:
            return f"left out, it is not read{last}."
        case FeedStanding.UNREAD:
            return f"not read yet{last}."
        case FeedStanding.GONE:
            return f"gone, its server says for good ({one_line(feed.why)}){last}."
        case FeedStanding.FAILING:
            since = f" since {when(feed.failing, now, zone)}" if feed.failing else ""
            times = f", {feed.failures} times in a row" if feed.failures > 1 else ""
            return f"failing{since}{times}: {one_line(feed.why)}{last}."


def _address(feed: FeedHealth) -> list[parts.Part]:
    address = feed.feed.address
    said: list[parts.Part] = [parts.link(web_url(address), _shown(address))]
    if feed.feed.moved_to:
        said.append(parts.words(f" (in config.yaml: {_shown(feed.feed.url)})"))
    return said


def _advice(feed: FeedHealth) -> str:
    match feed.standing:
        case FeedStanding.WELL:
            return "Nothing to do."
        case FeedStanding.LEFT_OUT:
            return "What it brought stays. Bring it back, and it is read with the next round."
        case FeedStanding.UNREAD:
            return "It is read with the next round, or at once by “Check now”."
        case FeedStanding.GONE:
            return "Give it a new address, or leave it out."
        case FeedStanding.FAILING:
            return next((said for sign, said in _ADVICE.items() if sign in feed.why), _PASSING)


def _mend(feed: FeedHealth) -> list[ButtonElement]:
    name = feed_name(feed)
    if feed.standing is FeedStanding.LEFT_OUT:
        return [parts.button("Bring back", action=BACK, value=feed.key, reads=f"Read {name} again")]
    sure = parts.confirm(
        "Leave this feed out?",
        "It is not read any more. What it brought stays, and you can bring it back.",
        yes="Leave out",
        no="Keep",
    )
    return [
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
    said = [f"Next: {when(one.due, now, order.tz)}." if one.due else "Paused: nothing is posted."]
    if one.missing:
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
