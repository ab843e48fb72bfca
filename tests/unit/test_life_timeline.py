"""The timeline of a story: its first report, then the sentences by which it turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summaries_samples import article

from summaries.choosing.turns import MOST_TURNS, timeline

if TYPE_CHECKING:
    from summaries import Article

FIRE = (
    article(
        "first",
        "Fire breaks out in the Halden paper mill",
        "Fire broke out in the paper mill of Halden in southern Norway on Tuesday, the fire service said. "
        "Some 40 people were in the building.",
        hours=0,
        publisher="The Post",
    ),
    article(
        "same",
        "Paper mill on fire in Halden",
        "A fire broke out in the paper mill of Halden in southern Norway, the fire service said on Tuesday. "
        "It began in the drying hall.",
        hours=2,
        publisher="Tide",
    ),
    article(
        "saved",
        "All workers of the burning mill are safe",
        "Every worker of the paper mill in Halden has been found alive, police announced late on Tuesday. "
        "They had fled through a tunnel.",
        hours=9,
        publisher="Herald",
    ),
    article(
        "arrest",
        "Foreman arrested after mill fire",
        "Police in Halden arrested a foreman of the paper mill on suspicion of arson on Wednesday. "
        "He denies it.",
        hours=26,
        publisher="Tide",
    ),
)


def ids(told: list[Article]) -> list[str]:
    return [turn.sentence.article_id for turn in timeline(told)]


def test_a_story_is_told_by_its_turns() -> None:
    """The first report, the rescue and the arrest; who reports the fire once more is passed over."""
    turns = timeline(FIRE)
    assert [turn.sentence.article_id for turn in turns] == ["first", "saved", "arrest"]
    assert [turn.publisher for turn in turns] == ["The Post", "Herald", "Tide"]
    assert [turn.when for turn in turns] == [FIRE[0].published, FIRE[2].published, FIRE[3].published]
    assert turns[2].sentence.text.startswith("Police in Halden arrested a foreman")


def test_no_turn_leans_on_a_sentence_that_is_not_there() -> None:
    """An article that opens with "He" gives its first sentence that stands alone, or none."""
    leaning = article("l", "Mill owner speaks", "He said that the mill would rise again.", hours=5)
    assert ids([FIRE[0], leaning]) == ["first"]


def test_a_figure_that_was_updated_is_a_turn() -> None:
    """A toll that rose is told though hardly another word is new."""
    early = article(
        1, "Bus crash near Cusco", "A bus crash near Cusco killed 12 people on Tuesday, police said.", hours=0
    )
    late = article(
        2,
        "Cusco bus crash: toll rises",
        "The death toll from the bus crash near Cusco rose to 19 people on Tuesday, police said.",
        hours=8,
        publisher="Tide",
    )
    assert ids([early, late]) == ["1", "2"]


def test_what_is_beside_the_story_is_no_turn() -> None:
    """Of an article that shares no word with what the others open with nothing is told."""
    aside = article(9, "Chess club elects Ms Berg", "The chess club of Oslo elected Anna Berg.", hours=14)
    assert "9" not in ids([*FIRE, aside])


def test_comment_is_no_turn() -> None:
    """What a columnist makes of a story doesn't move it."""
    view = article(
        "view",
        "Opinion: The mill fire was foretold",
        FIRE[3].text,
        hours=14,
        publisher="Ledger",
        section="Opinion",
    )
    assert "view" not in ids([*FIRE[:3], view])


def test_turns_come_apart_in_time() -> None:
    """Of what was told within the hour the one that says most is kept."""
    rush = article(
        "rush",
        "Workers of burning mill rescued",
        "Rescuers brought 40 workers of the Halden paper mill out through a tunnel on Tuesday night.",
        hours=9.5,
        publisher="Ledger",
    )
    assert len({"saved", "rush"} & set(ids([*FIRE, rush]))) == 1


def test_a_long_story_has_so_many_turns_at_most() -> None:
    """A story of forty days is told in a handful of sentences."""
    verbs = ("floods", "wins", "loses", "buys", "sells", "opens", "closes", "paints", "moves", "leases")
    long = [
        article(
            number,
            f"Halden {verb} the mill",
            f"Halden {verb} the paper mill, town clerk number {number * 37} of Norway reported to the press.",
            hours=number * 24,
        )
        for number, verb in enumerate(verbs)
    ]
    assert len(timeline([*FIRE[:1], *long])) <= MOST_TURNS


def test_nothing_to_show_makes_no_timeline() -> None:
    """No articles, none with a time, or none with a sentence."""
    assert timeline([]) == ()
    assert timeline([article(1, hours=None)]) == ()
    assert timeline([article(1, text="")]) == ()
