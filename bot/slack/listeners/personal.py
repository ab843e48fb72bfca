"""What a reader does on the Home tab: the digest of one's own, topics, saved and muted things."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.desk.terms import WrongOrderError
from bot.errors import BadRequestError, DatelineError, NotFoundError
from bot.model import Outcome, Wish
from bot.slack import blocks
from bot.slack.blocks import modals, personal
from bot.slack.blocks.home import DIGEST, FOLLOW, PAUSE, REMOVE, RESUME, STORY, TAKE_BACK
from bot.slack.filled import fields_of, picked, picked_time, typed
from bot.slack.listeners.home import act, draw, value_of
from bot.slack.listeners.opening import open_for, open_later
from bot.slack.listeners.room import part
from bot.slack.replies import in_channel
from bot.text import clip, one_line

if TYPE_CHECKING:
    from slack_bolt import Ack
    from slack_sdk import WebClient

    from bot.model import Preference, Reader, Subscription
    from bot.slack.blocks import Json
    from bot.slack.listeners.room import Listener, Room

LABEL_LONGEST = 80
NONE = "You have no digest of your own any more."
ENDED = {
    Wish.FOLLOW: "You follow {} no more.",
    Wish.MUTE: "You hear of {} again.",
    Wish.SAVE: "{} is off your list.",
    Wish.MORE: "Your thumbs up for {} is taken back.",
    Wish.LESS: "Your thumbs down for {} is taken back.",
}


class PersonalListeners:
    def __init__(self, room: Room) -> None:
        self._room = room

    def listeners(self) -> list[Listener]:
        return [
            ("action", FOLLOW, self.follow),
            ("action", TAKE_BACK, self.take_back),
            ("action", STORY, self.story),
            ("action", DIGEST, self.digest),
            ("action", PAUSE, self.change),
            ("action", RESUME, self.change),
            ("action", REMOVE, self.change),
            ("view", personal.TOPIC_FORM, self.followed),
            ("view", personal.DIGEST_FORM, self.saved),
        ]

    # ---- topics and stories ----

    def follow(self, ack: Ack, body: Json, client: WebClient) -> None:
        """The button "Follow a topic"."""
        ack()
        open_for(self._room, client, body, "Follow a topic", lambda _: personal.topic_form())

    def followed(self, ack: Ack, body: Json, view: Json, client: WebClient) -> None:
        """The topic as it was typed: noted, or said at the field what is wrong with it."""
        user = part(body, "user", "id")
        words = typed(fields_of(view), "topic")
        try:
            change = self._room.home.follow(user, words)
        except BadRequestError as error:
            ack(response_action="errors", errors={"topic": str(error)})
            return
        named = _quoted(change.wished)
        if change.outcome is Outcome.ALREADY:
            ack(response_action="errors", errors={"topic": f"You follow {named} already."})
            return
        ack()
        self._drawn(client, user, f"You follow {named}.")

    def take_back(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Unfollow, unmute, remove from what was saved, take a thumb back."""
        ack()
        act(self._room, client, body, partial(self._taken_back, value_of(action)))

    def _taken_back(self, key: str, user: str) -> str:
        wish = self._room.home.take_back(user, key)
        return ENDED[wish.wish].format(_quoted(wish))

    def story(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """What is behind a story, as a page over the tab."""
        ack()
        open_later(self._room, client, body, "More", partial(self._page, value_of(action)))

    def _page(self, story_id: str) -> Json:
        detail = blocks.detail(self._room.desk.detail(story_id), now=self._room.clock.now())
        return modals.page("More", detail.blocks, close="Close")

    # ---- the digest of one's own ----

    def digest(self, ack: Ack, body: Json, client: WebClient) -> None:
        """The button "Set up" or "Change"."""
        ack()
        open_for(self._room, client, body, "My digest", self._form)

    def _form(self, reader: Reader) -> Json:
        return personal.digest_form(self._room.subscriptions.personal(reader.id), zone=reader.zone)

    def saved(self, ack: Ack, body: Json, view: Json, client: WebClient) -> None:
        """Set the digest up or change it, or say at each field what is wrong with it."""
        user = part(body, "user", "id")
        try:
            order = self._set(user, view)
        except WrongOrderError as error:
            told = {name if name in FIELDS else "at": said for name, said in error.fields.items()}
            ack(response_action="errors", errors=told)
            return
        except DatelineError as error:
            ack(response_action="errors", errors={"at": str(error)})
            return
        ack()
        paused = " It is still paused." if order.paused else ""
        days = blocks.days_words(order.days)
        said = f"Your digest comes at {order.slot}, {days}, as a direct message.{paused}"
        self._drawn(client, user, said)

    def _set(self, user: str, view: Json) -> Subscription:
        known, fields = self._room.people.known(user), fields_of(view)
        before = self._room.subscriptions.personal(user)
        return self._room.subscriptions.set_personal(
            user,
            # Posting to the person works as well, but the history of that can't be asked for.
            known.dm or (before.channel if before else user),
            at=picked_time(fields, "at"),
            zone=known.zone or "UTC",
            days=picked(fields, "days"),
            stories=_count(fields),
        )

    def change(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Pause, resume or remove the digest of one's own."""
        ack()
        act(self._room, client, body, partial(self._changed, part(action, "action_id")))

    def _changed(self, what: str, user: str) -> str:
        orders = self._room.subscriptions
        order = orders.personal(user)
        if order is None:
            raise NotFoundError(NONE)
        if what == PAUSE:
            orders.pause(order.id, order.channel)
            return "Your digest is paused."
        if what == RESUME:
            orders.resume(order.id, order.channel)
            return "Your digest comes again."
        orders.remove(order.id, order.channel)
        return "Your digest is removed."

    def _drawn(self, client: WebClient, user: str, note: str) -> None:
        drawing = partial(draw, self._room, client, user, note=note)
        self._room.work.run(in_channel(client, user), drawing)


FIELDS = ("at", "days", "stories")


def _count(fields: dict[str, Json]) -> int:
    """The number of stories; 0, which is refused as such, where no number was typed."""
    said = typed(fields, "stories")
    return int(said) if said.isascii() and said.isdigit() and len(said) < len("1000") else 0


def _quoted(wish: Preference) -> str:
    return f"“{clip(one_line(wish.label or wish.value), LABEL_LONGEST)}”"
