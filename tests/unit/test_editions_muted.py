"""What a reader or a channel keeps out, follows, likes and dislikes: what it does to an edition, and says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summaries_samples import NOON, article

from summaries import Candidate, Edition, EditionStory, Liking, Muted, Rules, plan
from summaries.edition import GATES
from summaries.newsrooms import newsroom

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


NOW = NOON + timedelta(hours=8)
SUBJECTS = ("library", "ferry", "beekeeper", "tram", "teachers", "lichen", "shipyard", "glacier")
PUBLISHERS = ("The Post", "post.com", "World news | The Post", "Wire", "Globe")
SECTIONS = ("World", "Sport", "Business")


def story(subject: str, *publishers: str, section: str = "World", affair: str = "") -> Candidate:
    """A story on one subject, in each publisher's own words."""
    articles = tuple(
        article(
            f"{subject}{n}",
            f"The {subject} reopens in quarter {n}",
            f"The {subject} of quarter {n} was opened on Monday by {subject}keeper{n} and {n + 2} others.",
            publisher=publisher,
            section=section,
        )
        for n, publisher in enumerate(publishers)
    )
    return Candidate(story_id=subject, section=section, last_seen=NOON, articles=articles, affair=affair)


def likings() -> st.SearchStrategy[tuple[Liking, ...]]:
    every = (
        *(Liking(kind="topic", value=one, label=one) for one in SUBJECTS),
        *(Liking(kind="affair", value=one, label=one) for one in SUBJECTS),
        *(Liking(kind="section", value=one, label=one) for one in SECTIONS),
        *(Liking(kind="publisher", value=one, label=one) for one in PUBLISHERS),
        *(Liking(kind="alone", value=one, label=one) for one in PUBLISHERS),
    )
    return st.lists(st.sampled_from(every), max_size=4).map(tuple)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    subjects = draw(st.lists(st.sampled_from(SUBJECTS), unique=True, max_size=len(SUBJECTS)))
    who = st.lists(st.sampled_from(PUBLISHERS), min_size=1, max_size=3)
    return [story(one, *draw(who), section=draw(st.sampled_from(SECTIONS))) for one in subjects]


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    muted = draw(st.lists(st.sampled_from(SUBJECTS), unique=True, max_size=2))
    names = st.lists(st.sampled_from(PUBLISHERS), max_size=2).map(tuple)
    return Rules(
        stories=draw(st.integers(1, 8)),
        without=draw(st.lists(st.sampled_from((*SUBJECTS, "sport")), max_size=2).map(tuple)),
        sources=draw(names),
        muted_publishers=draw(names),
        muted_stories=tuple(Muted(story_id=one, label=f"The {one}") for one in muted),
        follows=draw(likings()),
        more=draw(likings()),
        less=draw(likings()),
        personal=draw(st.booleans()),
    )


def only(edition: Edition) -> EditionStory:
    (found,) = edition.stories
    return found


def why(one: Candidate, by: Rules) -> tuple[str, str]:
    """The gate that keeps this story out, and its words."""
    (out,) = plan([one], by, NOW).left_out
    return out.rule, out.reason


def part(found: EditionStory, feature: str) -> tuple[float, str]:
    """A part's share and its words; nothing where there is no such part."""
    parts = zip(found.parts, found.reasons, strict=False)
    return next(((one.share, said) for one, said in parts if one.feature == feature), (0.0, ""))


quickly = settings(max_examples=150, deadline=None)


@quickly
@given(candidates(), rules())
def test_what_is_muted_is_never_shown(many: list[Candidate], by: Rules) -> None:
    """No story that was muted, no topic that is kept out, not one sentence by a publisher that is muted."""
    sections = {one.story_id: one.section.casefold() for one in many}
    for found in plan(many, by, NOW).stories:
        assert found.story_id not in {one.story_id for one in by.muted_stories}
        assert not {found.story_id, sections[found.story_id]} & set(by.without)
        who = {newsroom(one.publisher) for one in found.brief.sources}
        assert not who & {newsroom(one) for one in by.muted_publishers}


@quickly
@given(candidates(), rules())
def test_only_the_sources_asked_for_are_shown(many: list[Candidate], by: Rules) -> None:
    """Every source, and so every headline and sentence, is of a newsroom that was asked for."""
    wanted = {newsroom(one) for one in by.sources}
    for found in plan(many, by, NOW).stories:
        who = {newsroom(one.publisher) for one in found.brief.sources}
        assert not wanted or who <= wanted


@quickly
@given(candidates(), rules())
def test_every_candidate_has_its_place_and_its_reason(many: list[Candidate], by: Rules) -> None:
    """Told or left out, by a gate that has a name; each part of a weight has its words."""
    edition = plan(many, by, NOW)
    places = [*edition.stories, *edition.left_out]
    assert sorted(one.story_id for one in places) == sorted(one.story_id for one in many)
    assert all(one.reason and one.rule in GATES for one in edition.left_out)
    assert all(len(one.reasons) >= len(one.parts) > 0 for one in edition.stories)
    assert plan(many[::-1], by, NOW) == edition


