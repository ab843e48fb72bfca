"""The demonstration: sample news, a stand-in for Slack, and between them Dateline as it always is."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from datetime import UTC, time, timedelta
from functools import partial
from ipaddress import ip_network
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol, Self, cast

from bot import logs
from bot.clock import SystemClock
from bot.config import Config
from bot.config_parts import CollectConfig, FeedConfig, SubscriptionConfig
from bot.demo.browsing import Running, page_of, settings_for
from bot.demo.slack import SlackStandIn, people
from bot.demo.slack.people import every_element
from bot.demo.slack.workspace import Message
from bot.demo.wire import Wire
from bot.slack.blocks import MENU, THUMBS, read_choice
from bot.slack.listeners.opening import WAIT
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from types import TracebackType

    from bot.demo.page import Page
    from bot.demo.slack.workspace import View

MORNING = 8
TICK = timedelta(seconds=1)
QUIET = 0.15  # seconds: an answer in several messages is over once none follows for so long
# Articles go by their addresses: at the same port they are the same ones on every run, in the same order.
WIRE_PORT = 8923
LOOPBACK = ip_network("127.0.0.0/8")
HELP = "Type a question, /news, /news TOPIC, /news help, /digest or /digest help; an empty line ends."


class Screen(Protocol):
    """Where the demonstration speaks: bot.cli.render.Screen."""

    def line(self, text: str = "") -> None: ...

    def message(self, blocks: Iterable[dict[str, object]], text: str = "") -> None: ...


class Morning(SystemClock):
    """A clock that stands still until some time is let pass."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def pass_by(self, time: timedelta) -> None:
        self._now += time


