"""A story's detail says who differs and who agrees, each sentence verbatim and linked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from stories_made import NOW, view

from bot.model import StoryDetail
from bot.slack import blocks
from bot.slack.blocks import parts
from bot.store.codec import decode, encode
from summaries import Brief, Sentence, Source
from summaries.model import Difference, Support

SAID = (
    "The crash near Cusco killed 36 people.",
    "The crash near Cusco killed 38 people, firefighters said.",
    "Thirty-six people were killed in the crash.",
    "The road was closed for repairs.",
)
SOURCES = tuple(
    Source(
        article_id=f"a{at}",
        title=f"Title {at}",
        publisher=name,
        url=f"https://n.example/{at}",
        published=NOW - timedelta(hours=at),
    )
    for at, name in enumerate(("Post", "Herald", "Gazette", "Courier"))
)
ONE, OTHER, SAME, ROAD = (
    Sentence(article_id=f"a{at}", start=0, end=len(text), text=text) for at, text in enumerate(SAID)
)
BRIEF = Brief(headline="Crash", headline_id="a0", sentences=(ONE,), sources=SOURCES)
DIFFER = Difference(about="killed", kind="differ", statements=(ONE, OTHER), figures=("36", "38"))
AGREE = Support(sentence=ONE, supporting=(SAME,), publishers=("Post", "Gazette"))


def lists(brief: Brief) -> dict[str, list[str]]:
    """The detail's lists by heading: the text of each line."""
    message = blocks.detail(StoryDetail(view=view(brief), key_sentences=(ONE, OTHER, SAME, ROAD)), now=NOW)
    found: dict[str, list[str]] = {}
    for block in message.blocks:
        elements: list[Any] = block.get("elements", [])
        if block["type"] == "rich_text" and len(elements) == 2:
            heading = elements[0]["elements"][0]["text"]
            lines = elements[1]["elements"]
            found[heading] = [
                "".join(part["text"] for part in line["elements"]).replace(parts.DASH, " \u2014 ")
                for line in lines
            ]
    return found


def links(brief: Brief) -> list[str]:
    text = str(blocks.detail(StoryDetail(view=view(brief), key_sentences=()), now=NOW).blocks)
    return [source.url for source in SOURCES if f"{source.url}#:~:text=" in text]


def test_publishers_that_differ_stand_side_by_side() -> None:
    """Both statements whole, each linked to its sentence, and neither quoted twice."""
    shown = lists(replace(BRIEF, differences=(DIFFER,)))
    assert shown["Publishers differ"] == [f"{SAID[0]} \u2014 Post", f"{SAID[1]} \u2014 Herald"]
    assert shown["In their own words"] == [f"{SAID[2]} \u2014 Gazette", f"{SAID[3]} \u2014 Courier"]
    assert links(replace(BRIEF, differences=(DIFFER,))) == ["https://n.example/0", "https://n.example/1"]


def test_a_figure_that_changed_is_called_so() -> None:
    """What was updated is no quarrel."""
    shown = lists(replace(BRIEF, differences=(replace(DIFFER, kind="updated"),)))
    assert "Publishers differ" not in shown
    assert len(shown["Figures that changed"]) == 2


def test_a_sentence_that_others_state_says_how_many() -> None:
    """The number of newsrooms, and the others by name, linked to where they say so."""
    shown = lists(replace(BRIEF, support=(AGREE,)))
    assert shown["What several say"] == [f"{SAID[0]} \u2014 Post \u00b7 2 publishers say so, also Gazette"]
    assert links(replace(BRIEF, support=(AGREE,))) == ["https://n.example/0", "https://n.example/2"]


def test_an_agency_is_named_though_none_of_the_feeds_is_its_own() -> None:
    """A voice without a source of its name stands unlinked."""
    shown = lists(replace(BRIEF, support=(replace(AGREE, publishers=("Post", "AP")),)))
    assert shown["What several say"][0].endswith("2 publishers say so, also AP")


def test_one_publisher_alone_is_no_agreement_and_no_difference() -> None:
    """Nothing is added where nobody else speaks."""
    alone = replace(AGREE, publishers=("Post",))
    shown = lists(replace(BRIEF, support=(alone,), differences=(replace(DIFFER, statements=(ONE, ONE)),)))
    assert set(shown) == {"In their own words", "Sources"}


def test_of_one_article_no_second_sentence_is_shown() -> None:
    """The ceilings hold for the whole message: what an article says besides stays out."""
    more = Sentence(article_id="a0", start=50, end=60, text="More of a0.")
    shown = lists(replace(BRIEF, differences=(DIFFER,), support=(replace(AGREE, sentence=more),)))
    assert "What several say" not in shown


def test_a_brief_that_was_stored_before_is_read_as_it_was() -> None:
    """Rows without the new fields are briefs without support; rows with them come back whole."""
    old = '{"headline":"T","headline_id":"a","sentences":[],"sources":[]}'
    assert decode(Brief, old) == Brief(headline="T", headline_id="a", sentences=(), sources=())
    full = replace(BRIEF, support=(AGREE,), differences=(DIFFER,), nothing_new=True)
    assert decode(Brief, encode(full)) == full
