"""Where a person types. Pure but for reading the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.page.buttons import folded_menu
from bot.demo.page.markup import Html, div, tag

if TYPE_CHECKING:
    from bot.demo.page.offer import Offer
    from bot.demo.page.seat import Seat
    from bot.demo.slack import SlackStandIn

LONGEST = 4_000


def composer(slack: SlackStandIn, offer: Offer, seat: Seat, prompts: Html | None) -> Html:
    """A line to type into, what the app suggests, and its shortcuts."""
    where = slack.workspace.channels[seat.place]
    to = offer.name if where.kind == "im" else f"#{where.name}"
    name = "reply" if seat.thread else "compose"
    label = f"Reply in thread to {to}" if seat.thread else f"Message {to}"
    first = next(iter(offer.commands), "/news")
    hint = label if seat.thread else f"{label}, or try {first} sudan"
    line = tag(
        "input",
        type="text",
        name="text",
        id=name,
        placeholder=hint,
        aria_label=label,
        maxlength=LONGEST,
        autocomplete="off",
        list=None if seat.thread else "commands",
    )
    known = [tag("option", what, value=f"{one} ") for one, what in offer.commands.items()]
    mention = f"@{offer.name} "
    if where.kind != "im":
        known.append(tag("option", f"Ask {offer.name} in this channel", value=mention))
        known.append(tag("option", f"Let {offer.name} in", value=f"/invite @{offer.name}"))
    send = tag("button", "Send", type="submit", class_="button primary send")
    form = tag(
        "form",
        div("typing", line, send),
        None if seat.thread else tag("datalist", *known, id="commands"),
        method="post",
        action=seat.url("say"),
        data_live=True,
        data_say=True,
        class_="composer",
    )
    # A form of their own: Enter presses the first button of a form, which must not be a suggestion.
    suggested = tag("form", prompts, method="post", action=seat.url("say"), data_live=True, id="prompts")
    below = (suggested, _shortcuts(offer, seat)) if prompts is not None else ()
    return div("foot", form, *below)


def _shortcuts(offer: Offer, seat: Seat) -> Html:
    items = [
        tag("li", tag("button", name, type="submit", name="callback", value=callback, class_="item"))
        for callback, name in offer.anywhere.items()
    ]
    menu = folded_menu(tag("ul", *items), "Shortcuts", "\N{HIGH VOLTAGE SIGN} Shortcuts")
    return tag("form", menu, method="post", action=seat.url("shortcut"), data_live=True, class_="shortcuts")
