"""Stories of other languages are attached where names and figures make it certain that they tell the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from gold import rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from summaries_made import stories
from summaries_samples import NOON, article

from summaries.attach import WITHIN, attached
from summaries.foreign import calendar, countries

if TYPE_CHECKING:
    from summaries import Article

thorough = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def story(name: str, written: list[Any]) -> tuple[str, list[Article]]:
    """A story of one article, of a row of the gold set: language, hour, headline, opening."""
    language, hours, title, text = written
    return name, [article(name, title, text, hours=hours, language=language)]


def judged(name: str) -> tuple[int, int, int]:
    """(rightly attached, wrongly attached, missed) of a gold set."""
    found = [
        (label == "same", bool(attached([story("a", one), story("b", other)])))
        for label, one, other in rows(name)
    ]
    return found.count((True, True)), found.count((False, True)), found.count((True, False))


def test_the_gold_set_that_it_was_built_on_is_judged_rightly() -> None:
    """Of the pairs of the dev set every one is attached or left alone as it should be."""
    assert judged("attach_dev") == (11, 0, 0)


def test_the_gold_set_that_was_held_out_stays_where_it_was() -> None:
    """Of the held-out pairs so many are attached: one wrongly, a city's mayor twice on one day."""
    right, wrong, missed = judged("attach_heldout")
    assert right >= 10
    assert wrong <= 1
    assert missed <= 1


QUAKE, TERREMOTO = (story(name, one) for name, one in zip("ab", rows("attach_dev")[0][1:], strict=True))


def later(told: tuple[str, list[Article]], name: str, hours: float) -> tuple[str, list[Article]]:
    return name, [article(name, one.title, one.text, hours=hours, language=one.language) for one in told[1]]


def test_only_stories_of_two_languages_are_attached() -> None:
    """One text twice in one language is no matter of languages."""
    assert attached([QUAKE, later(QUAKE, "c", 9)]) == ()


def test_what_is_days_apart_is_not_attached() -> None:
    """Within 36 hours of each other, or not at all; nor what has no time."""
    near, far = WITHIN / timedelta(hours=1) + 7, WITHIN / timedelta(hours=1) + 9
    assert attached([QUAKE, later(TERREMOTO, "b", near)]) == (("a", "b"),)
    assert attached([QUAKE, later(TERREMOTO, "b", far)]) == ()
    undated = article("b", TERREMOTO[1][0].title, TERREMOTO[1][0].text, hours=None, language="es")
    assert attached([QUAKE, ("b", [undated])]) == ()


def test_of_two_that_are_as_near_neither_is_certain() -> None:
    """Where two stories of a language fit equally, none is attached."""
    assert attached([QUAKE, TERREMOTO, later(TERREMOTO, "c", 9)]) == ()


def test_a_name_that_is_everywhere_tells_nothing() -> None:
    """What many stories of a language hold makes none of them certain."""
    many = [
        story(
            f"m{at}",
            ["es", 9, f"Arequipa abre su museo {at + 200}", "Los vecinos de Arequipa celebran."],
        )
        for at in range(4)
    ]
    one = story("x", ["es", 9, "Arequipa celebra 14 años de su feria", "Feria en Arequipa, en Perú."])
    assert attached([QUAKE, *many, one]) == ()


@pytest.mark.exhaustive
@thorough
@given(st.lists(stories(), max_size=4), st.permutations(range(5)))
def test_the_order_does_not_matter(found: list[list[Article]], order: list[int]) -> None:
    """Any stories, in any order: the same pairs, each of two stories that are there."""
    told = [QUAKE, *((f"s{at}", one) for at, one in enumerate(found))]
    pairs = attached(told)
    assert pairs == attached([told[at] for at in order if at < len(told)])
    assert all(a < b and {a, b} <= {name for name, _ in told} for a, b in pairs)


@pytest.mark.parametrize(
    ("language", "text", "lands"),
    [
        ("es", "Chile y Costa Rica firman en Nueva Zelanda", {"CL", "CR", "NZ"}),
        ("cs", "Jednání v Norsku a Izraeli", {"NO", "IL"}),
        ("ru", "Переговоры в Норвегии и Турции", {"NO", "TR"}),
        ("ar", "وفد من الأردن في تونس", {"JO", "TN"}),
        ("zh", "日本与巴西签署协议", {"JP", "BR"}),
        ("zh", "印度尼西亚发生地震", {"ID"}),
        ("ja", "インドネシアで地震", {"ID"}),
        ("ko", "인도네시아에서 지진이 일본은", {"ID", "JP"}),
        ("en", "French and Kenyan officials met in Sri Lanka", {"FR", "KE", "LK"}),
        ("tlh", "Norway", set[str]()),
    ],
)
def test_countries_are_read_in_their_own_language(language: str, text: str, lands: set[str]) -> None:
    """With endings and particles, of several words, or in a script without spaces."""
    assert countries(text, language) == lands


def test_days_of_a_month_are_no_figures() -> None:
    """The date that every paper of a day prints makes no two stories one."""
    assert calendar("es").sub("", "El 12 de marzo murieron 12 personas") == "El  murieron 12 personas"
    assert calendar("en").sub("", "On March 12 some 12 people died") == "On  some 12 people died"
    assert calendar("fr").sub("", "Le 1er mars").strip() == "Le"


def test_a_story_without_articles_is_passed_over() -> None:
    """Nothing is attached to nothing."""
    assert attached([("a", []), QUAKE]) == ()
    assert attached([]) == ()


def test_the_times_of_a_story_are_those_of_its_articles() -> None:
    """A story that goes on is near what any hour of it is near."""
    long = ("a", [*QUAKE[1], article("late", "More", "More of Arequipa.", hours=60)])
    assert long[1][1].published == NOON + timedelta(hours=60)
    assert attached([long, later(TERREMOTO, "b", 80)]) == (("a", "b"),)
