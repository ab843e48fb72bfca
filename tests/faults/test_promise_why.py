"""`dateline why`: every chosen sentence says what spoke for and against it."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from processes import NOW

from bot.cli import main
from bot.cli.reasons import MOST
from bot.demo.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


AT = NOW.isoformat()
FLOOD = "marromeu-death-toll-rises"
REASON = re.compile(r"^  [+-]\d\.\d\d  [a-z].+$")


class Said(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def dateline(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    logging_left_as_it_was: None,
) -> Callable[..., Said]:
    """A command's status, its lines and its errors, in a folder of its own."""
    del logging_left_as_it_was
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        capsys.readouterr()
        try:
            main()
        except SystemExit as ended:
            return Said(int(ended.code or 0), *capsys.readouterr())
        return Said(0, *capsys.readouterr())

    return run


@pytest.fixture
def wire(tmp_path: Path, dateline: Callable[..., Said]) -> Iterator[Wire]:
    """The sample news, collected."""
    with Wire(NOW) as wire:
        feeds = "".join(f"  - {{url: {feed.url}, publisher: {feed.publisher}}}\n" for feed in wire.feeds)
        allowed = "collect: {allow_networks: [127.0.0.0/8]}\n"
        (tmp_path / "config.yaml").write_text(f"feeds:\n{feeds}{allowed}", encoding="utf-8")
        assert dateline("collect", "--at", AT).status == 0
        yield wire


def objects(said: Said) -> list[dict]:
    assert said.status == 0, said.err
    return [json.loads(line) for line in said.out.splitlines()]


def test_an_article_an_id_and_a_question_are_all_understood(
    wire: Wire, dateline: Callable[..., Said]
) -> None:
    """By its address, even at one of its sentences, an article; by its id or words that find it, a story."""
    address = wire.page(FLOOD)
    of_article = objects(dateline("why", "--json", address, "--at", AT))
    assert {one["url"] for one in of_article} == {address}
    assert objects(dateline("why", "--json", f"{address}#:~:text=The%20death", "--at", AT)) == of_article
    (found,) = objects(dateline("search", "--json", "Marromeu toll", "--at", AT))
    by_id = objects(dateline("why", "--json", found["stories"][0]["id"], "--at", AT))
    assert len({one["publisher"] for one in by_id}) > 1
    by_words = objects(dateline("why", "--json", "Marromeu", "flood", "--at", AT))
    told = set(found["stories"][0]["articles"])
    assert {one["url"] for one in by_id} | {one["url"] for one in by_words} <= told


def test_each_sentence_is_followed_by_its_weightiest_reasons(
    wire: Wire, dateline: Callable[..., Said]
) -> None:
    """Below each sentence up to five reasons in words, each with its signed share, the weightiest first."""
    said = dateline("why", wire.page(FLOOD), "--at", AT)
    listed = objects(dateline("why", "--json", wire.page(FLOOD), "--at", AT))
    lines = said.out.splitlines()
    at = [number for number, line in enumerate(lines) if line.startswith("• ")]
    assert [one["sentence"] in lines[number] for number, one in zip(at, listed, strict=True)] == [True] * 3
    for number in at:
        reasons = [line for line in lines[number + 1 : number + 1 + MOST] if REASON.match(line)]
        shares = [abs(float(line.split()[0])) for line in reasons]
        assert 2 <= len(shares) <= MOST
        assert shares == sorted(shares, reverse=True)
    assert "pairs of words" in lines[-1]


def test_a_story_s_life_stands_above_its_sentences(wire: Wire, dateline: Callable[..., Said]) -> None:
    """Where it is and how it stands, how it grows, and when it turned; an article has no such lines."""
    lines = dateline("why", "Marromeu flood", "--at", AT).out.splitlines()
    assert re.search(r"developing, \d publishers? in the last 6 hours$", lines[1])
    assert re.match(r"\d distinct texts by \d publishers, \d of them in the last 6 hours and \d in", lines[2])
    assert re.match(r"It turned \d+ h ago \(.+\)( and |, )", lines[3])
    assert "distinct text" not in dateline("why", wire.page(FLOOD), "--at", AT).out


def test_a_method_that_can_t_say_why_is_named(
    wire: Wire, dateline: Callable[..., Said], tmp_path: Path
) -> None:
    """With one of sumy's the sentences are shown, and which setting gives reasons."""
    with (tmp_path / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("summaries: {method: lexrank}\n")
    for what in (wire.page(FLOOD), "Marromeu flood"):
        said = dateline("why", what, "--at", AT)
        assert said.out.count("• ") >= 2
        assert 'The method "lexrank" can\'t say why' in said.out
        assert not re.search(REASON.pattern, said.out, re.MULTILINE)


def test_a_language_that_a_method_lacks_is_no_fault(dateline: Callable[..., Said], tmp_path: Path) -> None:
    """As in briefs our own method ranks that article, and gives its reasons."""
    (tmp_path / "config.yaml").write_text("summaries: {method: lexrank}\n", encoding="utf-8")
    told = "Habari za leo\n\nMafuriko makubwa yamewaua watu kumi na wawili mjini Mombasa siku ya Jumatatu.\n"
    more = "Serikali ya Kenya imetuma helikopta tatu na wanajeshi mia mbili kuwaokoa wakazi wa pwani.\n"
    (tmp_path / "mafuriko.txt").write_text(told + more, encoding="utf-8")
    assert dateline("collect", "mafuriko.txt", "--at", AT).status == 0
    found = objects(dateline("why", "--json", (tmp_path / "mafuriko.txt").as_uri(), "--at", AT))
    assert found
    assert all(one["why"] for one in found)


@pytest.mark.parametrize("what", ["qwertyuiop", "https://nowhere.example/a", " "])
def test_what_is_not_there_is_said_with_the_way_to_find_it(
    what: str, wire: Wire, dateline: Callable[..., Said]
) -> None:
    """Status 1, and a sentence that says how articles and stories are named; nothing on standard output."""
    del wire
    said = dateline("why", what, "--at", AT)
    assert (said.status, said.out) == (1, "")
    assert "dateline search --json" in said.err


def test_an_empty_store_is_no_fault(dateline: Callable[..., Said], tmp_path: Path) -> None:
    """Before anything was collected: the same sentence."""
    (tmp_path / "config.yaml").write_text("name: Dateline\n", encoding="utf-8")
    assert "Nothing in the store" in dateline("why", "sudan").err
