"""What stands beside a conversation: who looks, which conversations there are, and in which colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.page.markup import Html, div, span, tag
from bot.demo.page.seat import HOME, Seat

if TYPE_CHECKING:
    from bot.demo.page.offer import Offer
    from bot.demo.slack import SlackStandIn
    from bot.demo.slack.workspace import User

THEMES = {"system": "System", "light": "Light", "dark": "Dark"}


def sidebar(slack: SlackStandIn, offer: Offer, seat: Seat, *, theme: str, about: str) -> Html:
    workspace = slack.workspace
    channels = [
        _place(seat, channel.id, f"# {channel.name}", here=seat.place == channel.id)
        for channel in workspace.channels.values()
        if channel.kind != "im"
    ]
    dm = workspace.dm(seat.reader)
    apps = [
        _place(seat, dm, offer.name, here=seat.place == dm),
        _place(seat, HOME, "Home", here=seat.place == HOME),
    ]
    return tag(
        "nav",
        div("brand", tag("b", offer.name), tag("p", about)),
        _readers(slack, seat),
        tag("h2", "Channels", id="channels"),
        tag("ul", *channels, aria_labelledby="channels"),
        tag("h2", "App", id="app"),
        tag("ul", *apps, aria_labelledby="app"),
        _themes(seat, theme),
        class_="side",
        aria_label="Conversations",
    )


def _place(seat: Seat, place: str, name: str, *, here: bool) -> Html:
    current = "page" if here else None
    return tag("li", tag("a", name, href=seat.to(place).url(), aria_current=current, class_="place"))


def _readers(slack: SlackStandIn, seat: Seat) -> Html:
    people = [user for user in slack.workspace.users.values() if not user.bot]
    options = [
        tag("option", _person(user), value=user.id, selected=user.id == seat.reader) for user in people
    ]
    return tag(
        "form",
        tag("label", "You are", for_="as"),
        tag("select", *options, id="as", name="as", data_go=True),
        tag("button", "Switch", type="submit", class_="button scriptless"),
        method="get",
        action=f"/at/{seat.place}",
        class_="readers",
    )


def _person(user: User) -> str:
    what = "admin, " if user.admin else "guest, " if user.restricted else ""
    return f"{user.name.title()} ({what}{user.tz.rpartition('/')[2].replace('_', ' ')})"


def _themes(seat: Seat, theme: str) -> Html:
    buttons = [
        tag(
            "button",
            name,
            type="submit",
            name="theme",
            value=key,
            aria_pressed="true" if key == theme else "false",
            class_="button",
        )
        for key, name in THEMES.items()
    ]
    return tag(
        "form",
        *buttons,
        method="post",
        action=seat.url("theme"),
        class_="themes",
        role="group",
        aria_label="Colours",
    )


def header(slack: SlackStandIn, offer: Offer, seat: Seat, title: str) -> Html:
    """The conversation's name; the app's tabs where it is the app's; whether the bot is in the channel."""
    channel = slack.workspace.channels.get(seat.place)
    dm = slack.workspace.dm(seat.reader)
    if seat.place in (HOME, dm):
        tabs = [
            tag("a", name, href=seat.to(place).url(), aria_current="page" if seat.place == place else None)
            for place, name in ((HOME, "Home"), (dm, "Messages"))
        ]
        return tag(
            "header",
            tag("h1", offer.name),
            span("badge", "APP"),
            tag("nav", *tabs, aria_label=offer.name, class_="tabs"),
        )
    inside = channel is not None and channel.member
    state = (
        f"{offer.name} is in this channel"
        if inside
        else f"{offer.name} is not in this channel: /invite @{offer.name}"
    )
    return tag("header", tag("h1", title), tag("p", state, class_="state"))
