"""What administrators do on the Home tab: mend feeds, pause and resume channels' digests."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from bot.errors import DatelineError, NotFoundError
from bot.model import DeliveryState, FeedStanding
from bot.model.telling_feeds import feed_name, feed_words
from bot.slack import blocks
from bot.slack.blocks import backstage, personal
from bot.slack.filled import fields_of, typed
from bot.slack.listeners.actions import beside
from bot.slack.listeners.home import act, chosen_in, draw, quietly, refresh, value_of
from bot.slack.listeners.opening import open_for, update
from bot.slack.listeners.room import part
from bot.text import when

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from slack_bolt import Ack
    from slack_sdk import WebClient

    from bot.model import FeedHealth, Reader
    from bot.slack.blocks import Json, Message
    from bot.slack.listeners.room import Listener, Room

PROMPT_SECONDS = 2.0
"""Slack waits 3 seconds for what came of a form; a feed that takes longer is told of afterwards."""


class BackstageListeners:
    """Each asks first whether who clicked is an administrator: a button can be forged."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def listeners(self) -> list[Listener]:
        return [
            ("action", backstage.CHECK, self.check),
            ("action", backstage.TAKE, self.take),
            ("action", backstage.MOVE, self.move),
            ("action", backstage.DROP, self.drop),
            ("action", backstage.BACK, self.back),
            ("action", backstage.LOOK_FEED, self.look),
            ("action", backstage.LOOK_ORDER, self.look),
            ("action", backstage.ORDER_PAUSE, self.order),
            ("action", backstage.ORDER_RESUME, self.order),
            ("action", backstage.POST_NOW, self.post),
            ("view", personal.FEED_FORM, self.moved),
        ]

    def _for_admins(self, client: WebClient, what: Callable[[str], str], user: str) -> str:
        self._room.access.check_feeds(self._room.reader(client, user))
        return what(user)

    def _act(self, client: WebClient, body: Json, what: Callable[[str], str]) -> None:
        act(self._room, client, body, partial(self._for_admins, client, what))

    def look(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Show the feed or the order that was picked."""
        ack()
        user, chosen = part(body, "user", "id"), (value_of(action),)
        self._room.work.run(_nothing, partial(draw, self._room, client, user, chosen=chosen))

    # ---- feeds ----

    def check(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Read a feed now; the tab says so at once, and how it went afterwards."""
        ack()
        self._act(client, body, partial(self._checked, client, body, value_of(action)))

    def _checked(self, client: WebClient, body: Json, key: str, user: str) -> str:
        name = feed_name(self._room.health.feed(key))
        reading = f"Reading {name} now …"
        quietly(partial(draw, self._room, client, user, note=reading, chosen=chosen_in(body)))
        return _how(self._room.health.check(key), self._room.clock.now(), self._room.reader(client, user))

    def drop(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Leave a feed out."""
        ack()
        self._act(client, body, partial(self._dropped, value_of(action)))

    def _dropped(self, key: str, user: str) -> str:
        return f"{feed_name(self._room.health.leave_out(key, by=user))} is left out from now on."

    def back(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Bring a feed back."""
        ack()
        self._act(client, body, partial(self._back, value_of(action)))

    def _back(self, key: str, user: str) -> str:
        return (
            f"{feed_name(self._room.health.bring_back(key, by=user))} is read again from the next round on."
        )

    def take(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Read a feed at the address that was found for it: by its redirect, or on its site."""
        ack()
        self._act(client, body, partial(self._taken, value_of(action)))

    def _taken(self, key: str, user: str) -> str:
        found = self._room.health.feed(key)
        if not found.address:
            raise NotFoundError("There is no other address for it any more.")
        moved = self._room.health.move(key, found.address, by=user)
        return f"{feed_name(moved)} is read at its new address from now on."

    def move(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Ask for a feed's new address."""
        ack()
        open_for(self._room, client, body, "New address", partial(self._form, value_of(action)))

    def _form(self, key: str, reader: Reader) -> Json:
        self._room.access.check_feeds(reader)
        return personal.feed_form(self._room.health.feed(key))

    def moved(self, ack: Ack, body: Json, view: Json, client: WebClient) -> None:
        """Try the new address, and keep it where a feed is there; else say at the field what is."""
        trial = _Trial()
        try_it = partial(self._try, client, body, view, trial)
        self._room.work.run(lambda busy: trial.over(busy.text), try_it)
        wrong = trial.wait(PROMPT_SECONDS)
        if wrong is None:
            ack(response_action="update", view=personal.waiting())
        elif wrong:
            ack(response_action="errors", errors={"address": wrong})
        else:
            ack()
        trial.told.set()

    def _try(self, client: WebClient, body: Json, view: Json, trial: _Trial) -> None:
        user, key = part(body, "user", "id"), part(view, "private_metadata")
        try:
            self._room.access.check_feeds(self._room.reader(client, user))
            address = typed(fields_of(view), "address")
            found = self._room.health.move(key, address, by=user)
            said, wrong = f"{feed_name(found)} is read at its new address from now on.", ""
        except DatelineError as error:
            said = wrong = str(error)
        late = trial.over(wrong)
        trial.told.wait(PROMPT_SECONDS)
        if late:
            update(client, part(view, "id"), self._late(key, said, wrong))
        if not wrong:
            quietly(partial(draw, self._room, client, user, note=said))

    def _late(self, key: str, said: str, wrong: str) -> Json:
        if not wrong:
            return personal.result(said)
        try:
            return personal.refused(personal.feed_form(self._room.health.feed(key)), {"address": wrong})
        except NotFoundError:
            return personal.result(said)

    # ---- channels' digests ----

    def order(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Pause or resume a channel's digest."""
        ack()
        what = partial(self._changed, part(action, "action_id"), value_of(action))
        if part(body, "view", "id"):
            self._act(client, body, what)
            return
        # In a message: that a digest had paused. What came of the click is said beside it.
        user = part(body, "user", "id")
        self._room.work.run(beside(body, client), partial(self._beside, client, what, user))

    def _beside(self, client: WebClient, what: Callable[[str], str], user: str) -> Message:
        said = self._for_admins(client, what, user)
        refresh(self._room, client, user)
        return blocks.remark(said)

    def _changed(self, what: str, order_id: str, _user: str) -> str:
        orders = self._room.subscriptions
        order = orders.get(order_id)
        if order.owner:
            raise NotFoundError("That digest is a reader's own.")
        if what == backstage.ORDER_PAUSE:
            orders.pause(order.id, order.channel)
            return f"Paused: the digest of {order.slot} {order.zone}."
        orders.resume(order.id, order.channel)
        return f"Resumed: the digest of {order.slot} {order.zone}."

    # ---- what did not arrive ----

    def post(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Have a message posted that did not arrive; who clicks twice asks once."""
        ack()
        self._act(client, body, partial(self._post, value_of(action)))

    def _post(self, delivery_id: str, _user: str) -> str:
        row = self._room.undelivered.post_now(delivery_id)
        return "It was posted meanwhile." if row.state is DeliveryState.SENT else "It is posted in a moment."


class _Trial:
    """Something is tried while somebody waits, but not for long."""

    def __init__(self) -> None:
        self.told = threading.Event()
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._wrong = ""
        self._late = False

    def over(self, wrong: str) -> bool:
        """Say how it came out; True where nobody waits for it any more."""
        with self._lock:
            self._wrong = wrong
            self._done.set()
            return self._late

    def wait(self, seconds: float) -> str | None:
        """What was wrong, empty for nothing; None where it takes longer."""
        self._done.wait(seconds)
        with self._lock:
            self._late = not self._done.is_set()
            return None if self._late else self._wrong


def _how(feed: FeedHealth, now: datetime, reader: Reader) -> str:
    name = feed_name(feed)
    if feed.wait_until and feed.wait_until > now:
        until = when(feed.wait_until, now, reader.tz)
        return f"{name} asks to be left alone until {until}: it is read again by itself."
    if feed.standing is FeedStanding.WELL:
        return f"{name} is well: it has been read just now."
    if feed.standing is FeedStanding.LEFT_OUT:
        return f"{name} is left out. Bring it back first."
    if feed.why:
        return f"{name} can't be read: {feed.why}."
    return (
        f"{name} is being read." if feed.standing is FeedStanding.UNREAD else f"{name} is {feed_words(feed)}."
    )


def _nothing(_: Message) -> None:
    """A tab that was not drawn again stays as it was."""
