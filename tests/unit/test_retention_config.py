"""How old news may grow is said in config.yaml: for ever, or long enough for all that rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import config
from bot.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


def loaded(folder: Path, days: str) -> int:
    (folder / "config.yaml").write_text(f"retention: {{days: {days}}}\n", "utf-8")
    return config.load(folder / "config.yaml", {}).retention.days


@pytest.mark.parametrize("days", ["0", "30", "36500"])
def test_for_ever_or_a_month_at_least(tmp_path: Path, days: str) -> None:
    assert loaded(tmp_path, days) == int(days)


@pytest.mark.parametrize("days", ["7", "29", "-1", "36501"])
def test_less_than_answers_and_digests_rest_on_is_refused(tmp_path: Path, days: str) -> None:
    with pytest.raises(ConfigError, match="0 \\(for ever\\), or 30 to 36,500 days"):
        loaded(tmp_path, days)


def test_as_shipped_nothing_goes() -> None:
    assert (config.Config().retention.days, config.Config().retention.gigabytes) == (0, 0)
