"""What a story weighs in an edition: each part does what its words say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from summaries_samples import NOON, QUAKE, STRIKE, article

from summaries import Article, Candidate, Edition, EditionStory, Rules, plan
from summaries.newsrooms import newsroom

NOW = NOON + timedelta(hours=8)
SHIP = ("A ship sank off Malta", "A ship sank off Malta on Tuesday, police in Valletta said.")


def candidate(name: str, *articles: Article, **more: object) -> Candidate:
    base = Candidate(story_id=name, section="World", last_seen=NOON, articles=articles)
    return replace(base, **more)


def only(edition: Edition) -> EditionStory:
    (story,) = edition.stories
    return story


def share(story: EditionStory, feature: str) -> float:
    return sum(part.share for part in story.parts if part.feature == feature)


def ship(number: int, **more: object) -> Article:
    """Another newsroom's own words on the ship."""
    text = f"{SHIP[1]} {' '.join(f'word{number}{letter}' for letter in 'abcdefghijkl')}."
    return replace(article(f"ship{number}", SHIP[0], text, publisher=f"Paper {number}"), **more)


def test_each_part_of_a_weight_has_its_words() -> None:
    """The reasons say the parts, one for one."""
    story = only(plan([candidate("quake", *QUAKE, prominence=1.0)], Rules(), NOW))
    assert [part.feature for part in story.parts] == ["publishers", "recency", "prominence"]
    assert story.reasons == (
        "3 publishers tell it, in 3 articles",
        "last news 3 h ago",
        "it led a publisher's feed",
    )


def test_the_feeds_of_one_newsroom_are_one_publisher() -> None:
    """However often and under whatever name a newsroom tells a thing, it is one witness."""
    names = ("The Post", "the post", "Post Online", "World news | The Post", "Post (Web)")
    same = [replace(ship(n), publisher=name) for n, name in enumerate(names)]
    story = only(plan([candidate("ship", *same)], Rules(), NOW))
    assert story.reasons[0] == "only The Post tells it, in 5 articles"
    assert share(story, "publishers") == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Times", "New York Times"),
        ("BBC News", "Sky News"),
        ("US News", "World News"),
        ("Daily Mail", "Mail & Guardian"),
    ],
)
def test_newsrooms_of_like_names_stay_two(one: str, other: str) -> None:
    """Names that share a word are not one newsroom."""
    assert newsroom(one) != newsroom(other)


def test_who_reprints_a_text_is_no_second_witness() -> None:
    """A copy, lightly edited, adds no publisher and no article."""
    copied = replace(
        STRIKE[0],
        id="copy",
        publisher="Copy Herald",
        text=STRIKE[0].text.replace("8", "eight"),
        published=NOON + timedelta(hours=2),
    )
    story = only(plan([candidate("strike", STRIKE[0], copied)], Rules(), NOW))
    assert story.reasons[0] == "only The Post tells it, in 1 article"


def test_what_gathers_pace_comes_before_what_lost_it() -> None:
    """With as many publishers and as fresh, more in the last hours than before counts."""
    hours = (7.5, 7, 6.5, 7)
    fresh = [ship(n, published=NOON + timedelta(hours=h)) for n, h in enumerate(hours)]
    early = [
        replace(one, id=f"e{n}", published=NOON + timedelta(hours=-n if n else 7.5))
        for n, one in enumerate(fresh)
    ]
    growing = only(plan([candidate("a", *fresh)], Rules(), NOW))
    waning = only(plan([candidate("b", *early)], Rules(), NOW))
    assert share(growing, "growth") > 0 == share(waning, "growth")
    assert (
        "gathering pace: 4 articles by 4 publishers in the last 6 h, none in the 6 h before"
        in growing.reasons
    )


def test_two_that_tell_it_at_once_are_no_pace() -> None:
    """A story of two newsrooms is not lifted over one of many by having just come."""
    assert share(only(plan([candidate("ship", ship(1), ship(2))], Rules(), NOW)), "growth") == 0


