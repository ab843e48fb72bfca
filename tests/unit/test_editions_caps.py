"""Editions of the world: caps on publishers, regions and affairs, and when they widen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from summaries_samples import NOON, QUAKE, STRIKE, article

from summaries import Article, Candidate, Edition, Rules, plan
from summaries.editing.wording import quoted

NOW = NOON + timedelta(hours=8)

TOWNS = (
    ("Lund", "The library of Lund lent its millionth book on Tuesday, the librarian said."),
    ("Bergen", "Ferries to Bergen stopped for two hours after a whale slept in the harbour mouth."),
    ("Graz", "Voters in Graz chose a beekeeper as mayor by eleven ballots, the count showed."),
    ("Porto", "A tram in Porto rolled backwards through a market and hurt nobody, police said."),
    ("Cork", "Teachers in Cork ended a walkout after the board gave back their lunch hour."),
    ("Turku", "Scientists at Turku grew a lichen that glows when the air holds too much soot."),
    ("Split", "Divers off Split raised a bronze bell that a monastery had lost in 1640."),
    ("Gdansk", "The shipyard of Gdansk launched a hull made of recycled bottles on Monday."),
)


def town(number: int, publisher: str = "", **more: object) -> Candidate:
    """A story of its own, told by one publisher; the lower its number the fresher."""
    name, text = TOWNS[number]
    told = article(
        f"{name}",
        f"{text.split(', ')[0][:60]}",
        text,
        hours=7 - number,
        publisher=publisher or f"The {name} Post",
    )
    base = Candidate(story_id=name.lower(), section="World", last_seen=NOON, articles=(told,))
    return replace(base, **more)


def order(edition: Edition) -> list[str]:
    return [story.story_id for story in edition.stories]


def rules(edition: Edition) -> dict[str, str]:
    return {one.story_id: one.rule for one in edition.left_out}


def words(edition: Edition) -> dict[str, str]:
    return {one.story_id: one.reason for one in edition.left_out}


def test_a_region_does_not_fill_an_edition() -> None:
    """Past its cap a region gives way to one that ranks lower, and its own say so."""
    many = [town(n, region="Europe") for n in range(4)] + [town(n, region="Asia") for n in (4, 5)]
    edition = plan(many, Rules(stories=4, max_per_region=2), NOW)
    assert order(edition) == ["lund", "bergen", "cork", "turku"]
    assert words(edition) == dict.fromkeys(("graz", "porto"), "Europe has 2 stories already")
    assert edition.relaxed == ()


def test_where_a_story_is_that_nobody_knows_is_no_region() -> None:
    """Stories of no known place are not held against each other."""
    edition = plan([town(n) for n in range(6)], Rules(stories=6, max_per_region=1), NOW)
    assert len(edition.stories) == 6
    assert edition.relaxed == ()


def test_a_publisher_does_not_fill_an_edition() -> None:
    """Past its cap a newsroom leads no further story, however its feeds write its name."""
    names = ("The Post", "the  post", "Post Online", "Post - World")
    many = [town(n, publisher=name) for n, name in enumerate(names)] + [town(5), town(6)]
    edition = plan(many, Rules(stories=4, max_per_publisher=2), NOW)
    assert order(edition) == ["lund", "bergen", "turku", "split"]
    assert words(edition) == {
        "graz": "Post Online leads 2 stories already",
        "porto": "Post - World leads 2 stories already",
    }


def test_where_a_publisher_leads_enough_another_title_speaks() -> None:
    """A story that others tell too is not lost to the cap: one of theirs gives the headline."""
    first = town(0, publisher="The Post")
    told = [replace(one, publisher=name) for one, name in zip(STRIKE, ("The Post", "Wire"), strict=True)]
    strike = Candidate(story_id="strike", section="", last_seen=NOON, articles=tuple(told), prominence=0.0)
    led = replace(first, prominence=1.0, articles=(*first.articles,))
    edition = plan([led, strike], Rules(max_per_publisher=1), NOW)
    heads = [story.brief.source(story.brief.headline_id).publisher for story in edition.stories]
    assert sorted(heads) == ["The Post", "Wire"]
    assert edition.relaxed == ()


def test_caps_that_leave_places_empty_widen_and_say_so() -> None:
    """First the regions' cap, then the publishers'; what came in before stays, in its order."""
    many = [town(n, region="Europe") for n in range(5)] + [town(6, region="Asia")]
    edition = plan(many, Rules(stories=5, max_per_region=2), NOW)
    assert order(edition) == ["lund", "bergen", "graz", "porto", "split"]
    assert edition.relaxed == (
        "4 stories of Europe, where 2 is the most: too little of weight came from elsewhere",
    )
    assert rules(edition) == {"cork": "region"}
    one = [town(n, publisher="The Post") for n in range(4)]
    edition = plan(one, Rules(stories=3, max_per_publisher=1), NOW)
    assert order(edition) == ["lund", "bergen", "graz"]
    assert edition.relaxed == (
        "3 stories led by The Post, where 1 is the most: too little of weight came from others",
    )


def test_the_regions_cap_goes_first() -> None:
    """Where both caps hold stories back, the one on publishers stands as long as the other's can fill."""
    one = town(0, publisher="The Post", region="Asia")
    posts = [town(n, publisher="The Post", region="Asia") for n in (1, 2)]
    others = [town(n, region="Asia") for n in (3, 4)]
    edition = plan([one, *posts, *others], Rules(stories=3, max_per_region=1, max_per_publisher=1), NOW)
    assert order(edition) == ["lund", "porto", "cork"]
    assert edition.relaxed == (
        "3 stories of Asia, where 1 is the most: too little of weight came from elsewhere",
    )


