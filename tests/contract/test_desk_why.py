"""Why a story is in a digest or in an answer, and what kept another one out, asked at the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest
from newsroom_days import DAY, MORNING, ORDER, collect, furnish, house, plan, sent
from stored import NOW
from wished import NEWS, hold, told

from bot.clock import FixedClock
from bot.desk.why import AFTER, WhyDesk
from bot.errors import BadRequestError, NotFoundError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import PlannedEdition
    from bot.store.store import Store

pytestmark = pytest.mark.exhaustive


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, home: str) -> Path:
    """The sample news, with one edition that was sent the day before and one of the morning."""
    folder = tmp_path_factory.mktemp("kept")
    furnish(folder, home)
    collect(folder)
    sent(folder, plan(folder, MORNING - DAY))
    sent(folder, plan(folder))
    return folder


@pytest.fixture(scope="module")
def morning(kept: Path) -> PlannedEdition:
    return plan(kept)


def test_a_storys_trace_is_what_its_edition_noted(kept: Path, morning: PlannedEdition) -> None:
    """Its place, its rank and its reasons, each with what it gave to the score."""
    with house(kept) as built:
        for place, story in enumerate(morning.edition.stories, start=1):
            trace = built.why.in_edition(story.story_id, morning.id)
            assert (trace.place, trace.rank, trace.reasons) == (place, story.rank, story.reasons)
            assert trace.shares == tuple(part.share for part in story.parts)
            assert trace.of == len(morning.edition.stories)


def test_a_trace_names_who_was_left_out_next_to_it(kept: Path, morning: PlannedEdition) -> None:
    """Those that come right after it by score, each with its reason."""
    reasons = {one.headline: one.reason for one in morning.edition.left_out if one.rank}
    with house(kept) as built:
        trace = built.why.in_edition(morning.edition.stories[0].story_id, morning.id)
    assert len(trace.after) == min(AFTER, len(reasons))
    ranks = {one.headline: one.rank for one in morning.edition.left_out}
    assert [ranks[named] for named, _ in trace.after] == sorted(ranks[named] for named, _ in trace.after)
    assert all(" ".join(reasons[named].split()) == reason for named, reason in trace.after)


def test_a_plan_that_is_gone_is_called_so(kept: Path, morning: PlannedEdition) -> None:
    """An edition that nobody kept, and a story that was not considered."""
    with house(kept) as built:
        for story_id, edition_id in (("s1", morning.id), (morning.edition.stories[0].story_id, "gone")):
            with pytest.raises(NotFoundError, match="not kept any more"):
                built.why.in_edition(story_id, edition_id)


def test_why_not_looks_into_the_channels_last_digest(kept: Path, morning: PlannedEdition) -> None:
    """By words of a title; a channel that was sent nothing is told so."""
    out = morning.edition.left_out[0]
    with house(kept) as built:
        traces = built.why.why_not((ORDER.channel,), out.headline)
        assert (out.reason,) in {one.reasons for one in traces}
        assert {one.place for one in traces if one.story_id == out.story_id} == {0}
        with pytest.raises(NotFoundError, match="No digest has come here yet"):
            built.why.why_not(("C0NOBODY",), out.headline)
        with pytest.raises(NotFoundError, match="that the last digest here chose from speaks of “zeppelin”"):
            built.why.why_not((ORDER.channel,), "zeppelin")
        with pytest.raises(BadRequestError, match="Why not what"):
            built.why.why_not((ORDER.channel,), " ")


@pytest.fixture
def desk(store: Store) -> WhyDesk:
    hold(store, *NEWS)
    return WhyDesk(store, FixedClock(NOW), UTC)


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ("peru", ["headline"]),
        ("flood schools", ["titles", "sentences"]),
        ("peruvian tulips", ["headline", ""]),
    ],
)
def test_a_match_says_where_each_word_stands(desk: WhyDesk, asked: str, where: list[str]) -> None:
    """In the headline, in another's, in a sentence, or nowhere; the weights sum to one."""
    match = desk.in_answer("flood", asked)
    assert [word.where for word in match.words] == where
    assert sum(word.weight for word in match.words) == pytest.approx(1)
    assert (match.publishers, match.articles, match.place) == (3, 3, 0)


def test_a_copy_is_no_article_more(store: Store) -> None:
    """What repeats another's text is counted as little as among the sources behind More."""
    copy = replace(told(8, "flood", "Peru under water", "Reef Post", "Schools stay closed."), copy_of="a3")
    hold(store, *NEWS, copy)
    assert WhyDesk(store, FixedClock(NOW), UTC).in_answer("flood", "peru").articles == 3


def test_a_top_story_has_its_place(desk: WhyDesk) -> None:
    """By how many publishers tell it; a question that names a time alone is about that time."""
    assert [desk.in_answer(one).place for one in ("flood", "strike")] == [1, 2]
    assert desk.in_answer("flood", "today").place == 1
    assert desk.in_answer("flood", "last week").place == 0
    assert desk.in_answer("flood").first_seen <= NOW - timedelta(hours=1)


def test_a_story_that_is_gone_has_no_reasons(desk: WhyDesk) -> None:
    """It is said plainly."""
    with pytest.raises(NotFoundError, match="not in the store any more"):
        desk.in_answer("gone", "peru")
