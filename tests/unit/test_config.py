"""What config.yaml says is what the program gets."""

from __future__ import annotations

from datetime import time
from ipaddress import ip_network
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.config import Config, load
from bot.errors import ConfigError
from bot.model import WEEKDAYS
from bot.when import Expected, read_days, read_time, read_zone


def loaded(folder: Path, text: str, environ: dict[str, str] | None = None) -> Config:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path, environ or {})


def test_an_empty_file_gives_every_default(tmp_path: Path) -> None:
    """A file without a setting is a configuration: feeds and folders may be empty, and the doctor says so."""
    for text in ("", "# only a comment\n", "feeds:\ncollect:\n"):
        config = loaded(tmp_path, text)
        assert config.feeds == ()
        assert config.collect.every_minutes == 30
        assert config.summaries.method == "dateline"
        assert config.commands.news == "/news"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("18:00", time(18)),
        ("10:30", time(10, 30)),
        ("8:05", time(8, 5)),
        ('"08:00"', time(8)),
        ("08:00", time(8)),
        ("00:00", time(0)),
        ("'23:59'", time(23, 59)),
    ],
)
def test_an_unquoted_time_is_read_as_meant(tmp_path: Path, written: str, meant: time) -> None:
    """YAML 1.1 makes 1080 of 18:00; here it is six in the evening."""
    config = loaded(tmp_path, f"subscriptions:\n  - channel: world\n    at: {written}\n")
    assert config.subscriptions[0].at == meant


def test_words_that_yaml_takes_for_something_else_stay_words(tmp_path: Path) -> None:
    """NO is Norway, 1843 a magazine, 2026-11-23 a name, on and off are words."""
    config = loaded(
        tmp_path,
        "name: NO\n"
        "feeds: [{url: 'https://a.example/f', publisher: 1843, section: 2026-11-23}]\n"
        "subscriptions: [{channel: off, at: 08:00, topics: [NO, on, 1_000, 0x10], sections: no}]\n",
    )
    assert config.name == "NO"
    assert (config.feeds[0].publisher, config.feeds[0].section) == ("1843", "2026-11-23")
    assert config.subscriptions[0].channel == "#off"
    assert config.subscriptions[0].topics == ("NO", "on", "1_000", "0x10")
    assert config.subscriptions[0].sections == ("no",)


def test_numbers_are_numbers_however_they_are_written(tmp_path: Path) -> None:
    """Quotes and underscores change no number."""
    config = loaded(tmp_path, 'collect: {max_bytes: 1_000_000, workers: "4", timeout_seconds: 2.5}\n')
    assert (config.collect.max_bytes, config.collect.workers, config.collect.timeout_seconds) == (
        10**6,
        4,
        2.5,
    )


def test_relative_paths_are_meant_from_the_files_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever a command is run, it finds the same database and the same folders."""
    home = tmp_path / "here"
    home.mkdir()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    config = loaded(
        home, "database: sqlite:///data/news.db\ncollect: {folders: [{path: inbox}, {path: /srv/in}]}\n"
    )
    assert config.database == f"sqlite:///{home}/data/news.db"
    assert [folder.path for folder in config.collect.folders] == [home / "inbox", Path("/srv/in")]
    assert loaded(home, "").database == f"sqlite:///{home}/dateline.db"


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:////var/lib/dateline/news.db",
        "postgresql+psycopg://ann@db.example:5433/news?sslmode=require",
        "postgresql://ann@/news?host=/run/postgresql",
    ],
)
def test_a_database_url_that_is_whole_stays_as_it_is(tmp_path: Path, url: str) -> None:
    """Absolute paths and databases in memory belong to no folder."""
    assert loaded(tmp_path, f"database: '{url}'\n").database == url


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("postgresql+psycopg://ann@db/news", "postgresql+psycopg://ann:h%40nter%2F2@db/news"),
        ("postgresql+psycopg://db:5433/news?a=b", "postgresql+psycopg://:h%40nter%2F2@db:5433/news?a=b"),
        ("postgresql+psycopg://ann:other1@db/news", "postgresql+psycopg://ann:other1@db/news"),
        ("sqlite:////news.db", "sqlite:////news.db"),
    ],
)
def test_the_databases_password_may_come_from_the_environment(tmp_path: Path, url: str, whole: str) -> None:
    """It is shown by nothing that shows the configuration, and the logs know it as a secret."""
    config = loaded(tmp_path, f"database: '{url}'\n", {"DATELINE_DATABASE_PASSWORD": "h@nter/2"})
    assert config.database == whole
    password = make_url(whole).password
    if password is not None:
        assert str(password) not in repr(config)
        assert str(password) in config.secrets()


def test_networks_are_networks(tmp_path: Path) -> None:
    """An address stands for itself, and a network may be named by any address in it."""
    config = loaded(tmp_path, "collect: {allow_networks: [127.0.0.1, 10.1.2.3/8, 'fd00::/8']}\n")
    expected = (ip_network("127.0.0.1/32"), ip_network("10.0.0.0/8"), ip_network("fd00::/8"))
    assert config.collect.allow_networks == expected


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("world-news", "#world-news"),
        ('"#world-news"', "#world-news"),
        ("C0123ABCD", "C0123ABCD"),
        ("G0123ABCD", "G0123ABCD"),
        ("D024BE91L", "D024BE91L"),
        ("nyheter-på-norsk", "#nyheter-på-norsk"),
    ],
)
def test_channels_are_names_or_ids(tmp_path: Path, written: str, meant: str) -> None:
    """A name has its #, an ID stays as Slack gives it."""
    config = loaded(tmp_path, f"subscriptions: [{{channel: {written}, at: 08:00}}]\n")
    assert config.subscriptions[0].channel == meant


