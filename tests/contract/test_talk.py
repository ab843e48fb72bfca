"""A conversation over a store: pages of stories, publishers, times, what was shown, and what is forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from stored import HOUR, NOW, article
from test_desk_answers import SETTINGS, hold

from bot.desk.ask import Desk
from bot.desk.talk import SHOWN_KEPT, Talk
from bot.desk.talking.scene import KEPT
from bot.errors import NotFoundError
from bot.model import Answer, AnswerKind, Reader, Remark, StoryDetail, Talked, Whereby, Witnesses
from bot.store import conversations, readers, shown
from summaries import Sentence

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Spoken, StoredArticle
    from bot.store.store import Store

DM = "D1"


class Clock:
    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return 0.0


def ash(number: int, said: str, *, hours_ago: float = 5, publisher: str = "Reef Post") -> StoredArticle:
    """A story of its own about the volcano."""
    title = f"Gaua volcano, part {number}"
    more = {"title": title, "hours_ago": hours_ago, "publisher": publisher, "story_id": f"s{number}"}
    return article(number, f"{said} It is on Gaua.", **more)  # pyright: ignore[reportArgumentType] - plain keywords


ASH = tuple(ash(number, f"Ash number {number} fell on Gaua.", hours_ago=number) for number in range(1, 8))
OTHERS = (
    ash(8, "Boats left Gaua.", hours_ago=1, publisher="Reuters"),
    ash(9, "Gaua is quiet.", hours_ago=2, publisher="Fox News"),
)


class Talking:
    """One reader's conversation with a store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = Clock()
        desk = Desk(store, self.clock, SETTINGS, UTC)
        self.talk = Talk(store, self.clock, desk, UTC, SETTINGS.window)

    def say(self, text: str, *, thread: str = "", channel: str = DM, reader: str = "U1") -> Spoken:
        self.clock.time += timedelta(seconds=1)
        return self.talk.say(reader, channel, thread, text).what

    def answer(self, text: str, **where: str) -> Answer:
        found = self.say(text, **where)
        assert isinstance(found, Answer)
        return found


@pytest.fixture
def talking(store: Store) -> Talking:
    hold(store, *ASH, *OTHERS)
    return Talking(store)


def ids(found: Answer) -> list[str]:
    return [view.story_id for view in found.stories]


def test_more_goes_through_all_stories_and_ends(talking: Talking) -> None:
    """Three by three, none twice, and then that it was all."""
    pages = [talking.answer("gaua"), talking.answer("more"), talking.answer("what else?")]
    seen = [one for page in pages for one in ids(page)]
    assert len(seen) == len(set(seen)) == 9
    over = talking.say("more")
    assert over == Remark(text="That is all that I have on “gaua” in the last 30 days.")


def test_more_of_nothing_is_nothing(talking: Talking) -> None:
    """Where a question had no answer, "more" does not speak as if there had been one."""
    talking.say("zeppelin")
    assert talking.say("more") == Remark(text="I have nothing on “zeppelin” in the last 30 days.")


def test_a_place_counts_in_the_last_list(talking: Talking) -> None:
    """After "more", the second is the second of the new list."""
    talking.say("gaua")
    second = ids(talking.answer("more"))[1]
    opened = talking.say("the second")
    assert isinstance(opened, StoryDetail)
    assert opened.view.story_id == second
    asked = talking.say("who says so?")
    assert isinstance(asked, Witnesses)
    assert asked.story_id == second
    assert talking.say("why?") == Whereby(story_id=second, asked="gaua")


def test_publishers_limit_the_last_question_until_they_are_lifted(talking: Talking) -> None:
    """Alone, without, and all again; what it rests on is theirs alone."""
    talking.say("gaua")
    alone = talking.answer("only Reuters")
    assert (ids(alone), alone.limits) == (["s8"], "by Reuters alone")
    assert {source.publisher for view in alone.stories for source in view.brief.sources} == {"Reuters"}
    without = talking.answer("without Fox")
    assert (ids(without), without.limits) == (["s8"], "by Reuters alone, without Fox News")
    assert talking.answer("everyone").limits == ""
    rest = talking.answer("no reuters or fox")
    assert not {"s8", "s9"} & set(ids(rest))


def test_a_filter_without_a_question_is_of_the_top_stories(talking: Talking) -> None:
    """Who begins with "only Reuters" gets its top stories."""
    found = talking.answer("only Reuters")
    assert (found.kind, ids(found), found.articles) == (AnswerKind.TOP, ["s8"], 1)


def test_a_time_limits_the_last_question(talking: Talking) -> None:
    """ "In the last 4 hours" is of the topic; said after a time alone, it takes that one's place."""
    talking.say("gaua")
    assert set(ids(talking.answer("in the last 4 hours"))) <= {"s1", "s8", "s2", "s9", "s3"}
    assert talking.answer("more").words == "in the last 4 hours"
    talking.say("yesterday")
    assert talking.answer("today").asked == "gaua"


