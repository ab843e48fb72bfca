"""A channel's standing orders, with what can be done to each."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.model import WEEKDAYS
from bot.slack.blocks import parts
from bot.slack.blocks.message import Message, fallback, fits
from bot.text import clip, listed, one_line, plural, when

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from slack_sdk.models.blocks import ButtonElement

    from bot.model import Delivery, Subscription
    from bot.slack.blocks.message import Json

PAUSE, RESUME, REMOVE = "subscription_pause", "subscription_resume", "subscription_remove"
NEW, EDIT = "subscription_new", "subscription_edit"
"""Action ids; each button's value is the subscription's id (NEW's: the channel's, if any)."""

HEALTH_LONGEST, WHY_LONGEST = 600, 300


def subscriptions(
    orders: Sequence[Subscription],
    *,
    due: Mapping[str, datetime],
    missing: Mapping[str, Delivery] = MappingProxyType({}),
    now: datetime,
    command: str = "/digest",
    note: str = "",
    health: str = "",
) -> Message:
    """The channel's digests, numbered as the commands name them.

    `due` says when each subscription is next due, by its id (nothing for a paused one); `missing` its last
    digest where that did not reach the channel; `note` is a sentence on what has just been done; `health`
    says how the feeds fare.
    """
    drawn = [
        _order(number, order, due.get(order.id), missing.get(order.id), now)
        for number, order in enumerate(orders, start=1)
    ]
    count = len(drawn)
    message = _draw(drawn, count, command, note, health)
    while not fits(message) and count:
        count -= 1
        message = _draw(drawn, count, command, note, health)
    return message


def _draw(drawn: Sequence[list[Json]], count: int, command: str, note: str, health: str) -> Message:
    title = f"{plural(len(drawn), 'digest')} in this channel" if drawn else "No digest in this channel yet"
    blocks = [parts.said(note)] if note else []
    blocks.append(parts.rich(parts.line(parts.words(title, bold=True))))
    for order in drawn[:count]:
        blocks += order
    if count < len(drawn):
        blocks.append(parts.context(f"{plural(len(drawn) - count, 'more digest')} did not fit."))
    blocks += [parts.actions(new_button()), _hint(command, any_yet=bool(drawn))]
    blocks += parts.remarks([clip(one_line(health), HEALTH_LONGEST)])
    return Message(text=fallback(f"{note} {title}.".strip()), blocks=blocks)


def _order(
    number: int, order: Subscription, due: datetime | None, missing: Delivery | None, now: datetime
) -> list[Json]:
    said = parts.line(parts.words(f"{number}. "), parts.words(order_words(order), bold=True))
    state = _state(order, due, now)
    if missing and not (order.paused and order.paused_why):
        state += f". Nothing was posted {when(missing.due, now, order.tz)}: {one_line(missing.why)}"
    return [parts.rich(said), parts.context(state), parts.actions(*_buttons(number, order))]


def order_words(order: Subscription) -> str:
    """An order in words: "08:00 Europe/London, weekdays, 5 stories, on sudan, from BBC"."""
    stories = plural(order.stories, "story", "stories")
    limits = [
        _named(", on", (*order.sections, *order.topics)),
        _named(", nothing on", order.without, last="or"),
        _named(", from", order.sources),
    ]
    return f"{order.slot} {order.zone}, {days_words(order.days)}, {stories}{''.join(limits)}"


def _named(lead: str, names: Sequence[str], last: str = "and") -> str:
    return f"{lead} {listed([clip(one_line(name), 60) for name in names], last=last)}" if names else ""


def paused_words(order: Subscription) -> str:
    """Of a paused order: that a person paused it, or why it paused by itself and what mends that."""
    if not order.paused_why:
        return "Paused: nothing is posted until it is resumed"
    why = clip(one_line(order.paused_why), WHY_LONGEST)
    return f"Paused by itself, as Slack did not take its last digest: {why} Then resume it"


def days_words(days: Sequence[str]) -> str:
    """Days in words: "every day", "weekdays", "weekends", "Mon, Wed and Fri"."""
    chosen = tuple(day for day in WEEKDAYS if day in days)
    known: dict[tuple[str, ...], str] = {
        WEEKDAYS: "every day",
        WEEKDAYS[:5]: "weekdays",
        WEEKDAYS[5:]: "weekends",
    }
    return known.get(chosen) or listed([day.capitalize() for day in chosen], most=7)


def _state(order: Subscription, due: datetime | None, now: datetime) -> str:
    origin = " · set in config.yaml" if order.origin == "config" else ""
    if order.paused:
        return f"{paused_words(order)}{origin}"
    return f"Next: {when(due, now, order.tz)}{origin}" if due else f"On{origin}"


def _buttons(number: int, order: Subscription) -> list[ButtonElement]:
    if order.paused:
        first = parts.button("Resume", action=RESUME, value=order.id, reads=f"Resume digest {number}")
    else:
        first = parts.button("Pause", action=PAUSE, value=order.id, reads=f"Pause digest {number}")
    if order.origin == "config":  # it would come back with the next start: the file is its home
        return [first]
    sure = parts.confirm(
        "Remove this digest?", "Nothing more is posted. What was posted stays.", yes="Remove", no="Keep"
    )
    remove = parts.button(
        "Remove", action=REMOVE, value=order.id, reads=f"Remove digest {number}", confirm=sure
    )
    edit = parts.button("Edit", action=EDIT, value=order.id, reads=f"Edit digest {number}")
    return [edit, first, remove]


def new_button() -> ButtonElement:
    """Opens the form of a channel's digest."""
    return parts.button("New digest", action=NEW, value="new", reads="Create a new digest")


def _hint(command: str, *, any_yet: bool) -> Json:
    example = f"{command} add 08:00 Europe/London weekdays"
    lead = "Add another: " if any_yet else "Add one: "
    return parts.rich(parts.line(parts.words(lead), parts.words(example, code=True)))
