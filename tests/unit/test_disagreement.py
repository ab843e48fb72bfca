"""Figures that differ are found with precision first, and shown as they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import gold
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.facts.disagreement import differences

FOUND = ("differ", "updated")
SETS = ("figures_dev", "figures_heldout", "figures_heldout2")


def judged(name: str) -> list[tuple[str, str]]:
    """Of each pair of a gold set: its label, and what was found ("" for nothing)."""
    verdicts: list[tuple[str, str]] = []
    for label, *two in gold.rows(name):
        pair = [gold.passage(at, two[2 * at], two[2 * at + 1]) for at in (0, 1)]
        found = differences(pair)
        verdicts.append((label, found[0].kind if found else ""))
    return verdicts


@pytest.mark.parametrize(
    ("name", "recall"), [("figures_dev", 0.95), ("figures_heldout", 0.85), ("figures_heldout2", 0.7)]
)
def test_what_is_shown_as_a_difference_is_one(name: str, recall: float) -> None:
    """Of what is found at least 95 in 100 are differences, and of the differences few are missed."""
    verdicts = judged(name)
    found = [label for label, kind in verdicts if kind]
    wanted = [kind for label, kind in verdicts if label in FOUND]
    assert sum(label in FOUND for label in found) >= 0.95 * len(found)
    assert sum(map(bool, wanted)) >= recall * len(wanted)


def test_a_difference_says_whether_publishers_differ_or_a_figure_was_replaced() -> None:
    """At least 95 in 100 of the differences found are of the kind that they are called."""
    found = [(label, kind) for name in SETS for label, kind in judged(name)]
    named = [label == kind for label, kind in found if kind and label in FOUND]
    assert sum(named) >= 0.95 * len(named)


def test_the_gold_set_is_large_and_its_pairs_are_written_once() -> None:
    """At least 220 pairs, each of its own."""
    pairs = [tuple(row) for name in SETS for row in gold.rows(name)]
    assert len(set(pairs)) == len(pairs) >= 220


TOLLS = (
    gold.passage(
        1, "Post 08:00", "At least 30 people were killed when a bus plunged into a ravine near Cusco."
    ),
    gold.passage(2, "Courier 09:00", "A bus crash near Cusco killed 31 people."),
    gold.passage(3, "Post 15:00", "The death toll from the bus crash near Cusco rose to 36."),
    gold.passage(4, "Herald 15:30", "The bus crash near Cusco killed 38 people, firefighters said."),
    gold.passage(5, "Gazette 15:40", "Thirty-six people were killed in the bus crash near Cusco."),
)


def test_statements_stand_side_by_side_from_the_oldest_on_and_verbatim() -> None:
    """All figures of one thing in one difference, each statement whole, each figure as it is written."""
    (found,) = differences(TOLLS)
    assert found.figures == ("At least 30", "31", "38", "Thirty-six")
    assert found.kind == "differ"
    assert found.about == "killed"
    texts = {passage.sentence: passage.sentence.text for passage in TOLLS}
    assert all(
        figure in texts[sentence] for sentence, figure in zip(found.statements, found.figures, strict=True)
    )


def test_a_figure_that_its_newsroom_has_replaced_is_no_disagreement() -> None:
    """The Post said 30 and says 36 since: with the Gazette's 36 that is news, not a quarrel."""
    (found,) = differences([TOLLS[0], TOLLS[2], TOLLS[4]])
    assert (found.kind, found.figures) == ("updated", ("At least 30", "Thirty-six"))


def test_the_order_of_the_pool_is_of_no_account() -> None:
    """Every order gives the same differences."""
    assert len({differences(order) for order in permutations(TOLLS)}) == 1


def test_what_one_article_says_twice_is_no_difference() -> None:
    """A part and a whole in one text are its own affair."""
    one = gold.passage(1, "Post 08:00", "The crash killed 12 people.")
    assert differences([one, gold.passage(1, "Post 08:00", "The crash killed 15 people.")]) == ()


def test_other_languages_state_nothing_rather_than_something_wrong() -> None:
    """Until we can read them as safely as English, their figures are left alone."""
    pair = (("Post 08:00", "El terremoto mató a 149 personas."), ("Courier 08:30", "El terremoto mató a 12."))
    told = [gold.passage(at, when, text, language="es") for at, (when, text) in enumerate(pair)]
    assert differences(told) == ()


numbers = st.integers(min_value=2, max_value=5_000)


@given(numbers, numbers, st.sampled_from(["", "at least ", "about ", "more than ", "up to "]))
def test_differences_are_symmetric_and_cite_what_stands(a: int, b: int, hedge: str) -> None:
    """Any two figures: the same either way round, and each is cut from its sentence."""
    first = gold.passage(1, "Post 08:00", f"The quake killed {hedge}{a:,} people in Chile.")
    second = gold.passage(2, "Courier 08:30", f"In Chile {b:,} people were killed by the quake.")
    found = differences([first, second])
    assert found == differences([second, first])
    assert all(
        figure in sentence.text and sentence in (first.sentence, second.sentence)
        for one in found
        for figure, sentence in zip(one.figures, one.statements, strict=True)
    )
    assert not (a == b and found)


@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_read_without_a_crash(texts: list[str]) -> None:
    """Whatever the sentences hold, the answer is the same in either order."""
    told = [gold.passage(at, "Post 08:00", text) for at, text in enumerate(texts)]
    assert differences(told) == differences(told[::-1])


def test_undated_articles_are_compared_too() -> None:
    """Two publishers without dates differ; nobody can say that one replaced the other."""
    told = [replace(passage, published=None) for passage in TOLLS[:2]]
    assert [one.kind for one in differences(told)] == ["differ"]
    naive = [replace(passage, published=datetime(2026, 3, 1)) for passage in TOLLS[:2]]  # noqa: DTZ001 - the point
    assert differences([naive[0], replace(TOLLS[1], published=datetime(2026, 3, 1, tzinfo=UTC))])


@pytest.mark.parametrize("digits", ["1" + "0" * 15, "1" + "0" * 400, "9" * 400])
def test_a_number_that_no_float_holds_is_no_figure(digits: str) -> None:
    """A key or an account, and no news."""
    told = [
        gold.passage(1, "Post 08:00", f"The dam in Chile cost {digits} dollars."),
        gold.passage(2, "Courier 08:30", "The dam in Chile cost 12 dollars."),
    ]
    assert differences(told) == ()


def test_a_text_without_an_end_costs_nothing() -> None:
    """What no sentence of news is as long as is not taken apart."""
    endless = "12 people were killed to 13 " * 20_000
    told = [gold.passage(at, "Post 08:00", f"{endless}{at}") for at in range(2)]
    assert differences(told) == ()
