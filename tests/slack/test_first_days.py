"""A reader's and an operator's first day with Dateline, from the first click on, over both transports."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest
from homes import FEED, newsroom
from listening import shown, strings
from whole import FLOOD, incoming

from bot.slack.blocks.menu import MENU, THUMBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from homes import Newsroom
    from whole import Whole

    from bot.demo.slack.workspace import Message, View

SECOND_FLOOD = (
    "Soldiers closed the breach in the dam above Sarh in Chad at noon, and the water began to fall.",
    "The first of the flooded families went home with tents from the Red Cross.",
)


class Person:
    """Someone at the stand-in: what is seen, and what is pressed."""

    def __init__(self, there: Whole, user: str) -> None:
        self.there = there
        self.slack = there.slack
        self.user = user
        self.dm = there.slack.workspace.dm(user)

    def hears(self, do: Callable[[], object], *words: str, channel: str = "") -> Message:
        """The one message that the bot says next to this person, with all these words in it."""
        where = channel or self.dm
        before = len(self.slack.bot_messages(where, user=self.user))
        do()
        self.slack.wait_for(lambda: len(self.slack.bot_messages(where, user=self.user)) > before)
        new = self.slack.bot_messages(where, user=self.user)[before:]
        said = shown(new[0])
        assert all(word in said for word in words), (words, said)
        return new[0]

    def asks(self, text: str, *words: str, thread: str = "") -> Message:
        return self.hears(lambda: self.slack.message(text, user=self.user, thread_ts=thread), *words)

    def replaces(self, old: Message, do: Callable[[], object], word: str) -> Message:
        """The message that takes the place of that one, once it says this."""
        do()

        def stands() -> Message | None:
            now = self.slack.workspace.message(old.channel, old.ts)
            return now if now and word in shown(now) else None

        found = self.slack.wait_for(stands)
        assert found
        return found

    def sees(self, view: Callable[[], View | None], *words: str) -> View:
        def drawn() -> View | None:
            found = view()
            return found if found and all(word in " | ".join(strings(found.body)) for word in words) else None

        found = self.slack.wait_for(drawn)
        assert found
        return found

    def home(self, *words: str) -> View:
        return self.sees(lambda: self.slack.home(self.user), *words)

    def modal(self, *words: str) -> View:
        return self.sees(lambda: self.slack.modal(self.user), *words)


@pytest.fixture
def press(transport: str, tmp_path: Path) -> Iterator[Newsroom]:
    with newsroom(tmp_path, transport) as built:
        yield built


def test_a_readers_first_day(there: Whole) -> None:
    """Home, a digest of one's own, three questions with follow-ups, an alert, a mute, a thumb, a proof."""
    reader = Person(there, there.slack.workspace.add_user("mika", tz="Asia/Tokyo"))
    sets_up_a_digest(reader)
    answer = asks_three_questions(reader)
    alert = follows_and_is_alerted(reader)
    mutes(reader, alert)
    thumbs_down(reader, answer)
    verifies(reader, answer)
    gets_the_digest(reader)


def sets_up_a_digest(reader: Person) -> None:
    reader.slack.open_home(user=reader.user)
    reader.slack.click(reader.home("Dam bursts above Chadian town of Sarh", "Set up"), "home_digest")
    page = reader.modal("Asia/Tokyo")
    reader.slack.submit(page, {"at": "22:15", "days": ["mon"], "stories": "3"})
    reader.home("Your digest comes at 22:15, Mon")


def asks_three_questions(reader: Person) -> Message:
    flood = reader.asks("what happened in Chad?", "Dam bursts", "Lake Chad Post")
    reader.asks("who says so?", "Lake Chad Post")
    reader.asks("what's new?", "Nothing new")
    reader.asks("what about the dock strike in Callao?", "Callao dock strike ends")
    reader.asks("only Pacific Mail", "Pacific Mail")
    reader.asks("who won the election in Kiribati?", "I have nothing on", "in the last 30 days")
    reader.asks("since Monday", "nothing")
    return flood


def follows_and_is_alerted(reader: Person) -> Message:
    reader.asks("follow Chad", "Followed: “Chad”")
    reader.there.clock.advance(timedelta(hours=3))
    news = incoming(3, "Sahel Courier", "Breach above Sarh in Chad is closed", SECOND_FLOOD, hours_ago=-2.5)
    assert [row.new for row in reader.there.house.intake.take((news,))] == [1]
    alert = reader.hears(lambda: works(reader.there), "Breach above Sarh in Chad is closed", "Chad")
    works(reader.there)
    alerts = [one for one in reader.slack.bot_messages(reader.dm) if shown(one) == shown(alert)]
    assert len(alerts) == 1
    return alert


