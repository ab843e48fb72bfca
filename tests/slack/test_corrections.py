"""A page changes after the digest was posted: its thread is told once, and nothing else is."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest
from listening import shown
from pages import Site
from whole import ARTICLES, FLOOD, Whole, incoming, whole

from bot.model import PageNow, PageSeen, StoredArticle, Told
from bot.newsroom.corrections import Corrections
from bot.store import articles
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.demo.slack.workspace import Message

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


HOUR = timedelta(minutes=61)
DAM = ARTICLES[0]
TITLE = DAM.title
WORSE = FLOOD[0].replace("4,000", "6,000")


@contextmanager
def posted(folder: Path, site: Site) -> Iterator[Whole]:
    """The morning's digest is in the channel, and its pages were read again once."""
    first = site.publish(DAM, "/dam")
    with whole(folder, articles=(first,), reach=("127.0.0.0/8",)) as there:
        there.house.delivering.tick()
        assert FLOOD[0] in shown(digest(there))
        look(there)
        assert replies(there) == []
        assert site.asked == [("/dam", 200)]
        yield there


def digest(there: Whole) -> Message:
    return next(one for one in there.slack.bot_messages(there.slack.channel) if not one.thread_ts)


def look(there: Whole, house: House | None = None) -> None:
    """A round of reading again, and a round of delivery."""
    acting = house or there.house
    acting.corrections.look_again(Event())
    acting.delivering.tick()


def later(there: Whole, house: House | None = None) -> None:
    there.clock.advance(HOUR)
    look(there, house)


def replies(there: Whole) -> list[Message]:
    """What stands in the digest's thread."""
    top = digest(there)
    return [one for one in there.slack.bot_messages(there.slack.channel) if one.thread_ts == top.ts]


def words(message: Message) -> str:
    """The texts of a message's rich text, run together."""
    found = [
        "".join(str(part.get("text", "")) for part in element.get("elements", []))
        for block in message.blocks
        for element in block.get("elements", [])
    ]
    return "\n".join(found)


def test_a_changed_sentence_is_told_once_in_the_thread_over_rounds_and_restarts(tmp_path: Path) -> None:
    """Before and now, both word for word, one reply for that version whoever looks again and how often."""
    with Site() as site, posted(tmp_path, site) as there:
        site.print("/dam", TITLE, (WORSE, *FLOOD[1:]))
        look(there)
        assert len(site.asked) == 1, "a page is asked for once an hour at most"
        later(there)
        (told,) = replies(there)
        assert FLOOD[0] in words(told)
        assert WORSE in words(told)
        assert "Lake Chad Post changed a sentence that was posted above." in words(told)
        assert f"{site.url}/dam#:~:text=" in str(told.blocks)

        later(there)
        assert site.asked[1:] == [("/dam", 200), ("/dam", 304)]
        with House(there.house.config, there.clock) as again:
            later(there, again)
        assert len(replies(there)) == 1

        site.print("/dam", TITLE, (WORSE.replace("6,000", "7,000"), *FLOOD[1:]))
        later(there)
        assert len(replies(there)) == 2
        assert "7,000" in words(replies(there)[1])

        with there.house.store.read() as db:
            (kept,) = articles.get(db, [there.house.desk.top().stories[0].brief.headline_id]).values()
        assert FLOOD[0] in kept.article.text, "the stored article is never rewritten"


def test_every_channel_that_was_posted_it_is_told(tmp_path: Path) -> None:
    """Two channels had the digest: each thread has the reply once."""
    with Site() as site, posted(tmp_path, site) as there:
        other = there.slack.workspace.add_channel("second")
        there.house.orders.add(other, at="09:00", zone="UTC")
        there.clock.advance(timedelta(hours=1))
        there.house.delivering.tick()
        site.print("/dam", TITLE, (WORSE, *FLOOD[1:]))
        later(there)
        later(there)
        for channel in (there.slack.channel, other):
            told = [one for one in there.slack.bot_messages(channel) if one.thread_ts]
            assert [WORSE in words(one) for one in told] == [True]


def test_a_sentence_that_was_taken_out_is_said_to_be_gone(tmp_path: Path) -> None:
    with Site() as site:
        more = incoming(1, "Lake Chad Post", TITLE, (*FLOOD, "Soldiers helped to carry the bags all night."))
        text = more.text.split("\n")
        first = site.publish(more, "/dam")
        with whole(tmp_path, articles=(first,), reach=("127.0.0.0/8",)) as there:
            there.house.delivering.tick()
            gone = next(one for one in text[:-1] if one in shown(digest(there)))
            site.print("/dam", TITLE, [one for one in text if one != gone])
            look(there)
            assert replies(there) == [], "one look may be a mishap; a second one is not"
            later(there)
            later(there)
            (told,) = replies(there)
            assert "Lake Chad Post took out a sentence that was posted above." in words(told)
            assert gone in words(told)


