"""`dateline backup` and `restore`: the store in one file, and back; `dateline prune`: what of it may go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import DEFAULT_CONFIG, At, ConfigPath, house, load
from bot.cli.render import Screen
from bot.clock import SystemClock
from bot.operate import backup as backups
from bot.text import plural
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.config import Config
    from bot.operate.retention import Pruned
    from bot.store.sealed import Seal

DOUBTED = (
    "{} may have been posted after the backup was made: what is found in its channel counts as posted, and a "
    "digest of which nobody can tell stands on an administrator's Home tab, with “Post now”."
)

NO_BOUNDS = "Nothing goes: `retention` in config.yaml sets neither days nor gigabytes."

File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup's file.")]


def backup(file: File, *, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Write the whole store into one new file, verified, while Dateline goes on; of either database."""
    screen = Screen()
    with house(config) as built:
        found = built.back_up(
            file,
            lambda moved: screen.line(
                f"{moved.table}: {plural(moved.rows, 'row')}, SHA-256 {moved.digest[:16]}", "dim"
            ),
        )
    screen.line(f"{file}: {_words(found)}.", "good")


def restore(
    file: File,
    *,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Although the store of config.yaml holds something; see the docs."),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only read the backup through, and say whether it is whole.")
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Make a backup the store of config.yaml, while Dateline is stopped; whole or not at all."""
    screen = Screen()
    if check:
        screen.line(f"{file} is whole: {_words(backups.check(file))}.", "good")
        return
    found = load(config)
    doubted: list[int] = []
    seal, kept = backups.restore(
        file,
        found.database,
        replace=replace,
        now=SystemClock().now(),
        prepare=lambda url: doubted.append(_doubt(found, url)),
    )
    screen.line(f"Restored {file}: {_words(seal)}.", "good")
    if kept is not None:
        screen.line(f"The store that was there is kept as {kept}.")
    if sum(doubted):
        screen.line(DOUBTED.format(plural(sum(doubted), "message")))


def prune(
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
    at: At = None,
) -> None:
    """Let old news go now, as `retention` in config.yaml says; `dateline run` does so once a day."""
    screen = Screen()
    with house(config, at) as built:
        ours = built.config.retention
        if not (ours.days or ours.gigabytes):
            screen.line(NO_BOUNDS)
            return
        found = built.retention.prune(dry=dry_run)
    for line in _told(found, "would go" if dry_run else "went"):
        screen.line(line)


def _told(found: Pruned, went: str) -> Iterator[str]:
    what = f"{plural(found.stories, 'story', 'stories')} with {plural(found.articles, 'article')}"
    when = f", last told between {found.oldest:%Y-%m-%d} and {found.newest:%Y-%m-%d}" if found.oldest else ""
    yield f"{what} {went}{when}."
    if found.kept:
        yield f"{plural(found.kept, 'story', 'stories')} as old: somebody saved or follows them; they stay."
    if found.over:
        yield (
            f"The store is still about {found.over / 1e6:,.0f} MB above retention.gigabytes: what is left is "
            "cited, saved, followed, or of the last 30 days."
        )


def _doubt(found: Config, url: str) -> int:
    with House(found.model_copy(update={"database": url})) as built:
        return built.doubt_deliveries()


def _words(found: Seal) -> str:
    return f"{plural(found.rows, 'row')} of {found.made}, by Dateline {found.program}, schema {found.schema}"
