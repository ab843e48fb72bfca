"""chat.*: messages are posted, shown to one person, changed, removed and linked."""

from __future__ import annotations

from dataclasses import replace

from bot.demo.slack.api import method, needed
from bot.demo.slack.content import Content, content_of
from bot.demo.slack.core import Platform, RefusedError
from bot.demo.slack.render import message_json
from bot.demo.slack.shapes import Json, as_text
from bot.demo.slack.workspace import BOT_USER, DOMAIN, Channel, Message

UPDATE_TEXT = 4_000  # chat.update refuses what chat.postMessage still takes (ChatGPT-in-Slack, issue 102)


@method("chat.postMessage", scope="chat:write")
def post_message(platform: Platform, args: Json) -> Json:
    channel = channel_to_post(platform, args)
    content = content_of(args)
    message = platform.workspace.post(
        new_message(platform, channel, content, thread_ts=thread_of(platform, channel, args))
    )
    return {"channel": channel.id, "ts": message.ts, "message": message_json(platform.workspace, message)}


@method("chat.postEphemeral", scope="chat:write")
def post_ephemeral(platform: Platform, args: Json) -> Json:
    channel = channel_to_post(platform, args)
    user = needed(args, "user")
    if user not in platform.workspace.users:
        raise RefusedError("user_not_in_channel")
    message = new_message(platform, channel, content_of(args), thread_ts=as_text(args.get("thread_ts")))
    platform.workspace.post(replace(message, ephemeral_to=user))
    return {"message_ts": message.ts}


@method("chat.update", scope="chat:write")
def update(platform: Platform, args: Json) -> Json:
    old = own_message(platform, args, "cant_update_message")
    content = content_of(args, most_text=UPDATE_TEXT)
    new = replace(
        old,
        text=content.text,
        blocks=old.blocks if content.blocks is None else content.blocks,
        metadata=old.metadata if content.metadata is None else content.metadata,
        edited=platform.workspace.new_ts(),
    )
    platform.workspace.change(old, new)
    return {
        "channel": old.channel,
        "ts": old.ts,
        "text": new.text,
        "message": message_json(platform.workspace, new),
    }


@method("chat.delete", scope="chat:write")
def delete(platform: Platform, args: Json) -> Json:
    message = own_message(platform, args, "cant_delete_message")
    platform.workspace.remove(message)
    return {"channel": message.channel, "ts": message.ts}


@method("chat.getPermalink")
def get_permalink(platform: Platform, args: Json) -> Json:
    channel = known_channel(platform, args)
    message = platform.workspace.message(channel.id, needed(args, "message_ts"))
    if message is None or message.ephemeral_to:
        raise RefusedError("message_not_found")
    return {"channel": channel.id, "permalink": permalink(message)}


def permalink(message: Message) -> str:
    link = f"https://{DOMAIN}.slack.com/archives/{message.channel}/p{message.ts.replace('.', '')}"
    if message.thread_ts and message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={message.channel}"
    return link


def known_channel(platform: Platform, args: Json) -> Channel:
    """Slack hides private channels that the bot is not in."""
    channel = platform.workspace.find_channel(needed(args, "channel"))
    if channel is None or (channel.kind == "group" and not channel.member):
        raise RefusedError("channel_not_found")
    return channel


def channel_to_post(platform: Platform, args: Json) -> Channel:
    channel = known_channel(platform, args)
    if channel.archived:
        raise RefusedError("is_archived")
    if not channel.member and "chat:write.public" not in platform.scopes:
        raise RefusedError("not_in_channel")
    return channel


def thread_of(platform: Platform, channel: Channel, args: Json) -> str:
    """The thread's first message, whichever of its messages was named."""
    ts = as_text(args.get("thread_ts"))
    if not ts:
        return ""
    parent = platform.workspace.message(channel.id, ts)
    if parent is None:
        raise RefusedError("thread_not_found")
    if parent.ephemeral_to:
        raise RefusedError("cannot_reply_to_message")
    return parent.thread_ts or parent.ts


def new_message(platform: Platform, channel: Channel, content: Content, *, thread_ts: str) -> Message:
    return Message(
        channel=channel.id,
        ts=platform.workspace.new_ts(),
        user=BOT_USER,
        text=content.text,
        blocks=content.blocks or [],
        thread_ts=thread_ts,
        metadata=content.metadata,
    )


def own_message(platform: Platform, args: Json, refusal: str) -> Message:
    channel = known_channel(platform, args)
    if channel.archived:
        raise RefusedError("is_archived")
    message = platform.workspace.message(channel.id, needed(args, "ts"))
    if message is None or message.ephemeral_to:
        raise RefusedError("message_not_found")
    if not message.from_bot:
        raise RefusedError(refusal)
    return message


@method("reactions.add", scope="reactions:write")
def add_reaction(platform: Platform, args: Json) -> Json:
    channel = known_channel(platform, args)
    name = needed(args, "name").strip(":")
    message = platform.workspace.message(channel.id, needed(args, "timestamp"))
    if message is None or message.ephemeral_to:
        raise RefusedError("message_not_found")
    if name in message.reactions:
        raise RefusedError("already_reacted")
    platform.workspace.change(message, replace(message, reactions=(*message.reactions, name)))
    return {}
