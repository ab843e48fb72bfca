"""Lists of feeds go out of config.yaml and into it, and nothing else of the file is touched."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.cli import main
from bot.cli.feed_lists import exported
from bot.config import load
from bot.config_writing import added
from bot.errors import BadRequestError, ConfigError

if TYPE_CHECKING:
    from bot.model import Subscription

SHIPPED = Path(__file__).resolve().parents[2] / "config.yaml"
TEXT = """# ours
feeds: # what we read
  - url: https://a.example/f # Alpha
    publisher: Alpha
    section: World

  # about b
  - url: https://b.example/f
    publisher: Beta
    section: Africa
    # the end of b

digest: {stories: 5} # fewer
subscriptions:
- {channel: C1, at: "08:00", sections: [world]}
- channel: C2
  at: "09:00"
  sources: [beta]
"""
LIST = """<opml version="2.0"><body><outline text="Asia">
<outline text="Gamma: &quot;G&quot;" xmlUrl="https://c.example/f"/>
<outline text="Beta" xmlUrl="https://b.example/f"/>
<outline text="Files" xmlUrl="file:///etc/passwd"/>
</outline></body></opml>
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logging_left_as_it_was: None) -> None:
    del logging_left_as_it_was
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "list.opml").write_text(LIST, encoding="utf-8")
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)


class Ran:
    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *words: str) -> tuple[int, str, str]:
        self._monkeypatch.setattr(sys, "argv", ["dateline", "feeds", *words])
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        heard = self._capsys.readouterr()
        return status, heard.out, heard.err


