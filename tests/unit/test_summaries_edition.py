"""Editions: ranked, capped, without yesterday's news, and with a reason for everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from summaries_samples import NOON, QUAKE, RECOGNITION, STRIKE, article

from summaries import Article, Candidate, Edition, Rules, plan

NOW = NOON + timedelta(hours=8)


def candidate(name: str, *articles: Article, **more: object) -> Candidate:
    base = Candidate(story_id=name, section="World", last_seen=NOON, articles=articles)
    return replace(base, **more)


STORIES = (candidate("quake", *QUAKE), candidate("strike", *STRIKE), candidate("recognition", RECOGNITION))


def order(edition: Edition) -> list[str]:
    return [story.story_id for story in edition.stories]


def why(edition: Edition) -> dict[str, str]:
    return {one.story_id: one.reason for one in edition.left_out}


def test_what_more_publishers_tell_comes_first() -> None:
    """Three publishers lead two, two lead one; the reasons say so; the order given doesn't matter."""
    edition = plan(STORIES, Rules(), NOW)
    assert order(edition) == ["quake", "strike", "recognition"]
    assert edition.stories[0].reasons == ("3 publishers tell it, in 3 articles", "last news 3 h ago")
    assert (edition.articles, edition.publishers) == (6, 3)
    assert plan(STORIES[::-1], Rules(), NOW) == edition


def test_what_does_not_fit_is_left_out_with_its_reason() -> None:
    """An edition of one story says why the others are not in it."""
    edition = plan(STORIES, Rules(stories=1), NOW)
    assert order(edition) == ["quake"]
    assert why(edition) == {
        "strike": "outranked: number 2 for 1 place; 2 publishers tell it, in 2 articles; last news 5 h ago",
        "recognition": "outranked: number 3 for 1 place;"
        " only The Post tells it, in 1 article; last news 8 h ago",
    }


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (article("o", "Opinion: Norway was right"), "opinion, not news"),
        (article("l", "Live: budget vote in Oslo"), "a live page, not news"),
        (article("z", "Quiz: how much do you remember of the week?"), "a quiz, not news"),
        (article("u", hours=None), "undated: nobody says when it happened"),
    ],
)
def test_what_is_not_news_is_kept_out(one: Article, reason: str) -> None:
    """Opinion, live pages, quizzes and undated items never enter."""
    assert why(plan([candidate("x", one)], Rules(), NOW)) == {"x": reason}


def test_an_opinion_beside_news_neither_counts_nor_speaks() -> None:
    """A column in a story of news adds no publisher and no sentence."""
    column = article(
        "o", "Opinion: Dockers are right", "I have always stood by dockers in Rotterdam.", publisher="View"
    )
    story = plan([candidate("strike", *STRIKE, column)], Rules(), NOW).stories[0]
    assert story.reasons[0] == "2 publishers tell it, in 2 articles"
    assert "o" not in {s.article_id for s in story.brief.sentences}


def test_a_story_returns_only_with_something_new() -> None:
    """What a channel was told is left out, until another article comes; then only new sentences are told."""
    first = plan([candidate("strike", STRIKE[0])], Rules(), NOW).stories[0].brief
    told = frozenset(first.sentences)
    same = plan([candidate("strike", STRIKE[0], told=told)], Rules(), NOW)
    assert why(same) == {"strike": "nothing new since the last digest"}
    copied = replace(STRIKE[0], id="s8", publisher="Copy Herald")
    assert order(plan([candidate("strike", STRIKE[0], copied, told=told)], Rules(), NOW)) == []
    more = plan([candidate("strike", *STRIKE, told=told)], Rules(), NOW).stories[0]
    assert "told before, and there is more since" in more.reasons
    assert more.returned
    assert more.new.startswith("1 more article, by ")
    assert not {s.text for s in more.brief.sentences} & {s.text for s in first.sentences}


def test_sections_and_topics_choose() -> None:
    """With wishes, only stories of those sections or on those topics enter, and say which."""
    business = replace(STORIES[1], section="Business", articles=tuple(replace(a, section="") for a in STRIKE))
    edition = plan(
        [STORIES[0], business, STORIES[2]], Rules(sections=("business",), topics=("Zamunda",)), NOW
    )
    assert set(order(edition)) == {"strike", "recognition"}
    assert {story.reasons[-1] for story in edition.stories} == {"asked for: business", "asked for: Zamunda"}
    assert why(edition) == {"quake": "not of the sections or topics asked for (business, Zamunda)"}


def test_an_article_is_read_once_for_its_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a story is wished for is found out once, not again for its rank."""
    read: list[str] = []

    def judged(*_: object, title: str, text: str, weights: object) -> float:
        read.append(title)
        return 1.0 if text and weights is not None else 0.0

    monkeypatch.setattr("summaries.editing.wishes.judge", judged)
    assert order(plan([candidate("strike", STRIKE[0])], Rules(topics=("dockers",)), NOW)) == ["strike"]
    assert read == [STRIKE[0].title]


def test_rights_bind_every_brief() -> None:
    """No article gives more than the rules allow."""
    story = plan(
        [candidate("r", RECOGNITION)], Rules(sentences=9, max_words=50, max_share=0.25), NOW
    ).stories[0]
    assert sum(len(s.text.split()) for s in story.brief.sentences) <= 50


def test_a_candidate_without_articles_is_explained() -> None:
    """Nothing in the hours of the edition: left out, with words."""
    assert why(plan([candidate("x")], Rules(), NOW)) == {"x": "no article inside the edition's hours"}


def test_newer_comes_before_older_among_equals() -> None:
    """With as many publishers, the fresher story leads."""
    old = candidate("old", article(1, "A bridge fell in Lund", hours=-20))
    new = candidate(
        "new", article(2, "A ship sank off Malta", "A ship sank off Malta on Tuesday, police said.", hours=5)
    )
    assert order(plan([old, new], Rules(), NOW)) == ["new", "old"]
