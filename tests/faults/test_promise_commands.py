"""Every command as an operator runs it: its status, its lines, its time, its configuration."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING

import pytest
import yaml
from processes import NOW

from bot.cli import main
from bot.cli.render import Screen
from bot.demo.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


AT = NOW.isoformat()
STORED = """World
Keepers of the lighthouse of Fogo retire after 40 years

The last two lighthouse keepers of Cape Verde handed over their keys in Praia on Sunday, port officials said.
Lamps that need no keeper will do their work from December on the islands of Fogo and Brava.
"""
TOKENS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logging_left_as_it_was: None) -> None:
    """A folder of one's own, no tokens, and logging left as it was."""
    del logging_left_as_it_was
    monkeypatch.chdir(tmp_path)
    for name in TOKENS:
        monkeypatch.delenv(name, raising=False)


class Said:
    """What a command said, and the status that it ended with."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


class Terminal:
    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str, typed: str = "") -> Said:
        self._monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        self._monkeypatch.setattr(sys, "stdin", StringIO(typed))
        self._capsys.readouterr()
        status = status_of_main()
        out, err = self._capsys.readouterr()
        return Said(status, out, err)


def status_of_main() -> int:
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


@pytest.fixture
def dateline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(monkeypatch, capsys)


@contextmanager
def wired(folder: Path, more: str = "") -> Iterator[Wire]:
    """config.yaml names the sample feeds, served on loopback."""
    with Wire(NOW) as wire:
        feeds = "".join(f"  - {{url: {feed.url}, publisher: {feed.publisher}}}\n" for feed in wire.feeds)
        (folder / "config.yaml").write_text(
            f"feeds:\n{feeds}{more}collect: {{allow_networks: [127.0.0.0/8]}}\n", encoding="utf-8"
        )
        yield wire


def configure(folder: Path, text: str = "") -> None:
    (folder / "config.yaml").write_text(text or "name: Dateline\n", encoding="utf-8")


def stored(folder: Path, text: str = STORED) -> None:
    (folder / "keepers.txt").write_text(text, encoding="utf-8")


def table(said: Said) -> dict[str, list[str]]:
    cells = [line.split("\t") for line in said.out.splitlines() if "\t" in line]
    return {row[0]: row[1:] for row in cells[1:]}


def test_a_second_collection_stores_nothing(tmp_path: Path, dateline: Terminal) -> None:
    """By hand every feed is asked each time: all that the samples list, then as many answers of 304."""
    with wired(tmp_path) as wire:
        listed, feeds = len(wire.world.articles), {feed.url for feed in wire.feeds}
        first, second = (dateline("collect", "--at", AT) for _ in range(2))
    rows = table(first)
    assert (first.status, second.status, set(rows)) == (0, 0, feeds)
    assert sum(int(new) + int(known) for _, new, _, known, *_ in rows.values()) == listed
    assert all(failed == "0" for *_, failed, _ in rows.values())
    assert {row[-1] for row in table(second).values()} == {"unchanged (304)"}
    assert f"0 new articles from {len(feeds)} sources; {len(feeds)} unchanged, 0 failed." in second.out


def test_a_feed_that_fails_is_named_and_stops_no_other(tmp_path: Path, dateline: Terminal) -> None:
    """The table says why; the others are read; the command goes well."""
    with wired(tmp_path, more="  - {url: 'http://127.0.0.1:1/feed', publisher: Nobody}\n") as wire:
        feeds, said = len(wire.feeds), dateline("collect", "--at", AT)
    rows = table(said)
    assert said.status == 0
    assert len(rows) == feeds + 1
    assert "refused" in rows["http://127.0.0.1:1/feed"][-1]
    assert "1 failed" in said.out.splitlines()[-1]


def test_private_networks_are_refused_unless_named(tmp_path: Path, dateline: Terminal) -> None:
    """As shipped nothing on this machine is fetched, by configuration or by hand; nothing was asked there."""
    with Wire(NOW) as wire:
        url = wire.feeds[0].url
        configure(tmp_path, f"feeds: [{{url: {url}, publisher: A}}]\n")
        by_itself, by_hand = dateline("collect"), dateline("collect", wire.page(wire.world.articles[0].id))
    assert "allow_networks" in table(by_itself)[url][-1]
    assert (by_hand.status, "allow_networks" in by_hand.out) == (1, True)


def test_at_is_the_time_that_it_shall_be(tmp_path: Path, dateline: Terminal) -> None:
    """collect, digest, ask and search: a file counts from then, and earlier nothing is known of it."""
    configure(tmp_path)
    stored(tmp_path)
    dateline("collect", "keepers.txt", "--at", AT)
    before, after, later = (
        (NOW + timedelta(minutes=minutes)).isoformat() for minutes in (-1, 1, 60 * 24 + 1)
    )
    headline = STORED.splitlines()[1]
    for command in (["digest", "--print"], ["ask", "lighthouse keepers"], ["search", "lighthouse"]):
        assert headline not in dateline(*command, "--at", before).out, command
        assert headline in dateline(*command, "--at", after).out, command
    assert f"{NOW:%A} {NOW.day} {NOW:%B %Y}" in dateline("digest", "--print", "--at", AT).out
    assert headline not in dateline("digest", "--print", "--at", later).out
    assert headline in dateline("ask", "lighthouse keepers", "--at", later).out


def test_search_reads_a_query_a_line_and_writes_json_lines(tmp_path: Path, dateline: Terminal) -> None:
    """The form of ../shared/quality.md: best first, the whole archive unless --since narrows it."""
    configure(tmp_path)
    stored(tmp_path)
    dateline("collect", "keepers.txt", "--at", (NOW - timedelta(days=400)).isoformat())
    said = dateline("search", "--json", "-", "--at", AT, typed="lighthouse keepers\n\nno such thing\n")
    first, second = map(json.loads, said.out.splitlines())
    assert [list(found) for found in (first, second)] == [["query", "articles", "stories", "ms"]] * 2
    url = (tmp_path / "keepers.txt").as_uri()
    (article,), (story,) = first["articles"], first["stories"]
    assert (first["query"], article["url"], article["title"]) == (
        "lighthouse keepers",
        url,
        STORED.splitlines()[1],
    )
    assert isinstance(article["score"], float)
    assert (set(story), story["articles"]) == ({"id", "headline", "articles"}, [url])
    assert (second["articles"], second["stories"]) == ([], [])
    since = (NOW - timedelta(days=30)).isoformat()
    narrow = dateline("search", "--json", "lighthouse", "--since", since, "--at", AT)
    assert json.loads(narrow.out)["articles"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["collect", "--at", AT],
        ["ask", "sudan", "--at", AT],
        ["ask", "no such thing", "--at", AT],
        ["search", "sudan", "--at", AT],
        ["digest", "--print", "--at", AT],
        ["doctor"],
        ["manifest"],
        ["migrate"],
        ["--help"],
        ["collect", "--help"],
    ],
)
def test_off_a_terminal_there_are_plain_lines(
    arguments: list[str], tmp_path: Path, dateline: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No escapes, no boxes, no wrapping, links in full, however narrow the window."""
    monkeypatch.setenv("COLUMNS", "40")
    with wired(tmp_path):
        dateline("collect", "--at", AT)
        said = dateline(*arguments)
    assert said.status == 0
    assert said.out.strip()
    assert not [
        sign for sign in said.out if "\u2500" <= sign <= "\u257f" or (sign < " " and sign not in "\n\t")
    ]
    if arguments[:2] == ["ask", "sudan"] or arguments[0] == "digest":
        sentences = [line for line in said.out.splitlines() if line.startswith("• ")]
        assert sentences
        assert all("#:~:text=" in line and line.endswith(">") for line in sentences)


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("collect", 0),
        ("ask", 0),
        ("search", 0),
        ("digest", 0),
        ("doctor", 0),
        ("manifest", 0),
        ("migrate", 0),
    ],
)
def test_every_command_reads_the_configuration_that_is_named(
    command: str, status: int, tmp_path: Path, dateline: Terminal
) -> None:
    """--config PATH from another folder: that name, that database, and no config.yaml is looked for here."""
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "other.yaml").write_text("name: The Other\ndatabase: sqlite:///other.db\n", "utf-8")
    more = {"ask": ["x"], "search": ["x"], "digest": ["--print"], "doctor": ["--quick"]}.get(command, [])
    said = dateline(command, *more, "--config", "there/other.yaml")
    assert said.status == status, said.err
    if command != "manifest":
        assert (tmp_path / "there" / "other.db").is_file()
    if command in {"manifest", "digest"}:
        assert "The Other" in said.out
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize(
    "case",
    [
        (["migrate"], "nam: x\n", 2, 'did you mean "name"?'),
        (["migrate"], "database: sqlite:///config.yaml\n", 1, "config.yaml"),
        (["run"], "name: A\n", 2, "SLACK_BOT_TOKEN and SLACK_APP_TOKEN"),
        (["digest"], "subscriptions: [{channel: a, at: 08:00}]\n", 2, "SLACK_BOT_TOKEN"),
        (["collect", "--no-such-option"], "", 2, "no-such-option"),
        (["no-such-command"], "", 2, "no-such-command"),
        (["collect", "missing.txt"], "", 1, "missing.txt: is neither a file, a folder nor an address"),
        (["collect", "empty.txt"], "", 1, ""),
        (["ask", "x", "--at", "yesterday"], "", 1, '"yesterday" is no time'),
        (["digest", "--print", "--channel", "#none"], "", 1, "no subscription"),
        (["doctor"], "feeds: [{url: 'http://127.0.0.1:1/f'}]\n", 1, ""),
    ],
)
def test_what_goes_wrong_ends_with_its_status_and_a_sentence(
    case: tuple[list[str], str, int, str], tmp_path: Path, dateline: Terminal
) -> None:
    """1: it did not go well; 2: a setting, an option or the tokens. On stderr, and never a traceback."""
    arguments, config, status, said = case
    configure(tmp_path, config)
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    ended = dateline(*arguments)
    assert ended.status == status, ended.err
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_the_manifest_is_yaml_and_json_of_the_configured_names(tmp_path: Path, dateline: Terminal) -> None:
    """What is pasted into Slack: both forms say the same, and the commands are the operator's."""
    configure(tmp_path, "name: The Wire\ncommands: {news: /wire, digest: /wire-digest}\n")
    as_yaml, as_json = dateline("manifest"), dateline("manifest", "--json")
    made = yaml.safe_load(as_yaml.out)
    assert made == json.loads(as_json.out)
    assert [c["command"] for c in made["features"]["slash_commands"]] == ["/wire", "/wire-digest"]


def test_a_collection_shows_its_progress_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bar that counts every source, and then the table, in columns."""
    out = StringIO()
    screen = Screen(out, StringIO(), terminal=True, width=100)
    monkeypatch.setattr("bot.cli.collecting.Screen", lambda: screen)
    monkeypatch.setattr(sys, "argv", ["dateline", "collect", "--at", AT])
    with wired(tmp_path) as wire:
        feeds = len(wire.feeds)
        assert status_of_main() == 0
    assert f"{feeds}/{feeds}" in out.getvalue()
    assert "what happened" in out.getvalue()
    assert "\t" not in out.getvalue()
