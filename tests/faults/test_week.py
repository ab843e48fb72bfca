"""Days of collecting, clustering and posting, the process killed at random (benchmarks/week.py: a week)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from once.forge import Forge
from once.week import Week, dates

if TYPE_CHECKING:
    from pathlib import Path

DAYS, KILLS, SEED = 2, 8, 6


@pytest.mark.exhaustive
def test_killed_again_and_again_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    """After kills amid its work the store holds what a calm life brings; each day has its digest once."""
    with Forge() as forge:
        with Week(tmp_path / "calm", DAYS) as week:
            calm = week.live(forge, 0, SEED)
        with Week(tmp_path / "killed", DAYS) as week:
            killed = week.live(forge, KILLS, SEED)
    assert (calm.starts, killed.starts) == (1, KILLS + 1)
    assert calm.store.problems == killed.store.problems == ()
    assert len(calm.store.articles) > 50
    assert killed.store.articles == calm.store.articles
    assert killed.digests == calm.digests == dates(DAYS)
    assert all(one.there == 1 for one in killed.told)
    assert {state.split()[1] for state in killed.states} == {"sent"}
