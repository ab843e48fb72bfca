"""A story's headline is the title that speaks for it: central, recent, of news."""

from __future__ import annotations

from itertools import permutations

from summaries_samples import article

from summaries import brief
from summaries.choosing.headline import headline

LEDE = "A landslide buried the mountain road between Quillan and Foix on Sunday, the prefect said."
CENTRAL = article(1, "Landslide buries road between Quillan and Foix", LEDE, publisher="Le Midi")
SIDE = article(2, "Prefect cuts short his holiday", LEDE, publisher="La Voix")
OTHER = article(3, "Road to Foix buried by landslide", LEDE, publisher="The Valley")


def test_the_headline_is_in_the_words_that_the_others_use() -> None:
    """Of three titles the one is chosen whose words the other titles and the ledes hold."""
    assert headline([SIDE, CENTRAL, OTHER]) is CENTRAL


def test_the_headline_does_not_depend_on_the_order_of_the_articles() -> None:
    """Any order of a story's articles gives its brief the same headline."""
    orders = permutations([CENTRAL, SIDE, OTHER])
    assert len({brief(order).headline_id for order in orders}) == 1


def test_an_explainer_does_not_name_the_news() -> None:
    """A title that asks how or why gives way to one that tells what happened."""
    why = article(4, "Why a landslide buried the road between Quillan and Foix", LEDE)
    assert headline([why, OTHER]) is OTHER


def test_rare_words_that_are_shared_weigh_more_than_common_ones() -> None:
    """What tells this story from others is what its headline says."""
    vague = article(5, "Officials say people told on Sunday", LEDE)
    exact = article(6, "Landslide near Quillan and Foix", LEDE)
    assert headline([vague, exact]) is exact


def test_an_article_without_a_title_names_no_story() -> None:
    """A blank title is taken only where there is no other."""
    blank = article(7, "  ", LEDE, hours=5)
    assert headline([blank, SIDE]) is SIDE
    assert headline([blank]) is blank


def test_a_newer_turn_takes_the_headline_over() -> None:
    """Days later what was central then gives way to what is told now."""
    turn = article(8, "Landslide road to Foix opens again", LEDE, hours=24 * 5)
    assert headline([CENTRAL, OTHER, turn]) is turn
