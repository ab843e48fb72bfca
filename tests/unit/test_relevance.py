"""What a search found is ranked by words, age and company."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from summaries import Retrieved, Term, rank
from summaries.spelling import nearest_stems, nearest_word

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
RAIN = "Rain fell on the harbour all night and the ferry stayed in port."


def told(name: str, title: str, text: str = RAIN, days_ago: float = 0) -> Retrieved:
    return Retrieved(id=name, title=title, text=text, when=NOW - timedelta(days=days_ago))


def order(query: str, *found: Retrieved) -> list[str]:
    terms = [Term(spellings=(word,), count=2) for word in query.split()]
    return [name for name, _ in rank(terms, found, 1000)]


def test_a_headline_counts_more_than_the_text_below_it() -> None:
    below = told("below", "News of the night", f"{RAIN} A treaty was signed.")
    assert order("treaty", below, told("title", "A treaty is signed")) == ["title", "below"]


def test_many_of_the_words_beat_one_that_is_said_often() -> None:
    often = told("often", "Treaty", "Treaty talks on the treaty. " * 9)
    assert order("treaty fishing quota", often, told("many", "Fishing quota in treaty")) == ["many", "often"]


def test_words_are_found_whatever_their_ending_and_accents() -> None:
    """Nomination is of nominate, erdogan is Erdoğan; "ban" is no "bank"."""
    assert order("nominate", told("a", "Banks"), told("b", "The nomination")) == ["b", "a"]
    assert order("erdogan", told("a", "Banks"), told("b", "Erdoğan speaks")) == ["b", "a"]
    assert order("ban", told("a", "Banks"), told("b", "A smoking ban")) == ["b", "a"]


def test_of_equals_the_newer_comes_first() -> None:
    old, new = told("old", "Treaty signed", days_ago=900), told("new", "Treaty signed")
    assert order("treaty", old, new) == ["new", "old"]


def test_what_tells_of_the_same_event_is_drawn_up() -> None:
    """A report on the day that says it in other words passes one of another event that holds a word more."""
    strike = "Dockers walked out at the Halden container terminal on Monday over night shifts."
    best = told("best", "Strike closes Halden terminal", strike)
    same = told("same", "Dockers at Halden container terminal walk out over night shifts", strike)
    other = told("other", "Strike talks in Ashby schools", "Teachers spoke of a strike.", days_ago=200)
    assert order("halden strike", best, other, same) == ["best", "same", "other"]


def test_words_that_stand_nowhere_and_no_words_at_all_keep_the_order() -> None:
    found = [told("a", "Treaty"), told("b", "Quota")]
    assert rank([Term(spellings=("x",), count=0)], found, 10) == [("a", 0.0), ("b", 0.0)]
    assert rank([], [], 0) == []


def test_more_than_are_compared_stay_in_the_list() -> None:
    found = [told(str(number), "A treaty") for number in range(90)]
    assert sorted(order("treaty", *found)) == sorted(one.id for one in found)


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("erdogn", "Erdoğan"), ("Erdgoan", "Erdoğan"), ("brigde", "bridge"), ("brid", ""), ("president", "")],
)
def test_a_misspelling_is_taken_for_the_nearest_word_within_reach(word: str, nearest: str) -> None:
    """Exchanged, missing, added and wrong letters are mended; short words, and those that are right, not."""
    assert nearest_word(word, ["Erdoğan", "bridge", "president", "bright"]) == nearest


def test_the_nearest_stems_are_the_nearest_then_the_most_frequent() -> None:
    known = {"bridg": 3, "brigd": 9, "fridg": 50, "treati": 2, "erdogan": 5, "erdogen": 8}
    assert nearest_stems("erdogn", known) == ["erdogen", "erdogan"]
    assert nearest_stems("brigde", known) == ["brigd", "bridg"]