@quickly
@given(candidates(), rules())
def test_liking_never_lets_in_or_keeps_out(many: list[Candidate], by: Rules) -> None:
    """With places for all, the same stories are told whatever is followed, wanted more or wanted less."""
    roomy = replace(by, stories=99, max_per_affair=99)
    indifferent = replace(roomy, follows=(), more=(), less=())
    told = [{one.story_id for one in plan(many, each, NOW).stories} for each in (roomy, indifferent)]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("by", "rule", "words"),
    [
        (
            Rules(muted_stories=(Muted(story_id="ferry", label="Ferry sinks"),)),
            "muted",
            "“Ferry sinks” is muted in this channel",
        ),
        (
            Rules(muted_stories=(Muted(story_id="ferry", label="Ferry sinks"),), personal=True),
            "muted",
            "you muted “Ferry sinks”",
        ),
        (
            Rules(muted_stories=(Muted(story_id="ferry", label=""),)),
            "muted",
            "this story is muted in this channel",
        ),
        (
            Rules(muted_publishers=("post", "Globe")),
            "muted",
            "told only by The Post and Globe, muted in this channel",
        ),
        (
            Rules(muted_publishers=("post", "Globe"), personal=True),
            "muted",
            "told only by The Post and Globe, muted by you",
        ),
        (
            Rules(sources=("Wire", "AP")),
            "source",
            "told by none of the publishers asked for (Wire, AP)",
        ),
        (Rules(without=("ferry",)), "without", "on ferry, which is kept out of this channel's digest"),
        (Rules(without=("world",), personal=True), "without", "on world, which you keep out"),
    ],
)
def test_who_is_kept_out_is_told_by_what(by: Rules, rule: str, words: str) -> None:
    """The reason names the wish that did it, and whose it is."""
    assert why(story("ferry", "The Post", "Globe"), by) == (rule, words)


def test_what_is_muted_says_so_before_all_else() -> None:
    """A muted story that has nothing inside the hours is muted first of all."""
    by = Rules(muted_stories=(Muted(story_id="ferry", label="Ferry"),))
    assert why(story("ferry"), by)[0] == "muted"


def test_what_is_asked_for_and_kept_out_stays_out() -> None:
    assert why(story("ferry", "Wire"), Rules(topics=("ferry",), without=("Ferry",)))[0] == "without"


def test_a_publisher_that_is_muted_takes_nothing_from_what_others_tell() -> None:
    """The story stands with the others' articles, and counts them alone."""
    found = plan([story("ferry", "The Post", "Wire", "Globe")], Rules(muted_publishers=("the post",)), NOW)
    assert only(found).reasons[0] == "2 publishers tell it, in 2 articles"
    assert (found.articles, found.publishers) == (2, 2)


def test_nobody_is_called_the_only_one_where_others_were_not_asked() -> None:
    found = only(plan([story("ferry", "The Post", "Wire")], Rules(sources=("Wire",)), NOW))
    assert found.reasons[0] == "Wire tells it, in 1 article"


def test_a_followed_topic_pulls_and_says_so() -> None:
    """It leads what as many tell, and nothing else is left out for it."""
    many = [story("ferry", "Wire", "Globe"), story("tram", "Wire", "Globe")]
    follow = (Liking(kind="topic", value="tram", label="trams in town"),)
    found = plan(many, Rules(follows=follow, personal=True), NOW).stories
    assert [one.story_id for one in found] == ["tram", "ferry"]
    assert part(found[0], "follows") == (1.0, "you follow trams in town")
    assert part(found[1], "follows") == (0.0, "")


def test_thumbs_of_one_section_add_up_and_no_further_than_to_a_bound() -> None:
    """Each thumb down on Business weighs; the tenth no more than the third."""
    less = Liking(kind="section", value="business", label="Business")
    shares = [
        part(
            only(plan([story("ferry", "Wire", section="Business")], Rules(less=(less,) * times), NOW)), "less"
        )
        for times in (1, 2, 3, 10)
    ]
    assert [share for share, _ in shares] == [-0.5, -1.0, -1.5, -1.5]
    assert {said for _, said in shares} == {"this channel asked for less of Business"}


def test_a_thumb_up_outweighs_a_thumb_down_on_the_same_thing() -> None:
    """They cancel out: nothing is said of what weighs nothing."""
    one = (Liking(kind="section", value="World", label="World"),)
    found = only(plan([story("ferry", "Wire")], Rules(more=one, less=one), NOW))
    assert not {"more", "less"} & {each.feature for each in found.parts}


def test_less_of_an_affair_and_of_what_one_publisher_has_alone_is_one_sentence() -> None:
    """Both things are named, once each."""
    less = (
        Liking(kind="alone", value="Wire", label="Wire"),
        Liking(kind="affair", value="ships", label="Ferry sinks"),
        Liking(kind="affair", value="ships", label="Ferry sinks"),
    )
    found = only(plan([story("ferry", "Wire", affair="ships")], Rules(less=less, personal=True), NOW))
    assert part(found, "less") == (-2.0, "you asked for less of what only Wire tells and “Ferry sinks”")
    others = only(plan([story("tram", "Wire", "Globe")], Rules(less=less), NOW))
    assert part(others, "less") == (0.0, "")


def test_sport_that_is_followed_is_no_back_page() -> None:
    """What somebody follows by the section's name comes with the day's news."""
    follow = (Liking(kind="topic", value="sport", label="sport"),)
    found = only(plan([story("ferry", "Wire", section="Sport")], Rules(follows=follow), NOW))
    assert part(found, "section") == (0.0, "")
    assert part(found, "follows")[0] == 1.0
