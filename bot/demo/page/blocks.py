"""Block Kit as HTML: blocks in, markup out. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from bot.demo.page import buttons, fields
from bot.demo.page.markup import Html, div, joined, link, span, tag
from bot.demo.page.mrkdwn import words
from bot.demo.page.rich import inline, rich_text
from bot.demo.page.surface import Surface
from bot.demo.slack.shapes import Json, as_list, as_object, as_text

if TYPE_CHECKING:
    from bot.demo.page.surface import Place

_Draw = Callable[[Json, Surface], Html]


def blocks(shown: list[Json], surface: Surface) -> Html:
    return joined(block(one, surface) for one in shown)


def block(one: Json, surface: Surface) -> Html:
    kind = as_text(one.get("type"))
    draw = KINDS.get(kind)
    return tag("p", f"(a block of the type {kind})", class_="context") if draw is None else draw(one, surface)


def _section(one: Json, surface: Surface) -> Html:
    said = div("text", words(as_object(one["text"]), surface.eyes), dir="auto") if one.get("text") else None
    texts = [
        div("text", words(as_object(part), surface.eyes), dir="auto") for part in as_list(one.get("fields"))
    ]
    beside = as_object(one.get("accessory"))
    accessory = div("beside", element(as_text(one.get("block_id")), beside, surface)) if beside else None
    return div("section", div("grow", said, div("two", *texts) if texts else None), accessory)


def element(block_id: str, what: Json, surface: Surface) -> Html:
    """One element of a block; a text or a picture too."""
    place = surface.place(block_id, what)
    kind = as_text(what.get("type"))
    if kind in PRESSED:
        return PRESSED[kind](place)
    if fields.is_field(what):
        return fields.field(place)
    if kind == "image":
        return picture(what)
    return words(what, surface.eyes)


PRESSED: dict[str, Callable[[Place], Html]] = {
    "button": buttons.button,
    "workflow_button": buttons.button,
    "overflow": buttons.overflow,
    "feedback_buttons": buttons.feedback,
    "icon_button": buttons.icon_button,
}


def picture(what: Json) -> Html:
    """A picture is named and linked, never loaded: the page asks nobody but its own server."""
    alt = as_text(what.get("alt_text"))
    return span(
        "picture",
        link(as_text(what.get("image_url")), f"\N{FRAME WITH PICTURE} {alt}"),
        role="img",
        aria_label=alt,
    )


def _row(class_: str) -> _Draw:
    def draw(one: Json, surface: Surface) -> Html:
        shown = map(as_object, as_list(one.get("elements")))
        return div(class_, *(element(as_text(one.get("block_id")), what, surface) for what in shown))

    return draw


def _context(one: Json, surface: Surface) -> Html:
    shown = map(as_object, as_list(one.get("elements")))
    return div("context", *(span("", element("", what, surface), dir="auto") for what in shown))


def _container(one: Json, surface: Surface) -> Html:
    title = as_object(one.get("title"))
    rich = as_list(as_object(one.get("rich_text_title")).get("elements"))
    name = words(title, surface.eyes) if title else inline(as_object(rich[0]) if rich else {}, surface.eyes)
    subtitle = words(as_object(one["subtitle"]), surface.eyes) if one.get("subtitle") else None
    head = joined([span("title", name), span("subtitle", subtitle) if subtitle else None])
    inner = blocks([as_object(child) for child in as_list(one.get("child_blocks"))], surface)
    if not one.get("is_collapsible"):
        return div("container", div("head", head), div("inner", inner))
    opened = not one.get("default_collapsed")
    return tag("details", tag("summary", head), div("inner", inner), class_="container", open=opened)


def _input(one: Json, surface: Surface) -> Html:
    what, block_id = as_object(one.get("element")), as_text(one.get("block_id"))
    place = replace(surface.place(block_id, what), labelled=True)
    optional = one.get("optional") is True
    label = joined(
        [
            words(as_object(one.get("label")), surface.eyes),
            span("optional", " (optional)") if optional else None,
        ]
    )
    hint = tag("p", words(as_object(one["hint"]), surface.eyes), class_="hint") if one.get("hint") else None
    error = surface.errors.get(block_id)
    below = joined(
        [
            tag("div", hint, id=f"{place.id}-hint") if hint else None,
            tag("p", error, class_="error", id=f"{place.id}-error") if error else None,
        ]
    )
    look = "field wrong" if error else "field"
    if as_text(what.get("type")) in fields.GROUPS:
        return tag("fieldset", tag("legend", label), fields.field(place), below, class_=look)
    required = not optional
    return div(look, tag("label", label, for_=place.id), fields.field(place, required=required), below)


def _table(one: Json, surface: Surface) -> Html:
    rows: list[Html] = []
    for number, row in enumerate(as_list(one.get("rows"))):
        cells = [_cell(as_object(cell), surface) for cell in as_list(row)]
        rows.append(tag("tr", *(tag("td" if number else "th", cell, dir="auto") for cell in cells)))
    return div("table", tag("table", *rows), tabindex=0, role="region", aria_label="Table")


def _cell(cell: Json, surface: Surface) -> Html:
    if cell.get("type") == "rich_text":
        return rich_text(cell, surface.eyes)
    return joined([as_text(cell.get("text")) or str(cell.get("value", ""))])


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")


def _markdown(one: Json, _surface: Surface) -> Html:
    """By a library that escapes all HTML and drops links that aren't web addresses."""
    return Html(f'<div class="rich" dir="auto">{_MARKDOWN.render(as_text(one.get("text")))}</div>')


def _card(one: Json, surface: Surface) -> Html:
    block_id = as_text(one.get("block_id"))
    texts = [words(as_object(one[key]), surface.eyes) for key in ("subtitle", "body") if one.get(key)]
    title = tag("b", words(as_object(one["title"]), surface.eyes)) if one.get("title") else None
    actions = [element(block_id, as_object(what), surface) for what in as_list(one.get("actions"))]
    below = div("actions", *actions) if actions else None
    return div("container", div("inner", title, *(tag("p", said, dir="auto") for said in texts), below))


KINDS: dict[str, _Draw] = {
    "section": _section,
    "header": lambda one, surface: tag("h3", words(as_object(one.get("text")), surface.eyes), dir="auto"),
    "divider": lambda _one, _surface: tag("hr"),
    "context": _context,
    "actions": _row("actions"),
    "context_actions": _row("actions quiet"),
    "rich_text": lambda one, surface: rich_text(one, surface.eyes),
    "container": _container,
    "input": _input,
    "image": lambda one, _surface: tag("p", picture(one)),
    "video": lambda one, surface: tag(
        "p", link(as_text(one.get("title_url")), words(as_object(one.get("title")), surface.eyes))
    ),
    "alert": lambda one, surface: div("alert", words(as_object(one.get("text")), surface.eyes), role="note"),
    "table": _table,
    "markdown": _markdown,
    "card": _card,
    "carousel": lambda one, surface: blocks(
        [as_object(card) for card in as_list(one.get("elements"))], surface
    ),
}
