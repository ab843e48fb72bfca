"""Who else says so: the same event, names and figures, each newsroom and each agency once."""

from __future__ import annotations

from itertools import permutations

import gold
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.facts.agencies import agency_of
from summaries.facts.claims import fact
from summaries.facts.corroboration import corroborate

QUAKE = "An earthquake of magnitude 6.4 struck northern Chile on Tuesday and killed at least 12 people."
TAKEN = (
    "Rescue teams with dogs were still looking for nine missing dockers under a collapsed crane in Iquique."
)


def judged(name: str) -> list[tuple[bool, bool]]:
    """Of each pair of a gold set: whether it states the same, and whether we say so."""
    verdicts: list[tuple[bool, bool]] = []
    for label, first, second in gold.rows(name):
        a, b = gold.passage(1, "Post 08:00", first), gold.passage(2, "Courier 08:10", second)
        (found,) = corroborate([a.sentence], [a, b])
        verdicts.append((label == "same", found.supporting == (b.sentence,)))
    return verdicts


@pytest.mark.parametrize("name", ["same_dev", "same_heldout", "same_heldout2"])
def test_who_is_said_to_say_the_same_does(name: str) -> None:
    """Of those called support at least 95 in 100 state the same, and of those that do 8 in 10 are found."""
    verdicts = judged(name)
    called = [same for same, found in verdicts if found]
    true = [found for same, found in verdicts if same]
    assert sum(called) >= 0.95 * len(called)
    assert sum(true) >= 0.8 * len(true)


def test_the_gold_set_has_at_least_sixty_pairs() -> None:
    """Each pair once."""
    pairs = [tuple(row) for name in ("same_dev", "same_heldout", "same_heldout2") for row in gold.rows(name)]
    assert len(set(pairs)) == len(pairs) >= 60


def test_each_newsroom_counts_once_its_own_first() -> None:
    """Names compare trimmed and without case; the sentence's own publisher leads."""
    said = (
        ("The Post 09:00", QUAKE),
        (
            "Courier 08:00",
            "At least 12 people were killed on Tuesday by a magnitude 6.4 quake in northern Chile.",
        ),
        (
            "courier  08:30",
            "A magnitude 6.4 earthquake in northern Chile killed at least 12 people on Tuesday.",
        ),
        ("THE POST 10:00", "The magnitude 6.4 quake that struck northern Chile on Tuesday killed 12 people."),
        ("Herald 10:00", "Chile's president cancelled a trip to Lima."),
    )
    told = [gold.passage(at, when, text) for at, (when, text) in enumerate(said, 1)]
    (found,) = corroborate([told[0].sentence], told)
    assert {one.article_id for one in found.supporting} == {"a2", "a3", "a4"}
    assert found.publishers == ("The Post", "Courier")
    assert found.agency == ""


def test_one_agency_text_in_five_papers_is_one_voice() -> None:
    """Copies are credited to the agency that one of them names."""
    papers = [gold.passage(at, f"Paper{at} 08:00", TAKEN) for at in range(5)]
    (found,) = corroborate([papers[2].sentence], papers, {"a3": "AP"})
    assert len(found.supporting) == 4
    assert (found.publishers, found.agency) == (("AP",), "AP")


def test_copies_that_credit_nobody_are_one_voice_too() -> None:
    """The same wording is no second source, lightly edited or not."""
    told = [
        gold.passage(1, "Post 08:00", TAKEN),
        gold.passage(2, "Courier 09:00", f"{TAKEN[:-1]}, police said."),
    ]
    (found,) = corroborate([told[0].sentence], told)
    assert (len(found.supporting), found.publishers) == (1, ("Post",))


def test_two_papers_that_quote_the_same_words_are_two() -> None:
    """What somebody said is alike in every paper."""
    said = "\u201cWe will rebuild every single house of this street before the winter comes,\u201d"
    told = [
        gold.passage(1, "Post 08:00", f"{said} Mayor Rojas said."),
        gold.passage(2, "Courier 09:00", f"{said} Rojas told residents."),
    ]
    (found,) = corroborate([told[0].sentence], told)
    assert found.publishers == ("Post", "Courier")


@pytest.mark.parametrize(
    ("text", "publisher", "agency"),
    [
        ("KYIV, Ukraine (AP) \u2014 Rain fell on the city.", "Post", "AP"),
        ("PARIS, AFP - Rain fell on the city.", "Post", "AFP"),
        ("By The Associated Press\nRain fell on the city.", "Post", "AP"),
        ("BERLIN (dpa/tmn) - Rain fell on the city.", "Post", "dpa"),
        ("Rain fell on the city.", " reuters ", "Reuters"),
        ("Rain fell on the city.\nXinhua", "Post", "Xinhua"),
        ("Rain fell.\n(Reporting by Ann Lee in Oslo; editing by Bo Ek)", "Post", "Reuters"),
        ("He told Reuters that rain had fallen.", "Post", ""),
        ("The AP reported rain; AFP did not.", "Post", ""),
        ("The Palestinian Authority (PA) said so.", "Post", ""),
        ("The Aam Aadmi Party (AAP) won (PTI)", "Post", "PTI"),
        ("He told the Press Trust of India (PTI) so.", "Post", ""),
    ],
)
def test_an_agency_is_known_by_its_credit_alone(text: str, publisher: str, agency: str) -> None:
    """A dateline, a byline, a line at the end, or the feed's own name; not a mention."""
    assert agency_of(text, publisher) == agency


def test_in_other_languages_nearly_the_same_words_are_asked_for() -> None:
    """We can't read their verbs: what shares most words may still say the opposite."""
    said = (
        "Le parlement de Dakar a adopt\u00e9 mardi la loi sur les mines.",
        "Le parlement de Dakar a rejet\u00e9 mercredi la loi sur les mines apr\u00e8s un d\u00e9bat houleux.",
        "Mardi, le parlement de Dakar a adopt\u00e9 la loi sur les mines.",
    )
    told = [gold.passage(at, f"Paper{at} 08:00", text, language="fr") for at, text in enumerate(said)]
    (found,) = corroborate([told[0].sentence], told)
    assert found.supporting == (told[2].sentence,)


def test_the_order_of_the_pool_is_of_no_account() -> None:
    """Every order gives the same support."""
    told = [
        gold.passage(at, f"Paper{at} 0{at}:00", text) for at, text in enumerate([QUAKE, TAKEN, QUAKE, TAKEN])
    ]
    assert (
        len({corroborate([told[0].sentence, told[1].sentence], order) for order in permutations(told)}) == 1
    )


@given(st.lists(st.text(max_size=50), min_size=1, max_size=4))
def test_any_text_gives_one_entry_for_each_sentence(texts: list[str]) -> None:
    """In order, verbatim, and never an article in support of itself."""
    told = [gold.passage(at, "Post 08:00", text) for at, text in enumerate(texts)]
    chosen = [one.sentence for one in told]
    found = corroborate(chosen, told)
    assert [one.sentence for one in found] == chosen
    assert all(other.article_id != one.sentence.article_id for one in found for other in one.supporting)
    assert {other for one in found for other in one.supporting} <= set(chosen)


def test_names_that_begin_alike_are_in_one_order_in_every_run() -> None:
    """A set's order is another in each run: it must not decide who did what to whom."""
    names = [("john", second) for second in ("adams", "brown", "carter", "dunn", "evans", "smith")]
    told = " and ".join(" ".join(name).title() for name in reversed(names))
    assert fact(f"Yesterday {told} met in Oslo.", "en").order[: len(names)] == tuple(names)