def split_up(*articles: Article, **more: str) -> list[Candidate]:
    """Each article as a story of its own, as a grouping that failed would have it."""
    return [
        Candidate(story_id=a.id, section="World", last_seen=NOON, articles=(a,), affair=more.get(a.id, ""))
        for a in articles
    ]


def test_one_event_that_was_split_takes_one_place() -> None:
    """What tells of one event is of one affair though nobody said so; the one that stands for it is named."""
    edition = plan([*split_up(*QUAKE), *split_up(*STRIKE), town(0)], Rules(), NOW)
    assert len(edition.stories) == 3
    assert sorted(rules(edition).values()) == ["affair"] * 3
    stands = next(story for story in edition.stories if story.story_id.startswith("q"))
    assert {one.instead for one in edition.left_out if one.story_id.startswith("q")} == {stands.story_id}
    assert f"of the same affair as “{stands.brief.headline}”, which stands for it" in words(edition).values()
    assert stands.reasons[-1] == "stands for 2 more stories of its affair"


def test_an_affair_that_is_known_takes_one_place() -> None:
    """Stories whose affair is one by name share a place, however unlike their words; the best stands."""
    many = [town(0, affair="a"), town(1, affair="a"), town(2, affair="b")]
    assert order(plan(many, Rules(), NOW)) == ["lund", "graz"]
    assert order(plan(many, Rules(max_per_affair=2), NOW)) == ["lund", "bergen", "graz"]


def test_the_cap_on_an_affair_never_widens() -> None:
    """Places stay empty rather than be filled with one event."""
    edition = plan(split_up(*QUAKE), Rules(stories=3, max_per_region=1, max_per_publisher=1), NOW)
    assert len(edition.stories) == 1
    assert edition.relaxed == ()


@pytest.mark.parametrize(("there", "death"), [("Peru", "Arequipa"), ("Turkey", "Izmir")])
def test_look_alike_events_in_two_countries_are_two_affairs(there: str, death: str) -> None:
    """Another country's earthquake has its own place."""
    other = article(
        "other",
        f"Earthquake strikes {there}, killing at least 12",
        f"At least 12 people died when an earthquake struck {there} on Tuesday near {death}, officials said.",
        publisher="Other Wire",
    )
    assert len(plan(split_up(QUAKE[0], other), Rules(), NOW).stories) == 2


def test_what_ranks_below_all_is_outranked_whatever_cap_holds_too() -> None:
    """A story that would not have come in without the cap either is told the truth: it ranked too low."""
    many = [town(n, region="Europe") for n in range(5)]
    edition = plan(many, Rules(stories=3, max_per_region=3), NOW)
    assert rules(edition) == {"porto": "full", "cork": "full"}
    assert words(edition)["cork"].startswith("outranked: number 5 for 3 places; only The Cork Post tells it")


def test_a_cap_does_not_lift_a_trifle_over_the_news_of_the_day() -> None:
    """What eight newsrooms tell does not give way to what one tells, for being of another region."""
    great = [
        Candidate(
            story_id=f"great{n}",
            section="World",
            last_seen=NOON,
            region="Europe",
            articles=tuple(
                replace(
                    town(n).articles[0],
                    id=f"{n}{p}",
                    publisher=f"Paper {p}",
                    text=f"{TOWNS[n][1]} {own(n, p)}",
                )
                for p in range(8)
            ),
        )
        for n in range(3)
    ]
    trifle = town(5, region="Asia")
    edition = plan([*great, trifle], Rules(stories=3, max_per_region=2, max_per_publisher=9), NOW)
    assert order(edition) == ["great0", "great1", "great2"]
    assert edition.relaxed == (
        "3 stories of Europe, where 2 is the most: too little of weight came from elsewhere",
    )
    assert rules(edition) == {"turku": "full"}


def own(story: int, publisher: int) -> str:
    """Words that no other newsroom has: no copy."""
    return " ".join(f"word{story}{publisher}{n}" for n in range(20))


def test_what_may_be_of_anywhere_is_no_relief() -> None:
    """A story of no known place takes the place of a capped one only where it weighs nearly as much."""
    three = [town(n, region="Europe") for n in range(3)]
    first = replace(three[0], articles=(*three[0].articles, *QUAKE))
    second = replace(three[1], articles=(*three[1].articles, *STRIKE))
    other = town(5)
    edition = plan([first, second, other], Rules(stories=2, max_per_region=1), NOW)
    assert order(edition) == ["lund", "bergen"]
    assert order(plan([*three, other], Rules(stories=2, max_per_region=1), NOW)) == ["lund", "turku"]


def test_what_gives_way_for_being_of_no_known_region_says_so() -> None:
    """It is not called outranked: one that weighs less came in, being of another region for certain."""
    many = [
        town(0, region="Africa", prominence=1.0),
        town(1, region="Europe", prominence=1.0),
        town(2, region="Europe", prominence=1.0),
        town(5),
        town(6, region="Asia"),
    ]
    edition = plan(many, Rules(stories=4, max_per_region=1), NOW)
    assert order(edition) == ["lund", "bergen", "graz", "split"]
    assert words(edition) == {
        "turku": "nothing says where it is: its place went to a story of a known region"
    }
    assert rules(edition) == {"turku": "region"}


def test_a_story_left_out_goes_by_a_title_that_says_something() -> None:
    """Though its newest article has none; and a title without spaces is cut where it is too long."""
    bare = town(1, publisher="Wire").articles[0]
    blank = replace(bare, id="blank", title=" ", text="Ferries sail again, said the harbour master of Oslo.")
    outranked = replace(town(1), articles=(replace(bare, published=NOON), blank))
    edition = plan([outranked, town(0, prominence=1.0)], Rules(stories=1), NOW)
    assert [one.headline for one in edition.left_out] == [bare.title]
    assert quoted("船" * 100) == f"“{'船' * 90}…”"
