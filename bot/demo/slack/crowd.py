"""The people of the workspace: what they type and press goes to the app by whatever transport is in place."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.demo.slack import people
from bot.demo.slack.answers import offered, settle
from bot.demo.slack.fields import state_of
from bot.demo.slack.render import message_json, view_json
from bot.demo.slack.sending import Ack, Delivery, Kind, Sent, Transport
from bot.demo.slack.workspace import BOT_USER, Channel, Message, User, View, WorkspaceError

if TYPE_CHECKING:
    from bot.demo.slack.core import Platform
    from bot.demo.slack.oauth import Place
    from bot.demo.slack.shapes import Json


class Crowd:
    """Every method takes ids as `user` and `channel`; left out, they are `self.user` and `self.channel`."""

    def __init__(self, platform: Platform, transport: Transport) -> None:
        self.platform = platform
        self.workspace = platform.workspace
        self.transport = transport
        self.user = self.workspace.add_user("alex")
        self.channel = self.workspace.add_channel("general")
        self.elsewhere = self.workspace.add_channel("elsewhere", member=False)
        self.dm = self.workspace.dm(self.user)

    # ---- typing ----

    def command(self, name: str, text: str = "", *, user: str = "", channel: str = "") -> Sent:
        """A slash command: `command("/news", "sudan")`. It works in channels that the bot is not in."""
        who, where = self._who(user), self._where(channel or self.channel)
        payload = people.command(
            who,
            where,
            name,
            text,
            response_url=self.platform.new_hook(user=who.id, channel=where.id),
            trigger_id=self.platform.new_trigger(who.id),
        )
        return self._send("slash_commands", payload, who.id, where.id)

    def message(self, text: str, *, user: str = "", channel: str = "", thread_ts: str = "") -> Sent:
        """A message to the bot in its direct message (event message.im)."""
        who = self._who(user)
        where = self._where(channel or self.workspace.dm(who.id))
        if where.kind != "im":
            raise WorkspaceError("the app hears direct messages and mentions alone: use mention()")
        return self._say("message", text, who, where, thread_ts)

    def mention(self, text: str, *, user: str = "", channel: str = "", thread_ts: str = "") -> Sent:
        """A message that starts with @dateline, in a channel that the bot is in (event app_mention)."""
        where = self._where(channel or self.channel)
        if not where.member:
            raise WorkspaceError(f"the bot is not in #{where.name}: Slack tells it of no mention there")
        return self._say("app_mention", text, self._who(user), where, thread_ts)

    def _say(self, kind: str, text: str, who: User, where: Channel, thread_ts: str) -> Sent:
        mention = kind == "app_mention"
        said = people.spoken(text)
        message = self.workspace.post(
            Message(
                channel=where.id,
                ts=self.workspace.new_ts(),
                user=who.id,
                text=f"<@{BOT_USER}> {said}".strip() if mention else said,
                blocks=people.typed_blocks(text, mention=mention),
                thread_ts=thread_ts,
            )
        )
        return self.event(
            people.said(message, where, kind=kind, client_msg_id=str(uuid.uuid4())),
            user=who.id,
            channel=where.id,
        )

    # ---- pressing ----

    def click(
        self,
        target: Message | View,
        action_id: str,
        *,
        block_id: str | None = None,
        value: Any = None,
        values: Json | None = None,
        user: str = "",
    ) -> Sent:
        """Press a button or choose from a menu in a message, a modal or a Home tab (block_actions).

        `value` is the option, date or id that is chosen, or tells one of several like buttons; `values` are
        what a modal's fields hold by then (see `submit`).
        """
        who = self._who(user or (target.user if isinstance(target, View) else target.ephemeral_to))
        shown = target.body["blocks"] if isinstance(target, View) else target.blocks
        entry = people.action(
            shown, action_id, block_id=block_id, value=value, action_ts=self.workspace.new_ts()
        )
        if isinstance(target, View):
            return self._click_view(target, who, entry, values or {})
        where = self._where(target.channel)
        hook = self.platform.new_hook(
            user=who.id, channel=where.id, origin=target, thread_ts=target.thread_ts
        )
        payload: Json = {
            **people.interaction("block_actions", who, trigger_id=self.platform.new_trigger(who.id)),
            **people.in_message(target, where, message_json(self.workspace, target), hook),
            "actions": [entry],
        }
        return self._send("interactive", payload, who.id, where.id)

    def _click_view(self, view: View, who: User, entry: Json, values: Json) -> Sent:
        payload: Json = {
            **people.interaction("block_actions", who, trigger_id=self.platform.new_trigger(who.id, view.id)),
            "container": {"type": "view", "view_id": view.id},
            "view": {**view_json(view), "state": state_of(view.body["blocks"], values, complete=False)},
            "actions": [entry],
        }
        return self._send("interactive", payload, who.id)

    def submit(self, view: View, values: Json | None = None) -> Sent:
        """Submit a modal. `values` are by block_id or action_id; the rest stays as the modal has it.

        Raises WorkspaceError where a required field is empty: Slack's client does not send that either.
        """
        who = self._who(view.user)
        state = state_of(view.body["blocks"], values or {})
        payload: Json = {
            **people.interaction(
                "view_submission", who, trigger_id=self.platform.new_trigger(who.id, view.id)
            ),
            "view": {**view_json(view), "state": state},
            "response_urls": [],
        }
        return self._send("interactive", payload, who.id)

    def suggest(self, view: View, action_id: str, typed: str) -> list[Json]:
        """Type into a menu that the app fills (block_suggestion): the options that it offers."""
        who = self._who(view.user)
        sent = self._send(
            "interactive", people.suggestion(view.body, view_json(view), who, action_id, typed), who.id
        )
        return offered(sent.ack().body)

    def dismiss(self, view: View) -> Sent | None:
        """Close a modal by its cross; the app hears of it (view_closed) where the view asks for that."""
        self.workspace.keep_view(replace(view, closed=True))
        if not view.body.get("notify_on_close"):
            return None
        who = self._who(view.user)
        payload: Json = {
            **people.interaction("view_closed", who, trigger_id=""),
            "view": view_json(view),
            "is_cleared": False,
        }
        del payload["trigger_id"]
        return self._send("interactive", payload, who.id)

    def shortcut(self, callback_id: str, *, message: Message | None = None, user: str = "") -> Sent:
        """A global shortcut, or a shortcut on a message (message_action)."""
        who = self._who(user)
        trigger = self.platform.new_trigger(who.id)
        action_ts = self.workspace.new_ts()
        if message is None:
            payload = people.interaction("shortcut", who, trigger_id=trigger)
            return self._send(
                "interactive", payload | {"callback_id": callback_id, "action_ts": action_ts}, who.id
            )
        where = self._where(message.channel)
        payload = people.interaction("message_action", who, trigger_id=trigger) | {
            "callback_id": callback_id,
            "action_ts": action_ts,
            "message_ts": message.ts,
            "message": message_json(self.workspace, message),
            "channel": {"id": where.id, "name": people.CHANNEL_NAMES.get(where.kind, where.name)},
            "response_url": self.platform.new_hook(user=who.id, channel=where.id),
        }
        return self._send("interactive", payload, who.id, where.id)

    def open_home(self, *, user: str = "", tab: str = "home") -> Sent:
        """Open the app's Home tab, or its messages (`tab="messages"`)."""
        who = self._who(user)
        channel = self.workspace.dm(who.id)
        event: Json = {
            "type": "app_home_opened",
            "user": who.id,
            "channel": channel,
            "event_ts": self.workspace.new_ts(),
            "tab": tab,
        }
        home = self.workspace.homes.get(who.id)
        if home is not None and tab == "home":
            event["view"] = view_json(home)
        return self.event(event, user=who.id, channel=channel)

    # ---- sending ----

    def event(
        self,
        event: Json,
        *,
        user: str = "",
        channel: str = "",
        place: Place | None = None,
        seconds: float | None = None,
    ) -> Sent:
        """Any event of the Events API, given its inner part: now, or when Slack says that it happened."""
        payload = people.event_callback(
            event,
            event_id=self.workspace.new_id("Ev"),
            seconds=int(self.workspace.clock.now().timestamp() if seconds is None else seconds),
            place=place,
        )
        return self._send("events_api", payload, user, channel)

    def retry(self, sent: Sent, *, reason: str = "http_timeout") -> Sent:
        """Slack sends an event again: the same event_id, and the number of the attempt."""
        again = replace(sent.delivery, attempt=sent.delivery.attempt + 1, reason=reason)
        return self.transport.send(again, self._settle)

    def _send(self, kind: Kind, payload: Json, user: str, channel: str = "") -> Sent:
        delivery = Delivery(kind=kind, payload=payload, user=user, channel=channel)
        return self.transport.send(delivery, self._settle)

    def _settle(self, delivery: Delivery, ack: Ack) -> None:
        settle(self.platform, delivery, ack)

    def _who(self, user: str) -> User:
        return self.workspace.users[user or self.user]

    def _where(self, channel: str) -> Channel:
        found = self.workspace.find_channel(channel)
        if found is None:
            raise WorkspaceError(f"there is no channel {channel}")
        return found
