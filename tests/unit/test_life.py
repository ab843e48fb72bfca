"""A story's life: new, developing, quiet, dormant or revived; who tells it, and how it grows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from summaries_made import stories
from summaries_samples import NOON, article

from bot.cli.reasons import grown
from summaries import Article, shown_spans
from summaries.life import Growth, distinct, life

thorough = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

TURNS = (
    "The harbour of Lund lost eleven boats to the storm in the night.",
    "Storm victims in Visby were moved to the opera house by ferry.",
    "The storm tore a crane off its rails in Narvik and sank a tug.",
    "Insurers put what the storm broke at half a billion crowns.",
    "Engineers mended the last cable that the storm had snapped near Turku.",
    "A minister promised loans to farmers whose barns the storm took.",
    "Divers found the bell of a wreck that the storm had laid bare.",
    "Schools on the storm coast opened again with borrowed stoves.",
    "Meteorologists named the storm after a poet from Bergen.",
    "Judges threw out a suit against the harbour pilots over the storm.",
)


def told(number: int, hours: float, publisher: str = "The Post") -> Article:
    """An article that says what no other one says."""
    text = TURNS[number % len(TURNS)]
    return article(number, " ".join(text.split()[:7]), text, hours=hours, publisher=publisher)


def status(*hours: float, now: float) -> str:
    """The status of a story of one paper that was told at those hours."""
    found = [told(number, hour) for number, hour in enumerate(hours)]
    return life(found, NOON + timedelta(hours=now)).status


def test_a_story_is_new_for_its_first_hours() -> None:
    """First told within six hours is new, whatever came since."""
    assert status(0, now=1) == "new"
    assert status(0, 2, 5, now=6) == "new"
    assert status(0, now=6.1) == "quiet"


def test_a_story_sleeps_after_a_day_and_a_half_and_may_come_back() -> None:
    """Nothing told for 36 hours is dormant; told again after that it is revived, until it goes on as any."""
    assert status(0, 3, now=38) == "quiet"
    assert status(0, 3, now=39) == "dormant"
    assert status(0, 3, 80, now=81) == "revived"
    assert status(0, 3, 80, 100, 115, now=116.1) != "revived"


def test_a_revived_story_says_how_long_it_slept() -> None:
    """The pause right before what was told last."""
    now = NOON + timedelta(hours=81)
    assert life([told(0, 0), told(1, 3), told(2, 80)], now).slept == timedelta(hours=77)
    assert life([told(0, 0), told(1, 3)], now).slept == timedelta(0)


def test_a_new_publisher_or_a_new_turn_develops_a_story() -> None:
    """Who repeats in other words what was told develops nothing."""
    now = NOON + timedelta(hours=20)
    first, again = told(0, 0), replace(told(0, 18), id="again")
    assert life([first, replace(again, publisher="Tide")], now).status == "quiet"  # a copy
    assert life([first, told(1, 18, "Tide")], now).status == "developing"
    assert life([first, told(1, 18)], now).status == "developing"


def test_copies_add_nothing() -> None:
    """A text that was printed before, or nearly, is no article, no publisher and no growth of its own."""
    first = told(0, 0)
    copy = replace(first, id="b", publisher="Copyist", published=NOON + timedelta(hours=1))
    near = replace(copy, id="c", text=f"{first.text} More soon.")
    long = replace(first, id="d", text=" ".join(TURNS[:5]))
    found = life([first, copy, near], NOON + timedelta(hours=2))
    assert (found.articles, found.publishers, found.last_seen) == (1, ("The Post",), first.published)
    assert [one.id for one in distinct([first, copy, long])] == ["0", "d"]


def test_publishers_stand_in_the_order_in_which_they_came() -> None:
    """Each newsroom once, however it spells itself."""
    found = [told(0, 0, "Tide"), told(1, 1, "The Post"), told(2, 2, " tide "), told(3, 9, "Herald")]
    alive = life(found, NOON + timedelta(hours=10))
    assert alive.publishers == ("Tide", "The Post", "Herald")
    assert alive.lately == ("Herald",)


def test_growth_compares_the_last_hours_with_the_day_before() -> None:
    """A steady story has a factor of one, a rush more, silence less; one article is no explosion."""
    steady = [told(number, number * 3) for number in range(10)]
    alive = life(steady, NOON + timedelta(hours=29))
    assert (alive.growth.recent, alive.growth.before) == (2, 8)
    assert alive.growth.per_hour == pytest.approx(2 / 6)
    assert alive.growth.factor == pytest.approx(1.0)
    assert alive.growth.times == pytest.approx(1.0)
    assert life([told(0, 0)], NOON).growth.factor == pytest.approx(2.0)
    assert life(steady, NOON + timedelta(hours=34)).growth.factor < 1


def test_the_pace_that_is_told_is_of_the_figures_beside_it() -> None:
    """Two in six hours after four in a day is twice the pace; after none there is no pace to compare."""
    said = grown(Growth(recent=2, before=4))
    assert said == ", 2 of them in the last 6 hours and 4 in the 24 hours before (2.0 times the pace)"
    assert grown(Growth(recent=2, before=0)).endswith("and 0 in the 24 hours before")


def test_what_is_undated_is_counted_and_has_no_time() -> None:
    """Where no article has a time there is no first and no last; the future counts as now."""
    undated = article(0, hours=None)
    alone = life([undated], NOON)
    assert (alone.status, alone.first_seen, alone.articles, alone.timeline) == ("quiet", None, 1, ())
    ahead = life([undated, told(1, 5)], NOON)
    assert (ahead.first_seen, ahead.last_seen, ahead.articles) == (NOON, NOON, 2)


def test_no_article_has_no_life() -> None:
    """Nothing can't be told."""
    with pytest.raises(ValueError, match="needs an article"):
        life([], NOON)


@pytest.mark.exhaustive
@thorough
@given(stories(), st.permutations(range(5)), st.integers(-10, 200))
def test_the_order_of_the_articles_is_no_matter(found: list[Article], order: list[int], hours: int) -> None:
    """Any order, with spans stored or found anew, and any time: the same life."""
    now = NOON + timedelta(hours=hours)
    shuffled = [found[at] for at in order if at < len(found)]
    spans = {one.id: shown_spans(one) for one in found}
    assert life(found, now) == life(shuffled, now, spans)


@thorough
@given(stories(), st.integers(-10, 200))
def test_any_life_is_in_order(found: list[Article], hours: int) -> None:
    """Times, counts and turns agree with each other, and each turn stands verbatim in its article."""
    alive = life(found, NOON + timedelta(hours=hours))
    by_id = {one.id: one for one in found}
    assert alive.articles <= len(by_id)
    assert set(alive.lately) <= set(alive.publishers)
    assert alive.growth.recent + alive.growth.before <= alive.articles
    assert [turn.when for turn in alive.timeline] == sorted(turn.when for turn in alive.timeline)
    assert len({turn.sentence.article_id for turn in alive.timeline}) == len(alive.timeline)
    for turn in alive.timeline:
        said = turn.sentence
        assert by_id[said.article_id].text[said.start : said.end] == said.text
