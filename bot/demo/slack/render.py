"""The workspace's things as Slack writes them in JSON. Pure but for reading the workspace."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.demo.slack.shapes import Json, copied
from bot.demo.slack.workspace import APP, BOT, BOT_USER, TEAM, Channel, Message, User, View, Workspace


def message_json(workspace: Workspace, message: Message, *, metadata: bool = True) -> Json:
    """As conversations.history, chat.postMessage and block_actions show it."""
    shape: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": TEAM,
    }
    if message.from_bot:
        shape |= {"bot_id": BOT, "app_id": APP, "bot_profile": {"id": BOT, "app_id": APP, "name": "dateline"}}
    if message.blocks:
        shape["blocks"] = copied(message.blocks)
    if message.metadata and metadata:
        shape["metadata"] = copied(message.metadata)
    if message.edited:
        shape["edited"] = {"user": message.user, "ts": message.edited}
    if message.reactions:
        shape["reactions"] = [{"name": name, "count": 1, "users": [BOT_USER]} for name in message.reactions]
    return shape | thread_json(workspace, message)


def thread_json(workspace: Workspace, message: Message) -> Json:
    """What a message tells of its thread: a reply names its parent, a parent counts its replies."""
    if message.thread_ts:
        return {"thread_ts": message.thread_ts}
    answers = replies(workspace, message)
    if not answers:
        return {}
    return {"thread_ts": message.ts, "reply_count": len(answers), "latest_reply": answers[-1].ts}


def replies(workspace: Workspace, parent: Message) -> list[Message]:
    return [
        post
        for post in workspace.messages(parent.channel)
        if post.thread_ts == parent.ts and not post.ephemeral_to
    ]


def channel_json(channel: Channel) -> Json:
    if channel.kind == "im":
        return {"id": channel.id, "is_im": True, "user": channel.user, "is_archived": channel.archived}
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": False,
        "is_im": False,
        "is_private": channel.kind == "group",
        "is_archived": channel.archived,
        "is_member": channel.member,
        "is_general": channel.name == "general",
    }


def user_json(workspace: Workspace, user: User) -> Json:
    offset = workspace.clock.now().astimezone(ZoneInfo(user.tz)).utcoffset() or timedelta()
    return {
        "id": user.id,
        "team_id": user.team,
        "name": user.name,
        "real_name": user.name.title(),
        "deleted": False,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": int(offset.total_seconds()),
        "is_admin": user.admin,
        "is_owner": False,
        "is_restricted": user.restricted,
        "is_ultra_restricted": False,
        "is_bot": user.bot,
        "profile": {"real_name": user.name.title(), "display_name": user.name, "team": user.team},
    }


def view_json(view: View) -> Json:
    return {
        **copied(view.body),
        "id": view.id,
        "team_id": TEAM,
        "app_id": APP,
        "bot_id": BOT,
        "hash": view.hash,
        "root_view_id": view.root or view.id,
        "previous_view_id": view.previous or None,
        "app_installed_team_id": TEAM,
        "state": copied(view.body.get("state") or {"values": {}}),
    }
