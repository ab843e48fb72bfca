"""views.*: modals and Home tabs."""

from __future__ import annotations

import secrets
from dataclasses import replace

from bot.demo.slack.api import method, needed
from bot.demo.slack.core import Platform, RefusedError, Trigger
from bot.demo.slack.render import view_json
from bot.demo.slack.shapes import Json, as_list, as_object, as_text, copied, parsed
from bot.demo.slack.validate import view_problems
from bot.demo.slack.workspace import View, with_ids

MOST_STACKED = 3


@method("views.open")
def open_view(platform: Platform, args: Json) -> Json:
    trigger = triggered(platform, args)
    body = checked_view(platform, args.get("view"), "modal")
    return {"view": view_json(platform.workspace.keep_view(new_view(platform, trigger.user, body)))}


@method("views.push")
def push_view(platform: Platform, args: Json) -> Json:
    trigger = triggered(platform, args)
    body = checked_view(platform, args.get("view"), "modal")
    return {"view": view_json(push(platform, trigger.user, body))}


@method("views.update")
def update_view(platform: Platform, args: Json) -> Json:
    body = checked_view(platform, args.get("view"), "modal")
    external = as_text(args.get("external_id"))
    name = as_text(args.get("view_id"))
    old = next(
        (
            view
            for view in platform.workspace.views.values()
            if not view.closed
            and (view.id == name or (external and view.body.get("external_id") == external))
        ),
        None,
    )
    if old is None:
        raise RefusedError("not_found")
    check_hash(old, args)
    return {"view": view_json(change(platform, old, body))}


@method("views.publish")
def publish_view(platform: Platform, args: Json) -> Json:
    user = needed(args, "user_id")
    if user not in platform.workspace.users:
        raise RefusedError("user_not_found")
    body = checked_view(platform, args.get("view"), "home")
    old = platform.workspace.homes.get(user)
    if old is None:
        return {"view": view_json(platform.workspace.keep_view(new_view(platform, user, body)))}
    check_hash(old, args)
    return {"view": view_json(change(platform, old, body))}


def triggered(platform: Platform, args: Json) -> Trigger:
    return platform.exchange(as_text(args.get("trigger_id")) or as_text(args.get("interactivity_pointer")))


def check_hash(view: View, args: Json) -> None:
    """A hash guards against overwriting what somebody else just wrote."""
    wanted = as_text(args.get("hash"))
    if wanted and wanted != view.hash:
        raise RefusedError("hash_conflict")


def checked_view(platform: Platform, value: object, kind: str) -> Json:
    """The view, its blocks and elements named. Raises RefusedError("invalid_arguments") with the places."""
    try:
        body = as_object(parsed(value))
    except ValueError:
        raise RefusedError("invalid_arguments") from None
    found = [str(problem) for problem in view_problems(body)]
    if body.get("type") != kind:
        found.append(f"must be a {kind} [json-pointer:/view/type]")
    if found:
        messages = [f"[ERROR] {problem}" for problem in found]
        raise RefusedError("invalid_arguments", response_metadata={"messages": messages})
    body = as_object(copied(body))
    with_ids(as_list(body.get("blocks")), platform.workspace.new_id)
    return body


def new_hash() -> str:
    return secrets.token_hex(8)


def new_view(platform: Platform, user: str, body: Json) -> View:
    return View(id=platform.workspace.new_id("V"), user=user, body=body, hash=new_hash())


def push(platform: Platform, user: str, body: Json) -> View:
    """Onto the modals that this person has open: three at most."""
    stack = platform.workspace.open_views(user)
    if not stack:
        raise RefusedError("not_found")
    if len(stack) >= MOST_STACKED:
        raise RefusedError("push_limit_reached")
    view = new_view(platform, user, body)
    return platform.workspace.keep_view(replace(view, root=stack[0].id, previous=stack[-1].id))


def change(platform: Platform, old: View, body: Json) -> View:
    return platform.workspace.keep_view(replace(old, body=body, hash=new_hash(), errors={}))
