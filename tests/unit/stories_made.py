"""Stories, editions and answers for tests: a plain one by hand, and any at all by hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.model import (
    Answer,
    AnswerKind,
    Coverage,
    Day,
    Mention,
    PlannedEdition,
    StoryDetail,
    StoryView,
)
from summaries import Brief, Edition, EditionStory, Growth, Life, Quotation, Sentence, Source, Turn
from summaries.model import Difference, Support

NOW = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
LINK = "https://news.example/story"

words = st.text(max_size=120) | st.sampled_from(
    [
        *("<!channel> and <@U1>", "*bold* _it_ `code`", "a\u202eb\u2066c", "\u200b\u200d", "x" * 4_000),
        *(
            "الخرطوم: اتفاق على وقف القتال",
            "می\u200cخواهم",
            "👩\u200d🚀 launch",
            "<http://evil.example|bank>",
            "&lt;",
        ),
    ]
)
urls = st.sampled_from(
    [
        "https://n.example/a",
        "file:///a.txt",
        "javascript:alert(1)",
        "https://x/ y",
        "https://n.example/" + "é" * 1_500,
    ]
)
times = st.datetimes(datetime(2026, 2, 1), datetime(2026, 3, 9), timezones=st.just(UTC))  # noqa: DTZ001 - zone is given


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    sources = tuple(
        Source(
            article_id=f"a{number}",
            title=draw(words),
            publisher=draw(words),
            url=draw(urls),
            published=draw(st.none() | times),
        )
        for number in range(draw(st.integers(0, 4)))
    )
    sentences = tuple(
        Sentence(article_id=f"a{draw(st.integers(0, 5))}", start=0, end=len(said), text=said)
        for said in draw(st.lists(words, max_size=5))
    )
    named = f"a{draw(st.integers(0, 5))}"
    return Brief(headline=draw(words), headline_id=named, sentences=sentences, sources=sources)


@st.composite
def editions(draw: st.DrawFn) -> PlannedEdition:
    stories = tuple(
        EditionStory(
            story_id=f"s{number}",
            brief=brief,
            section=draw(words),
            reasons=(),
            new=draw(words),
            earlier=tuple(draw(st.lists(words, max_size=3))),
        )
        for number, brief in enumerate(draw(st.lists(briefs(), max_size=12)))
    )
    return planned(
        stories,
        day=draw(st.sampled_from(list(Day))),
        coverage=Coverage(
            articles=9, publishers=3, feeds=4, failing=tuple(draw(st.lists(words, max_size=9)))
        ),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    views = tuple(
        view(brief, f"s{n}", draw(words)) for n, brief in enumerate(draw(st.lists(briefs(), max_size=6)))
    )
    return answered(
        views,
        kind=draw(st.sampled_from(list(AnswerKind))),
        asked=draw(words),
        missing=tuple(draw(st.lists(words))),
    )


@st.composite
def details(draw: st.DrawFn) -> StoryDetail:
    brief = draw(briefs())
    many = Brief(
        headline=brief.headline,
        headline_id=brief.headline_id,
        sentences=brief.sentences,
        sources=brief.sources * draw(st.integers(1, 40)),
    )
    several = tuple(draw(st.lists(words, min_size=1, max_size=3)))
    many = replace(
        many,
        support=tuple(
            Support(sentence=one, supporting=brief.sentences, publishers=several) for one in brief.sentences
        ),
        differences=(
            Difference(
                about=draw(words),
                kind=draw(st.sampled_from(["differ", "updated"])),
                statements=brief.sentences,
                figures=tuple("1" for _ in brief.sentences),
            ),
        )
        * draw(st.integers(0, 5)),
    )
    return StoryDetail(
        view=view(many),
        key_sentences=brief.sentences * draw(st.integers(1, 10)),
        life=draw(st.none() | lives(brief.sentences)),
        place=draw(words),
        earlier=tuple(draw(st.lists(mentions(), max_size=5))),
        elsewhere=tuple(draw(st.lists(mentions(), max_size=3))),
        quotations=tuple(Quotation(sentence=one, speaker=draw(words)) for one in brief.sentences),
    )


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    source = Source(
        article_id="m",
        title=draw(words),
        publisher=draw(words),
        url=draw(urls),
        published=draw(st.none() | times),
    )
    return Mention(story_id="s9", source=source, language=draw(st.sampled_from(["Spanish", "Arabic"])))


@st.composite
def lives(draw: st.DrawFn, sentences: tuple[Sentence, ...]) -> Life:
    names = tuple(draw(st.lists(words, max_size=5)))
    return Life(
        status=draw(st.sampled_from(["new", "developing", "quiet", "dormant", "revived"])),
        first_seen=draw(st.none() | times),
        last_seen=draw(st.none() | times),
        articles=9,
        publishers=names,
        lately=names[:2],
        growth=Growth(recent=1, before=8),
        slept=timedelta(hours=draw(st.integers(0, 900))),
        timeline=tuple(
            Turn(sentence=one, when=draw(times), publisher=draw(words))
            for one in sentences * draw(st.integers(1, 3))
        ),
    )


def planned(stories: tuple[EditionStory, ...], **changed: Any) -> PlannedEdition:
    fields: dict[str, Any] = {
        "coverage": Coverage(articles=214, publishers=41, feeds=16),
        "day": Day.FULL,
        "next_due": NOW + timedelta(days=1),
    }
    return PlannedEdition(
        id="e1",
        subscription_id="sub1",
        local_date=date(2026, 3, 3),
        slot="08:00",
        zone="Europe/Berlin",
        since=NOW - timedelta(days=1),
        until=NOW,
        edition=Edition(stories=stories, left_out=(), articles=214, publishers=41),
        **{**fields, **changed},
    )


def view(brief: Brief, story_id: str = "s1", section: str = "World") -> StoryView:
    return StoryView(
        story_id=story_id,
        section=section,
        first_seen=NOW - timedelta(hours=14),
        last_seen=NOW - timedelta(hours=2),
        brief=brief,
    )


def answered(views: tuple[StoryView, ...], **changed: Any) -> Answer:
    fields: dict[str, Any] = {"kind": AnswerKind.FOUND, "asked": "sudan", "articles": 12, "publishers": 5}
    when = {"since": NOW - timedelta(days=30), "until": NOW, "words": "in the last 30 days"}
    return Answer(stories=views, now=NOW, **{**when, **fields, **changed})


def told(headline: str, *sentences: str, publishers: tuple[str, ...] = ("The Ledger", "Tide")) -> Brief:
    """A brief by hand: each sentence of the next publisher, the first 14 h ago, the last 2 h ago."""
    sources = tuple(
        Source(
            article_id=f"a{n}",
            title=f"{headline} ({n})",
            publisher=publisher,
            url=f"{LINK}/{n}",
            published=NOW - timedelta(hours=14 if n == 0 else 2),
        )
        for n, publisher in enumerate(publishers)
    )
    said = tuple(
        Sentence(article_id=f"a{n % len(publishers)}", start=0, end=len(text), text=text)
        for n, text in enumerate(sentences)
    )
    return Brief(headline=headline, headline_id="a0", sentences=said, sources=sources)


def entry(brief: Brief, story_id: str = "s1", section: str = "World") -> EditionStory:
    return EditionStory(story_id=story_id, brief=brief, section=section, reasons=("two publishers",))
