"""A mistake in config.yaml is told with its place, what was expected and the way out; all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import yaml_lines
from bot.config import load
from bot.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "xoxb-123456789012-345678901234-abcdefghijklmnop"


def refused(folder: Path, text: str, environ: dict[str, str] | None = None) -> list[str]:
    """The lines of the refusal, each without the file's name."""
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path, environ or {})
    return [line.removeprefix(f"{path}:") for line in str(caught.value).split("\n")]


def test_all_mistakes_are_told_at_once_in_the_files_order(tmp_path: Path) -> None:
    """One run is enough to mend the whole file."""
    lines = refused(
        tmp_path,
        "nam: X\n"
        "feeds:\n"
        "  - url: https://a.example/f\n"
        "  - url: ftp://a.example/f\n"
        "    publishr: x\n"
        "  - publisher: y\n"
        "collect:\n"
        "  workers: 65\n"
        "  workers: 3\n"
        "subscriptions:\n"
        "  - channel: world\n"
        "    at: six\n"
        "    zone: Londn\n",
    )
    assert [line.split(": ")[:2] for line in lines] == [
        ["1", "nam"],
        ["4", "feeds[1].url"],
        ["5", "feeds[1].publishr"],
        ["6", "feeds[2].url"],
        ["8", "collect.workers"],
        ["9", "collect.workers"],
        ["12", "subscriptions[0].at"],
        ["13", "subscriptions[0].zone"],
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nam: X", '1: nam: is not a setting; did you mean "name"?'),
        ("collect: {wrokers: 3}", '1: collect.wrokers: is not a setting; did you mean "workers"?'),
        (
            "feeds: [{url: 'https://a.example', titel: x}]",
            "1: feeds[0].titel: is not a setting; Settings here:",
        ),
        ("feeds: [{publisher: x}]", "1: feeds[0].url: is missing; write url: https://…"),
        ("subscriptions: [{channel: a}]", '1: subscriptions[0].at: is missing; write at: "08:00"'),
        (
            "subscriptions:\n- at: 08:00\n  channel: #world",
            '3: subscriptions[0].channel: is missing; write channel: "#world-news" (in quotes: a bare #',
        ),
        ("digest: {stories: 13}", "1: digest.stories: found 13; expected a whole number from 1 to 12"),
        ("digest: {stories: many}", "1: digest.stories: found 'many'; expected a whole number from 1 to 12"),
        (
            "digest: {max_per_region: 0}",
            "1: digest.max_per_region: found 0; expected a whole number from 1 to 12",
        ),
        (
            "summaries: {max_words: 200}",
            "1: summaries.max_words: found 200; expected a whole number from 10 to 120",
        ),
        ("summaries: {max_share: 0}", "1: summaries.max_share: found 0; expected a number above 0 to 0.25"),
        ("summaries: {method: lexrnk}", 'did you mean "lexrank"?'),
        (
            "log: {level: NO}",
            "1: log.level: found 'NO'; expected one of 'debug', 'info', 'warning' or 'error'",
        ),
        ("log: loud", "1: log: found 'loud'; expected keys with values"),
        ("feeds: {url: x}", "1: feeds: found keys with values; expected a list"),
        (
            "feeds: [https://a.example/f]",
            "1: feeds[0]: found 'https://a.example/f'; expected keys with values",
        ),
        ("name: [a]", "1: name: found a list; expected text"),
        ("- a", "1: found a list; expected keys with values"),
        ("name: '" + "x" * 36 + "'", "expected text of at most 35 characters"),
        ("database: news.db", 'did you mean "sqlite:///news.db"?'),
        ("database: sqlite://news.db", "expected a database URL with three slashes"),
        ("database: mysql://localhost/news", "or of PostgreSQL; such as"),
        ("database: postgres://localhost/news", "begin it with postgresql+psycopg://"),
        ("database: postgresql+psycopg2://localhost/news", "begin it with postgresql+psycopg://"),
        ("database: postgresql://localhost", "it ends with the database's name"),
        ("database: postgresql://localhost:x/news", "check its host and port"),
        ("feeds: [{url: www.bbc.com/rss}]", 'did you mean "https://www.bbc.com/rss"?'),
        ("feeds: [{url: 'htps://a.example/f'}]", 'did you mean "https://a.example/f"?'),
        ("feeds: [{url: 'https://a.example:x/f'}]", "check its host and port"),
        ("feeds: [{url: 'https://a.example/a b'}]", "remove the white space in it"),
        ("feeds: [{url: 'javascript:alert(1)'}]", "expected an http:// or https:// address"),
        ("collect: {allow_networks: [localhost]}", 'write "127.0.0.0/8" for this machine'),
        ("collect: {proxy: 'socks5://proxy:1080'}", "expected an http:// address of a proxy"),
        ("collect: {proxy: 'http://me:word@proxy:80'}", "without a user name or password"),
        ("collect: {pause_seconds: 61}", "1: collect.pause_seconds: found 61; expected a number"),
        (
            "subscriptions: [{channel: a, at: 08:00, days: [NO]}]",
            "1: subscriptions[0].days[0]: found 'NO'; expected days",
        ),
        ("subscriptions: [{channel: a, at: 08:00, days: []}]", "expected at least one day"),
        ("subscriptions: [{channel: World News, at: 08:00}]", 'did you mean "#world-news"?'),
        ("subscriptions: [{channel: a, at: [8]}]", "1: subscriptions[0].at: found a list; expected"),
        ("commands: {news: /digest}", "expected two different commands; both are /digest"),
        ("commands: {news: /News!}", "expected a slash command of at most 32 characters"),
        (
            "feeds:\n- url: https://a.example/f\n- url: https://a.example/f",
            "3: feeds[1].url: found 'https://a.example/f'; expected each feed once; it is feeds[0] already",
        ),
        (
            "subscriptions:\n- {channel: a, at: 08:00}\n- {channel: '#a', at: '8:00', days: mon}",
            "3: subscriptions[1].at: found '8:00'; expected each subscription once; subscriptions[0] has the",
        ),
    ],
)
def test_each_mistake_says_what_was_expected_and_what_to_do(tmp_path: Path, text: str, told: str) -> None:
    """The line, the key, what was found, what was expected, the nearest right name."""
    (line,) = refused(tmp_path, text)
    assert told in line


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: a\nfeeds: [1,\n", "3: not YAML"),
        ("name: a: b", "1: a second colon; put the value in quotes"),
        ("name: a\n\tlog: b", "2: a tab stands where only spaces may"),
        ("a: &x [1]\nb: *x", "2: an alias (*name) is not read here"),
        ("name: !!python/object/apply:os.system ['true']", "1: a tag"),
        ("name: !secret x", "1: a tag (!secret) is not read here"),
        ("name: a\n---\nname: b", "2: a second document begins"),
        ("[" * 900, "1: nested deeper than 20 levels"),
        ("name: a\x00b", "1: a character that no text file holds"),
        ("name: a\nname: b\nname: c", "2: name: stands twice, in line 1 and in line 2; keep one of them"),
        ("? [a, b]\n: c", "1: a key must be a plain name"),
        ('name: "\\e[31m"', "1: name: found '\\x1b[31m'; expected text on one line"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    """Syntax, tags, aliases, doubled keys: no traceback, no object made, no bomb unfolded."""
    assert any(told in line for line in refused(tmp_path, text))


def test_an_alias_bomb_ends_at_its_first_alias(tmp_path: Path) -> None:
    """Nine levels of nine aliases would be a billion values."""
    levels = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    (line,) = refused(tmp_path, "\n".join(levels))
    assert line.startswith("2: an alias")


def test_a_token_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    """Wherever it stands: as a setting, in a list, in a comment, as a key, in a broken line."""
    places = [
        f"slack: {{bot_token: {TOKEN}}}",
        f"bot_token: {TOKEN}",
        f"name: {TOKEN}",
        f"name: a # {TOKEN}",
        f"{TOKEN}: a",
        f"feeds: [{TOKEN}]",
        f"log: {{level: {TOKEN}}}",
        f"name: 'a\n{TOKEN}: [",
        f"digest: {{stories: xapp-1-A0123456789-{'b' * 20}}}",
    ]
    for text in places:
        told = "\n".join(refused(tmp_path, text))
        assert "holds a Slack token; remove it" in told
        assert "123456789012" not in told
        assert "bbbbbbbb" not in told


def test_secrets_of_the_environment_never_come_back_in_a_mistake(tmp_path: Path) -> None:
    """A signing secret has no shape of its own, and is still not repeated when it lands in the file."""
    signing = "8f742231b10e8888abcd99yyyzzz85a5"
    told = "\n".join(refused(tmp_path, f"log: {{level: {signing}}}", {"SLACK_SIGNING_SECRET": signing}))
    assert "log.level" in told
    assert signing not in told


@pytest.mark.parametrize(
    "text",
    [
        "feeds: [{url: 'https://ann:hunter2@a.example/f'}]",
        "feeds: [{url: 'ftp://ann:hunter2@a.example/f'}]",
        "database: postgres://ann:hunter2@db/news",
        "database: postgresql://ann:hunter2@db/",
        "database: postgresql://ann:hunter2@db:x/news",
        "database: postgresql://ann@db/news?password=hunter2",
        "database: mysql://ann:hunter2/x@db/news",
        "secret: hunter2",
        "slack_api_key: hunter2",
    ],
)
def test_passwords_are_not_repeated(tmp_path: Path, text: str) -> None:
    """An address with a password, or a setting that sounds like one, is refused without it."""
    assert "hunter2" not in "\n".join(refused(tmp_path, text))


def test_a_wrong_api_address_in_the_environment_is_told_as_such(tmp_path: Path) -> None:
    """It is no line of the file."""
    (line,) = refused(tmp_path, "", {"SLACK_API_URL": "slack"})
    assert line.startswith(
        "environment: SLACK_API_URL: found 'slack/'; expected an http:// or https:// address"
    )


def test_the_environment_gives_the_tokens_and_nothing_shows_them(tmp_path: Path) -> None:
    """Tokens come from the environment alone, and neither repr nor str of the configuration holds them."""
    (tmp_path / "config.yaml").write_text("", encoding="utf-8")
    environ = {
        "SLACK_BOT_TOKEN": f" {TOKEN}\n",
        "SLACK_APP_TOKEN": "",
        "SLACK_API_URL": "http://127.0.0.1:9/api",
    }
    slack = load(tmp_path / "config.yaml", environ).slack
    assert slack.bot_token is not None
    assert slack.bot_token.get_secret_value() == TOKEN
    assert slack.secrets() == (TOKEN,)
    assert slack.app_token is None
    assert slack.api_url == "http://127.0.0.1:9/api/"
    config = load(tmp_path / "config.yaml", environ)
    assert TOKEN not in f"{config!r} {config} {config.model_dump()} {config.model_dump_json()}"


@given(
    text=st.text(st.characters(codec="utf-8"), max_size=200)
    | st.text("abn:-[]{}&*!|>'\"#%@` \n\t01,?~", max_size=60)
)
def test_no_file_whatever_ends_in_anything_but_a_configuration_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Arbitrary text never brings a traceback, and every mistake in it has a line."""
    path = tmp_path_factory.mktemp("any") / "config.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    try:
        load(path, {})
    except ConfigError as error:
        for line in str(error).split("\n"):
            assert line.startswith(f"{path}:")


@pytest.mark.parametrize(
    "text",
    [
        "name: 'Y: x'\nfeeds:\n  - url: https://a.example/f\n    publisher: ~\n    section: '~'\n",
        'name:\ncollect: {workers: 010, pause_seconds: null, contact: ""}\n',
        "name: >-\n  Two\n  lines\naccess: {manage_digests: NO}\n",
        "name: a: b\n",
        "name:\n\t- x\n",
        "name: *other\n",
        "name: !!int 3\n",
        "name: [a\nfeeds: []\n",
        "name: x\n---\nname: y\n",
        "name: \x07\n",
    ],
)
def test_a_large_file_is_read_as_a_small_one_is(text: str) -> None:
    """Another parser reads it: values, lines and the words for what is wrong are the same."""
    assert told_of(f"{text}{'# far more of it ' * 10_000}\n") == told_of(text)


def told_of(text: str) -> object:
    try:
        document = yaml_lines.parse(text)
    except yaml_lines.Unreadable as error:
        return (error.line, error.why)
    return (document.root, document.lines)
