"""The same news makes the same edition on every database, to the byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from newsroom_days import DAY, FILE, MORNING, collect, furnish, house, plan, sent

from bot.store.codec import encode

if TYPE_CHECKING:
    from pathlib import Path


def morning(folder: Path, database: str) -> tuple[str, str, str]:
    """(id, plan, message) of the edition of a channel that was told another the day before."""
    folder.mkdir()
    furnish(folder, database)
    collect(folder)
    sent(folder, plan(folder, MORNING - DAY))
    made = plan(folder)
    assert len(made.edition.stories) > 2
    with house(folder) as built:
        replayed = built.replays.replay(made.id)
        assert replayed.same, replayed.words
        drawn = [built.editions.rendered(made.id), *built.editions.thread(made.id)]
    return made.id, encode(made), json.dumps(drawn)


@pytest.mark.exhaustive
def test_both_databases_plan_draw_and_replay_the_same_edition(tmp_path: Path, postgresql: str) -> None:
    assert morning(tmp_path / "file", FILE) == morning(tmp_path / "server", postgresql)
