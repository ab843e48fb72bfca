"""Whether Slack would take a message or a view: pure, and as strict as Slack, with the place of each problem.

The limits are those of docs.slack.dev and of issue threads where Slack's documentation is silent; each rule
says what Slack's own error says. Nothing here looks at a workspace.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.demo.slack.shapes import Json, as_list, as_object, as_text
from bot.demo.slack.validate.blocks import IN_HOMES, IN_MESSAGES, IN_MODALS
from bot.demo.slack.validate.objects import plain
from bot.demo.slack.validate.rules import Problem, array, boolean, choice, one_of, shape, text, typed, unique

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WEIGHT = 13_200
"""What a message may weigh before Slack answers msg_blocks_too_long (see `weight`)."""

WEIGHT_BUDGET = 12_000
"""What our own messages may weigh: the ceiling is undocumented, so we keep away from it."""

BLOCK_WEIGHT = 45
"""The buffer that a block costs beside its characters.

Slack's staff speak of "12,000 text characters with a buffer for block containers" (bolt-js, issue 2509). Of
the messages reported in issues 2509 and 2867, 9,597 characters in 50 blocks passed, 11,341 in 45 blocks and
13,298 in one did not: 45 a block under a ceiling of 13,200 says the same of each, on the strict side.
"""

MOST_VIEW_BYTES = 250_000
MOST_MARKDOWN = 12_000
MOST_TABLE = 10_000

__all__ = [
    "BLOCK_WEIGHT",
    "MOST_WEIGHT",
    "WEIGHT_BUDGET",
    "Problem",
    "characters",
    "message_problems",
    "view_problems",
    "weight",
]


def message_problems(blocks: Any) -> list[Problem]:
    """Why Slack would refuse these blocks in a message (invalid_blocks); empty where it would not.

    Their weight is a matter of its own: see `weight`.
    """
    rule = array(one_of(IN_MESSAGES), least=0, most=50)
    found = [*rule(blocks, "/blocks"), *same_ids(blocks, "/blocks"), *sums(blocks)]
    return sorted(set(found), key=lambda problem: problem.path)


def view_problems(view: Any) -> list[Problem]:
    """Why Slack would refuse this modal or Home tab (invalid_arguments); empty where it would not."""
    body = as_object(view)
    blocks = array(one_of(IN_HOMES if body.get("type") == "home" else IN_MODALS), most=100)
    common = {
        "callback_id": text(255),
        "external_id": text(255, least=0),
        "private_metadata": text(3_000, least=0),
    }
    if body.get("type") == "home":
        rule = shape({**typed("home"), "blocks": blocks}, common)
    else:
        rule = shape(
            {"type": choice("modal"), "title": plain(24), "blocks": blocks},
            {
                **common,
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
        )
    found = [*rule(view, "/view"), *same_ids(body.get("blocks"), "/view/blocks"), *whole_view(body)]
    return sorted(set(found), key=lambda problem: problem.path)


def characters(blocks: Any) -> int:
    """The characters of all texts in the blocks, those behind folds too; addresses and ids don't count."""
    if isinstance(blocks, list):
        return sum(characters(block) for block in as_list(blocks))
    total = 0
    for name, value in as_object(blocks).items():
        if name in ("text", "alt_text", "fallback") and isinstance(value, str):
            total += len(value)
        else:
            total += characters(value)
    return total


def weight(blocks: Any) -> int:
    """The characters of a message's blocks with the buffer of each block, to be held against MOST_WEIGHT."""
    return characters(blocks) + BLOCK_WEIGHT * sum(1 for _ in every_block(blocks, ""))


def every_block(blocks: Any, path: str) -> Iterator[tuple[str, Json]]:
    """Each block with its path, those inside containers and carousels too."""
    for place, item in enumerate(as_list(blocks)):
        block, here = as_object(item), f"{path}/{place}"
        yield here, block
        yield from every_block(block.get("child_blocks"), f"{here}/child_blocks")
        if block.get("type") == "carousel":
            yield from every_block(block.get("elements"), f"{here}/elements")


def same_ids(blocks: Any, path: str) -> Iterator[Problem]:
    """A block_id stands once in a message or view; an action_id once in its block."""
    all_blocks = list(every_block(blocks, path))
    yield from unique([(here, as_text(block.get("block_id"))) for here, block in all_blocks], "block_id")
    for here, block in all_blocks:
        elements = [
            (f"{here}/{key}/{place}", as_text(as_object(element).get("action_id")))
            for key in ("elements", "actions")
            for place, element in enumerate(as_list(block.get(key)))
        ]
        yield from unique(elements, "action_id")


def sums(blocks: Any) -> Iterator[Problem]:
    """Limits over all blocks of a kind in one message."""
    kinds = [block for _, block in every_block(blocks, "/blocks")]
    tables = [block for block in kinds if block.get("type") == "table"]
    if len(tables) > 1:
        yield Problem("/blocks", "only one table is allowed")
    if characters(tables) > MOST_TABLE:
        yield Problem("/blocks", f"tables must be less than {MOST_TABLE + 1} characters")
    if characters([block for block in kinds if block.get("type") == "markdown"]) > MOST_MARKDOWN:
        yield Problem("/blocks", f"markdown blocks must be less than {MOST_MARKDOWN + 1} characters together")


def whole_view(view: Json) -> Iterator[Problem]:
    blocks = [block for _, block in every_block(view.get("blocks"), "/view/blocks")]
    if view.get("type") == "modal" and "submit" not in view and any(b.get("type") == "input" for b in blocks):
        yield Problem("/view", "submit is required when an input block is within blocks")
    focused = [block for block in blocks if as_object(block.get("element")).get("focus_on_load") is True]
    if len(focused) > 1:
        yield Problem("/view/blocks", "only one element can have focus_on_load")
    if len(json.dumps(view).encode()) > MOST_VIEW_BYTES:
        yield Problem("/view", "view_too_large")
