"""Other names of countries, governments and bodies."""

from __future__ import annotations

import pytest

from summaries import aliases
from summaries.places.aliases import plain
from summaries.places.gazetteer import gazetteer
from summaries.places.nicknames import BODIES, GOVERNMENTS, OTHERWISE, UNCERTAIN_CAPITALS


@pytest.mark.parametrize(
    ("term", "others"),
    [
        ("bogotá", {"colombia", "colombian", "colombians"}),
        ("Bogota", {"colombia", "colombian", "colombians"}),
        ("colombia", {"bogotá", "colombian"}),
        ("kremlin", {"russia", "russian", "moscow"}),
        ("the Kremlin", {"russia"}),
        ("russians", {"kremlin", "moscow", "russia"}),
        ("whitehall", {"united kingdom", "british", "downing street"}),
        ("elysee", {"france", "french", "paris"}),
        ("Quai d\u2019Orsay", {"france", "french"}),
        ("blue house", {"south korea", "south korean", "seoul"}),
        ("seoul", {"south korea"}),
        ("pyongyang", {"north korea", "dprk"}),
        ("zhongnanhai", {"china", "chinese", "beijing"}),
        ("casa rosada", {"argentina", "argentine", "buenos aires"}),
        ("aso rock", {"nigeria", "nigerian", "abuja"}),
        ("white house", {"united states", "u.s.", "american"}),
        ("brussels", {"european union", "eu"}),
        ("turtle bay", {"united nations", "un"}),
        ("burma", {"myanmar", "naypyidaw"}),
        ("kiev", {"kyiv", "ukraine"}),
        ("tbilisi", {"georgia", "georgian"}),
        ("jordan", {"amman", "jordanian"}),
        ("US", {"united states", "american"}),
    ],
)
def test_other_names_are_known(term: str, others: set[str]) -> None:
    """A capital, a nickname or a country leads to the other names of the same."""
    assert others <= set(aliases(term))


@pytest.mark.parametrize(
    "term",
    [
        *("washington", "santiago", "victoria", "kingston", "san josé", "georgetown", "jerusalem", "sofia"),
        *("dominican", "congolese", "us", "who", "it", "storm", ""),
    ],
)
def test_what_is_uncertain_has_no_other_names(term: str) -> None:
    """Words of two meanings, and words that are no places, lead nowhere."""
    assert aliases(term) == ()


def test_no_term_is_its_own_alias_and_all_are_lower_case() -> None:
    """For every country: other names than its own, each once, in lower case."""
    for one in gazetteer().values():
        others = aliases(one.name)
        assert plain(one.name) not in {plain(other) for other in others}
        assert len(others) == len(set(others))
        assert all(other == other.lower().strip() and other for other in others)


def test_the_tables_name_countries_that_are_there() -> None:
    """Nicknames and other names belong to countries of the gazetteer; the uncertain capitals are capitals."""
    assert {*GOVERNMENTS, *OTHERWISE} <= set(gazetteer())
    assert {one.capital.lower() for one in gazetteer().values()} >= UNCERTAIN_CAPITALS
    assert all(len(group) > 1 for group in BODIES)
