"""A digest of many stories, as a channel sees it: a glance in the channel, the others in its thread."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from listening import shown
from menus import option
from whole import Whole, incoming, joined, whole

from bot.demo.slack.people import every_element
from bot.slack import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.demo.slack.workspace import Message

# Seven events of seven publishers, that have nothing in common.
NEWS = (
    (
        "Lagos ferry capsizes off Ikorodu",
        "A ferry capsized in the lagoon of Lagos, and 40 people swam.",
    ),
    ("Peru raises the pay of dock workers", "Dock workers in Callao ended their strike after nine days."),
    (
        "Nepal opens two summits to climbers",
        "Nepal's ministry of tourism opened two Himalayan peaks.",
    ),
    (
        "Norway tests an electric airliner",
        "An electric aeroplane with 30 seats flew from Bergen.",
    ),
    ("Fiji bans a coral-killing sunscreen", "Fiji's parliament forbade sunscreens that harm coral reefs."),
    ("Jordan finds copper in Wadi Araba", "Geologists reported a large vein of copper in southern Jordan."),
    ("Quebec maple harvest fails", "Sugar houses in Quebec boiled half of last year's maple syrup."),
)
ARTICLES = tuple(
    incoming(number, f"Gazette {number}", title, (said,), hours_ago=number)
    for number, (title, said) in enumerate(NEWS, start=1)
)


@pytest.fixture
def there(transport: str, tmp_path: Path) -> Iterator[Whole]:
    with whole(tmp_path, articles=ARTICLES) as built, joined(built, transport):
        yield built


def posted(there: Whole) -> list[Message]:
    for _ in range(6):
        there.house.delivering.tick()
        there.clock.advance(timedelta(seconds=10))
    return there.slack.bot_messages(there.slack.channel)


def stories(message: Message) -> list[str]:
    menus = [menu for _, menu in every_element(message.blocks) if menu.get("action_id") == blocks.MENU]
    return [blocks.read_choice(menu["options"][0]["value"]).story_id for menu in menus]


def test_the_stories_that_the_message_does_not_hold_are_in_its_thread(there: Whole) -> None:
    """Five above, two below, each once; further ticks post nothing again."""
    head, thread = posted(there)
    assert (head.thread_ts, thread.thread_ts) == ("", head.ts)
    assert (len(stories(head)), len(stories(thread))) == (5, 2)
    assert len({*stories(head), *stories(thread)}) == len(NEWS)
    assert "7 stories from 7 articles by 7 publishers" in shown(head)
    assert "2 more stories in the thread" in shown(head)


def test_a_folded_story_tells_more_in_its_thread(there: Whole) -> None:
    """The menu behind a fold works as any other; its answer is beside it, for who asked alone."""
    _, thread = posted(there)
    there.slack.click(thread, blocks.MENU, value=option(thread, "more", story=1))
    detail = there.heard(3)[-1]
    assert (detail.thread_ts, detail.ephemeral_to) == (thread.thread_ts, there.slack.user)
    assert "Sources" in shown(detail)


def test_a_preview_shows_the_whole_digest(there: Whole) -> None:
    """What would stand in the thread follows the head, for the eyes of who asked alone."""
    there.slack.command("/digest", "preview")
    head, rest = there.heard(2)
    assert {head.ephemeral_to, rest.ephemeral_to} == {there.slack.user}
    assert len({*stories(head), *stories(rest)}) == len(NEWS)
