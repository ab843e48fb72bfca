"""response_url: where an app answers a command or a click without any token."""

from __future__ import annotations

from dataclasses import replace

from bot.demo.slack.api import flag
from bot.demo.slack.content import content_of
from bot.demo.slack.core import Hook, Platform, RefusedError
from bot.demo.slack.shapes import Json, as_text
from bot.demo.slack.workspace import BOT_USER, Message

GONE = frozenset({"expired_url", "used_url", "no_such_url"})


def respond(platform: Platform, name: str, args: Json) -> tuple[int, Json | str]:
    """The HTTP status and the body: "ok", or why not (404 for a URL that is spent, 400 for a bad message)."""
    try:
        with platform.workspace.changed:
            apply(platform, platform.use_hook(name), args)
    except RefusedError as no:
        return (404 if no.code in GONE else 400), {"ok": False, "error": no.code, **no.extra}
    return 200, "ok"


def apply(platform: Platform, hook: Hook, args: Json) -> Message | None:
    """Post, replace or delete as asked; the message as it stands now."""
    origin = hook.origin and platform.workspace.message(hook.channel, hook.origin.ts)
    if flag(args, "delete_original"):
        if origin is None:
            raise RefusedError("message_not_found")
        platform.workspace.remove(origin)
        return None
    content = content_of(args)
    if flag(args, "replace_original") and origin is not None:
        new = replace(
            origin, text=content.text, blocks=content.blocks or [], edited=platform.workspace.new_ts()
        )
        return platform.workspace.change(origin, new)
    return platform.workspace.post(
        Message(
            channel=hook.channel,
            ts=platform.workspace.new_ts(),
            user=BOT_USER,
            text=content.text,
            blocks=content.blocks or [],
            thread_ts=as_text(args.get("thread_ts")) or hook.thread_ts,
            metadata=content.metadata,
            ephemeral_to="" if args.get("response_type") == "in_channel" else hook.user,
        )
    )
