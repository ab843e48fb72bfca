"""`dateline digest`: what a channel gets, on paper or for real."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.common import DEFAULT_CONFIG, At, ConfigPath, house
from bot.cli.editions import show_messages, show_reasons
from bot.cli.render import Screen
from bot.errors import BadRequestError
from bot.model import Day, DeliveryState, Subscription
from bot.when import read_zone

if TYPE_CHECKING:
    from bot.deliver.delivery import Happened
    from bot.wiring import House

LOST = (DeliveryState.FAILED, DeliveryState.MISSED)


def digest(
    *,
    show: Annotated[
        bool, typer.Option("--print", help="Show the digest as it would be now, and post nothing.")
    ] = False,
    channel: Annotated[
        str, typer.Option(help="With --print: the digest of this channel's subscription.")
    ] = "",
    stories: Annotated[
        int | None, typer.Option(min=1, max=12, help="With --print: how many stories.")
    ] = None,
    zone: Annotated[str, typer.Option(help="With --print: the local time zone.")] = "",
    topic: Annotated[list[str] | None, typer.Option(help="With --print: only stories on this topic.")] = None,
    why: Annotated[
        bool, typer.Option("--why", help="With --print: why each story is in it, and each other one is not.")
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
    at: At = None,
) -> None:
    """Post the digests that are due now, once each; with --print, show one instead."""
    screen = Screen()
    if not show and (channel or stories or zone or topic or why):
        raise BadRequestError("--channel, --stories, --zone, --topic and --why go with --print")
    if channel and (stories or zone or topic):
        raise BadRequestError(
            "--channel shows that channel's own order: no --stories, --zone or --topic with it"
        )
    with house(config, at) as built:
        if not show:
            _post(built, screen)
            return
        order = _order(built, channel, stories, zone, tuple(topic or ()))
        planned = built.editions.preview(order)
        text, blocks, thread = built.editions.drawn(planned)
    show_messages(screen, [(text, blocks), *thread])
    if planned.day in (Day.QUIET, Day.BROKEN):
        screen.line("Nothing would be posted.")
    if why:
        screen.line()
        show_reasons(screen, planned)


def _post(built: House, screen: Screen) -> None:
    """Do what is due; status 1 where a digest did not get to its channel."""
    told = built.delivering.tick()
    built.pausing.look()
    for happened in told:
        screen.line(in_words(happened))
    if any(one.problem or (one.row and one.row.state in LOST) for one in told):
        raise typer.Exit(1)


def _order(
    built: House, channel: str, stories: int | None, zone: str, topics: tuple[str, ...]
) -> Subscription:
    """The channel's own order, or one made up for this look."""
    if channel:
        configured = [one for one in built.config.subscription_list() if one.channel == channel]
        orders = configured or built.orders.list(channel)
        if not orders:
            raise BadRequestError(
                f"{channel} has no subscription; add one in config.yaml, or with /digest add in Slack"
            )
        return orders[0]
    now = built.clock.now()
    name = read_zone(zone) if zone else str(built.zone)
    return Subscription(
        id="preview",
        channel="",
        at=now.astimezone(ZoneInfo(name)).time().replace(second=0, microsecond=0),
        zone=name,
        stories=stories or built.config.digest.stories,
        topics=topics,
    )


def in_words(happened: Happened) -> str:
    """What moved, on one line: "#general 2026-11-29 08:00: sent"."""
    if happened.row is None:
        return f"{happened.subscription_id}: {happened.problem}"
    row = happened.row
    # What stands in a digest's thread has no slot of its own: it comes when its digest has come.
    what = row.slot or "in the thread" if row.parent else row.slot or "unasked"
    return f"{row.channel} {row.local_date} {what}: {row.state.value}{f' ({row.why})' if row.why else ''}"
