"""The form of a channel's digest: opened by a button or a command, previewed, submitted."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, cast

from slack_sdk.errors import SlackApiError

from bot.desk.terms import WrongOrderError
from bot.errors import BadRequestError, DatelineError, NotAllowedError, NotFoundError
from bot.slack import blocks, orders
from bot.slack.blocks import modals
from bot.slack.filled import fields_of, names_like, read_channel, read_terms, zones_like
from bot.slack.listeners.home import refresh
from bot.slack.listeners.managing import check_known
from bot.slack.listeners.opening import open_for, open_later, user_of
from bot.slack.listeners.room import channel_of, part
from bot.slack.work import refusal

if TYPE_CHECKING:
    from slack_bolt import Ack
    from slack_sdk import WebClient

    from bot.model import Reader, Subscription
    from bot.slack.blocks import Json
    from bot.slack.listeners.room import Channel, Listener, Room

DIGEST_NEW = "digest_new"
"""The callback id of the shortcut that opens the form, as the manifest names it."""

TITLE = "Digest"
MAKING = "Making a preview from the stories that are stored now …"
NOT_YET = "This is what it would bring now; nothing is posted."
PATIENCE_SECONDS = 1.5  # of the three that an acknowledgement may take
ABSENT = frozenset({"not_in_channel", "channel_not_found"})


class FormListeners:
    def __init__(self, room: Room) -> None:
        self._room = room

    def listeners(self) -> list[Listener]:
        return [
            ("action", blocks.NEW, self.new),
            ("action", blocks.EDIT, self.edit),
            ("action", modals.PREVIEW, self.preview),
            ("options", modals.ZONE, self.zones),
            ("options", modals.SOURCES, self.sources),
            ("view", modals.FORM, self.submit),
            ("shortcut", DIGEST_NEW, self.new),
        ]

    # ---- opening ----

    def new(self, ack: Ack, body: Json, client: WebClient) -> None:
        """The button or the shortcut "New digest"."""
        ack()
        self._open_new(client, body)

    def edit(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """The button "Edit" of an order."""
        ack()
        make = partial(self._known_order, channel_of(body), part(action, "value"))
        open_for(self._room, client, body, TITLE, make)

    def asked_for(self, body: Json, text: str, client: WebClient) -> bool:
        """Whether an acknowledged command asks for the form ("new", "edit 2"): then it is opened."""
        verb, _, rest = text.strip().casefold().partition(" ")
        if verb == "new" and not rest.strip():
            self._open_new(client, body)
        elif verb in ("edit", "change"):
            make = partial(self._numbered_order, channel_of(body), rest)
            open_for(self._room, client, body, TITLE, make)
        else:
            return False
        return True

    def _open_new(self, client: WebClient, body: Json) -> None:
        open_for(self._room, client, body, TITLE, partial(self._new_form, channel_of(body), _home_of(body)))

    def _new_form(self, channel: Channel, home: str, reader: Reader) -> Json:
        self._room.access.check_digests(reader, home)
        there = self._room.subscriptions.list(*channel) if home else ()
        zone = reader.zone or next((one.zone for one in there), "UTC")
        draft = replace(self._room.subscriptions.draft(home), zone=zone)
        return self._form(draft, channel, new=True)

    def _numbered_order(self, channel: Channel, text: str, reader: Reader) -> Json:
        there = self._room.subscriptions.list(*channel)
        order = there[orders.read_number(text, len(there))]
        return self._known_order(channel, order.id, reader)

    def _known_order(self, channel: Channel, subscription_id: str, reader: Reader) -> Json:
        order = self._room.subscriptions.get(subscription_id)
        if order.owner:
            raise BadRequestError("A digest of your own is changed on my Home tab.")
        if order.channel not in channel and not reader.admin:
            raise NotAllowedError(
                "A channel's digests are changed in that channel, by its members; from elsewhere admins can."
            )
        self._room.access.check_digests(reader, order.channel)
        if order.origin == "config":
            raise BadRequestError(
                "This digest stands in config.yaml: whoever runs Dateline can change it there. You can"
                " pause it, or order another."
            )
        return self._form(order, channel, new=False)

    def _form(self, order: Subscription, channel: Channel, *, new: bool) -> Json:
        held = {"id": order.id, "from": order.channel, "names": list(channel), "new": new}
        return modals.form(
            order,
            editing=not new,
            now=self._room.clock.now(),
            sections=self._room.subscriptions.sections(),
            metadata=json.dumps(held),
            name=self._room.name,
        )

    # ---- while it is open ----

    def zones(self, ack: Ack, body: Json) -> None:
        """Zones for what was typed so far."""
        now = self._room.clock.now()
        ack(options=[modals.zone_option(zone, now) for zone in zones_like(part(body, "value"))])

    def sources(self, ack: Ack, body: Json) -> None:
        """Publishers for what was typed so far."""
        found = names_like(part(body, "value"), self._room.subscriptions.publishers())
        ack(options=[modals.name_option(name) for name in found])

    def preview(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """The digest as it would be now: of the form as it is filled in, or of an order."""
        ack()
        view = cast("Json", body.get("view") or {})
        make = partial(self._previewed, view, part(action, "value"), user_of(body))
        open_later(self._room, client, body, "Preview", make, wait=MAKING)

    def _previewed(self, view: Json, subscription_id: str, user: str) -> Json:
        if subscription_id != modals.UNSAVED:
            order = self._room.subscriptions.get(subscription_id)
            if order.owner not in ("", user):
                raise NotFoundError("This digest is not there any more.")
            check_known(self._room, user, order.channel)
            planned = self._room.subscriptions.preview_of(order)
            return modals.previewed(blocks.digest(planned, self._room.name).blocks, "")
        held, fields = _held(view), fields_of(view)
        channel = _chosen(fields) or held["from"]
        check_known(self._room, user, channel)
        draft = replace(self._room.subscriptions.draft(channel), id=held["id"])
        planned = self._room.subscriptions.preview_of(draft, **read_terms(fields))
        return modals.previewed(blocks.digest(planned, self._room.name).blocks, NOT_YET)

    # ---- submitting ----

    def submit(self, ack: Ack, body: Json, view: Json, client: WebClient) -> None:
        """Make or change the order, or say at each field what is wrong with it."""
        fields = fields_of(view)
        try:
            order = self._saved(_held(view), fields, user_of(body))
        except WrongOrderError as error:
            told = {(field if field in fields else "channel"): said for field, said in error.fields.items()}
            ack(response_action="errors", errors=told)
            return
        except DatelineError as error:
            ack(response_action="update", view=modals.notice(TITLE, str(error)))
            return
        inside = self._told(client, order, user_of(body))
        page = modals.ordered(
            order,
            due=self._room.due([order]).get(order.id),
            now=self._room.clock.now(),
            name=self._room.name,
            inside=inside,
            new=bool(_held(view)["new"]),
        )
        ack(response_action="update", view=page)

    def _saved(self, held: Json, fields: Json, user: str) -> Subscription:
        channel = _chosen(fields)
        check_known(self._room, user, channel)
        terms = cast("Any", read_terms(fields))
        if held["new"]:
            names = held["names"] if channel in held["names"] else [channel]
            others = [name for name in names if name != channel]
            return self._room.subscriptions.add(channel, *others, subscription_id=held["id"], **terms)
        check_known(self._room, user, held["from"])
        moved = [held["from"], channel]  # sent again, it may have moved already
        return self._room.subscriptions.change(held["id"], *moved, to=channel, **terms)

    def _told(self, client: WebClient, order: Subscription, user: str) -> bool | None:
        """Show the channel's digests to who ordered, there. Whether we are in it, if Slack soon says."""
        heard: SimpleQueue[bool | None] = SimpleQueue()
        self._room.work.run(lambda _busy: heard.put(None), partial(self._tell, client, order, user, heard))
        try:
            return heard.get(timeout=PATIENCE_SECONDS)
        except Empty:
            return None

    def _tell(
        self, client: WebClient, order: Subscription, user: str, heard: SimpleQueue[bool | None]
    ) -> None:
        message = self._room.orders((order.channel,))
        try:
            client.chat_postEphemeral(  # pyright: ignore[reportUnknownMemberType] - slack_sdk: bare dicts
                channel=order.channel, user=user, text=message.text, blocks=message.blocks
            )
        except SlackApiError as error:
            heard.put(False if refusal(error) in ABSENT else None)
        else:
            heard.put(True)
        refresh(self._room, client, user)


def _home_of(body: Json) -> str:
    """The channel that a digest can come to; empty where it was asked for elsewhere: it is chosen then."""
    known, *names = channel_of(body)
    if names and names[0].startswith("#mpdm-"):
        return ""
    return known if known[:1] in ("C", "G") else ""


def _chosen(fields: Json) -> str:
    """The channel that was chosen; WrongOrderError for a person: the form offers none, so it was forged."""
    channel = read_channel(fields)
    if channel and channel[0] not in "CG":
        raise WrongOrderError({"channel": "A digest of the form comes to a channel. Choose one of the list."})
    return channel


def _held(view: Json) -> Json:
    """What the form was opened with."""
    return cast("Json", json.loads(part(view, "private_metadata")))
