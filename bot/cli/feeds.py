"""`dateline feeds`: how each feed fares; lists of feeds out and in (OPML); the feeds of a site."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  (typer reads the types)
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import feed_lists
from bot.cli.common import DEFAULT_CONFIG, At, ConfigPath, house, load
from bot.cli.render import Screen
from bot.collect.finding import feeds_of
from bot.errors import BadRequestError
from bot.model.telling_feeds import feed_name, feed_words, health_line, readings_line, sparkline
from bot.text import ago, plural, when

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from bot.model import FeedHealth

COLUMNS = ["feed", "how it is", "since", "last news", "14 days", "readings", "proposal", "cure"]
MOST_READINGS = 60  # so many are kept of each feed
Channel = Annotated[
    str, typer.Option("--channel", metavar="CHANNEL", help='A channel\'s ID, or its name as "#world-news".')
]

feeds = typer.Typer(help="Show how each feed fares, the worst first; or see to lists of feeds.")


@feeds.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    *,
    readings: Annotated[
        int,
        typer.Option(
            "--readings", min=1, max=MOST_READINGS, metavar="N", help="How many of the last are drawn."
        ),
    ] = 20,
    ascii_only: Annotated[
        bool, typer.Option("--ascii", help="Draw in ASCII, as off a terminal in any case.")
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
    at: At = None,
) -> None:
    """Show how each feed fares, the worst first; nothing is fetched."""
    if context.invoked_subcommand:
        if config != DEFAULT_CONFIG or at:
            behind = f"write it behind the word: dateline feeds {context.invoked_subcommand} --config PATH"
            raise typer.BadParameter(behind, param_hint="--config")
        return
    screen = Screen()
    with house(config, at) as built:
        now, zone = built.clock.now(), built.zone
        found = built.health.overview()
    plain = ascii_only or not screen.terminal
    if found.feeds:
        screen.table(COLUMNS, [_row(one, now, zone, readings, plain=plain) for one in found.feeds])
    screen.line(health_line(found, now))


def _row(
    feed: FeedHealth, now: datetime, zone: tzinfo, readings: int = 20, *, plain: bool = False
) -> list[str]:
    return [
        feed_name(feed),
        feed_words(feed),
        when(feed.since, now, zone) if feed.since else "",
        ago(feed.changed, now) if feed.changed else "",
        sparkline(feed.daily, plain=plain),
        readings_line(feed.recent[-readings:], plain=plain),
        feed.proposal.value,
        feed.cure if feed.proposal else "",
    ]


@feeds.command()
def export(*, channel: Channel = "", config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Print the feeds that are read as OPML; with --channel those that this channel's digests draw on."""
    with house(config) as built:
        listed = feed_lists.exported(
            built.feeds, built.config.subscription_list(), built.orders.channels(), channel
        )
        name = built.config.name
    typer.echo(feed_lists.opml(listed, f"{name}, {channel}" if channel else name))


@feeds.command("import")
def take(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file; - for standard input.")],
    *,
    section: Annotated[
        str, typer.Option(help="The section of them all; default: their folders' names.")
    ] = "",
    channel: Channel = "",
    time: Annotated[str, typer.Option("--time", metavar="HH:MM", help="Of the channel's digest.")] = "08:00",
    zone: Annotated[str, typer.Option("--zone", help="Of that time.")] = "UTC",
    write: Annotated[
        bool, typer.Option("--write", help="Into config.yaml, instead of printing what to add to it.")
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Take the feeds of an OPML file; with --channel order a digest of them there."""
    screen = Screen()
    found = feed_lists.read(path, load(config).feed_list(), section)
    order = feed_lists.order(found, channel, time, zone) if channel else None
    for url, why in found.refused:
        screen.error(f"{url}: {why}")
    if write:
        feed_lists.write(config, found.new, order)
        screen.line(
            f"{plural(len(found.new), 'feed')} added to {config}, {len(found.there)} were there; "
            "dateline run takes them on SIGHUP or at its next start."
        )
    else:
        typer.echo(feed_lists.to_add(found.new, order), nl=False)


@feeds.command()
def find(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="A site's address, or a feed's.")],
    *,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Look for the feeds of a site: each that its page names is tried."""
    screen, url = Screen(), address if "://" in address else f"https://{address}"
    with house(config) as built:
        found = feeds_of(url, built.client, built.parser)
    if not found:
        raise BadRequestError(f"{url} names no feed. Look on the site for the word RSS or Atom.")
    screen.table(["feed", "title", "entries", "why not"], [[f.url, f.title, f.entries, f.why] for f in found])
