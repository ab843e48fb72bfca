"""Behind "More": how a story stands, how it went, what was before it, and who tells it elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from stories_made import NOW, details, view

from bot.model import Mention, StoryDetail
from bot.slack import blocks
from bot.slack.blocks import parts
from summaries import Brief, Growth, Life, Quotation, Sentence, Source, Turn
from summaries.model import Difference, Support

SAID = (
    "A fire broke out in the paper mill of Halden.",
    "All 40 workers were found alive.",
    "Police arrested a foreman on suspicion of arson.",
)
HOURS = (30, 20, 2)
SOURCES = tuple(
    Source(
        article_id=f"a{at}",
        title=f"Title {at}",
        publisher=name,
        url=f"https://n.example/{at}",
        published=NOW - timedelta(hours=HOURS[at]),
    )
    for at, name in enumerate(("Post", "Herald", "Tide"))
)
SENTENCES = tuple(
    Sentence(article_id=f"a{at}", start=0, end=len(text), text=text) for at, text in enumerate(SAID)
)
TURNS = tuple(
    Turn(sentence=said, when=NOW - timedelta(hours=HOURS[at]), publisher=SOURCES[at].publisher)
    for at, said in enumerate(SENTENCES)
)
BRIEF = Brief(headline="Mill fire", headline_id="a0", sentences=SENTENCES[:1], sources=SOURCES)
LIFE = Life(
    status="developing",
    first_seen=NOW - timedelta(hours=30),
    last_seen=NOW - timedelta(hours=2),
    articles=3,
    publishers=("Post", "Herald", "Tide"),
    lately=("Tide",),
    growth=Growth(recent=1, before=2),
    slept=timedelta(0),
    timeline=TURNS,
)
EARLIER = Mention(
    story_id="s0",
    source=Source(
        article_id="e",
        title="Mill failed its fire inspection",
        publisher="Ledger",
        url="https://n.example/e",
        published=datetime(2026, 2, 25, 9, tzinfo=UTC),
    ),
    language="English",
)
SPANISH = replace(EARLIER, source=replace(EARLIER.source, title="Incendio en Halden"), language="Spanish")


def shown(brief: Brief = BRIEF, **more: Any) -> list[dict[str, Any]]:
    fields: dict[str, Any] = {"life": LIFE, **more}
    detail = StoryDetail(view=view(brief), key_sentences=SENTENCES, **fields)
    return blocks.detail(detail, now=NOW, zone=UTC).blocks


def said(line: dict[str, Any]) -> str:
    return "".join(part["text"] for part in line["elements"]).replace(parts.DASH, " \u2014 ")


def lists(found: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The text of each line, by the list's heading."""
    return {
        said(block["elements"][0]): [said(line) for line in block["elements"][1]["elements"]]
        for block in found
        if block["type"] == "rich_text" and len(block["elements"]) == 2
    }


def small(found: list[dict[str, Any]]) -> list[str]:
    return [block["elements"][0]["text"] for block in found if block["type"] == "context"]


def test_a_story_of_several_turns_says_how_it_went() -> None:
    """Each turn with its time, whole, its publisher linked to that very sentence; none is quoted again."""
    found = shown()
    assert lists(found)["How it went"] == [
        f"yesterday 01:00 · {SAID[0]} — Post",
        f"yesterday 11:00 · {SAID[1]} — Herald",
        f"05:00 · {SAID[2]} — Tide",
    ]
    assert "In their own words" not in lists(found)
    assert all(f"https://n.example/{at}#:~:text=" in str(found) for at in range(3))


def test_a_story_of_one_turn_has_no_history() -> None:
    """What the story itself says isn't said twice; nor is there one for a life that nobody looked at."""
    assert "How it went" not in lists(shown(life=replace(LIFE, timeline=TURNS[:1])))
    assert "How it went" not in lists(shown(life=None))


def test_a_turn_whose_source_is_unknown_is_not_shown() -> None:
    """Nothing is shown that can't be opened."""
    lost = replace(TURNS[1], sentence=replace(SENTENCES[1], article_id="gone"))
    assert len(lists(shown(life=replace(LIFE, timeline=(*TURNS[::2], lost))))["How it went"]) == 2


def test_somebody_is_quoted_with_the_name_before_the_whole_sentence() -> None:
    """One, of the first article that nothing above shows a sentence of; and it is told no second time."""
    quoted = tuple(Quotation(sentence=one, speaker=f"Speaker {at}") for at, one in enumerate(SENTENCES))
    life = replace(LIFE, timeline=TURNS[:2])
    found = lists(shown(life=life, quotations=quoted))
    assert found["Quoted"] == [f"Speaker 2: {SAID[2]} — Tide"]
    assert "In their own words" not in found
    assert "Quoted" not in lists(shown(quotations=quoted))


