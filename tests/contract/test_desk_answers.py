"""What the desk answers about a time: what was told then, and words for the time that are true."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from stored import HOUR, NOW, article

from bot.briefing import BriefSettings
from bot.clock import FixedClock
from bot.desk.ask import Desk
from bot.desk.matching import AskSettings
from bot.desk.subscriptions import SubscriptionDesk
from bot.errors import BadRequestError
from bot.model import AnswerKind
from bot.newsroom.briefs import make_story
from bot.slack import blocks
from bot.store import articles, search, stories

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.model import Answer, PlannedEdition, StoredArticle, Subscription
    from bot.store.store import Store

# NOW is Monday 23 November 2026, 08:00; yesterday was from 32 to 8 hours ago.
BRIEFS = BriefSettings(method="dateline", sentences=3, max_words=120, max_share=1.0)
SETTINGS = AskSettings(window=timedelta(days=30), stories=3, brief=BRIEFS)


def gaua(number: int, hours_ago: float, said: str, **more: str) -> StoredArticle:
    text = f"{said} The volcano on Gaua is watched from the coast."
    return article(number, text, title="Gaua volcano", hours_ago=hours_ago, story_id="gaua", **more)


GAUA = (
    gaua(1, 100, "Ash rose over Gaua on Thursday."),
    gaua(2, 30, "Villagers left Gaua on Sunday night.", publisher="Reef Post"),
    gaua(3, 20, "Boats brought water to Gaua.", publisher="Isle Mail"),
    gaua(4, 2, "Gaua was calm on Monday."),
)
RAIN = (article(5, hours_ago=3, story_id="rain"), article(6, hours_ago=4, story_id="rain", publisher="B"))


def hold(store: Store, *told: StoredArticle) -> None:
    """Store them, and their stories as the newsroom would."""
    by_story: dict[str, list[StoredArticle]] = defaultdict(list)
    for one in sorted(told, key=lambda one: one.when):
        by_story[one.story_id].append(one)
    with store.write() as db:
        articles.add(db, told)
        stories.save(db, [make_story(name, found, BRIEFS) for name, found in by_story.items()])


def desk(store: Store, now: datetime = NOW, zone: tzinfo = UTC) -> Desk:
    return Desk(store, FixedClock(now), SETTINGS, zone)


def sources(answer: Answer) -> list[list[str]]:
    return [[source.article_id for source in view.brief.sources] for view in answer.stories]


@pytest.mark.parametrize(
    ("question", "words", "told"),
    [
        ("gaua", "in the last 30 days", ["a1", "a2", "a3", "a4"]),
        ("gaua in the last 48 hours", "in the last 48 hours", ["a2", "a3", "a4"]),
        ("gaua yesterday", "yesterday (Sunday 22 November)", ["a2", "a3"]),
        ("what happened on Thursday in Gaua", "on Thursday 19 November", ["a1"]),
        ("gaua last week", "from Monday 16 to Sunday 22 November", ["a1", "a2", "a3"]),
        ("gaua this week", "today (Monday 23 November)", ["a4"]),
        ("gaua since Sunday 05:00", "since yesterday (Sunday 22 November), 05:00", ["a3", "a4"]),
    ],
)
def test_an_answer_is_of_the_time_asked_about(
    store: Store, question: str, words: str, told: list[str]
) -> None:
    """Sources, counts, first and newest are of the articles inside the window, and the words name it."""
    hold(store, *GAUA)
    answer = desk(store).ask(question)
    by_id = {one.article.id: one for one in GAUA}
    assert (answer.kind, answer.words, sources(answer)) == (AnswerKind.FOUND, words, [told])
    assert answer.articles == len(told)
    seen = (answer.stories[0].first_seen, answer.stories[0].last_seen)
    assert seen == (by_id[told[0]].when, by_id[told[-1]].when)
    assert f"{words}" in blocks.answer(answer).text


def test_the_day_is_the_reader_s(store: Store) -> None:
    """In Auckland it is evening: yesterday began and ended 13 hours earlier than in UTC."""
    hold(store, *GAUA)
    answer = desk(store, zone=ZoneInfo("Pacific/Auckland")).ask("gaua yesterday")
    assert sources(answer) == [["a2"]]
    assert (answer.until - answer.since, answer.words) == (
        timedelta(days=1),
        "yesterday (Sunday 22 November)",
    )


def test_midnight_belongs_to_the_day_that_it_begins(store: Store) -> None:
    """What a feed dates to midnight is of that day, and not of the day before."""
    hold(store, gaua(1, 32, "Ash rose over Gaua."), gaua(2, 8, "Gaua was calm."))
    assert sources(desk(store).ask("gaua yesterday")) == [["a1"]]
    assert sources(desk(store).ask("gaua today")) == [["a2"]]


def test_a_time_alone_asks_for_its_top_stories(store: Store) -> None:
    """ "What happened yesterday?" brings yesterday's stories, as they were told then, and says so."""
    hold(store, *GAUA, *RAIN)
    answer = desk(store).ask("what happened yesterday?")
    assert (answer.kind, sources(answer)) == (AnswerKind.TOP, [["a2", "a3"]])
    assert (answer.articles, answer.publishers) == (2, 2)
    assert "Top stories yesterday (Sunday 22 November)" in blocks.answer(answer).text
    assert sources(desk(store).ask("last week")) == [["a1", "a2", "a3"]]
    assert "Top stories now" in blocks.answer(desk(store).ask("what's the news?")).text


