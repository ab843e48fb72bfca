"""The Bolt app at a stand-in for Slack, over a desk that behaves like the real one on fixed stories."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from fake_home import FakeHealth, FakeHome, FakeUndelivered
from fake_orders import FakeOrders
from fake_proofs import FakeProofs
from fake_readers import FakeReaders, FakeWhy
from fake_talk import FakeTalk

from bot.clock import FixedClock
from bot.config_parts import CommandsConfig
from bot.demo.slack.standin import SlackStandIn
from bot.desk.access import Access
from bot.errors import NotFoundError
from bot.model import (
    Answer,
    AnswerKind,
    Briefing,
    PageBrief,
    Profile,
    Reader,
    StoryDetail,
    StoryView,
)
from bot.slack import app as slack_app
from bot.slack.listeners.room import Room
from bot.slack.posting import web_client
from bot.slack.status import Statuses
from bot.slack.work import WorkPool
from summaries import Brief, Sentence, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from slack_bolt import App

NOW = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
HOSTILE = "<!channel> <@U1> *bold* _it_ `code` <http://evil.example|bank>"


def told(number: int, headline: str, said: str) -> StoryView:
    source = Source(
        article_id=f"a{number}",
        title=headline,
        publisher="The Ledger",
        url=f"https://news.example/{number}",
        published=NOW - timedelta(hours=2),
    )
    sentence = Sentence(article_id=source.article_id, start=0, end=len(said), text=said)
    brief = Brief(headline=headline, headline_id=source.article_id, sentences=(sentence,), sources=(source,))
    return StoryView(
        story_id=f"s{number}", section="World", first_seen=NOW, last_seen=source.published or NOW, brief=brief
    )


STORIES = (
    told(1, "Ceasefire in Sudan", "Both sides signed on Monday."),
    told(2, "Floods in Peru", "The river rose by two metres."),
    told(3, HOSTILE + "\u202e", "Say <!here> & *go*."),
)


class FakeDesk:
    """Finds a story by any word of its headline. `broken` and `gate` make it fail, or wait."""

    def __init__(self) -> None:
        self.stories = {view.story_id: view for view in STORIES}
        self.asked: list[str] = []
        self.broken: Exception | None = None
        self.entered = threading.Semaphore(0)
        self.gate = threading.Event()
        self.gate.set()

    def top(self, _reader: str = "") -> Answer:
        return self._answer(AnswerKind.TOP, "", tuple(self.stories.values()))

    def ask(self, text: str, _reader: str = "") -> Answer:
        self.asked.append(text)
        words = text.casefold().split()
        found = tuple(
            v for v in self.stories.values() if any(w in v.brief.headline.casefold() for w in words)
        )
        if not found:
            return replace(self._answer(AnswerKind.NOTHING, text, STORIES[:1]), missing=tuple(words))
        return self._answer(AnswerKind.FOUND, text, found)

    def detail(self, story_id: str) -> StoryDetail:
        if story_id not in self.stories:
            raise NotFoundError("This story is not in the store any more.")
        view = self.stories[story_id]
        return StoryDetail(view=view, key_sentences=view.brief.sentences)

    def _answer(self, kind: AnswerKind, asked: str, stories: tuple[StoryView, ...]) -> Answer:
        self.entered.release()
        self.gate.wait(20)
        if self.broken:
            raise self.broken
        return Answer(
            kind=kind,
            asked=asked,
            stories=stories,
            articles=3,
            publishers=1,
            since=NOW - timedelta(days=1),
            until=NOW,
            words="in the last 24 hours",
            now=NOW,
        )


class FakeSubscriptions(FakeOrders):
    def __init__(self) -> None:
        super().__init__(STORIES, NOW)


class FakePeople:
    """Readers in a dict; Slack is asked each time."""

    def __init__(self) -> None:
        self.readers: dict[str, Reader] = {}

    def known(self, user: str) -> Reader:
        return self.readers.get(user) or Reader(id=user)

    def met(self, user: str, dm: str) -> None:
        self.readers[user] = replace(self.known(user), dm=dm)

    def reader(self, user: str, ask: Callable[[str], Profile | None]) -> Reader:
        said = ask(user) or Profile()
        found = replace(self.known(user), zone=said.zone, admin=said.admin, guest=said.guest, asked=NOW)
        self.readers[user] = found
        return found


class FakeLinks:
    """Reads no page, and finds every text too short."""

    def of_links(self, urls: Sequence[str], reading: Callable[[int], object]) -> Briefing:
        reading(len(urls))
        pages = tuple(PageBrief(url=url, why="404 not found") for url in urls)
        return Briefing(pages=pages, left=0, now=NOW)

    def of_text(self, text: str) -> Brief | None:
        del text


class FakeSeen:
    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._lock = threading.Lock()

    def first(self, event_id: str) -> bool:
        with self._lock:
            new = event_id not in self._ids
            self._ids.add(event_id)
            return new


@dataclass(slots=True, kw_only=True)
class House:
    slack: SlackStandIn
    desk: FakeDesk
    subscriptions: FakeSubscriptions
    app: App

    def heard(self, count: int = 1, channel: str = "") -> list[Any]:
        """The bot's messages in a conversation, once there are so many."""
        where = channel or self.slack.channel
        return self.slack.wait_for(
            lambda: found if len(found := self.slack.bot_messages(where)) >= count else []
        )


@contextmanager
def listening(*, workers: int = 8, waiting: int = 32) -> Iterator[House]:
    """An app of the real kind, attached to a stand-in in this process."""
    work = WorkPool(workers=workers, waiting=waiting)
    desk, subscriptions = FakeDesk(), FakeSubscriptions()
    with SlackStandIn() as slack, ThreadPoolExecutor(slack_app.LISTENERS) as executor:
        app = slack_app.build(
            room_of(desk, subscriptions, work, CommandsConfig()),
            client=web_client(slack.bot_token, slack.api_url),
            executor=executor,
            signing_secret=slack.signing_secret,
        )
        slack.attach(app)
        try:
            yield House(slack=slack, desk=desk, subscriptions=subscriptions, app=app)
        finally:
            desk.gate.set()
            work.close()


def room_of(
    desk: FakeDesk, subscriptions: FakeSubscriptions, work: WorkPool, commands: CommandsConfig
) -> Room:
    return Room(
        desk=desk,
        subscriptions=subscriptions,
        people=FakePeople(),
        home=FakeHome(desk, NOW),
        health=FakeHealth(),
        undelivered=FakeUndelivered(),
        talk=FakeTalk(desk),
        statuses=Statuses(FixedClock(NOW)),
        access=Access(),
        links=FakeLinks(),
        proofs=FakeProofs(desk, NOW),
        readers=FakeReaders(desk.stories, NOW),
        why=FakeWhy(desk.stories, NOW),
        seen=FakeSeen(),
        commands=commands,
        name="Dateline",
        clock=FixedClock(NOW),
        work=work,
    )


def strings(value: Any) -> list[str]:
    """Every string in blocks."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in strings(part)]


def shown(message: Any) -> str:
    """What a person reads in a message."""
    return " | ".join(strings(message.blocks))