def test_who_else_says_a_turn_stands_in_its_line() -> None:
    """A sentence that several state is shown once."""
    agreed = Support(sentence=SENTENCES[0], supporting=(), publishers=("Post", "AP"))
    found = lists(shown(replace(BRIEF, support=(agreed,))))
    assert found["How it went"][0].endswith("— Post · 2 publishers say so, also AP")
    assert "What several say" not in found


def test_of_one_article_no_second_sentence_is_shown() -> None:
    """Where publishers differ goes first; a turn from one of those articles stays out: the ceilings hold."""
    other = Sentence(article_id="a1", start=90, end=110, text="Only 38 were found.")
    differ = Difference(
        about="workers", kind="differ", statements=(SENTENCES[0], other), figures=("40", "38")
    )
    found = lists(shown(replace(BRIEF, differences=(differ,))))
    assert len(found["Publishers differ"]) == 2
    assert [line.split(" · ")[1] for line in found["How it went"]] == [
        f"{SAID[0]} — Post",
        f"{SAID[2]} — Tide",
    ]


def test_a_figure_that_the_turns_tell_is_not_told_again() -> None:
    """An update whose sentences all stand in the timeline has no list of its own."""
    updated = Difference(about="workers", kind="updated", statements=SENTENCES[:2], figures=("1", "40"))
    assert "Figures that changed" not in lists(shown(replace(BRIEF, differences=(updated,))))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "Norway · developing, 1 publisher in the last 6 hours"),
        ({"status": "new"}, "Norway · new, 3 publishers so far"),
        ({"status": "quiet", "lately": ()}, "Norway · quiet for 2 h"),
        ({"status": "quiet"}, "Norway"),
        (
            {"status": "dormant", "last_seen": NOW - timedelta(days=4)},
            "Norway · dormant, nothing new for 4 days",
        ),
        (
            {"status": "revived", "slept": timedelta(hours=75)},
            "Norway · told again after 3 days, 1 publisher in the last 6 hours",
        ),
        ({"status": "quiet", "last_seen": None, "lately": ()}, "Norway"),
    ],
)
def test_how_a_story_stands_is_said_in_an_editors_words(changed: dict[str, Any], words: str) -> None:
    """Its place and its status, with what makes it so."""
    assert small(shown(life=replace(LIFE, **changed), place="Norway"))[0] == words


def test_without_a_place_the_status_stands_alone() -> None:
    """It begins with a capital then; where nothing is known there is no such line."""
    assert small(shown())[0].startswith("Developing, ")
    assert len(small(shown(life=None))) == 1


def test_what_was_before_and_who_tells_it_elsewhere() -> None:
    """Earlier stories of the affair with their times, and stories in other languages, each a click away."""
    found = shown(earlier=(EARLIER,), elsewhere=(SPANISH,))
    assert lists(found)["Earlier"] == ["Wed 09:00 · Mill failed its fire inspection — Ledger"]
    lines = [said(block["elements"][0]) for block in found if block["type"] == "rich_text"]
    assert "Also told in Spanish: Incendio en Halden — Ledger" in lines
    assert str(found).count("'url': 'https://n.example/e'") == 2


@pytest.mark.exhaustive
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(details())
def test_of_any_article_one_sentence_is_shown_at_most(detail: StoryDetail) -> None:
    """Whatever differs, agrees, turned or is quoted: the ceilings hold for the whole message."""
    message = blocks.detail(detail, now=NOW, zone=UTC)
    brief = detail.view.brief
    turned = detail.life.timeline if detail.life else ()
    sentences = {*detail.key_sentences, *(turn.sentence for turn in turned)}
    sentences |= {one for difference in brief.differences for one in difference.statements}
    sentences |= {support.sentence for support in brief.support}
    told = shown_sentences(message.blocks)
    shown_of: dict[str, set[str]] = {}
    for one in sentences:
        if one.text in told:
            shown_of.setdefault(one.article_id, set()).add(one.text)
    by_text = Counter(text for texts in shown_of.values() for text in texts)
    alone = {name: {text for text in texts if by_text[text] == 1} for name, texts in shown_of.items()}
    assert all(len(texts) <= 1 for texts in alone.values())


def shown_sentences(found: list[dict[str, Any]]) -> list[str]:
    """The sentence of each line of the lists: what stands first, but for a turn's time."""
    return [
        line["elements"][said(block["elements"][0]) == "How it went"]["text"]
        for block in found
        if block["type"] == "rich_text" and len(block["elements"]) == 2
        for line in block["elements"][1]["elements"]
        if said(block["elements"][0]) not in {"Sources", "Earlier"}
    ]
