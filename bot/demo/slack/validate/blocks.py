"""Blocks, and the surfaces that show each (docs.slack.dev, blocks)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.demo.slack.shapes import as_list
from bot.demo.slack.validate.elements import (
    ACCESSORIES,
    ACTIONS,
    BUTTON,
    CONTEXT_ACTIONS,
    ICON_BUTTON,
    IMAGE,
    IMAGE_FIELDS,
    INPUTS,
)
from bot.demo.slack.validate.objects import plain, words
from bot.demo.slack.validate.rich_text import RICH_TEXT
from bot.demo.slack.validate.rules import (
    Problem,
    Rule,
    anything,
    array,
    boolean,
    choice,
    one_of,
    shape,
    some_of,
    text,
    typed,
    url,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMED: Mapping[str, Rule] = {"block_id": text(255)}

SECTION = shape(
    typed("section"),
    {
        **NAMED,
        "text": words(3_000),
        "fields": array(words(2_000), most=10),
        "accessory": one_of(ACCESSORIES),
        "expand": boolean,
    },
    also=[some_of("text", "fields")],
)
HEADER = shape({**typed("header"), "text": plain(150)}, NAMED)
DIVIDER = shape(typed("divider"), NAMED)
IMAGE_BLOCK = shape(
    {**typed("image"), "alt_text": text(2_000)},
    {**NAMED, **IMAGE_FIELDS, "title": plain(2_000)},
    also=[some_of("image_url", "slack_file")],
)
ACTIONS_BLOCK = shape({**typed("actions"), "elements": array(one_of(ACTIONS), most=25)}, NAMED)
CONTEXT_ITEMS: Mapping[str, Rule] = {"image": IMAGE, "plain_text": plain(3_000), "mrkdwn": words(3_000)}
CONTEXT = shape({**typed("context"), "elements": array(one_of(CONTEXT_ITEMS), most=10)}, NAMED)
CONTEXT_ACTIONS_BLOCK = shape(
    {**typed("context_actions"), "elements": array(one_of(CONTEXT_ACTIONS), most=5)}, NAMED
)
INPUT = shape(
    {**typed("input"), "label": plain(2_000), "element": one_of(INPUTS)},
    {**NAMED, "hint": plain(2_000), "optional": boolean, "dispatch_action": boolean},
)
MARKDOWN = shape({**typed("markdown"), "text": text(12_000)}, NAMED)
VIDEO = shape(
    {
        **typed("video"),
        "alt_text": text(),
        "title": plain(199),
        "thumbnail_url": url(),
        "video_url": url(),
    },
    {
        **NAMED,
        "title_url": url(),
        "description": plain(200),
        "provider_icon_url": url(),
        "provider_name": text(),
        "author_name": text(49),
    },
)
ALERT = shape(
    {**typed("alert"), "text": words(3_000)},
    {**NAMED, "level": choice("default", "info", "warning", "error", "success")},
)
RAW_TEXT = shape({**typed("raw_text"), "text": text()})
RAW_NUMBER = shape({**typed("raw_number"), "value": anything}, {"text": text()})
CELL = one_of({"raw_text": RAW_TEXT, "raw_number": RAW_NUMBER, "rich_text": RICH_TEXT})


def rows_are_even(value: Any, path: str) -> Iterator[Problem]:
    if len({len(as_list(row)) for row in as_list(value.get("rows"))}) > 1:
        yield Problem(f"{path}/rows", "all rows must have the same number of cells")


TABLE = shape(
    {**typed("table"), "rows": array(array(CELL, most=20), most=100)},
    {**NAMED, "column_settings": array(anything, least=0, most=20)},
    also=[rows_are_even],
)
CARD = shape(
    typed("card"),
    {
        **NAMED,
        "hero_image": IMAGE,
        "icon": IMAGE,
        "title": words(150),
        "subtitle": words(150),
        "body": words(200),
        "actions": array(one_of({"button": BUTTON, "icon_button": ICON_BUTTON}), most=25),
    },
    also=[some_of("hero_image", "title", "actions", "body")],
)
CAROUSEL = shape({**typed("carousel"), "elements": array(one_of({"card": CARD}), most=10)}, NAMED)


def folds_soundly(value: Any, path: str) -> Iterator[Problem]:
    folds = value.get("is_collapsible") is True
    if folds and value.get("has_header_divider"):
        yield Problem(path, "has_header_divider is not allowed with is_collapsible")
    if value.get("default_collapsed") and not folds:
        yield Problem(path, "default_collapsed requires is_collapsible")


def container(children: Mapping[str, Rule]) -> Rule:
    return shape(
        {**typed("container"), "child_blocks": array(one_of(children), most=10)},
        {
            **NAMED,
            "title": plain(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": words(150),
            "width": choice("narrow", "standard", "wide", "full"),
            "icon": IMAGE,
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        also=[some_of("title", "rich_text_title"), folds_soundly],
    )


def loose(kind: str) -> Rule:
    """A block that exists, and of which nobody told us more than its name."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        yield from text(255)(value.get("block_id", kind), f"{path}/block_id")

    return check


EVERYWHERE: Mapping[str, Rule] = {
    "section": SECTION,
    "header": HEADER,
    "divider": DIVIDER,
    "image": IMAGE_BLOCK,
    "actions": ACTIONS_BLOCK,
    "context": CONTEXT,
    "rich_text": RICH_TEXT,
    "input": INPUT,
    "video": VIDEO,
}
CHILDREN: Mapping[str, Rule] = {
    **EVERYWHERE,
    "context_actions": CONTEXT_ACTIONS_BLOCK,
    "table": TABLE,
    "card": CARD,
}
IN_MESSAGES: Mapping[str, Rule] = {
    **CHILDREN,
    "markdown": MARKDOWN,
    "carousel": CAROUSEL,
    "container": container(CHILDREN),
    **{kind: loose(kind) for kind in ("data_table", "data_visualization", "plan", "task_card")},
}
IN_HOMES: Mapping[str, Rule] = {**EVERYWHERE, "container": container(EVERYWHERE)}
IN_MODALS: Mapping[str, Rule] = {**IN_HOMES, "alert": ALERT}
