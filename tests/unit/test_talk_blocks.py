"""What is said in a conversation, as messages: within Slack's limits, and nothing but what came in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from stories_made import NOW, answered, briefs, told, view, words
from test_blocks_limits import check, thorough

from bot.desk.talking.witnesses import witnesses_of
from bot.model import AnswerKind, Nearest, Remark, Statement, Voice
from bot.slack import blocks
from summaries import Support

if TYPE_CHECKING:
    from bot.model import Witnesses
    from bot.slack.blocks import Message
    from summaries import Brief


def supported(brief: Brief) -> Brief:
    """A brief in which every publisher states what every sentence does."""
    support = tuple(
        Support(sentence=said, supporting=brief.sentences, publishers=brief.publishers, agency="Halyard")
        for said in brief.sentences
    )
    return replace(brief, support=support)


def seen(message: Message) -> str:
    return str(message.blocks)


@thorough
@given(briefs(), st.booleans())
def test_any_witnesses_fit(brief: Brief, corroborated: bool) -> None:  # noqa: FBT001 - hypothesis fills it
    """Any story's witnesses in any Unicode are a message that Slack takes, no sentence cut."""
    found = witnesses_of(view(supported(brief) if corroborated else brief), NOW)
    message = blocks.spoken(found, NOW, UTC)
    check(message)
    whole = {one.said.sentence.text for one in found.statements}
    quotes = [
        part for block in message.blocks for part in block["elements"] if part["type"] == "rich_text_quote"
    ]
    assert {quote["elements"][0]["text"] for quote in quotes} <= whole


@thorough
@given(briefs(), words, words)
def test_any_refusal_and_anything_new_fit(brief: Brief, limits: str, asked: str) -> None:
    """With nearest sentences, with limits, with news and without, it is a message that Slack takes."""
    near = tuple(
        Nearest(story_id="s1", sentence=said, source=source)
        for said, source in zip(brief.sentences[:1], brief.sources, strict=False)
    )
    shown = answered((view(brief),), asked=asked, limits=limits[:200])
    for found in (
        replace(shown, kind=AnswerKind.NOTHING, nearest=near),
        replace(shown, kind=AnswerKind.NEW, words="since 14:05"),
        replace(shown, kind=AnswerKind.NEW, words="since 14:05", stories=()),
    ):
        check(blocks.spoken(found, NOW, None))


@thorough
@given(words)
def test_any_remark_fits(text: str) -> None:
    """A word of ours with names from outside in it is a message that Slack takes."""
    check(blocks.spoken(Remark(text=f"I read no publisher called “{text[:60]}”."), NOW, None))


def witnesses(names: int) -> Witnesses:
    publishers = ("The Ledger", *(f"Tide {number}" for number in range(names)))
    brief = told("Dam bursts", *("The dam burst on Sunday." for _ in publishers), publishers=publishers)
    first, *others = (
        Voice(sentence=said, source=source)
        for said, source in zip(brief.sentences, brief.sources, strict=True)
    )
    found = witnesses_of(view(brief), NOW)
    return replace(found, statements=(Statement(said=first, others=tuple(others), agency="Halyard"),))


def test_who_says_so_names_the_others_and_links_each_to_its_own_sentence() -> None:
    """Three witnesses are named; of many the rest are counted; the agency is named."""
    few = seen(blocks.spoken(witnesses(2), NOW, UTC))
    assert "The same is said by " in few
    assert few.count("Tide 0") >= 2  # as a witness, and among the sources
    assert "The text comes from Halyard." in few
    assert " and 4 others" in seen(blocks.spoken(witnesses(12), NOW, UTC))


def test_who_says_so_says_that_nobody_else_does() -> None:
    """One publisher alone is called so."""
    assert "No other publisher that I read says the same." in seen(blocks.spoken(witnesses(0), NOW, UTC))


def test_nothing_new_is_said_plainly() -> None:
    """The topic and since when, and nothing else."""
    found = answered((), kind=AnswerKind.NEW, asked="sudan", words="since 14:05", articles=0, publishers=0)
    message = blocks.spoken(found, NOW, None)
    assert message.text == "Nothing new on “sudan” since 14:05."
    assert len(message.blocks) == 1
    top = replace(found, asked="", limits="by Reuters alone")
    assert blocks.spoken(top, NOW, None).text == "Nothing new since 14:05, by Reuters alone."
