"""rich_text, as Slack draws it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.page.emoji import emoji
from bot.demo.page.markup import Html, joined, link, span, tag, text
from bot.demo.slack.shapes import Json, as_list, as_object, as_text

if TYPE_CHECKING:
    from bot.demo.page.eyes import Eyes

STYLES = {"code": "code", "bold": "b", "italic": "i", "strike": "s", "underline": "u", "highlight": "mark"}


def rich_text(block: Json, eyes: Eyes) -> Html:
    """The whole block."""
    return tag(
        "div", *(_part(as_object(part), eyes) for part in as_list(block.get("elements"))), class_="rich"
    )


def _part(part: Json, eyes: Eyes) -> Html:
    children = [as_object(child) for child in as_list(part.get("elements"))]
    kind = as_text(part.get("type"))
    if kind == "rich_text_list":
        name = "ol" if part.get("style") == "ordered" else "ul"
        items = (tag("li", inline(child, eyes), dir="auto") for child in children)
        start = int(part.get("offset") or 0) + 1 if name == "ol" and part.get("offset") else None
        return tag(name, *items, class_=f"indent-{int(part.get('indent') or 0)}", start=start)
    words = joined(_element(child, eyes) for child in children)
    if kind == "rich_text_quote":
        return tag("blockquote", words, dir="auto")
    if kind == "rich_text_preformatted":
        return tag("pre", words, dir="auto")
    return tag("p", words, dir="auto")


def inline(section: Json, eyes: Eyes) -> Html:
    """A section's elements, without a paragraph around them."""
    return joined(_element(as_object(child), eyes) for child in as_list(section.get("elements")))


def _element(element: Json, eyes: Eyes) -> Html:
    drawn = _plain(element, eyes)
    style = as_object(element.get("style"))
    for name, mark in STYLES.items():
        if style.get(name):
            drawn = tag(mark, drawn)
    return drawn


def _plain(element: Json, eyes: Eyes) -> Html:  # noqa: PLR0911 - a line for each kind
    match element.get("type"):
        case "text":
            return text(as_text(element.get("text")))
        case "link":
            url = as_text(element.get("url"))
            return link(url, as_text(element.get("text")) or url)
        case "user":
            return span("mention", f"@{eyes.person(as_text(element.get('user_id')))}")
        case "channel":
            channel = as_text(element.get("channel_id"))
            return span("mention", f"#{eyes.channels.get(channel, channel)}")
        case "broadcast":
            return span("mention", f"@{as_text(element.get('range'))}")
        case "usergroup" | "team":
            return span(
                "mention", f"@{as_text(element.get('usergroup_id')) or as_text(element.get('team_id'))}"
            )
        case "emoji":
            return text(emoji(as_text(element.get("name")), as_text(element.get("unicode"))))
        case "date":
            return _date(element, eyes)
        case _:
            return text(as_text(element.get("value")))


def _date(element: Json, eyes: Eyes) -> Html:
    stamp = int(element.get("timestamp") or 0)
    told = eyes.moment(stamp, as_text(element.get("format")), as_text(element.get("fallback")))
    words = tag("time", told, title=as_text(element.get("fallback")) or None)
    return link(as_text(element.get("url")), words) if element.get("url") else words