def mutes(reader: Person, alert: Message) -> None:
    story = story_of(alert)
    reader.hears(
        lambda: reader.slack.click(alert, MENU, value=f"mute|{story}", user=reader.user), "mute", "Undo"
    )
    again = incoming(4, "Pacific Mail", "Sarh in Chad dries after the breach is closed", SECOND_FLOOD, -2.8)
    reader.there.house.intake.take((again,))
    before = len(reader.slack.bot_messages(reader.dm))
    works(reader.there)
    assert len(reader.slack.bot_messages(reader.dm)) == before


def thumbs_down(reader: Person, answer: Message) -> None:
    story = story_of(answer)
    said = reader.hears(
        lambda: reader.slack.click(answer, THUMBS, value=f"less|{story}", user=reader.user),
        "You'll see less of",
    )
    reader.replaces(said, lambda: reader.slack.click(said, "undo", user=reader.user), "Taken back: less like")


def verifies(reader: Person, answer: Message) -> None:
    story = story_of(answer)
    proof = reader.hears(
        lambda: reader.slack.click(answer, MENU, value=f"verify|{story}", user=reader.user),
        "Dam bursts above Chadian town of Sarh",
    )
    assert any(sentence in shown(proof) for sentence in FLOOD)


def gets_the_digest(reader: Person) -> None:
    """At 22:15 in Tokyo, and once; what was muted is not in it."""
    reader.there.clock.time = datetime(2026, 11, 23, 13, 15, 20, tzinfo=UTC)
    digest = reader.hears(lambda: works(reader.there), "Callao dock strike ends")
    assert "Breach above Sarh" not in shown(digest)
    before = len(reader.slack.bot_messages(reader.dm))
    works(reader.there)
    assert len(reader.slack.bot_messages(reader.dm)) == before


def test_an_operators_first_day(press: Newsroom) -> None:
    """In a channel, a digest by modal with two mistakes on the way, a preview, a pause, a feed mended."""
    boss = Person(press.there, press.boss)
    orders_a_digest(boss)
    pauses_it(boss)
    mends_a_feed(press, boss)


def orders_a_digest(boss: Person) -> None:
    channel = boss.slack.workspace.add_channel("world-news", member=True)
    boss.slack.command("/digest", "new", user=boss.user, channel=channel)
    page = boss.modal("Time zone")
    boss.slack.submit(page, {"topics": "the"}).ack()
    boss.slack.wait_for(lambda: (top := boss.slack.modal(boss.user)) and top.errors.get("topics"))
    boss.slack.submit(page, {"topics": "vanuatu", "without": "Vanuatu"}).ack()
    boss.slack.wait_for(lambda: (top := boss.slack.modal(boss.user)) and top.errors.get("without"))
    boss.slack.click(page, "subscription_preview", values={"topics": "", "at": "09:00"})
    preview = boss.modal("nothing is posted", "Port Vila closes its harbour")
    boss.slack.dismiss(preview)
    boss.slack.submit(page, {"topics": "", "without": "football", "at": "09:00"}).ack()
    boss.modal("Created for")
    (order,) = [one for one in boss.there.house.orders.channels() if one.channel == channel]
    assert (order.slot, order.without) == ("09:00", ("football",))
    boss.slack.dismiss(boss.modal("Created for"))


def pauses_it(boss: Person) -> None:
    channel = next(one.id for one in boss.slack.workspace.channels.values() if one.name == "world-news")
    listed = boss.hears(
        lambda: boss.slack.command("/digest", "", user=boss.user, channel=channel), "09:00", channel=channel
    )
    boss.replaces(listed, lambda: boss.slack.click(listed, "subscription_pause", user=boss.user), "Paused")
    (order,) = [one for one in boss.there.house.orders.channels() if one.channel == channel]
    assert order.paused


def mends_a_feed(press: Newsroom, boss: Person) -> None:
    boss.slack.open_home(user=boss.user)
    boss.slack.click(boss.home("Coast Weekly", "failing"), "home_feed_move")
    boss.slack.submit(boss.modal("New address"), {"address": f"{press.press.url}/page"})
    boss.slack.wait_for(lambda: (top := boss.slack.modal(boss.user)) and top.errors.get("address"))
    new = f"{press.press.url}/coast.xml"
    press.press.pages["/coast.xml"] = FEED.replace("<guid>1<", "<guid>9<").replace("Port Vila", "Suva")
    boss.slack.submit(boss.modal("New address"), {"address": new})
    boss.home("Coast Weekly is read at its new address from now on.")
    press.there.house.rounds.collect(Event())
    boss.slack.open_home(user=boss.user)
    boss.home("2 of 2 feeds are well.")
    assert press.there.house.desk.ask("Suva harbour").stories


def works(there: Whole) -> None:
    """What happens by itself, once round."""
    for step in there.house.alerts.steps():
        step()
    there.house.delivering.tick()


def story_of(message: Message) -> str:
    """The story that a message's first menu is of."""
    found = next(text for text in strings(message.blocks) if text.startswith("more|"))
    return found.split("|")[1]