def test_subscriptions_have_ids_that_stay(tmp_path: Path) -> None:
    """The same order has the same id at every start; another time, zone, channel or topic is another."""
    order = "{channel: world, at: 08:00, zone: europe/london, topics: sudan}"
    text = f"digest: {{stories: 4}}\nsubscriptions: [{order}]\n"
    first = loaded(tmp_path, text).subscription_list()[0]
    again = loaded(tmp_path, text.replace("topics: sudan", "topics: [sudan], stories: 6, days: weekend"))
    assert (first.origin, first.zone, first.stories, first.days) == ("config", "Europe/London", 4, WEEKDAYS)
    assert first.id.startswith("config-")
    assert again.subscription_list()[0].id == first.id
    assert (again.subscription_list()[0].stories, again.subscription_list()[0].days) == (6, ("sat", "sun"))
    for change in ("08:01", "Europe/Paris", "news", "[chad]"):
        old = {"08:01": "08:00", "Europe/Paris": "europe/london", "news": "world", "[chad]": "sudan"}[change]
        assert loaded(tmp_path, text.replace(old, change)).subscription_list()[0].id != first.id


def test_a_missing_or_unreadable_file_says_how_to_get_one(tmp_path: Path) -> None:
    """No traceback where there is no file, a folder, too large a file or one in another encoding."""
    with pytest.raises(ConfigError, match=r"there is no such file.*--config PATH"):
        load(tmp_path / "config.yaml", {})
    with pytest.raises(ConfigError, match="can't be read"):
        load(tmp_path, {})
    (tmp_path / "large.yaml").write_bytes(b"#" * 10_000_001)
    with pytest.raises(ConfigError, match="larger than 10,000,000 bytes"):
        load(tmp_path / "large.yaml", {})
    (tmp_path / "latin.yaml").write_bytes("# fine\nname: Höhe\n".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"latin\.yaml:2: not UTF-8"):
        load(tmp_path / "latin.yaml", {})


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("daily", WEEKDAYS),
        ("weekdays", WEEKDAYS[:5]),
        ("Weekend", ("sat", "sun")),
        ("mon-fri", WEEKDAYS[:5]),
        ("fri-mon", ("mon", "fri", "sat", "sun")),
        ("Wednesday, mon", ("mon", "wed")),
        (["tues", "thurs"], ("tue", "thu")),
    ],
)
def test_days_are_read_as_people_write_them(words: str | list[str], days: tuple[str, ...]) -> None:
    """Names, short names, ranges and groups, in the week's order."""
    assert read_days(words) == days


@pytest.mark.parametrize(
    ("text", "hint"), [("0730", '"07:30"'), ("1080", '"18:00"'), ("630", '"10:30"'), ("24:00", '"08:00"')]
)
def test_a_time_that_is_none_says_what_may_have_been_meant(text: str, hint: str) -> None:
    """Digits without a colon, and the numbers that YAML makes of times, are recognised."""
    with pytest.raises(Expected, match=hint):
        read_time(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [("London", "Europe/London"), ("Europe/Lodnon", "Europe/London"), ("Asia/Calcuta", "Asia/Calcutta")],
)
def test_a_zone_that_is_none_names_the_nearest(text: str, hint: str) -> None:
    """A place alone and a slip of the pen lead to the zone."""
    with pytest.raises(Expected, match=hint):
        read_zone(text)


@pytest.mark.parametrize("text", ["GMT+2", "UTC+2", "../../etc/passwd", "PST8", ""])
def test_no_zone_is_suggested_that_means_the_opposite(text: str) -> None:
    """Etc/GMT+2 is two hours behind: whoever writes GMT+2 isn't sent there."""
    with pytest.raises(Expected) as caught:
        read_zone(text)
    assert "Etc" not in str(caught.value)
