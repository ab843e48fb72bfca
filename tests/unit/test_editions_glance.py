"""A glance may let a story pass that is of another affair, and never sends one away that is of the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from summaries_made import stories
from summaries_samples import article

from summaries.editing.affairs import alike, may_be_alike, profile, profiled, weighed

if TYPE_CHECKING:
    from summaries import Article

LEAST = st.sampled_from([0.1, 0.3, 0.33, 0.6, 0.9])


@given(one=stories(), other=stories(), least=LEAST)
def test_what_is_alike_may_be_alike(one: list[Article], other: list[Article], least: float) -> None:
    """Whatever of the words are names, which the glance does not look for."""
    known = profile(other)
    assert may_be_alike(weighed(one), known, least) or not alike(profile(one), known, least)


@given(one=stories())
def test_a_profile_is_the_same_in_one_step_or_in_two(one: list[Article]) -> None:
    """What was weighed for the glance is not weighed again."""
    assert profiled(one, weighed(one)) == profile(one)


def test_a_story_of_other_words_is_sent_away_at_a_glance() -> None:
    """Else the glance saves nothing."""
    here = profile([article(1, "Ferry runs aground off Cape Wrath", "The ferry ran aground on Monday.")])
    there = [article(2, "Parliament passes the budget", "Members voted 210 to 190 after midnight.")]
    assert not may_be_alike(weighed(there), here, 0.33)
