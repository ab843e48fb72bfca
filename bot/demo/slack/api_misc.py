"""auth.test, bots.info, apps.connections.open, users.info and what an assistant says of itself."""

from __future__ import annotations

from bot.demo.slack.api import method, needed
from bot.demo.slack.core import Platform, RefusedError
from bot.demo.slack.render import user_json
from bot.demo.slack.shapes import Json, as_list, as_object, as_text, parsed
from bot.demo.slack.workspace import APP, BOT, BOT_USER, DOMAIN, TEAM

MOST_PROMPTS = 4


@method("auth.test")
def auth_test(platform: Platform, _args: Json) -> Json:
    place = platform.grant.place if platform.grant else None
    return {
        "url": f"https://{DOMAIN}.slack.com/",
        "team": "Stand-in",
        "team_id": (place.team or None) if place else TEAM,
        "enterprise_id": (place.enterprise or None) if place else None,
        "user": platform.workspace.users[BOT_USER].name,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": place is not None and not place.team,
    }


@method("bots.info", scope="users:read")
def bot_info(platform: Platform, args: Json) -> Json:
    if needed(args, "bot") != BOT:
        raise RefusedError("bot_not_found")
    name = platform.workspace.users[BOT_USER].name
    return {"bot": {"id": BOT, "deleted": False, "name": name, "user_id": BOT_USER, "app_id": APP}}


@method("apps.connections.open", app_token=True)
def open_connection(platform: Platform, _args: Json) -> Json:
    return {"url": platform.open_socket()}


@method("users.info", scope="users:read")
def user_info(platform: Platform, args: Json) -> Json:
    user = platform.workspace.users.get(needed(args, "user"))
    if user is None:
        raise RefusedError("user_not_found")
    return {"user": user_json(platform.workspace, user)}


@method("assistant.threads.setStatus", scope="chat:write")
def set_status(platform: Platform, args: Json) -> Json:
    platform.workspace.statuses.append(
        {
            "channel": assistant_channel(platform, args),
            "thread_ts": needed(args, "thread_ts"),
            "status": as_text(args.get("status")),
        }
    )
    platform.workspace.changed.notify_all()
    return {}


@method("assistant.threads.setTitle", scope="assistant:write")
def set_title(platform: Platform, args: Json) -> Json:
    assistant_channel(platform, args)
    needed(args, "title")
    return {}


@method("assistant.threads.setSuggestedPrompts", scope="assistant:write")
def set_prompts(platform: Platform, args: Json) -> Json:
    channel = assistant_channel(platform, args)
    try:
        prompts = [as_object(prompt) for prompt in as_list(parsed(args.get("prompts")))]
    except ValueError:
        raise RefusedError("invalid_arguments") from None
    sound = all(as_text(prompt.get("title")) and as_text(prompt.get("message")) for prompt in prompts)
    if not 1 <= len(prompts) <= MOST_PROMPTS or not sound:
        raise RefusedError("invalid_arguments")
    if not args.get("thread_ts"):  # in a thread, Slack says yes and shows nothing where the app is an agent
        platform.workspace.prompts.append({"channel": channel, "prompts": prompts})
        platform.workspace.changed.notify_all()
    return {}


def assistant_channel(platform: Platform, args: Json) -> str:
    channel = platform.workspace.find_channel(needed(args, "channel_id"))
    if channel is None:
        raise RefusedError("channel_not_found")
    return channel.id
