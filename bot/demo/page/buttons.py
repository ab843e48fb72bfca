"""What is pressed: buttons, thumbs, menus behind three dots, and the question before some of them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.page.markup import Html, div, joined, link, span, tag
from bot.demo.page.mrkdwn import words
from bot.demo.page.surface import PRESS, Place
from bot.demo.slack.shapes import Json, as_list, as_object, as_text

if TYPE_CHECKING:
    from bot.demo.page.eyes import Eyes

# A hand, drawn: a machine may have no font of emoji.
_HAND = (
    "M2 9h4v11H2zM8 9.5 12.5 2c1.7 0 2.5 1.2 2.2 2.7L14 8h5.5c1.6 0 2.7 1.4 2.4 3l-1.4 6.8"
    "A2.7 2.7 0 0 1 17.9 20H8z"
)
THUMBS = {"positive_button": "hand", "negative_button": "hand down"}


def button(place: Place) -> Html:
    """A button; one with an address is a link, one that asks first unfolds its question."""
    element, eyes = place.element, place.surface.eyes
    shown = words(as_object(element.get("text")), eyes)
    look = f"button {as_text(element.get('style'))}".strip()
    if element.get("url"):
        return link(as_text(element["url"]), shown, class_=look)
    reads = as_text(element.get("accessibility_label")) or None
    value = as_text(element.get("value")) or None
    if sure := as_object(element.get("confirm")):
        return _asking(place, tag("summary", shown, class_=look, aria_label=reads), sure, value)
    return pressing(place, shown, value, look, reads)


def pressing(place: Place, shown: str, value: str | None, look: str, reads: str | None = None) -> Html:
    return tag(
        "button",
        shown,
        type="submit",
        name=PRESS,
        value=place.pressed(value),
        class_=look,
        aria_label=reads,
        formnovalidate=True,
    )


def _asking(place: Place, summary: Html, sure: Json, value: str | None) -> Html:
    eyes: Eyes = place.surface.eyes
    yes = pressing(
        place, words(as_object(sure.get("confirm")), eyes), value, f"button {sure.get('style') or 'primary'}"
    )
    title = words(as_object(sure.get("title")), eyes)
    asked = div(
        "bubble",
        tag("p", tag("b", title)),
        tag("p", words(as_object(sure.get("text")), eyes)),
        div(
            "row",
            tag(
                "button",
                words(as_object(sure.get("deny")), eyes),
                type="button",
                class_="button",
                data_fold=True,
            ),
            yes,
        ),
        role="group",
        aria_label=title,
    )
    return tag("details", summary, asked, class_="menu sure", name="menu")


def overflow(place: Place) -> Html:
    """A menu: a list of buttons that unfolds."""
    eyes = place.surface.eyes
    items: list[Html] = []
    for option in map(as_object, as_list(place.element.get("options"))):
        shown = words(as_object(option.get("text")), eyes)
        if option.get("url"):
            items.append(tag("li", link(as_text(option["url"]), shown)))
            continue
        note = words(as_object(option.get("description")), eyes) if option.get("description") else None
        inner = joined([shown, span("note", note) if note else None])
        items.append(tag("li", pressing(place, inner, as_text(option.get("value")), "item")))
    return folded_menu(tag("ul", *items), "More actions")


def folded_menu(items: Html, reads: str, shown: str = "\N{MIDLINE HORIZONTAL ELLIPSIS}") -> Html:
    summary = tag("summary", shown, class_="button dots", aria_label=reads, title=reads)
    return tag("details", summary, div("bubble", items), class_="menu", name="menu")


def feedback(place: Place) -> Html:
    """Two thumbs."""
    drawn: list[Html] = []
    for which, sign in THUMBS.items():
        one = as_object(place.element.get(which))
        label = as_text(as_object(one.get("text")).get("text"))
        reads = as_text(one.get("accessibility_label")) or label
        drawn.append(
            tag(
                "button",
                tag("svg", tag("path", d=_HAND), viewBox="0 0 24 22", class_=sign, aria_hidden="true"),
                type="submit",
                name=PRESS,
                value=place.pressed(as_text(one.get("value"))),
                class_="button quiet",
                aria_label=reads,
                title=label or reads,
            )
        )
    return joined(drawn)


def icon_button(place: Place) -> Html:
    shown = words(as_object(place.element.get("text")), place.surface.eyes)
    return pressing(place, shown, as_text(place.element.get("value")) or None, "button quiet")
