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
        "Forty workers of the mill found alive in a tunnel",
        "All 40 workers of the Halden mill were found alive in a tunnel late on Tuesday, police announced. "
        "They had fled from the smoke.",
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


def test_the_first_report_told_once_more_the_next_day_is_no_turn() -> None:
    """Whatever words a later paper finds for it: it names no day that the first report doesn't know."""
    told = "An inferno at Norway's oldest paper factory lit up the sky over Halden on Tuesday."
    again = article("again", "Inferno lights up Halden", told, hours=15, publisher="Ledger")
    assert ids([FIRE[0], again]) == ["first"]


def test_what_names_no_day_must_come_half_a_day_later() -> None:
    """Where a sentence can't say that the story moved on, its hour does."""
    told = "Investigators suspect a worn cable in the drying hall of the Halden paper mill, they said."
    soon, late = (
        article("cause", "Worn cable suspected in mill fire", told, hours=hours, publisher="Ledger")
        for hours in (5, 16)
    )
    assert ids([FIRE[0], soon]) == ["first"]
    assert ids([FIRE[0], late]) == ["first", "cause"]


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


def test_one_event_that_is_told_for_hours_is_one_turn() -> None:
    """Of what papers tell of one day within six hours the sentence that says most is kept."""
    rush = article(
        "rush",
        "Workers of burning mill rescued",
        "Rescuers brought 40 workers of the Halden mill out through a tunnel on Tuesday night.",
        hours=11,
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