@pytest.mark.parametrize("what", ["same", "furniture", "paywall", "login", "gone", "other", "down", "cp1252"])
def test_what_is_no_correction_is_told_to_nobody(tmp_path: Path, what: str) -> None:
    """Other furniture, a paywall, a login, a page that is gone, rewritten, down or in another encoding."""
    with Site() as site, posted(tmp_path, site) as there:
        match what:
            case "furniture":
                site.print("/dam", TITLE, ("Updated 09:12 UTC", *FLOOD, "Read more: the rains of 2024"))
            case "paywall":
                site.print(
                    "/dam", TITLE, (f"{FLOOD[0][:60]}...", "Subscribe for 3 euros a month to read on.")
                )
            case "login":
                site.fail("/dam", 401)
            case "gone":
                site.fail("/dam", 404)
            case "other":
                site.print(
                    "/dam", "News", [f"The harbour of Jamestown has {n} cranes now." for n in range(9)]
                )
            case "down":
                site.fail("/dam", 503)
            case "cp1252":
                site.print("/dam", TITLE, FLOOD, encoding="cp1252")
            case _:
                pass
        later(there)
        later(there)
        assert replies(there) == []
        site.print("/dam", TITLE, (WORSE, *FLOOD[1:]))
        there.clock.advance(timedelta(hours=7))
        look(there)
        assert len(replies(there)) == 1, "a page that comes back is looked after again"


def test_after_two_days_nobody_looks_any_more(tmp_path: Path) -> None:
    """What was posted more than 48 hours ago is left in peace, and so is its publisher."""
    with Site() as site, posted(tmp_path, site) as there:
        site.print("/dam", TITLE, (WORSE, *FLOOD[1:]))
        there.clock.advance(timedelta(hours=49))
        there.house.corrections.look_again(Event())
        assert len(site.asked) == 1


def test_who_stops_does_not_wait_for_a_page(tmp_path: Path) -> None:
    """Dateline that stops while a page is read leaves it; the next round takes it up."""
    with Site() as site, posted(tmp_path, site) as there:
        site.print("/dam", TITLE, (WORSE, *FLOOD[1:]))
        there.clock.advance(HOUR)
        stopping, answering = Event(), Event()
        real = there.house.rereader.read

        def slowly(stored: StoredArticle, seen: PageSeen | None = None) -> PageNow:
            stopping.set()
            answering.wait(20)
            return real(stored, seen)

        rounds = Corrections(there.house.store, there.clock, slowly, lambda _: ("", []), timedelta(hours=48))
        rounds.look_again(stopping)
        answering.set()
        assert replies(there) == []
        look(there)
        assert len(replies(there)) == 1


def test_a_page_that_changes_with_every_look_is_told_of_three_times_at_most(tmp_path: Path) -> None:
    """A counter on a page must not fill a thread."""
    with Site() as site, posted(tmp_path, site) as there:
        for count in range(5, 11):
            site.print("/dam", TITLE, (FLOOD[0].replace("4,000", f"{count},000"), *FLOOD[1:]))
            later(there)
        assert len(replies(there)) == 3


def test_a_sentence_of_an_alert_is_looked_after_too(tmp_path: Path) -> None:
    """What an alert showed is corrected in the alert's own thread."""
    with Site() as site, posted(tmp_path, site) as there:
        found = there.house.desk.top().stories[0]
        other = there.slack.workspace.add_channel("alerts")
        said = next(one for one in found.brief.sentences if one.text == FLOOD[0])
        there.house.deliveries.notice(
            f"alert/{other}/1",
            other,
            ("An alert", [{"type": "divider"}]),
            due=there.clock.now(),
            told=[Told(story_id=found.story_id, sentences=(said,))],
        )
        there.house.delivering.tick()
        (alert,) = there.slack.bot_messages(other)
        site.print("/dam", TITLE, (WORSE, *FLOOD[1:]))
        later(there)
        later(there)
        (told,) = [one for one in there.slack.bot_messages(other) if one.thread_ts == alert.ts]
        assert WORSE in words(told)
        assert len(replies(there)) == 1


def test_a_corrected_file_is_told_of_like_a_corrected_page(tmp_path: Path) -> None:
    """What an operator dropped into a folder and corrected there: the digest's thread is told."""
    path = tmp_path / "dam.md"
    path.write_text(f"---\ntitle: {TITLE}\ndate: 2026-11-23T04:00:00Z\n---\n" + "\n\n".join(FLOOD), "utf-8")
    with whole(tmp_path, articles=(), reach=()) as there:
        list(there.house.intake.take(there.house.read_files(path, "Lake Chad Post")))
        there.house.delivering.tick()
        assert FLOOD[0] in shown(digest(there))
        path.write_text(path.read_text("utf-8").replace("4,000", "6,000"), "utf-8")
        look(there)
        (told,) = replies(there)
        assert WORSE in words(told)
        later(there)
        assert len(replies(there)) == 1