def test_prominence_and_pages_count() -> None:
    """Where editors put it in their feeds counts for a story, and the back pages against it."""
    led, high, low = (
        share(only(plan([candidate("s", ship(1), prominence=p)], Rules(), NOW)), "prominence")
        for p in (1.0, 0.6, 0.1)
    )
    assert led > high > low > 0
    sport = candidate("s", replace(ship(1), section="Sport"), section="Sport")
    story = only(plan([sport], Rules(), NOW))
    assert share(story, "section") < 0
    assert "Sport comes after the day's news" in story.reasons
    assert share(only(plan([sport], Rules(sections=("sport",)), NOW)), "section") == 0


def test_a_story_that_was_told_says_what_is_new() -> None:
    """It ranks behind a fresh one that as many tell, and says what is new: articles, names, figures."""
    told = only(plan([candidate("strike", STRIKE[0])], Rules(), NOW)).brief.sentences
    fresh = candidate("ship", ship(1, published=STRIKE[1].published))
    back = candidate("strike", STRIKE[1], told=frozenset(told), earlier=("Dockers vote on pay",))
    edition = plan([back, fresh], Rules(), NOW)
    assert [story.story_id for story in edition.stories] == ["ship", "strike"]
    returned = edition.stories[1]
    assert returned.returned
    assert returned.earlier == ("Dockers vote on pay",)
    assert returned.new.startswith("1 more article, by Daily Wire; told for the first time: ")
    assert "Europe" in returned.new
    assert (edition.stories[0].returned, edition.stories[0].new) == (False, "")


def test_kinds_that_are_asked_for_are_let_in() -> None:
    """A column enters where the rules let opinion in, and counts as a witness then."""
    column = article("o", "Opinion: Norway was right", "Norway was right to act in Oslo, and I say so.")
    assert plan([candidate("o", column)], Rules(), NOW).stories == ()
    assert only(plan([candidate("o", column)], Rules(kinds=("opinion",)), NOW)).story_id == "o"


def test_old_news_is_no_news() -> None:
    """An item of years ago that a feed lists again is left out, and adds nothing to a story of today."""
    old = ship(1, published=NOON - timedelta(days=2000))
    edition = plan([candidate("old", old)], Rules(), NOW)
    assert [(one.rule, one.reason) for one in edition.left_out] == [
        ("old", "old: its last news came 2000 days ago")
    ]
    assert only(plan([candidate("ship", old, ship(2))], Rules(), NOW)).reasons[0].startswith("only Paper 2")


def test_times_without_a_zone_are_read_as_utc() -> None:
    """An article whose feed gave no zone is weighed like any other."""
    naive = ship(1, published=NOON.replace(tzinfo=None))
    assert only(plan([candidate("s", naive, ship(2))], Rules(), NOW)).reasons[1] == "last news 8 h ago"


HEARSAY = (
    "Rumour: Zamunda reportedly to leave the customs union",
    "Zamunda may leave the customs union, according to unconfirmed reports. Nobody could be reached.",
)


def test_one_publishers_hearsay_is_no_news() -> None:
    """A rumour that one newsroom has from nobody named is left out; that others report it too is news."""
    one = article("r1", *HEARSAY, publisher="The Post")
    edition = plan([candidate("rumour", one)], Rules(), NOW)
    assert [(left.rule, left.reason) for left in edition.left_out] == [
        ("hearsay", "one publisher's hearsay: only The Post has it, and from nobody named")
    ]
    assert only(plan([candidate("rumour", one)], Rules(kinds=("hearsay",)), NOW)).story_id == "rumour"
    other = replace(ship(2), id="r2", title="Zamunda is said to plan leaving the customs union")
    assert only(plan([candidate("rumour", one, other)], Rules(), NOW)).story_id == "rumour"
