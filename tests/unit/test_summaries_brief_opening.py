"""How a brief opens: with the news of its headline, told once, whatever else the story holds."""

from __future__ import annotations

from summaries_samples import article

from summaries import Article, Brief, brief
from summaries.choosing.coverage import DEFAULT_PARAMETERS
from summaries.choosing.opening import dangling
from summaries.choosing.pool import gather

SCENE = "On the day that the lamps were lit along the old quay, nobody in the town of Lund slept."
NEWS = "The mayor of Lund, Kari Lie, was charged with fraud on Tuesday over the sale of the ferry port."
SAME = "Prosecutors on Tuesday charged Kari Lie, the mayor of Lund, with fraud over the port's sale."
DETAIL = "The sale brought 40 million crowns less than a rival bidder had offered two months before."
SIDE = "Schools in the district open an hour later this week because of the snow on the roads."
TITLE = "Mayor of Lund charged with fraud over sale of port"


def texts(made: Brief) -> list[str]:
    return [s.text for s in made.sentences]


def told(name: str, *sentences: str, hours: int = 0, title: str = TITLE) -> Article:
    return article(name, title, " ".join(sentences), hours=hours, publisher=f"The {name}")


def test_a_brief_opens_with_what_its_headline_says() -> None:
    """The scene that an article sets before its news is left out."""
    made = brief([told("a", SCENE, NEWS, DETAIL, SIDE)], sentences=2)
    assert texts(made)[0] == NEWS
    assert SCENE not in texts(made)


def test_a_scene_is_shown_where_nothing_else_is_left() -> None:
    """What was asked for is filled up all the same."""
    assert texts(brief([told("a", SCENE, NEWS)], sentences=2)) == [SCENE, NEWS]


def test_two_papers_openings_are_one_fact() -> None:
    """The event is told once, though the papers share few words in a row."""
    made = brief([told("a", NEWS, DETAIL), told("b", SAME, SIDE, hours=1)], sentences=3)
    assert len({NEWS, SAME} & set(texts(made))) == 1


def test_the_lede_goes_before_two_lesser_sentences() -> None:
    """Where an article's share has room for its news or for two asides, the news is told."""
    one = told("a", NEWS, "Nobody was hurt in the harbour.", DETAIL, "It snowed on the quay in Lund.", SIDE)
    assert texts(brief([one], sentences=3, max_share=0.25)) == [NEWS]


def test_what_somebody_unnamed_did_is_not_asked_about() -> None:
    """A sentence about why "they" left is not shown without the one that says who they are."""
    assert "Why they left is unknown to the police." not in texts(
        brief([told("a", NEWS, SIDE, DETAIL, "Why they left is unknown to the police.")], sentences=3)
    )


def test_what_no_opening_told_of_dangles() -> None:
    """A surname alone and "the rival" dangle; whoever an opening names, or is named in full, does not."""
    sentences = (
        NEWS,
        '"We will appeal to the court in Malmo in June," Berg said.',
        '"We will appeal to the court in Malmo in May," the lawyer Bo Ek said.',
        '"We will never appeal to the court in Malmo," Lie said.',
        "The rival had offered more than that for the buildings.",
        "The port brings in 9 million crowns in a usual year.",
    )
    pool = gather([told("a", *sentences)], {}, "dateline", DEFAULT_PARAMETERS)
    assert dangling(pool).tolist() == [False, True, False, False, True, False]
