"""Any string, taken in as an article and drawn: stored once settled, told verbatim, shown as text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from payloads import NEWS, all_texts
from roads import BIDI, Verdict, text_road
from test_any_rendering import assert_plain
from verdicts import kept

from bot.briefing import BriefSettings
from bot.clock import FixedClock
from bot.demo.slack import validate
from bot.model import Answer, AnswerKind, Incoming, StoryView
from bot.newsroom.intake import Intake
from bot.newsroom.stories import StoryKeeper
from bot.slack import blocks
from bot.store import articles, stories
from bot.store.store import Store
from summaries import settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.model import StoredArticle, StoredStory

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
BRIEFS = BriefSettings(method="dateline", sentences=3, max_words=120, max_share=1.0)
TEXTS = all_texts()
QUICK = TEXTS[::15]


@pytest.fixture
def store() -> Iterator[Store]:
    opened = Store("sqlite://")
    yield opened
    opened.close()


def test_the_corpus_is_as_large_as_it_says() -> None:
    """300 strings and more, none named twice, none without a verdict."""
    assert len(TEXTS) >= 300
    assert {name for name, _ in TEXTS} == set(kept("strings"))


@pytest.mark.exhaustive
def test_some_strings_become_articles_or_are_named(store: Store) -> None:
    """Every fifteenth."""
    taken_in(store, QUICK)


@pytest.mark.exhaustive
def test_every_string_becomes_an_article_or_is_named(store: Store) -> None:
    """As many sentences of each can be shown as the table says, verbatim; each story is drawn as text."""
    taken_in(store, TEXTS)


@pytest.mark.exhaustive
def test_every_string_keeps_what_is_promised_of_texts() -> None:
    """By itself, in halves, and in a brief of two articles."""
    assert sum(text_road(text) > 0 for _, text in TEXTS) > len(TEXTS) / 2


def taken_in(store: Store, texts: Sequence[tuple[str, str]]) -> None:
    incoming = [article(name, text) for name, text in texts]
    clock = FixedClock(NOW)
    (row,) = Intake(store, StoryKeeper(store, clock, clock), clock, BRIEFS).take(incoming)
    found = stored(store)
    assert row.new + row.known + row.failed == len(texts)
    assert verdicts(texts, found) == {name: kept("strings")[name] for name, _ in texts}
    for one in found.values():
        assert not BIDI & set(one.article.text + one.article.title)
        if one.source.endswith("-in-news"):
            assert NEWS[0].split()[0] in one.article.text
    texts_by_id = {one.article.id: one.article.text for one in found.values()}
    for story in told(store, found):
        for sentence in story.brief.sentences:
            assert texts_by_id[sentence.article_id][sentence.start : sentence.end] == sentence.text
        drawn = blocks.answer(answer(story))
        assert validate.message_problems(drawn.blocks) == []
        assert_plain(drawn.blocks)


def article(name: str, text: str) -> Incoming:
    """Each by a publisher of its own, so that none is taken for another's second edition."""
    return Incoming(
        source="strings",
        key=name,
        url=f"https://news.example/{name}",
        title=text[:120],
        text=text,
        published=NOW - timedelta(hours=1),
        publisher=name,
    )


def stored(store: Store) -> dict[str, StoredArticle]:
    with store.read() as db:
        held = articles.news_between(db, NOW - timedelta(days=1), NOW, timedelta())
    return {one.article.publisher: one for one in held}


def told(store: Store, found: dict[str, StoredArticle]) -> list[StoredStory]:
    with store.read() as db:
        return list(stories.get(db, {one.story_id for one in found.values()}).values())


def verdicts(texts: Sequence[tuple[str, str]], found: dict[str, StoredArticle]) -> dict[str, Verdict]:
    """Of each string, whether it is stored, and how many of its sentences can be shown."""
    for name, text in texts:
        assert name not in found or found[name].article.text == settle(text)
    return {
        name: Verdict(entries=1, told=len(found[name].spans))
        if name in found
        else Verdict(entries=0, said="no text")
        for name, _ in texts
    }


def answer(story: StoredStory) -> Answer:
    view = StoryView(
        story_id=story.id,
        section=story.section,
        first_seen=story.first_seen,
        last_seen=story.last_seen,
        brief=story.brief,
        place=story.place,
    )
    return Answer(
        kind=AnswerKind.FOUND,
        asked=story.brief.headline,
        stories=(view,),
        articles=story.articles,
        publishers=story.publishers,
        since=NOW - timedelta(days=1),
        until=NOW,
        words="in the last 24 hours",
        now=NOW,
    )
