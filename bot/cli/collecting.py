"""`dateline collect`: feeds, files, folders and single pages into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import DEFAULT_CONFIG, At, ConfigPath, house
from bot.cli.render import Screen
from bot.model import EntryFailure, FeedOutcome
from bot.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import CollectionRow, Item
    from bot.wiring import House


def collect(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE]...",
            help="Files, folders or URLs; without any: all feeds and folders of config.yaml.",
        ),
    ] = None,
    *,
    publisher: Annotated[str, typer.Option(help="The publisher of files that name none.")] = "",
    section: Annotated[str, typer.Option(help="The section of files that name none.")] = "",
    config: ConfigPath = DEFAULT_CONFIG,
    at: At = None,
) -> None:
    """Collect articles into the store, and show what each source brought."""
    screen = Screen()
    with house(config, at) as built:
        stream, count = _stream(built, sources or [], publisher, section)
        rows: list[CollectionRow] = []
        with screen.progress(count) as advance:
            for row in built.intake.take(stream):
                rows.append(row)
                advance(row.publisher)
    if not rows:
        screen.line(_nothing(sources or [], config))
        raise typer.Exit(1 if sources else 0)
    _show(screen, rows)
    failed = [row for row in rows if row.outcome is FeedOutcome.FAILED] if sources else []
    for row in failed:  # what was asked for by name is missed by whoever asked
        screen.error(f"{row.source}: {row.why}")
    if failed:
        raise typer.Exit(1)


def _stream(built: House, sources: list[str], publisher: str, section: str) -> tuple[Iterator[Item], int]:
    """What the sources bring, and how many rows that will be at least."""
    if not sources:
        return built.everything(), len(built.feeds) + len(built.config.collect.folders)
    return _named(built, sources, publisher, section), len(sources)


def _named(built: House, sources: list[str], publisher: str, section: str) -> Iterator[Item]:
    """What each source brings."""
    feeds = {feed.url: feed for feed in built.feeds}
    for source in sources:
        if source in feeds:
            yield from built.collector.stream([feeds[source]])
        elif _is_address(source):
            yield from built.collector.by_hand(source)
        elif Path(source).exists():
            yield from built.read_files(Path(source), publisher, section)
        else:
            yield EntryFailure(source=source, key=source, why="is neither a file, a folder nor an address")


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _nothing(sources: list[str], config: Path) -> str:
    if sources:
        return f"{', '.join(sources)}: there is no .txt, .md, .html or .jsonl file that can be read"
    return f"Nothing to collect: {config} names no feed and no folder, and no source was given."


def _show(screen: Screen, rows: list[CollectionRow]) -> None:
    ordered = sorted(
        rows, key=lambda row: (row.outcome is FeedOutcome.FAILED, row.publisher.casefold(), row.source)
    )
    screen.table(
        ["source", "publisher", "new", "copies", "known", "failed", "what happened"],
        [
            [row.source, row.publisher, row.new, row.copies, row.known, row.failed, _words(row)]
            for row in ordered
        ],
    )
    failing = sum(row.outcome is FeedOutcome.FAILED for row in rows)
    screen.line(
        f"{plural(sum(row.new for row in rows), 'new article')} from {plural(len(rows), 'source')}; "
        f"{sum(row.outcome is FeedOutcome.UNCHANGED for row in rows)} unchanged, {failing} failed."
    )


def _words(row: CollectionRow) -> str:
    if row.outcome is FeedOutcome.UNCHANGED:
        return "unchanged (304)"
    return row.why or "read"
