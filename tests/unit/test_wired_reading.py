"""What a whole house reads, it reads in children and through the guard: nothing goes round them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.clock import SystemClock
from bot.collect.children import Children
from bot.config import Config
from bot.config_parts import CollectConfig
from bot.errors import AddressRefusedError
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "World\nKeepers of the lighthouse retire\nThe last two keepers handed over their keys in Praia.\n"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    collect = CollectConfig(pause_seconds=1.5, proxy="http://proxy.example:3128", per_host=1)
    config = Config(database=f"sqlite:///{tmp_path / 'd.db'}", collect=collect)
    with House(config, SystemClock()) as built:
        yield built


def test_feeds_and_pages_are_read_in_children(house: House) -> None:
    """Collecting and reading again share the same ones."""
    assert isinstance(house.parser, Children)
    assert house.collector._parser is house.parser
    assert house.rereader._parser is house.parser


@pytest.mark.exhaustive
def test_files_of_a_folder_are_read_one_by_one_in_a_child(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By hand and by the watch: each file is a document of its own."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    read: list[str] = []

    def file(_: Children, path: Path, *_more: str) -> tuple[()]:
        read.append(path.name)
        return ()

    monkeypatch.setattr(Children, "file", file)
    assert list(house.read_files(tmp_path)) == []
    assert list(house.read_files(tmp_path / "a.txt")) == []
    assert list(house.rounds._ways.file(tmp_path / "b.txt", "", "")) == []
    assert read == ["a.txt", "b.txt", "a.txt", "b.txt"]


def test_the_client_is_as_config_yaml_says(house: House) -> None:
    """Pauses, places and the proxy reach the one client; inside is refused with a proxy too."""
    assert (house.client._gate._pause, house.client.per_host) == (1.5, 1)
    assert house.client._transport._proxied
    with pytest.raises(AddressRefusedError):
        house.client.get("http://169.254.169.254/")
