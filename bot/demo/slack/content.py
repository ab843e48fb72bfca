"""What a message holds, checked as Slack checks it before posting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.demo.slack.core import RefusedError
from bot.demo.slack.shapes import Json, as_list, as_object, as_text, parsed
from bot.demo.slack.validate import MOST_WEIGHT, message_problems, weight

MOST_TEXT = 40_000
MOST_METADATA = 8_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """`blocks` and `metadata` are None where the caller named none (chat.update keeps the old)."""

    text: str
    blocks: list[Json] | None
    metadata: Json | None


def content_of(args: Json, *, most_text: int = MOST_TEXT) -> Content:
    """Raises RefusedError with Slack's code for whatever Slack would not post."""
    text = as_text(args.get("text")) or as_text(args.get("markdown_text"))
    blocks = checked_blocks(args["blocks"]) if args.get("blocks") is not None else None
    if not text and not blocks and not args.get("attachments"):
        raise RefusedError("no_text")
    if len(text) > most_text:
        raise RefusedError("msg_too_long")
    metadata = checked_metadata(args["metadata"]) if args.get("metadata") is not None else None
    return Content(text=text, blocks=blocks, metadata=metadata)


def checked_blocks(value: Any) -> list[Json]:
    try:
        blocks = parsed(value)
    except ValueError:
        raise RefusedError("invalid_blocks_format") from None
    if not isinstance(blocks, list):
        raise RefusedError("invalid_blocks_format")
    found = [str(problem) for problem in message_problems(blocks)]
    if found:
        messages = [f"[ERROR] {problem}" for problem in found]
        raise RefusedError("invalid_blocks", errors=found, response_metadata={"messages": messages})
    if weight(blocks) > MOST_WEIGHT:
        raise RefusedError("msg_blocks_too_long")
    return [as_object(block) for block in as_list(blocks)]


def checked_metadata(value: Any) -> Json:
    """{"event_type": text, "event_payload": object}; its strings and numbers are for everybody's eyes."""
    try:
        metadata = as_object(parsed(value))
    except ValueError:
        raise RefusedError("invalid_metadata_format") from None
    if not as_text(metadata.get("event_type")) or not isinstance(metadata.get("event_payload"), dict):
        raise RefusedError("invalid_metadata_format")
    if len(str(metadata)) > MOST_METADATA:
        raise RefusedError("metadata_too_large")
    return metadata
