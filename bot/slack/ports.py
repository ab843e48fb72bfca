"""What Slack's surfaces ask of the rest of the house. Wiring fills these; tests' fakes behave so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from typing import Unpack

    from bot.desk.terms import Others, Terms
    from bot.model import Answer, Delivery, PlannedEdition, Profile, Reader, StoryDetail, Subscription


class Desk(Protocol):
    """Answers (bot.desk.ask.Desk)."""

    def top(self) -> Answer:
        """Now's top stories."""
        ...

    def ask(self, text: str) -> Answer:
        """Stories on a topic or to a question; of kind NOTHING where there are none."""
        ...

    def detail(self, story_id: str) -> StoryDetail:
        """What is behind a story. NotFoundError where it is gone."""
        ...


class Subscriptions(Protocol):
    """A channel's standing orders (bot.desk.subscriptions.SubscriptionDesk).

    A channel is given by all that orders may call it, its ID first: listeners.room.channel_of.
    BadRequestError tells what is wrong with an order; NotFoundError that this channel has none of that id.
    """

    def add(
        self,
        channel: str,
        *names: str,
        at: str,
        zone: str,
        subscription_id: str = "",
        **others: Unpack[Others],
    ) -> Subscription:
        """WrongOrderError tells what is wrong, field by field. The same id again changes what it made."""
        ...

    def change(
        self, subscription_id: str, *channel: str, to: str = "", **terms: Unpack[Terms]
    ) -> Subscription:
        """Change the terms that are named, or move it `to` another channel."""
        ...

    def draft(self, channel: str) -> Subscription:
        """An order before anybody has said more than where; nothing is stored."""
        ...

    def get(self, subscription_id: str) -> Subscription:
        """Any channel's order; who calls sees to it that it may be seen."""
        ...

    def preview_of(self, order: Subscription, **terms: Unpack[Terms]) -> PlannedEdition:
        """What the order would bring now under these terms; nothing is stored."""
        ...

    def publishers(self) -> Sequence[str]:
        """The newsrooms that the store knows."""
        ...

    def sections(self) -> Sequence[str]: ...

    def list(self, channel: str, *names: str) -> Sequence[Subscription]: ...

    def missing(self, channel: str, *names: str) -> Mapping[str, Delivery]:
        """The last digest of each order, by the order's id, where it did not reach the channel."""
        ...

    def pause(self, subscription_id: str, *channel: str) -> Subscription: ...

    def resume(self, subscription_id: str, *channel: str) -> Subscription: ...

    def remove(self, subscription_id: str, *channel: str) -> Subscription: ...

    def preview(self, subscription_id: str, *channel: str) -> PlannedEdition: ...

    def told(self, subscription_id: str, *channel: str) -> datetime | None:
        """Up to when the last digest looked that told the order's channel something."""
        ...


class People(Protocol):
    """Who reads (bot.desk.people.People)."""

    def known(self, user: str) -> Reader:
        """The person as far as known; nobody is asked."""
        ...

    def met(self, user: str, dm: str) -> None:
        """Note which conversation is this person's with the bot."""
        ...

    def reader(self, user: str, ask: Callable[[str], Profile | None]) -> Reader:
        """The person as Slack has them, at most a day old; `ask` gives None where Slack would not tell."""
        ...


class Seen(Protocol):
    """What was dealt with already, over restarts."""

    def first(self, event_id: str) -> bool:
        """True the first time that this id is asked for, False ever after (while it is remembered)."""
        ...


class Commands(Protocol):
    """The names of the slash commands (config.CommandsConfig)."""

    @property
    def news(self) -> str: ...

    @property
    def digest(self) -> str: ...
