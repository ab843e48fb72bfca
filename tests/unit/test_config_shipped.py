"""config.yaml as shipped: it works, it is complete, and what it says of the defaults is true."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from bot.config import Config, load
from bot.config_parts import FolderConfig, SubscriptionConfig
from bot.yaml_lines import Document, parse

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "config.yaml"
REGIONS = {"World", "Europe", "Africa", "Middle East", "Asia", "Oceania", "North America", "Latin America"}


def document() -> Document:
    return parse(SHIPPED.read_text(encoding="utf-8"))


def examples() -> str:
    """The file with its commented examples in the place of the empty lists."""
    kept = []
    for line in SHIPPED.read_text(encoding="utf-8").splitlines():
        if re.match(r"\s*(folders|subscriptions): \[\]", line):
            continue
        kept.append(re.sub(r"^(\s*)# ((?:folders|subscriptions):|  (?:- )?\s*\w+: .* # )", r"\1\2", line))
    return "\n".join(kept)


def fields(
    model: type[BaseModel], above: tuple[str | int, ...] = ()
) -> list[tuple[tuple[str | int, ...], Any]]:
    """Every setting that is no group of settings, with its default."""
    found: list[tuple[tuple[str | int, ...], Any]] = []
    for name, field in model.model_fields.items():
        inner = field.annotation
        if name == "slack":
            continue
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found += fields(inner, (*above, name))
        else:
            found.append(((*above, name), field.get_default()))
    return found


def test_it_loads_and_brings_news_from_every_continent() -> None:
    """At least 18 feeds, each with a publisher and a section, of at least a dozen newsrooms."""
    config = load(SHIPPED, {})
    assert len(config.feeds) >= 18
    assert {feed.section for feed in config.feeds} == REGIONS
    assert all(feed.publisher for feed in config.feeds)
    assert len({feed.publisher for feed in config.feeds}) >= 12
    assert config.subscriptions == ()


def test_every_setting_stands_in_it_with_its_default() -> None:
    """Who reads the file has read all settings, and deleting a line changes nothing."""
    shipped, held = load(SHIPPED, {}), document()
    for key, default in fields(Config):
        assert key in held.lines, f"{key} is not in config.yaml"
        value: Any = shipped
        for part in key:
            value = getattr(value, str(part))
        if key == ("database",):
            assert held.value(key) == default
        elif key != ("feeds",):
            assert value == default, f"{key} is not shipped with its default"


def test_its_examples_work_and_show_every_setting_of_a_folder_and_a_subscription(tmp_path: Path) -> None:
    """Uncommented, the examples load; none of their settings is missing."""
    path = tmp_path / "config.yaml"
    path.write_text(examples(), encoding="utf-8")
    config = load(path, {})
    held = parse(examples())
    for name in FolderConfig.model_fields:
        assert ("collect", "folders", 0, name) in held.lines
    for name in SubscriptionConfig.model_fields:
        assert ("subscriptions", 0, name) in held.lines
    assert config.collect.folders[0].path == tmp_path / "inbox"
    (order,) = config.subscription_list()
    assert (order.slot, order.zone, order.topics) == ("08:00", "Europe/London", ("Sudan", "climate"))


def test_every_line_says_what_it_is() -> None:
    """No setting without a comment beside it."""
    bare = [
        line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if line.strip() and "#" not in line
    ]
    assert bare == []


def test_the_comments_name_the_models_own_ranges() -> None:
    """A range in a comment is the range that is enforced."""
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    held = document()
    for key, _ in fields(Config):
        for limit in field_of(key).metadata:
            for bound in (
                getattr(limit, "ge", None),
                getattr(limit, "le", None),
                getattr(limit, "max_length", None),
            ):
                if bound is not None:
                    assert f"{bound:,}" in lines[held.line(key) - 1], f"{key}: {bound} is not in its comment"


def field_of(key: tuple[str | int, ...]) -> Any:
    model: Any = Config
    for part in key[:-1]:
        annotation = model.model_fields[part].annotation
        model = next(
            a for a in (annotation, *get_args(annotation)) if isinstance(a, type) and issubclass(a, BaseModel)
        )
    return model.model_fields[key[-1]]


def test_where_each_feed_was_found_is_written_down() -> None:
    """docs/reference/feeds.md names every feed of the file, and no other, with its source."""
    table = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| (https?://\S+) \| (.+) \|$",
        (ROOT / "docs/reference/feeds.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    shipped = [(feed.section, feed.publisher, feed.url) for feed in load(SHIPPED, {}).feeds]
    assert [(region, publisher, url) for region, publisher, url, _ in table] == shipped
    assert all(found.split(",")[0] in {"monitor", "awesome", "countries"} for *_, found in table)
