"""The whole: Slack, deliveries, and what happens by itself."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property, partial
from threading import Event, Thread
from typing import TYPE_CHECKING

from bot import tenancy
from bot.deliver.delivery import Delivering
from bot.deliver.pace import Pace, always
from bot.deliver.spread import at_once, within_the_minute
from bot.desk.access import Access
from bot.errors import ConfigError, StoreError
from bot.text import plural
from bot.wiring.keeping import Keeping
from bot.wiring.posts import Posts

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from slack_bolt import App

    from bot.config_parts import AlertsConfig
    from bot.newsroom.rounds import Rounds
    from bot.operate.metrics.shared import Waiting
    from bot.slack.listeners.room import Room
    from bot.slack.status import Statuses
    from bot.slack.work import WorkPool
    from bot.work.cluster import Cluster
    from bot.work.embedded import Embedded
    from bot.work.tasks import Step, Task

FLIGHT = timedelta(seconds=20)
LEASE = timedelta(seconds=40)

# Between two articles a worker stays the one that makes stories, with its index in memory, for so long.
WATCHED = timedelta(seconds=30)
NO_CLUSTER = (
    "Workers share a PostgreSQL server, and `database` in config.yaml names a file. Name a server there "
    "(postgresql+psycopg://user@host/name; `dateline migrate --from sqlite:///dateline.db` moves the store "
    "over), or start `dateline run`, which does all in one process."
)
NO_PROCRASTINATE = (
    "Workers need procrastinate, which is not installed; run: pip install -c constraints.txt '.[postgres]'"
)


class House(Keeping):
    """Everything that a command may need, each built when first asked for, and closed with the block."""

    hears: Callable[[], bool] | None = None
    """Whether Slack's socket is connected, where there is one."""
    queues: Callable[[], Sequence[Waiting]] = staticmethod(tuple)
    """How many jobs wait, where there are workers."""

    @cached_property
    def figures(self) -> Callable[[], bytes]:
        """What is measured, for Prometheus."""
        from bot.wiring.watched import figures  # noqa: PLC0415  (late: only who is watched needs it)

        return figures(self)

    @cached_property
    def app(self) -> App:
        """The Bolt app, ready to be dispatched to or connected."""
        from bot.slack.app import build  # noqa: PLC0415  (late: Bolt takes 0.3 s)
        from bot.slack.posting import web_client  # noqa: PLC0415

        self.follow_config()
        secret = self.config.slack.signing_secret
        token = None if self.installing else self.bot_token()
        return build(
            self.room,
            client=web_client(token, self.config.slack.api_url),
            executor=self._listeners,
            signing_secret=secret.get_secret_value() if secret else None,
            verify_token=True,
            installing=self.installing,
            meter=self.meter,
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
    def _listeners(self) -> tenancy.Pool:
        from bot.slack.app import LISTENERS  # noqa: PLC0415  (late, as above)

        pool = tenancy.Pool(LISTENERS, thread_name_prefix="listener")
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

        pool = WorkPool(meter=self.meter)
        self._open.callback(pool.close)
        return pool

    def finish_answers(self, timeout: float) -> bool:
        """Let listeners hand over what they acknowledged, and make it; False where time ran out."""
        until = self.wall.monotonic() + timeout
        # Shutting a pool down has no limit of its own.
        ending = Thread(target=self._listeners.shutdown, name="listeners end", daemon=True)
        ending.start()
        ending.join(timeout)
        return self._answers.finish(max(0.0, until - self.wall.monotonic())) and not ending.is_alive()

    @contextmanager
    def connected(self) -> Generator[None]:
        """Socket Mode, until the block ends; SlackError, SlackUnsureError."""
        from bot.slack.connection import connected  # noqa: PLC0415  (late, as above)

        if (token := self.config.slack.app_token) is None:
            raise ConfigError("Socket Mode needs the app's token in the environment: SLACK_APP_TOKEN.")
        with connected(lambda: self.app, token.get_secret_value()) as self.hears:
            yield

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
            wait=within_the_minute if self.installing else at_once,
            may_post=Pace(self.clock).may_post if self.installing else always,
            meter=self.meter,
        )

    @cached_property
    def posts(self) -> Posts:
        """The same in parts, for an engine with many workers."""
        return Posts(
            store=self.store,
            clock=self.shared_clock,
            delivering=self.delivering,
            lease=LEASE,
            installed=self.installing is not None,
        )

    @property
    def chores(self) -> list[Step]:
        """What housekeeping does."""
        forget = [one.forget_old for one in (self.seen, self.talk, self.turns)]
        ours = [self.workspaces.forget] if self.installing else []
        return [*forget, self.health.forget_others, *ours]

    def tasks(self, rounds: Rounds) -> list[Task]:
        """What happens by itself: one list for both engines, which differ in where collections go."""
        from bot.work import tasks  # noqa: PLC0415  (late: only `run` and `worker` need it)

        collected = Event()

        def collect(host: str, stopping: Event) -> list[Step]:
            return [partial(rounds.collect_host, host, stopping)]

        hosts = tasks.Cut(due=rounds.parts, steps=collect, over=self.inbox.is_empty)
        posts = tasks.Cut(due=self.posts.due, steps=self.posts.steps, apart=True)
        listed = [
            tasks.collect_feeds(rounds.collect, tasks.FEEDS_EVERY, collected, hosts),
            tasks.take_in(self.inbox.drain),
            tasks.watch_folders(rounds.read_folders),
            tasks.watch_pages(self.corrections.look_again, self.tenants),
            tasks.alert(self.alerts.steps, self.breaking_news.steps, whose=self.tenants),
            tasks.look_after(self.feed_watch.steps, *self.tending),
            tasks.look_after_orders(self.pausing.steps, self.losses.steps, whose=self.tenants),
            tasks.deliver(self.delivering, collected, self.clock, self.tenants, cut=posts),
            tasks.housekeeping(self.chores),
            tasks.retain(self.retention.steps),
        ]
        return [task.counted(self.meter) for task in listed]

    @cached_property
    def embedded(self) -> Embedded:
        """The tasks in this process alone."""
        from bot.work.embedded import Embedded  # noqa: PLC0415  (late, as above)

        return Embedded(self.tasks(self.rounds), self.clock)

    def cluster(self, jobs: int) -> Cluster:
        """The tasks in any number of workers, of which this process is one; StoreError without PostgreSQL."""
        if self.store.engine.dialect.name != "postgresql":
            raise StoreError(NO_CLUSTER)
        try:
            from bot.work import queues  # noqa: PLC0415  (late: only `worker` needs it)
            from bot.work.cluster import Cluster  # noqa: PLC0415
        except ImportError as error:
            raise StoreError(NO_PROCRASTINATE) from error
        self.staying = WATCHED
        self.queues = partial(queues.waiting, self.store.engine)
        listed = self.tasks(self._rounds(self.inbox))
        return Cluster(listed, self.store.engine, self.clock, jobs=jobs, acting_for=tenancy.of)


def _alerts(ours: AlertsConfig) -> str:
    """How often followers are written to, as it follows on "I write to you"."""
    often = f", at most {plural(ours.most_a_day, 'time')} a day"
    if ours.quiet is None:
        return often
    return f"{often} and not between {ours.quiet.begin:%H:%M} and {ours.quiet.end:%H:%M}"
