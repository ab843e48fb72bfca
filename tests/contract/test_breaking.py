"""What breaks is told once to whoever asked for it, and a figure told otherwise is said in its thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from alerts_world import ANNA, DM, Newsroom

from bot.model import DeliveryState, Wish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHANNEL = "C1WORLD01"
PAPERS = ("Delta Wire", "Fjord Times", "Harbour Post", "Meridian Daily", "Quay Courier", "Lantern News")
OPENINGS = (
    "An earthquake of magnitude 7.1 shook Valmora on Monday, and 12 people were killed, the mayor said.",
    "At least 12 people were killed on Monday when an earthquake struck the city of Valmora.",
    "Rescuers searched collapsed houses in Valmora after an earthquake that killed 12 people on Monday.",
    "Valmora was hit by a strong earthquake on Monday; hospitals counted 12 people killed.",
    "A strong earthquake in Valmora brought down a school on Monday and left 12 people killed.",
    "Power failed in Valmora on Monday when an earthquake shook the region and 12 people were killed.",
)
MORE = (
    "The tremor was felt as far as the coast, where trains stood still for hours after the earthquake.",
    "Schools in Valmora stay closed for the week; the army has been asked for tents and blankets.",
    "Survivors of the earthquake spent the night in parks, wrapped in what they had carried out.",
    "Seismologists in Valmora expect aftershocks for days and warned people to stay out of houses.",
    "The president broke off a journey abroad and will fly to Valmora tonight, her office said.",
    "Engineers hope to bring electricity back to Valmora by morning; hospitals run on generators.",
)
LATER = "At least 41 people were killed on Monday when the earthquake struck the city of Valmora."


@pytest.fixture
def room(tmp_path: Path, database: str) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path, database)
    with made.house:
        yield made


def quake(room: Newsroom, papers: int = 5, *, apart: float = 5) -> None:
    for number in range(papers):
        report(room, number)
        room.clock.on(minutes=apart)


def report(room: Newsroom, number: int) -> None:
    title = f"Earthquake shakes Valmora: {('homes', 'school', 'rescuers', 'toll', 'army', 'power')[number]}"
    room.tell(PAPERS[number], title, (OPENINGS[number], MORE[number]), ago=1)


def test_a_story_to_which_five_newsrooms_come_at_once_breaks_once(room: Newsroom) -> None:
    """It is told once in the channel that asked, and a sixth newsroom tells it no second time."""
    room.follow("breaking", owner=CHANNEL)
    quake(room, 4)
    assert room.breaking() == []
    report(room, 4)
    (text,) = room.breaking()
    assert text.startswith("Breaking: 5 newsrooms within 2 hours.")
    report(room, 5)
    assert room.breaking() == []
    assert [row.channel for row, _ in room.notices("breaking/")] == [CHANNEL]


def test_who_did_not_ask_is_told_nothing(room: Newsroom) -> None:
    """Following other things, or nothing, brings no breaking news."""
    room.follow("norway", owner=CHANNEL)
    quake(room)
    assert room.breaking() == []


def test_a_story_that_grows_slowly_does_not_break(room: Newsroom) -> None:
    """The same five newsrooms over five hours are the ordinary course of news."""
    room.follow("breaking", owner=CHANNEL)
    quake(room, apart=60)
    assert room.breaking() == []


def test_copies_of_one_text_are_one_newsroom(room: Newsroom) -> None:
    """What five papers take from one agency, word for word, has been told by one."""
    room.follow("breaking", owner=CHANNEL)
    for paper in PAPERS[:5]:
        room.tell(paper, "Earthquake shakes Valmora", (OPENINGS[0], *MORE), ago=1)
    assert room.breaking() == []


def test_a_muted_story_does_not_break(room: Newsroom) -> None:
    """A mute wins over everything."""
    room.follow("breaking", owner=CHANNEL)
    room.wish(Wish.MUTE, "valmora", owner=CHANNEL)
    quake(room)
    assert room.breaking() == []


def test_a_reader_is_told_in_the_own_conversation_and_not_at_night(room: Newsroom) -> None:
    """A channel that asked is told at any hour; a person is left to sleep."""
    room.follow("breaking", owner=CHANNEL)
    room.follow("breaking", owner=ANNA)
    room.clock.on(hours=11)
    quake(room)
    room.breaking()
    assert [row.channel for row, _ in room.notices("breaking/")] == [CHANNEL]
    assert room.notices(f"breaking/{ANNA}/") == []


def test_by_day_a_reader_is_told_as_well(room: Newsroom) -> None:
    room.follow("breaking", owner=ANNA)
    quake(room)
    room.breaking()
    assert [row.channel for row, _ in room.notices("breaking/")] == [DM]


def posted(room: Newsroom) -> str:
    """Mark the one breaking message as posted; its row's id."""
    ((row, _),) = room.notices("breaking/")
    sent = replace(row, state=DeliveryState.SENT, ts="1.0")
    assert room.house.deliveries.save(sent, row.attempt)
    return row.id


def test_a_figure_told_otherwise_is_corrected_once_in_the_thread(room: Newsroom) -> None:
    """Old and new figure stand side by side under the message, and no third time."""
    room.follow("breaking", owner=CHANNEL)
    quake(room)
    room.breaking()
    row = posted(room)
    room.clock.on(hours=4)
    for paper in ("Northern Echo", "Isle Gazette"):
        room.tell(paper, "Earthquake in Valmora: toll rises", (LATER, *MORE[2:5], paper))
        room.breaking()
    ((_, notice),) = room.notices("correction/")
    assert (notice.parent, notice.channel) == (row, CHANNEL)
    said = str(notice.blocks)
    assert LATER in said
    assert any(opening in said for opening in OPENINGS)


def test_a_message_that_holds_is_not_corrected(room: Newsroom) -> None:
    """Another newsroom that says the same changes nothing."""
    room.follow("breaking", owner=CHANNEL)
    quake(room)
    room.breaking()
    posted(room)
    report(room, 5)
    room.breaking()
    assert room.notices("correction/") == []


def test_a_story_may_be_followed_and_break_both(room: Newsroom) -> None:
    """Breaking news is no topic that a story could be on."""
    room.follow("breaking", owner=ANNA)
    room.tell(
        "Delta Wire", "Breaking: a vase", ("A vase was breaking records at an auction on Monday.", *MORE)
    )
    assert room.alerts() == []