def test_the_past_is_answered_as_it_was(store: Store) -> None:
    """At a time gone by, nothing later is shown, counted or searched, and ages are of that time."""
    hold(store, *GAUA, *RAIN)
    then = desk(store, NOW - 25 * HOUR)
    for answer in (then.ask("gaua"), then.top()):
        assert sources(answer)[0][-1] == "a2"
        assert answer.stories[0].last_seen == NOW - 30 * HOUR
        assert "newest 5 h ago" in str(blocks.answer(answer).blocks)
    assert then.ask("rain oslo").kind is AnswerKind.NOTHING
    assert then.detail("gaua").view.last_seen == NOW - 30 * HOUR


def test_a_story_from_the_future_comes_no_earlier_for_it(store: Store) -> None:
    """An article dated weeks ahead makes its story no newer than now; more publishers still count."""
    wide = [gaua(n, 1, "Ash rose over Gaua.", publisher=f"P{n}") for n in range(1, 5)]
    ahead = [
        article(n, "Gaua.", title="Gaua volcano", story_id="x", hours_ago=h) for n, h in ((8, 2), (9, -999))
    ]
    hold(store, *wide, *ahead)
    assert [view.story_id for view in desk(store).ask("gaua volcano").stories] == ["gaua", "x"]


def test_a_very_long_question_is_answered_by_its_first_words(store: Store) -> None:
    """Words beyond what is searched are neither counted nor called absent."""
    hold(store, *GAUA)
    more = " ".join(f"gaua{n}" for n in range(search.MAX_TERMS - 1))
    answer = desk(store).ask(f"volcano {more} gaua")
    assert "gaua" not in answer.missing
    assert len(answer.missing) == search.MAX_TERMS - 1


def test_initials_are_searched_by_what_they_stand_for(store: Store) -> None:
    """The US is found as the United States or U.S., and never as the pronoun."""
    spelled = article(1, "The United States signed.", title="Pact", story_id="s1")
    dotted = article(2, "Talks began.", title="U.S. envoy in Oslo", story_id="s2")
    pronoun = article(3, "Come with us. Join us, said one of us.", title="Tell us", story_id="s3")
    hold(store, spelled, dotted, pronoun)
    for question in ("US", "U.S.", "what about the US?"):
        assert {view.story_id for view in desk(store).ask(question).stories} == {"s1", "s2"}


def test_names_are_found_without_their_diacritics(store: Store) -> None:
    """Erdogan is Erdoğan, and Sao Paulo is São Paulo, whichever is typed and whichever is stored."""
    hold(store, article(1, "Crowds met.", title="Erdoğan in São Paulo", story_id="s1"))
    for question in ("Erdogan", "Erdoğan", "Sao Paulo", '"sao paulo"'):
        assert desk(store).ask(question).kind is AnswerKind.FOUND


def test_an_empty_store_says_so(store: Store) -> None:
    """Before anything is collected, every answer says that, and what collects."""
    for answer in (desk(store).ask("gaua"), desk(store).ask("yesterday"), desk(store).top()):
        assert answer.kind is AnswerKind.EMPTY
        assert "dateline collect" in blocks.answer(answer).text


class NoPreviews:
    """Nothing is looked at before it comes."""

    def preview(self, subscription: Subscription) -> PlannedEdition:
        raise AssertionError(subscription.id)


@pytest.mark.parametrize("topic", ["the", "last week", "news", "us"])
def test_a_digest_on_nothing_is_refused(store: Store, topic: str) -> None:
    """A topic that no story could be on is no order; it is named, and nothing is stored."""
    orders = SubscriptionDesk(store, FixedClock(NOW), NoPreviews(), stories=5)
    with pytest.raises(BadRequestError, match=f"“{topic}” is no topic"):
        orders.add("C1", at="08:00", zone="UTC", topics=("sudan", topic))
    assert orders.list("C1") == ()
    assert orders.add("C1", at="08:00", zone="UTC", topics=("US",)).topics == ("US",)
