"""The gazetteer: countries, their words and regions, and what was put right in the library."""

from __future__ import annotations

import subprocess
import sys

import pytest

from summaries.places import corrections
from summaries.places.gazetteer import gazetteer
from summaries.places.people import counterpart, countries, plural, spelled_out
from summaries.places.regions import REGIONS, region_of

MEMBERS_AND_MORE = 193 + 4  # of the United Nations; Kosovo, Palestine, Taiwan, the Vatican


def test_every_country_of_the_world_has_a_name_and_a_region() -> None:
    """All members of the United Nations and more are there, each with a name and one of our regions."""
    assert len(gazetteer()) >= MEMBERS_AND_MORE
    assert all(one.name and region_of(one.code) in REGIONS for one in gazetteer().values())
    assert {region_of(code) for code in gazetteer()} == set(REGIONS)


def test_nearly_every_country_has_a_capital_and_a_people() -> None:
    """The gaps are those that the corrections mean to leave."""
    assert {one.code for one in gazetteer().values() if not one.capital} == {"GQ", "HK", "MO", "PS", "VA"}
    assert {one.code for one in gazetteer().values() if not one.people} == {"VA"}


@pytest.mark.parametrize(
    ("code", "name", "capital", "people"),
    [
        ("CO", "Colombia", "Bogotá", "Colombian"),
        ("KZ", "Kazakhstan", "Astana", "Kazakh"),
        ("SZ", "Eswatini", "Mbabane", "Swazi"),
        ("MK", "North Macedonia", "Skopje", "Macedonian"),
        ("XK", "Kosovo", "Pristina", "Kosovar"),
        ("BI", "Burundi", "Gitega", "Burundian"),
        ("MV", "Maldives", "Malé", "Maldivian"),
    ],
)
def test_what_the_library_has_wrong_is_right_here(code: str, name: str, capital: str, people: str) -> None:
    """Names, capitals and peoples are those of today."""
    one = gazetteer()[code]
    assert (one.name, one.capital, one.people) == (name, capital, people)


def test_every_correction_is_of_a_country_that_is_there() -> None:
    """No correction outlives what it corrects."""
    corrected = {*corrections.NAMES, *corrections.CAPITALS, *corrections.DEMONYMS, *corrections.MISSING}
    assert corrected <= set(gazetteer())
    assert not corrections.LEFT_OUT & set(gazetteer())


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("TR", "Middle East"),
        ("EG", "Middle East"),
        ("IR", "Middle East"),
        ("IL", "Middle East"),
        ("MX", "Latin America"),
        ("HT", "Latin America"),
        ("RU", "Europe"),
        ("CY", "Europe"),
        ("GE", "Europe"),
        ("GL", "Europe"),
        ("KZ", "Asia"),
        ("AF", "Asia"),
        ("MA", "Africa"),
        ("SD", "Africa"),
        ("US", "North America"),
        ("AU", "Oceania"),
    ],
)
def test_regions_are_those_of_world_desks(code: str, region: str) -> None:
    """Where desks and geographers differ, the desks are followed."""
    assert region_of(code) == region


def test_an_unknown_code_has_no_region() -> None:
    """A code that is no country's has no region."""
    assert region_of("ZZ") == ""


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("afghans", "afghanistan"),
        ("czechs", "czechia"),
        ("burmese", "myanmar"),
        ("türkiye", "turkey"),
        ("scots", "scotland"),
    ],
)
def test_a_certain_word_tells_its_country(word: str, country: str) -> None:
    """A country's name, adjective and people are known."""
    assert countries([word, "and", "of"]) == {country}


@pytest.mark.parametrize(
    "word",
    [
        "georgia",
        "georgian",
        "jordan",
        "chad",
        "guinea",
        "congolese",
        "american",
        "dominican",
        "korean",
        "us",
        "male",
        "nice",
    ],
)
def test_a_word_of_two_meanings_tells_none(word: str) -> None:
    """What names something else as well is no country."""
    assert countries([word]) == frozenset()


def test_a_country_and_its_people_go_together() -> None:
    """Each of a country's words has the others as its counterparts, with diacritics or without."""
    assert set(counterpart("peru")) == {"peruvian", "peruvians"}
    assert "turkey" in counterpart("turkiye")
    assert set(counterpart("georgia")) == {"georgian", "georgians"}
    assert counterpart("georgian") == ()
    assert counterpart("table") == ()


def test_initials_are_spelled_out() -> None:
    """Initials stand for names; unknown ones for nothing."""
    assert spelled_out("uae")[1] == "united arab emirates"
    assert spelled_out("xyz") == ()


@pytest.mark.parametrize(
    ("people", "several"),
    [("Kenyan", "kenyans"), ("French", ""), ("Chinese", ""), ("Greek", "greeks"), ("", "")],
)
def test_adjectives_alone_have_no_plural(people: str, several: str) -> None:
    """ "Kenyans" is a word, "Frenchs" is none."""
    assert plural(people) == several


def test_importing_the_library_reads_no_gazetteer() -> None:
    """`import summaries` loads neither babel nor countryinfo: they wait until places are asked for."""
    code = "import sys, summaries; print(sorted({'babel', 'countryinfo'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
