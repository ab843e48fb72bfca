"""What a reader was told is not told again, and what is new is never held back."""

from __future__ import annotations

from itertools import permutations

import gold
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.facts.novelty import Novelty


def judged(name: str) -> list[tuple[bool, bool]]:
    """Of each case of a gold set: whether it is new, and whether we say so."""
    verdicts: list[tuple[bool, bool]] = []
    for label, told, text in gold.rows(name):
        shown = [gold.passage(at, "Post 08:00", one) for at, one in enumerate(told)]
        verdicts.append((label == "new", not Novelty(shown).holds(gold.passage("x", "Courier 12:00", text))))
    return verdicts


@pytest.mark.parametrize("name", ["novelty_dev", "novelty_heldout"])
def test_what_is_new_is_told_from_what_was_told(name: str) -> None:
    """Of what is new at least 9 in 10 are seen to be, and of what is called new 9 in 10 are."""
    verdicts = judged(name)
    new = [called for is_new, called in verdicts if is_new]
    called = [is_new for is_new, called in verdicts if called]
    assert sum(new) >= 0.9 * len(new)
    assert sum(called) >= 0.9 * len(called)


def test_the_gold_set_has_at_least_sixty_cases() -> None:
    """Each case once."""
    cases = [repr(row) for name in ("novelty_dev", "novelty_heldout") for row in gold.rows(name)]
    assert len(set(cases)) == len(cases) >= 60


def test_a_toll_that_rises_is_new_and_one_repeated_is_not() -> None:
    """As in the two cases that every reader knows."""
    told = Novelty([gold.passage(1, "Post 08:00", "A quake killed 36 people in Chile.")])
    assert not told.holds(gold.passage(2, "Post 12:00", "The death toll of the quake in Chile rose to 41."))
    assert told.holds(gold.passage(3, "Post 12:00", "The quake in Chile killed 36 people."))


def test_who_was_told_nothing_knows_nothing() -> None:
    """The first sentence of all is new."""
    assert not Novelty([]).holds(gold.passage(1, "Post 08:00", "A quake killed 36 people in Chile."))


@given(st.lists(st.text(max_size=50), min_size=1, max_size=4))
def test_any_sentence_told_is_held_whatever_the_order(texts: list[str]) -> None:
    """What was shown word for word is never new."""
    told = [gold.passage(at, "Post 08:00", text) for at, text in enumerate(texts)]
    for order in permutations(told):
        novelty = Novelty(order)
        assert all(novelty.holds(passage) for passage in told)


@given(st.lists(st.sampled_from(gold.rows("novelty_dev")), min_size=1, max_size=3))
def test_the_order_of_what_was_told_is_of_no_account(cases: list[list[object]]) -> None:
    """Novelty depends on what was told, not on when."""
    texts = sorted({str(text) for _, told, _ in cases for text in told})  # type: ignore[union-attr]
    told = [gold.passage(at, "Post 08:00", text) for at, text in enumerate(texts)]
    asked = [gold.passage("x", "Courier 12:00", str(text)) for _, _, text in cases]
    for passage in asked:
        assert Novelty(told).holds(passage) == Novelty(told[::-1]).holds(passage)
