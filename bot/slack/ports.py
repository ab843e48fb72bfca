"""What Slack's surfaces ask of the rest of the house. Wiring fills these; tests' fakes behave so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from typing import Unpack

    from bot.desk.terms import Others, Terms
    from bot.model import (
        Answer,
        Briefing,
        Change,
        Delivery,
        FeedHealth,
        HomeTab,
        Match,
        PlannedEdition,
        Preference,
        Profile,
        Reader,
        Said,
        StoryDetail,
        Subject,
        Subscription,
        Trace,
        Verification,
        Wish,
    )
    from summaries import Brief


class Desk(Protocol):
    """Answers (bot.desk.ask.Desk)."""

    def top(self, reader: str = "") -> Answer:
        """Now's top stories; by a `reader`'s wishes, where the answer is for that reader's eyes alone."""
        ...

    def ask(self, text: str, reader: str = "") -> Answer:
        """Stories on a topic or to a question; of kind NOTHING where there are none. `reader` as in `top`."""
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

    def personal(self, owner: str) -> Subscription | None:
        """The reader's own digest."""
        ...

    def set_personal(
        self, owner: str, dm: str, *, at: str, zone: str, **others: Unpack[Others]
    ) -> Subscription:
        """Set up a reader's own digest, or change it. WrongOrderError."""
        ...

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


class Proofs(Protocol):
    """What shown sentences rest on (bot.desk.verify.VerifyDesk).

    NotFoundError where the story, or the edition, is not there.
    """

    def verification(self, story_id: str, edition_id: str = "") -> Verification:
        """Of the sentences that the edition showed; without one, of those that answers show."""
        ...

    def check(self, story_id: str, edition_id: str = "") -> Verification:
        """The same after their pages were read again, which takes seconds."""
        ...


class Readers(Protocol):
    """What readers and channels wish (bot.desk.readers.ReaderDesk), by Slack's IDs.

    BadRequestError and NotFoundError say why nothing was changed.
    """

    def wishes(self, *owners: str) -> Sequence[Preference]:
        """All that they wish, oldest first."""
        ...

    def on_story(self, owner: str, wish: Wish, story_id: str, *, by: str) -> Change: ...

    def on_words(self, owner: str, wish: Wish, words: str, *, by: str) -> Change:
        """A wish about a publisher, where the words name one, else about a topic."""
        ...

    def forget(
        self, owner: str, wish: Wish, subject: Subject, value: str, *, by: str, was: Wish | None = None
    ) -> Change:
        """Take a wish back; `was` is the one that it had replaced, and stands again then."""
        ...

    def forget_words(self, owner: str, wish: Wish, words: str, *, by: str) -> Change: ...


class Why(Protocol):
    """Why a story is where it is (bot.desk.why.WhyDesk). NotFoundError where nobody knows any more."""

    def in_edition(self, story_id: str, edition_id: str) -> Trace: ...

    def in_answer(self, story_id: str, asked: str = "") -> Match:
        """Why it answers a question; where none was asked, why it is among the top stories."""
        ...

    def why_not(self, channel: Sequence[str], what: str) -> Sequence[Trace]:
        """What became of the stories of these words in the channel's last digest."""
        ...


class Home(Protocol):
    """A reader's Home tab (bot.desk.home.HomeDesk)."""

    def tab(self, reader: Reader) -> HomeTab:
        """All that it tells; what administrators look after only where the reader is one."""
        ...

    def follow(self, user: str, words: str) -> Change:
        """Follow a topic; BadRequestError where the words name nothing."""
        ...

    def take_back(self, user: str, key: str) -> Preference:
        """Take back this reader's wish of that Preference.key; NotFoundError where there is none such."""
        ...


class Health(Protocol):
    """Feeds, by FeedHealth.key (bot.desk.health.HealthDesk). NotFoundError where there is none such.

    Who calls sees to it that an administrator asks.
    """

    def line(self) -> str:
        """How all of them fare, in a line."""
        ...

    def feed(self, key: str) -> FeedHealth: ...

    def check(self, key: str) -> FeedHealth:
        """Read it now, in bounded time, and say how it is then."""
        ...

    def move(self, key: str, address: str, *, by: str) -> FeedHealth:
        """Read it at another address from now on; BadRequestError where there is no feed at that."""
        ...

    def leave_out(self, key: str, *, by: str) -> FeedHealth: ...

    def bring_back(self, key: str, *, by: str) -> FeedHealth: ...


class Undelivered(Protocol):
    """Messages that did not arrive (bot.desk.undelivered); who calls sees that an administrator asks."""

    def post_now(self, delivery_id: str) -> Delivery:
        """Have it posted after all; NotFoundError where that can't be asked for (any more)."""
        ...


class Links(Protocol):
    """Pages and texts that a reader points at (bot.desk.briefing_links.LinkDesk)."""

    def of_links(self, urls: Sequence[str], reading: Callable[[int], object]) -> Briefing:
        """The first pages of these, briefed; `reading` is told first how many must be read for that."""
        ...

    def of_text(self, text: str) -> Brief | None:
        """A long text in its own sentences; None for one so short that it is a question."""
        ...


class Talk(Protocol):
    """A conversation (bot.desk.talk.Talk)."""

    def say(self, reader: str, channel: str, thread: str, text: str) -> Said:
        """What is said to a message; NotFoundError where the story that is meant is gone."""
        ...

    def hung(self, reader: str, channel: str, thread: str, *, like: str = "") -> None:
        """Of a thread that hangs on what was said: there it is known as in `like` ("": the channel)."""
        ...

    def saw(self, reader: str, spoken: Answer) -> None:
        """Note what a reader was shown elsewhere: by a command."""
        ...

    def prompts(self) -> Sequence[str]:
        """Questions that are answered now, good to begin with: at most four."""
        ...

    def searched(self) -> int:
        """How many articles a question is put to."""
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