@pytest.fixture
def feeds(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ran:
    return Ran(capsys, monkeypatch)


@pytest.mark.exhaustive
def test_all_feeds_go_out_or_those_that_a_channel_s_digests_draw_on(feeds: Ran) -> None:
    """By their sections and sources, in any letters; a channel without a digest is refused."""
    urls = {"A": "https://a.example/f", "B": "https://b.example/f"}
    for options, there in (((), "AB"), (("--channel", "C1"), "A"), (("--channel", "C2"), "B")):
        status, out, _ = feeds("export", *options)
        assert status == 0
        assert [name for name, url in urls.items() if f'xmlUrl="{url}"' in out] == list(there)
    status, out, err = feeds("export", "--channel", "C9")
    assert (status, out) == (1, "")
    assert "No digest goes to C9" in err


def test_a_channel_s_feeds_are_those_that_any_of_its_digests_draws_on() -> None:
    """Config.yaml's orders and those made in Slack; without a wish of its own a digest draws on all."""
    config = load(Path("config.yaml"), {})
    made = replace(config.subscription_list()[1], id="x", channel="C1", sections=("africa",), origin="slack")
    every = replace(made, sections=(), sources=())

    def urls(channel: str, *stored: Subscription) -> list[str]:
        found = exported(config.feed_list(), config.subscription_list(), stored, channel)
        return [feed.url.removeprefix("https://")[0] for feed in found]

    assert [urls("C1"), urls("C2"), urls("C1", made), urls("C1", every)] == [
        ["a"],
        ["b"],
        ["a", "b"],
        ["a", "b"],
    ]
    assert urls("") == ["a", "b"]
    with pytest.raises(BadRequestError, match="No digest goes to C9"):
        urls("C9")


def test_what_is_to_be_added_is_printed_and_nothing_is_written(feeds: Ran) -> None:
    """Feeds that are there already are left out; what is no web address is refused, by name."""
    status, out, err = feeds("import", "list.opml")
    assert status == 0
    assert out == (
        'feeds:\n  - url: "https://c.example/f"\n    publisher: "Gamma: \\"G\\""\n    section: "Asia"\n'
    )
    assert "file:///etc/passwd: " in err
    assert Path("config.yaml").read_text("utf-8") == TEXT


def test_a_list_is_written_into_the_file_and_the_rest_stays_as_it_is(feeds: Ran) -> None:
    """Comments, blank lines and forms included: the lines that are new are the only difference."""
    status, out, _ = feeds("import", "list.opml", "--section", "Far", "--write")
    assert (status, out.splitlines()[-1][:45]) == (0, "1 feed added to config.yaml, 1 were there; da")
    after = Path("config.yaml").read_text("utf-8").splitlines()
    new = [
        '  - url: "https://c.example/f"',
        '    publisher: "Gamma: \\"G\\""',
        '    section: "Far"',
    ]
    place = after.index(new[0])
    assert after[place : place + 3] == new
    assert after[:place] + after[place + 3 :] == TEXT.splitlines()
    assert [feed.publisher for feed in load(Path("config.yaml"), {}).feeds] == ["Alpha", "Beta", 'Gamma: "G"']
    assert [path.name for path in Path().iterdir() if path.name.startswith(".config")] == []
    assert feeds("import", "list.opml", "--write")[1].startswith("0 feeds added")


def test_a_list_can_become_a_channel_s_digest(feeds: Ran) -> None:
    """Of what its publishers write, whether their feeds are new or were there."""
    status, *_ = feeds(
        *("import", "list.opml", "--channel", "#asia", "--time", "7:30", "--zone", "Asia/Tokyo", "--write")
    )
    assert status == 0
    last = load(Path("config.yaml"), {}).subscriptions[-1]
    assert (last.channel, f"{last.at:%H:%M}", last.zone) == ("#asia", "07:30", "Asia/Tokyo")
    assert last.sources == ('Gamma: "G"', "Beta")
    after = load(Path("config.yaml"), {})
    drawn_on = exported(after.feed_list(), after.subscription_list(), (), "#asia")
    assert [feed.url for feed in drawn_on] == ["https://b.example/f", "https://c.example/f"]
    assert feeds("import", "list.opml", "--channel", "#asia", "--time", "25:00")[0] == 1
    assert feeds("import", "list.opml", "--channel", "#no such", "--write")[0] == 2


def test_a_configuration_that_is_a_link_stays_one(feeds: Ran) -> None:
    """What it leads to is added to, with its rights."""
    real = Path("real.yaml")
    Path("config.yaml").rename(real)
    real.chmod(0o640)
    Path("config.yaml").symlink_to(real)
    assert feeds("import", "list.opml", "--write")[0] == 0
    assert Path("config.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert len(load(real, {}).feeds) == 3


def test_an_option_that_would_be_passed_over_is_refused(feeds: Ran) -> None:
    """The configuration of a subcommand stands behind it."""
    status, out, err = feeds("--config", "other.yaml", "export")
    assert (status, out, "behind the word" in err) == (2, "", True)


def test_a_file_that_is_no_list_or_not_there_is_named(feeds: Ran) -> None:
    Path("page.html").write_text("<html><body>hello</body></html>", encoding="utf-8")
    for name, why in (("page.html", "is no OPML"), ("gone.opml", "no such file")):
        status, _, err = feeds("import", name)
        assert (status, name in err, why in err) == (1, True, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "feeds: []\n",
        "feeds: [] # none\nname: x\n",
        "feeds:\n",
        "name: x\n",
        "feeds:\n- url: https://a.example/f\n",
    ],
)
def test_an_empty_or_absent_list_is_begun(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    before = load(path, {})
    path.write_text(added(text, "feeds", [{"url": "https://c.example/f"}]), encoding="utf-8")
    after = load(path, {})
    assert [feed.url for feed in after.feeds] == [*(feed.url for feed in before.feeds), "https://c.example/f"]
    assert after.name == before.name


def test_the_shipped_file_can_be_added_to(tmp_path: Path) -> None:
    """Its comments between the lists are no part of either."""
    text = SHIPPED.read_text("utf-8")
    path = tmp_path / "config.yaml"
    more = added(text, "feeds", [{"url": "https://c.example/f", "publisher": "Gamma", "section": ""}])
    path.write_text(added(more, "subscriptions", [{"channel": "C1", "at": "08:00"}]), encoding="utf-8")
    after = load(path, {})
    assert (after.feeds[-1].publisher, after.subscriptions[-1].channel) == ("Gamma", "C1")
    assert len(after.feeds) == len(load(SHIPPED, {}).feeds) + 1


def test_a_list_on_one_line_is_not_torn_apart() -> None:
    """It is said what is to be added by hand."""
    with pytest.raises(ConfigError, match=r"by hand:\n  - url: \"https://c\.example/f\""):
        added("feeds: [{url: 'https://a.example/f'}]\n", "feeds", [{"url": "https://c.example/f"}])