def test_what_happened_is_a_question_of_its_own_but_in_a_thread(talking: Talking) -> None:
    """In a thread it is about the topic."""
    talking.say("gaua")
    assert talking.answer("what happened yesterday?").kind is AnswerKind.TOP
    talking.say("gaua", thread="1.1")
    assert talking.answer("what happened today?", thread="1.1").asked == "gaua"


def test_the_days_are_the_reader_s(talking: Talking) -> None:
    """Today began 13 hours earlier in Auckland; a time of day is told in that zone, to the reader alone."""
    with talking.store.write() as db:
        readers.keep(db, Reader(id="U1", zone="Pacific/Auckland"))
    talking.say("gaua")
    auckland = NOW.astimezone(ZoneInfo("Pacific/Auckland")).replace(hour=0, minute=0, second=0)
    assert abs(talking.answer("today").since - auckland) < timedelta(seconds=2)
    assert talking.talk.say("U1", DM, "", "gaua").zone == "Pacific/Auckland"
    assert talking.talk.say("U1", "C1", "1.1", "gaua").zone == ""


def test_what_is_new_is_what_came_in_and_was_not_shown(talking: Talking) -> None:
    """News that is dated earlier but came in later is new; what was shown never is."""
    talking.say("gaua", thread="1.1")
    assert talking.answer("what's new?", thread="1.1").stories == ()
    talking.clock.time += HOUR
    late = replace(ash(20, "Lava came to Gaua.", hours_ago=1), collected=NOW + HOUR)
    hold(talking.store, late)
    found = talking.answer("any updates?", thread="1.1")
    assert (found.kind, ids(found), found.articles) == (AnswerKind.NEW, ["s20"], 1)
    assert talking.answer("what's new?", thread="1.1").stories == ()


def test_a_reader_is_asked_for_a_question_first(talking: Talking) -> None:
    """Where nothing was asked, nothing can be followed up; a number that may be a question is one."""
    for text in ("who says so?", "2", "why?", "more", "details"):
        assert isinstance(talking.say(text), Remark)
    assert isinstance(talking.say("number 10"), Answer)


def test_a_story_that_is_gone_is_said_to_be(talking: Talking) -> None:
    """A follow-up on a story that is not stored any more."""
    with talking.store.write() as db:
        gone = Talked(asked="gaua", until=NOW, listed=("gone",), told=("gone",))
        conversations.keep(db, gone, channel=DM, threads=["9.9"], reader="U1", at=NOW)
    with pytest.raises(NotFoundError):
        talking.say("1", thread="9.9")


def test_conversations_are_forgotten_after_a_week_and_what_was_shown_after_a_month(talking: Talking) -> None:
    """Housekeeping leaves neither what was asked nor who saw what."""
    talking.say("gaua", thread="1.1")
    talking.clock.time += KEPT + HOUR
    talking.talk.forget_old()
    with talking.store.read() as db:
        assert conversations.last(db, DM, "1.1", "U1", since=NOW) is None
        assert len(shown.since(db, "U1", NOW)) > 0
    talking.clock.time = NOW + SHOWN_KEPT + HOUR
    talking.talk.forget_old()
    with talking.store.read() as db:
        assert shown.since(db, "U1", NOW - HOUR) == []


def test_what_was_shown_is_known_word_for_word(store: Store) -> None:
    """The sentences come back as they stand in their articles, each once, with the time it was last shown."""
    told = article(1, "Rain fell 🌧 in Oslo. Boats came.", story_id="s1")
    hold(store, told)
    said = Sentence(article_id="a1", start=0, end=20, text="Rain fell 🌧 in Oslo.")
    with store.write() as db:
        shown.note(db, "U1", [("s1", said)], NOW - HOUR)
        shown.note(db, "U1", [("s1", said)], NOW)
    with store.read() as db:
        assert shown.sentences(db, "U1") == {said}
        assert shown.sentences(db, "U2") == frozenset()
        assert shown.last(db, "U1") == NOW
        assert [one.at for one in shown.since(db, "U1", NOW - 2 * HOUR)] == [NOW]


def test_a_refusal_brings_the_nearest_sentences_of_the_store(talking: Talking) -> None:
    """Each stands in its article, character for character, and holds a word of the question."""
    found = talking.answer("who landed boats on the coast of Tuvalu?")
    assert found.kind is AnswerKind.NOTHING
    texts = {one.article.id: one.article.text for one in (*ASH, *OTHERS)}
    assert [near.sentence.text for near in found.nearest] == ["Boats left Gaua. It is on Gaua."]
    for near in found.nearest:
        said = near.sentence
        assert texts[said.article_id][said.start : said.end] == said.text
        assert near.source.publisher == "Reuters"


def test_what_a_reader_was_told_alone_counts_in_no_channel(talking: Talking) -> None:
    """Where others read too, nothing is left out because this reader knows it from a direct message."""
    for text in ("what's new?", "more", "more"):
        talking.say(text)
    assert ids(talking.answer("what's new?")) == []
    there = talking.answer("what's new?", channel="C1", thread="1.1")
    another = talking.answer("what's new?", channel="C1", thread="1.2", reader="U2")
    assert ids(there) == ids(another) != []
