"""conversations.*: what was said, and where. Every kind of conversation has scopes of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.slack.api import flag, method, need_scope, needed, number
from bot.demo.slack.api_chat import known_channel
from bot.demo.slack.core import Platform, RefusedError
from bot.demo.slack.render import channel_json, message_json, replies
from bot.demo.slack.shapes import Json, as_text

if TYPE_CHECKING:
    from bot.demo.slack.workspace import Channel, Message

SCOPE_PREFIX = {"channel": "channels", "group": "groups", "im": "im"}
MOST_MESSAGES = 999


@method("conversations.history")
def history(platform: Platform, args: Json) -> Json:
    """Newest first; replies are left to conversations.replies."""
    channel = readable(platform, args)
    everything = [
        post
        for post in reversed(platform.workspace.messages(channel.id))
        if not post.ephemeral_to and not post.thread_ts and within(post, args)
    ]
    return page(platform, args, everything)


@method("conversations.replies")
def conversation_replies(platform: Platform, args: Json) -> Json:
    """The parent first, then its replies, oldest first."""
    channel = readable(platform, args)
    named = platform.workspace.message(channel.id, needed(args, "ts"))
    if named is None or named.ephemeral_to:
        raise RefusedError("thread_not_found")
    parent = platform.workspace.message(channel.id, named.thread_ts) if named.thread_ts else named
    thread = [parent, *replies(platform.workspace, parent)] if parent else [named]
    return page(platform, args, [post for post in thread if within(post, args) or post == parent])


def readable(platform: Platform, args: Json) -> Channel:
    channel = known_channel(platform, args)
    need_scope(platform, f"{SCOPE_PREFIX[channel.kind]}:history")
    if not channel.member:
        raise RefusedError("not_in_channel")
    return channel


def within(message: Message, args: Json) -> bool:
    """`oldest` and `latest` are left out themselves unless `inclusive` is set."""
    inclusive = flag(args, "inclusive")
    for bound, later in (("oldest", True), ("latest", False)):
        limit = str(args.get(bound) or "")
        if not limit or (bound == "oldest" and limit == "0"):
            continue
        try:
            distance = float(message.ts) - float(limit)
        except ValueError:
            raise RefusedError(f"invalid_ts_{bound}") from None
        if distance == 0 and inclusive:
            continue
        if (distance <= 0) if later else (distance >= 0):
            return False
    return True


def page(platform: Platform, args: Json, messages: list[Message]) -> Json:
    limit = number(args, "limit", 100, most=MOST_MESSAGES, code="invalid_limit")
    cursor = as_text(args.get("cursor"))
    if cursor and not cursor.isdecimal():
        raise RefusedError("invalid_cursor")
    start = int(cursor or 0)
    rest = len(messages) > start + limit
    metadata = flag(args, "include_all_metadata")
    return {
        "messages": [
            message_json(platform.workspace, post, metadata=metadata)
            for post in messages[start : start + limit]
        ],
        "has_more": rest,
        "response_metadata": {"next_cursor": str(start + limit) if rest else ""},
    }


@method("conversations.info")
def info(platform: Platform, args: Json) -> Json:
    channel = known_channel(platform, args)
    need_scope(platform, f"{SCOPE_PREFIX[channel.kind]}:read")
    return {"channel": channel_json(channel)}


@method("conversations.list")
def list_conversations(platform: Platform, args: Json) -> Json:
    """`types` is "public_channel" unless it says "public_channel,private_channel,im"."""
    kinds = {"public_channel": "channel", "private_channel": "group", "im": "im"}
    wanted = (as_text(args.get("types")) or "public_channel").split(",")
    if not all(kind in (*kinds, "mpim") for kind in wanted):
        raise RefusedError("invalid_types")
    for kind in wanted:
        need_scope(platform, f"{SCOPE_PREFIX.get(kinds.get(kind, ''), 'mpim')}:read")
    channels = [
        channel_json(channel)
        for channel in platform.workspace.channels.values()
        if channel.kind in [kinds.get(kind) for kind in wanted]
        and (channel.kind != "group" or channel.member)
        and not (flag(args, "exclude_archived") and channel.archived)
    ]
    return {"channels": channels, "response_metadata": {"next_cursor": ""}}


@method("conversations.open", scope="im:write")
def open_conversation(platform: Platform, args: Json) -> Json:
    """With one person: the direct message."""
    user = needed(args, "users")
    if user not in platform.workspace.users or platform.workspace.users[user].bot:
        raise RefusedError("user_not_found")
    return {"channel": {"id": platform.workspace.dm(user)}}
