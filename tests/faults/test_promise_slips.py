"""Slips of the hand at the command line: said plainly, and nothing else is lost by them."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from processes import DATELINE

if TYPE_CHECKING:
    from processes import Newsroom

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


STORY = "World\nHarbour of Sumbe reopens after nine weeks\n\nShips entered Sumbe in Angola at dawn.\n"


def test_one_wrong_path_costs_the_others_nothing(newsroom: Newsroom) -> None:
    (newsroom.folder / "good.txt").write_text(STORY)
    said = newsroom.run("collect", "nowhere.txt", "good.txt", status=1)
    assert "neither a file, a folder nor an address" in said
    assert "1 new article from 2 sources" in said
    assert "Ships entered Sumbe" in newsroom.run("ask", "sumbe")


def test_what_is_no_text_is_no_news(newsroom: Newsroom) -> None:
    (newsroom.folder / "noise.txt").write_bytes(bytes(range(256)) * 12)
    assert "is no text" in newsroom.run("collect", "noise.txt", status=1)
    assert "no top stories" in newsroom.run("ask", "today")


def test_an_empty_folder_is_named(newsroom: Newsroom) -> None:
    assert "inbox: there is no .txt" in newsroom.run("collect", "inbox", status=1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("digest", "--stories", "3"),
        ("digest", "--print", "--channel", "C1", "--stories", "3"),
        ("digest", "--print", "--at", "0001-01-05"),
        ("ask", "x", "--at", "9999-12-31T23:00-05:00"),
        ("search", "x", "--since", "0001-01-01T00:00+05:00"),
    ],
)
def test_options_that_make_no_sense_are_refused_in_a_sentence(
    newsroom: Newsroom, arguments: tuple[str, ...]
) -> None:
    said = newsroom.run(*arguments, status=1)
    assert len(said.splitlines()) == 1, said


def test_a_full_disk_is_told_in_a_line(newsroom: Newsroom) -> None:
    (newsroom.folder / "good.txt").write_text(STORY)
    newsroom.run("collect", "good.txt")
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [*DATELINE, "ask", "sumbe"], cwd=newsroom.folder, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode().strip() == "writing: no space left on device"
