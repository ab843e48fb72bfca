"""The whole: Slack, deliveries, and what happens by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING

from bot.deliver.delivery import Delivering
from bot.desk.access import Access
from bot.errors import ConfigError
from bot.text import plural
from bot.wiring.workspaces import POSTING_SECONDS, Tenants

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from slack_bolt import App

    from bot.config_parts import AlertsConfig
    from bot.slack.listeners.room import Room
    from bot.slack.messenger import SlackMessenger
    from bot.slack.status import Statuses
    from bot.slack.work import WorkPool
    from bot.work.embedded import Embedded
    from bot.work.tasks import Step

FLIGHT = timedelta(seconds=20)
LEASE = timedelta(seconds=40)


class House(Tenants):
    """Everything that a command may need, each built when first asked for, and closed with the block."""

    @cached_property
    def messenger(self) -> SlackMessenger:
        """Posts with the bot's token; ConfigError where there is none."""
        from bot.slack.messenger import SlackMessenger  # noqa: PLC0415  (late: only posting needs it)
        from bot.slack.posting import posting_client  # noqa: PLC0415

        return SlackMessenger(posting_client(self._bot_token(), self.config.slack.api_url, POSTING_SECONDS))

    @cached_property
    def app(self) -> App:
        """The Bolt app, ready to be dispatched to or connected."""
        from bot.slack.app import build  # noqa: PLC0415  (late: Bolt takes 0.3 s)
        from bot.slack.posting import web_client  # noqa: PLC0415

        self.follow_config()
        secret = self.config.slack.signing_secret
        token = None if self.installing else self._bot_token()
        return build(
            self.room,
            client=web_client(token, self.config.slack.api_url),
            executor=self._listeners,
            signing_secret=secret.get_secret_value() if secret else None,
            verify_token=True,
            installing=self.installing,
        )

    @cached_property
    def room(self) -> Room:
        """What Slack's listeners have at hand."""
        from bot.slack.listeners.room import Room  # noqa: PLC0415  (late, as above)

        return Room(
            desk=self.desk,
            subscriptions=self.orders,
            people=self.people,
            links=self.links,
            access=Access(manage_digests=self.config.access.manage_digests),
            proofs=self.proofs,
            readers=self.readers,
            why=self.why,
            home=self.home,
            health=self.health,
            undelivered=self.undelivered,
            talk=self.talk,
            statuses=self._statuses,
            seen=self.seen,
            commands=self.config.commands,
            name=self.config.name,
            clock=self.clock,
            work=self._answers,
            alerts=_alerts(self.config.alerts),
        )

    @cached_property
    def _listeners(self) -> ThreadPoolExecutor:
        from bot.slack.app import LISTENERS  # noqa: PLC0415  (late, as above)

        pool = ThreadPoolExecutor(LISTENERS, thread_name_prefix="listener")
        self._open.callback(pool.shutdown, wait=False, cancel_futures=True)
        return pool

    @cached_property
    def _statuses(self) -> Statuses:
        from bot.slack.status import Statuses  # noqa: PLC0415  (late, as above)

        statuses = Statuses(self.clock)
        self._open.callback(statuses.close)
        return statuses

    @cached_property
    def _answers(self) -> WorkPool:
        from bot.slack.work import WorkPool  # noqa: PLC0415  (late, as above)

        pool = WorkPool()
        self._open.callback(pool.close)
        return pool

    def connected(self) -> AbstractContextManager[None]:
        """Socket Mode, until the block ends; SlackError, SlackUnsureError."""
        from bot.slack.connection import connected  # noqa: PLC0415  (late, as above)

        if (token := self.config.slack.app_token) is None:
            raise ConfigError("Socket Mode needs the app's token in the environment: SLACK_APP_TOKEN.")
        return connected(lambda: self.app, token.get_secret_value())

    def _bot_token(self) -> str:
        if (token := self.config.slack.bot_token) is None:
            raise ConfigError("Posting needs the bot's token in the environment: SLACK_BOT_TOKEN.")
        return token.get_secret_value()

    @cached_property
    def delivering(self) -> Delivering:
        self.follow_config()
        return Delivering(
            subscriptions=self.orders.active,
            deliveries=self.deliveries,
            editions=self.editions,
            messenger=self.messenger,
            clock=self.shared_clock,
            deadline=timedelta(hours=self.config.digest.catch_up_hours),
            lease=LEASE,
            longest_flight=FLIGHT,
        )

    @property
    def chores(self) -> list[Step]:
        """What housekeeping does."""
        ours = [self.workspaces.forget] if self.installing else []
        return [self.seen.forget_old, self.talk.forget_old, self.health.forget_others, *ours]

    @cached_property
    def embedded(self) -> Embedded:
        """What happens by itself, in this process."""
        from bot.work import tasks  # noqa: PLC0415  (late: only `run` needs it)
        from bot.work.embedded import Embedded  # noqa: PLC0415

        collected = Event()
        return Embedded(
            [
                tasks.collect_feeds(self.rounds.collect, tasks.FEEDS_EVERY, collected),
                tasks.watch_folders(self.rounds.read_folders),
                tasks.watch_pages(self.corrections.look_again),
                tasks.alert(self.alerts.steps, self.breaking_news.steps),
                tasks.look_after(self.feed_watch.steps, self.pausing.steps, self.losses.steps, *self.tending),
                tasks.deliver(self.delivering, collected, self.clock),
                tasks.housekeeping(self.chores),
            ],
            self.clock,
        )


def _alerts(ours: AlertsConfig) -> str:
    """How often followers are written to, as it follows on "I write to you"."""
    often = f", at most {plural(ours.most_a_day, 'time')} a day"
    if ours.quiet is None:
        return often
    return f"{often} and not between {ours.quiet.begin:%H:%M} and {ours.quiet.end:%H:%M}"
