"""What brings news in and makes editions of them."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from bot.collect.expat import check_expat
from bot.deliver import slots
from bot.desk.health import HealthDesk, Reach
from bot.lately import Lately
from bot.newsroom.corrections import Corrections
from bot.newsroom.counted import Counted
from bot.newsroom.editions import Editions, EditionSettings
from bot.newsroom.replay import Replays
from bot.newsroom.rounds import Folder, Rounds, Taking, Ways
from bot.store.hosts import HostTurns
from bot.wiring.ground import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.collect.again import Rereader
    from bot.collect.collector import Client, Collector
    from bot.collect.http import GuardedClient
    from bot.collect.parsing import Parser
    from bot.model import (
        Alert,
        Breaking,
        Contradicted,
        Correction,
        Drawn,
        Item,
        PageNow,
        PageSeen,
        PlannedEdition,
        Posting,
        StoredArticle,
    )
    from bot.newsroom.alerts import Alerts
    from bot.newsroom.breaking import BreakingNews
    from bot.newsroom.inbox import Inbox
    from bot.newsroom.intake import Intake

VERSION = version("dateline")

# How the feeds fare is read once for all digests of one time: with 2,000 feeds that takes 0.7 s and more.
STANDING_KEPT = timedelta(minutes=1)


class Newsroom(Ground):
    staying = timedelta()
    """How long the inbox is watched for more; many workers' one that does it stays the same by that."""

    @cached_property
    def client(self) -> GuardedClient:
        """The one way out."""
        from bot.collect.http import GuardedClient, user_agent  # noqa: PLC0415  (late: only fetching needs it)

        check_expat()
        ours = self.config.collect
        client = GuardedClient(
            ours.allow_networks,
            timeout=ours.timeout_seconds,
            max_bytes=ours.max_bytes,
            user_agent=user_agent(VERSION, ours.contact),
            per_host=ours.per_host,
            pause=ours.pause_seconds,
            proxy=ours.proxy,
            turns=self.turns if self.config.database.startswith("postgresql") else None,
        )
        self._open.callback(client.close)
        return client

    @cached_property
    def turns(self) -> HostTurns:
        """The pauses between requests to one host, over all that share the database."""
        return HostTurns(lambda: self.store, self.wall)

    @cached_property
    def parser(self) -> Parser:
        """What strangers wrote is read in processes that can be killed."""
        from bot.collect.children import Children  # noqa: PLC0415  (late: trafilatura takes 0.5 s and 60 MB)

        children = Children()
        self._open.callback(children.close)
        return children

    @cached_property
    def collector(self) -> Collector:
        from bot.collect.collector import Collector  # noqa: PLC0415  (late: trafilatura takes 0.5 s and 60 MB)

        ours = self.config.collect
        return Collector(
            self._counting_client(),
            self.memory,
            self.clock,
            workers=ours.workers,
            parser=self.parser,
            first=ours.first_entries,
        )

    @cached_property
    def intake(self) -> Intake:
        from bot.newsroom.intake import Intake  # noqa: PLC0415  (late: only collecting needs it)
        from bot.newsroom.stories import StoryKeeper  # noqa: PLC0415

        return Intake(self.store, StoryKeeper(self.store, self.clock, self.wall), self.clock, self.briefs)

    @cached_property
    def editions(self) -> Editions:
        settings = EditionSettings.of(self.config, self.briefs)
        health = Lately(self.health.line, self.clock, STANDING_KEPT)
        states = Lately(lambda: tuple(self.memory.states().values()), self.clock, STANDING_KEPT)
        return Editions(
            self.store, self.clock, settings, slots, _draw, health=health, states=lambda _: states()
        )

    @cached_property
    def replays(self) -> Replays:
        return Replays(self.store, _draw)

    @cached_property
    def rereader(self) -> Rereader:
        from bot.collect.again import Rereader  # noqa: PLC0415  (late, as above)

        return Rereader(self._counting_client(), self.parser)

    def _counting_client(self) -> Client:
        from bot.collect.measured import MeasuredClient  # noqa: PLC0415  (late, as above)

        return MeasuredClient(self.client, self.meter, self.wall) if self.measured else self.client

    def read_again(self, stored: StoredArticle, seen: PageSeen | None = None) -> PageNow:
        """A stored article's page as it is now."""
        return self.rereader.read(stored, seen)

    @cached_property
    def corrections(self) -> Corrections:
        watched = timedelta(hours=self.config.corrections.hours)
        return Corrections(self.store, self.clock, self.read_again, _draw_correction, watched)

    def entries_at(self, address: str) -> int:
        """How many entries the feed there has; FetchError or UnreadableError where none is there."""
        response = self.client.get(address)
        return len(self.parser.feed(response.body, response.url, response.headers).entries)

    @cached_property
    def health(self) -> HealthDesk:
        reach = Reach(read=lambda feed: self.rounds.read_now(feed), entries=self.entries_at)  # noqa: PLW0108  (the rounds are built when asked for)
        return HealthDesk(self.store, self.clock, self.config.feed_list(), reach)

    @cached_property
    def alerts(self) -> Alerts:
        from bot.newsroom.alerts import Alerts, AlertSettings  # noqa: PLC0415  (late: only `run` needs it)

        ours = self.config.alerts
        settings = AlertSettings(most_a_day=ours.most_a_day, quiet=ours.quiet, brief=self.briefs)
        return Alerts(self.store, self.clock, settings, _draw_alert)

    @cached_property
    def breaking_news(self) -> BreakingNews:
        from bot.newsroom.breaking import BreakingNews, BreakingSettings, Draws  # noqa: PLC0415  (late, as above)

        ours = self.config.alerts
        settings = BreakingSettings(
            newsrooms=ours.breaking_publishers,
            within=timedelta(minutes=ours.breaking_minutes),
            quiet=ours.quiet,
            brief=self.briefs,
        )
        draws = Draws(breaking=_draw_breaking, contradicted=_draw_contradicted)
        return BreakingNews(self.store, self.clock, settings, draws)

    def read_files(self, path: Path, publisher: str = "", section: str = "") -> Iterator[Item]:
        """The articles of a file, or of all files below a folder."""
        from bot.collect.files import listing  # noqa: PLC0415  (late, as above)

        for one in listing(path) if path.is_dir() else [path]:
            yield from self.parser.file(one, publisher, section)

    def everything(self) -> Iterator[Item]:
        """All feeds and folders of config.yaml, whenever they were read last."""
        folders = (self.read_files(Path(f.path), f.publisher, f.section) for f in self.config.collect.folders)
        return chain(self.collector.stream(self.feeds), chain.from_iterable(folders))

    def _read_file(self, path: Path, publisher: str, section: str) -> Iterator[Item]:
        return iter(self.parser.file(path, publisher, section))

    @cached_property
    def inbox(self) -> Inbox:
        """What is read by workers, on its way to the one that makes stories."""
        from bot.newsroom.inbox import Inbox  # noqa: PLC0415  (late, as above)

        return Inbox(self.store, self.clock, Counted(self.intake, self.meter), stay=self.staying)

    @cached_property
    def rounds(self) -> Rounds:
        return self._rounds(Counted(self.intake, self.meter))

    def _rounds(self, taking: Taking) -> Rounds:
        from bot.collect.files import listing  # noqa: PLC0415  (late, as above)

        ours = self.config.collect
        return Rounds(
            intake=taking,
            memory=self.memory,
            clock=self.clock,
            ways=Ways(
                feeds=self.collector.stream, file=self._read_file, listing=listing, own=self.client.is_own
            ),
            feeds=lambda: self.feeds,
            folders=[
                Folder(path=Path(f.path), publisher=f.publisher, section=f.section) for f in ours.folders
            ],
            every=timedelta(minutes=ours.every_minutes),
        )


def _draw(planned: PlannedEdition, name: str) -> Drawn:
    from bot.slack.blocks import digest, rest  # noqa: PLC0415  (late: slack_sdk's models)

    head = digest(planned, name)
    return head.text, head.blocks, [(one.text, one.blocks) for one in rest(planned, name)]


def _draw_correction(found: Correction) -> Posting:
    from bot.slack.blocks import correction  # noqa: PLC0415  (late, as above)

    message = correction(found)
    return message.text, message.blocks


def _draw_alert(moved: Alert) -> Posting:
    from bot.slack.blocks import alert  # noqa: PLC0415  (late, as above)

    message = alert(moved)
    return message.text, message.blocks


def _draw_breaking(news: Breaking) -> Posting:
    from bot.slack.blocks import breaking  # noqa: PLC0415  (late, as above)

    message = breaking(news)
    return message.text, message.blocks


def _draw_contradicted(found: Contradicted) -> Posting:
    from bot.slack.blocks import contradicted  # noqa: PLC0415  (late, as above)

    message = contradicted(found)
    return message.text, message.blocks
