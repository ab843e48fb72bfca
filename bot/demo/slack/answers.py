"""What an acknowledgement does: a command's text is shown, a submitted modal closes, changes or complains."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.demo.slack import hooks
from bot.demo.slack.api_views import change, checked_view, push
from bot.demo.slack.core import Hook, Platform, RefusedError
from bot.demo.slack.shapes import Json, as_list, as_object, as_text
from bot.demo.slack.validate.objects import OPTION
from bot.demo.slack.validate.rules import array

if TYPE_CHECKING:
    from bot.demo.slack.sending import Ack, Delivery


OFFERED = array(OPTION, least=0, most=100)


def settle(platform: Platform, delivery: Delivery, ack: Ack) -> None:
    """Do what Slack does with the app's acknowledgement. What a person would see go wrong is a complaint."""
    with platform.workspace.changed:
        try:
            if not ack.ok:
                platform.workspace.complaints.append("dispatch_failed")
            elif delivery.kind == "slash_commands":
                command_answered(platform, delivery, ack.body)
            elif delivery.payload.get("type") == "view_submission":
                submission_answered(platform, delivery, as_object(ack.body))
        except RefusedError as no:
            platform.workspace.complaints.append(no.code)
        platform.workspace.changed.notify_all()


def command_answered(platform: Platform, delivery: Delivery, body: Json | str) -> None:
    answer = {"text": body} if isinstance(body, str) else body
    if not answer.get("text") and not answer.get("blocks"):
        return
    try:
        hook = Hook(user=delivery.user, channel=delivery.channel, born=0.0)
        hooks.apply(platform, hook, answer)
    except RefusedError:
        raise RefusedError("invalid_command_response") from None


def offered(body: Json | str) -> list[Json]:
    """The options that an app offers. Raises RefusedError where Slack would show none of them."""
    options = as_list(as_object(body).get("options"))
    if problems := list(OFFERED(options, "/options")):
        raise RefusedError("invalid_options", messages=[str(problem) for problem in problems])
    return [as_object(option) for option in options]


def submission_answered(platform: Platform, delivery: Delivery, answer: Json) -> None:
    view = platform.workspace.views[as_text(as_object(delivery.payload["view"]).get("id"))]
    action = answer.get("response_action")
    if action == "errors":
        platform.workspace.keep_view(replace(view, errors=as_object(answer.get("errors"))))
    elif action == "update":
        change(platform, view, checked_view(platform, answer.get("view"), "modal"))
    elif action == "push":
        push(platform, delivery.user, checked_view(platform, answer.get("view"), "modal"))
    else:
        stack = platform.workspace.open_views(delivery.user) if action == "clear" else [view]
        for closing in stack:
            platform.workspace.keep_view(replace(closing, closed=True))
