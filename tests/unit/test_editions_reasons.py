"""Why and why not: whatever the candidates, each reason is true of the rules that made it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summaries_samples import NOON, article

from summaries import KINDS, Candidate, Edition, Rules, plan
from summaries.edition import GATES
from summaries.newsrooms import newsroom

NOW = NOON + timedelta(hours=8)
NO_CAP = 99
SUBJECTS = (
    *("library", "ferry", "beekeeper", "tram", "teachers"),
    *("lichen", "bell", "shipyard", "glacier", "orchard"),
)
TITLES = ("{} opens", "Opinion: the {} is right", "Live: {} opens", "Quiz: how well do you know the {}?")


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    """Up to ten stories of unlike subjects, with all that a gate may look at."""
    subjects = draw(st.lists(st.sampled_from(SUBJECTS), unique=True, max_size=len(SUBJECTS)))
    return [_candidate(draw, subject) for subject in subjects]


def _candidate(draw: st.DrawFn, subject: str) -> Candidate:
    hours = draw(st.sampled_from((0, 3, 7, -200, None)))
    publishers = draw(st.lists(st.sampled_from(("The Post", "post", "Wire", "Globe")), max_size=3))
    told = tuple(
        article(
            f"{subject}{n}",
            draw(st.sampled_from(TITLES)).format(subject),
            f"The {subject} of quarter {n} was opened by a {subject}keeper{n} and {n + 2} others.",
            hours=hours,
            publisher=publisher,
        )
        for n, publisher in enumerate(publishers)
    )
    shown = plan([Candidate(story_id="x", section="", last_seen=NOON, articles=told)], Rules(), NOW).stories
    return Candidate(
        story_id=subject,
        section=draw(st.sampled_from(("World", "Sport"))),
        last_seen=NOON,
        articles=told,
        region=draw(st.sampled_from(("", "Asia", "Europe"))),
        affair=draw(st.sampled_from(("", "", "a", "b"))),
        prominence=draw(st.sampled_from((0.0, 0.5, 1.0))),
        told=frozenset(shown[0].brief.sentences) if shown and draw(st.booleans()) else frozenset(),
    )


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    few = st.integers(1, 3)
    return Rules(
        stories=draw(st.integers(1, 6)),
        sentences=1,
        sections=draw(st.sampled_from(((), ("world",)))),
        max_per_region=draw(few),
        max_per_publisher=draw(few),
        max_per_affair=draw(few),
        kinds=draw(st.sampled_from(((), ("opinion",)))),
    )


def by_rule(edition: Edition) -> Counter[str]:
    return Counter(one.rule for one in edition.left_out)


quickly = settings(max_examples=60, deadline=None)


@pytest.mark.exhaustive
@quickly
@given(candidates(), rules(), st.randoms())
def test_any_order_gives_the_same_edition(many: list[Candidate], by: Rules, chance: st.random.Random) -> None:
    """The same candidates in another order give the same edition, to the last reason."""
    mixed = [replace(one, articles=tuple(chance.sample(one.articles, len(one.articles)))) for one in many]
    chance.shuffle(mixed)
    assert plan(mixed, by, NOW) == plan(many, by, NOW)


@quickly
@given(candidates(), rules())
def test_every_candidate_is_in_one_place_with_its_reason(many: list[Candidate], by: Rules) -> None:
    """Each is told or left out, never both or neither; each says why, and by which gate."""
    edition = plan(many, by, NOW)
    places = [*(one.story_id for one in edition.stories), *(one.story_id for one in edition.left_out)]
    assert sorted(places) == sorted(one.story_id for one in many)
    assert len(edition.stories) <= by.stories
    assert all(one.reason and one.rule in GATES for one in edition.left_out)
    assert all(len(one.reasons) >= len(one.parts) > 0 for one in edition.stories)


@quickly
@given(candidates(), rules())
def test_an_edition_runs_by_weight(many: list[Candidate], by: Rules) -> None:
    """Ranks are of the sums of the parts that are told, over stories and outranked ones alike."""
    edition = plan(many, by, NOW)
    assert [one.rank for one in edition.stories] == sorted(one.rank for one in edition.stories)
    weighed = [one for one in (*edition.stories, *edition.left_out) if one.rank]
    weighed.sort(key=lambda one: one.rank)
    sums = [sum(part.share for part in one.parts) for one in weighed]
    assert [one.rank for one in weighed] == list(range(1, len(weighed) + 1))
    assert all(a >= b or isclose(a, b, abs_tol=1e-6) for a, b in pairwise(sums))


@quickly
@given(candidates(), rules())
def test_caps_hold_or_say_that_they_were_widened(many: list[Candidate], by: Rules) -> None:
    """No region or newsroom has more than its cap unless the edition says so; no affair ever has."""
    edition = plan(many, by, NOW)
    affairs = {one.story_id: one.affair for one in many}
    regions = Counter(one.region for one in edition.stories if one.region)
    leads = Counter(newsroom(one.brief.source(one.brief.headline_id).publisher) for one in edition.stories)
    over = [
        *(n > by.max_per_region for n in regions.values()),
        *(n > by.max_per_publisher for n in leads.values()),
    ]
    assert len(edition.relaxed) == sum(over)
    told = Counter(affairs[one.story_id] for one in edition.stories if affairs[one.story_id])
    assert all(count <= by.max_per_affair for count in told.values())


@pytest.mark.exhaustive
@quickly
@given(candidates(), rules())
def test_no_place_stays_empty_for_a_cap_that_may_widen(many: list[Candidate], by: Rules) -> None:
    """Where an edition is not full, neither a region nor a newsroom nor its size kept a story out."""
    edition = plan(many, by, NOW)
    if len(edition.stories) < by.stories:
        assert not {"region", "publisher", "full"} & set(by_rule(edition))


@pytest.mark.exhaustive
@quickly
@given(candidates(), rules())
def test_a_gate_that_is_opened_keeps_nobody_out(many: list[Candidate], by: Rules) -> None:
    """Raise the cap that a reason names, or let in its kind, and nobody is left out for that any more."""
    opened = {
        "region": replace(by, max_per_region=NO_CAP),
        "publisher": replace(by, max_per_publisher=NO_CAP),
        "affair": replace(by, max_per_affair=NO_CAP),
        "full": replace(by, stories=NO_CAP),
        "kind": replace(by, kinds=KINDS),
        "wish": replace(by, sections=()),
    }
    for rule in by_rule(plan(many, by, NOW)).keys() & opened:
        assert not by_rule(plan(many, opened[rule], NOW))[rule], rule


@quickly
@given(candidates(), rules())
def test_reasons_are_true(many: list[Candidate], by: Rules) -> None:
    """What a reason says of the edition is so in that edition."""
    edition = plan(many, by, NOW)
    given_by = {one.story_id: one for one in many}
    told = {one.story_id: one for one in edition.stories}
    regions = Counter(one.region for one in edition.stories)
    for one in edition.left_out:
        candidate = given_by[one.story_id]
        if one.rule == "region" and not candidate.region:
            lower = [story for story in told.values() if story.rank > one.rank]
            assert any(story.region for story in lower)
        elif one.rule == "region":
            assert one.reason == f"{candidate.region} has {_stories(regions[candidate.region])} already"
            assert regions[candidate.region] >= by.max_per_region
        if one.rule == "affair":
            assert told[one.instead].brief.headline in one.reason
            assert told[one.instead].rank < one.rank
        if one.rule == "full":
            assert len(told) == by.stories
            assert all(story.rank < one.rank for story in told.values())
        if one.rule == "told":
            assert candidate.told
        if one.rule == "empty":
            assert not candidate.articles


def _stories(count: int) -> str:
    return f"{count} {'story' if count == 1 else 'stories'}"