class Show:
    """`with Show(screen) as show:` starts the two stand-ins; each method shows one thing.

    With `runs` the morning goes on while people look, instead of standing still.
    """

    def __init__(self, screen: Screen, *, runs: bool = False) -> None:
        self._screen = screen
        self._runs = runs
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            logs.configure("error", "human")
            now = last_morning(SystemClock().now())
            folder = Path(opening.enter_context(TemporaryDirectory(prefix="dateline-demo-")))
            wire = opening.enter_context(Wire(now, port=WIRE_PORT))
            self._clock = Running(now) if self._runs else Morning(now)
            self._slack = opening.enter_context(SlackStandIn(clock=self._clock if self._runs else None))
            self._house = opening.enter_context(House(_config(wire, self._slack, folder), self._clock))
            self._slack.attach(self._house.app)
            self._open = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def collect(self) -> None:
        """Read the sample feeds by the same road as any others."""
        rows = list(self._house.intake.take(self._house.everything()))
        new, copies = sum(row.new for row in rows), sum(row.copies for row in rows)
        again = sum(row.known for row in rows)
        self._screen.line(
            f"Collected {new} articles from {len(rows)} feeds of {len({row.publisher for row in rows})} "
            f"invented publishers. {copies} repeat another's text; {again} came twice and are kept once."
        )

    def digest(self) -> None:
        """Post the morning's digest, as the schedule would."""
        self._say("Slack, #general: the morning's digest")
        head, *thread = self.posted()
        self._show([head])
        if thread:
            self._say("In its thread, folded by region")
            self._show(thread)

    def posted(self) -> list[Message]:
        """The channel, once what is due is posted: the digest, and what is in its thread."""
        while any(happened.row for happened in self._house.delivering.tick()):
            self._clock.pass_by(TICK)
        return self._slack.bot_messages(self._slack.channel)

    def page(self, port: int) -> Page:
        """The page that shows it all in a browser, at `port` of this machine."""
        return page_of(self._slack, self._house.config, port)

    def more(self) -> None:
        """Choose "More" from the menu below the digest's first story."""
        self._say("You: More on this story, in the menu below the first one")
        self._show(self.pressed())

    def pressed(self, what: str = "more") -> list[Message]:
        """What is said to who chooses that from the menu of the digest's first story."""
        digest = self._slack.bot_messages(self._slack.channel)[0]
        menus = [menu for _, menu in every_element(digest.blocks) if menu.get("action_id") == MENU]
        values = [option["value"] for option in menus[0]["options"]]
        chosen = next(value for value in values if read_choice(value).what == what)
        return self._said_after(lambda: self._slack.click(digest, MENU, value=chosen))

    def thumbed(self) -> list[Message]:
        """What is said to who turns the thumb down on the digest's first story."""
        digest = self._slack.bot_messages(self._slack.channel)[0]
        thumbs = next(one for _, one in every_element(digest.blocks) if one.get("action_id") == THUMBS)
        down = thumbs["negative_button"]["value"]
        return self._said_after(lambda: self._slack.click(digest, THUMBS, value=down))

    def ask(self, typed: str) -> None:
        """What a person types, and what comes back."""
        self._say(f"You: {typed}")
        self._show(self.answers(typed))

    def answers(self, typed: str) -> list[Message]:
        """What the bot says to a command or a direct message."""
        name, _, rest = typed.partition(" ")
        if name.startswith("/"):
            return self._said_after(lambda: self._slack.command(name, rest.strip()))
        return self._said_after(lambda: self._slack.message(typed))

    def briefed(self, text: str) -> list[Message]:
        """What is said to who presses "Brief this" on a colleague's message."""
        workspace = self._slack.workspace
        written = Message(
            channel=self._slack.channel,
            ts=workspace.new_ts(),
            user=workspace.add_user("sam"),
            text=people.spoken(text),
            blocks=people.typed_blocks(text, mention=False),
        )
        message = workspace.post(written)
        return self._said_after(lambda: self._slack.shortcut("brief_this", message=message))

    def converse(self) -> None:
        """Take more, until an empty line or the end of the input."""
        self._screen.line()
        self._screen.line(HELP)
        while typed := _typed("\n> "):
            if typed.startswith("/") and typed.split()[0] not in {"/news", "/digest"}:
                self._screen.line(f"There is no command {typed.split()[0]} here. {HELP}")
            else:
                self._show(self.answers(typed))
                self._form()

    def _form(self) -> None:
        """A form that was opened instead of an answer: what it holds, in words; then it is closed."""
        if (view := self._opened()) is None:
            return
        blocks = cast("list[dict[str, dict[str, str]]]", view.body["blocks"])
        fields = [block["label"]["text"] for block in blocks if "label" in block]
        if fields:
            self._screen.line(f"In Slack a form opens: {', '.join(fields)}.")
            self._screen.line("Here, order in one line: /digest add 08:00 Europe/London weekdays")
        else:
            self._screen.message(cast("list[dict[str, object]]", blocks))
        self._slack.dismiss(view)

    def _opened(self) -> View | None:
        """The modal that is open, once it shows more than that it will."""
        view = self._slack.modal()
        return None if view is None or WAIT in str(view.body) else view

    def _say(self, text: str) -> None:
        self._screen.line()
        self._screen.line(f"== {text} ==")

    def _show(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self._screen.message(message.blocks, message.text)

    def _said_after(self, do: Callable[[], object]) -> list[Message]:
        """What the person is told once that is done; nothing where a form opens instead."""
        before = len(self._heard())
        do()
        self._slack.wait_for(lambda: self._opened() or self._heard_more(before))
        with suppress(TimeoutError):
            while (seen := len(self._heard())) > before:
                self._slack.wait_for(partial(self._heard_more, seen), QUIET)
        return self._heard()[before:]

    def _heard_more(self, than: int) -> bool:
        return len(self._heard()) > than

    def _heard(self) -> list[Message]:
        """What the person of the demonstration has been told so far."""
        return self._slack.bot_messages(user=self._slack.user)


def last_morning(now: datetime) -> datetime:
    """The last eight o'clock, in UTC: the demonstration's now."""
    morning = now.astimezone(UTC).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return morning if morning <= now else morning - timedelta(days=1)


def _config(wire: Wire, slack: SlackStandIn, folder: Path) -> Config:
    feeds = tuple(
        FeedConfig(url=feed.url, publisher=feed.publisher, section=feed.section) for feed in wire.feeds
    )
    return Config(
        database=f"sqlite:///{folder / 'demo.db'}",
        feeds=feeds,
        collect=CollectConfig(allow_networks=(LOOPBACK,)),
        subscriptions=(SubscriptionConfig(channel=slack.channel, at=time(MORNING), zone="UTC"),),
        slack=settings_for(slack),
    )


def _typed(prompt: str) -> str:
    """What was typed; empty at the end of the input."""
    try:
        return input(prompt).strip()
    except EOFError:
        return ""
