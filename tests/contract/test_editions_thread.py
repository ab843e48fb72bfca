"""What stands in a digest's thread counts as told, unless it never came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from newsroom_days import DAY, MORNING, ORDER, collect, furnish, house, sent, slot

from bot.deliver.threads import thread_of
from bot.model import DeliveryState
from bot.store import deliveries, editions

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import PlannedEdition

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


WIDE = replace(ORDER, stories=12)


@pytest.fixture
def folder(tmp_path: Path, database: str) -> Path:
    furnish(tmp_path, database)
    collect(tmp_path)
    return tmp_path


def posted(folder: Path, state: DeliveryState) -> PlannedEdition:
    """The morning's edition, sent; the messages of its thread ended so."""
    with house(folder) as built:
        made = built.editions.plan(WIDE, slot())
    sent(folder, made)
    with house(folder) as built:
        head = built.deliveries.last(WIDE.id)
        assert head is not None
        for one in thread_of(head, built.editions.thread(made.id), MORNING):
            with built.store.write() as db:
                assert deliveries.open_notice(db, one)
            row = built.deliveries.get(deliveries.notice_id(one.key))
            assert row is not None
            assert built.deliveries.save(replace(row, state=state), row.attempt)
    return made


def again(folder: Path) -> set[str]:
    """The stories that the channel would be told two hours later."""
    with house(folder, MORNING + DAY / 12) as built:
        return {one.story_id for one in built.editions.preview(WIDE).edition.stories}


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.UNCERTAIN])
def test_what_came_in_the_thread_was_told(folder: Path, state: DeliveryState) -> None:
    """Nothing of it comes again, nor where nobody knows whether it came."""
    made = posted(folder, state)
    assert not again(folder) & {one.story_id for one in made.edition.stories}


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.MISSED])
def test_a_thread_that_never_came_told_nothing(folder: Path, state: DeliveryState) -> None:
    """Its stories may come with the next digest; those of the message above it may not."""
    made = posted(folder, state)
    with house(folder) as built, built.store.read() as db:
        message = editions.message(db, made.id)
        assert message is not None
        head = editions.frozen(message)
    below = [one.story_id for one in made.edition.stories if one.story_id not in head]
    assert below
    assert again(folder) & {one.story_id for one in made.edition.stories} == set(below)
