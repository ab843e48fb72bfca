"""Every metric that Dateline has, once. docs/reference/metrics.md is made of this table.

Durations are in seconds and times in seconds since 1970, as Prometheus wants them.
"""

from __future__ import annotations

from typing import Final

from bot.metrics.shape import Kind, Label, Metric
from bot.model import DeliveryState, FeedStanding

QUICK: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5)
SLOW: Final = (0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60)
LATE: Final = (15, 30, 60, 120, 300, 900, 3_600, 10_800)

DIGEST, NOTICE = "digest", "notice"
_STATE = DeliveryState
_KIND: Final = Label(name="kind", values=(DIGEST, NOTICE))
ENDS: Final = tuple(
    one.value for one in (_STATE.SENT, _STATE.MISSED, _STATE.FAILED, _STATE.UNCERTAIN, _STATE.WITHHELD)
)
OPEN: Final = tuple(
    one.value for one in (_STATE.PLANNED, _STATE.RENDERED, _STATE.SENDING, _STATE.SETTLING, _STATE.UNCERTAIN)
)
METHODS: Final = (
    *("chat.postMessage", "chat.delete", "conversations.history", "conversations.replies", "auth.test"),
)
TASKS: Final = (
    *("collect feeds", "take in", "watch folders", "watch pages", "alerts", "look after"),
    *("look after orders", "deliver", "housekeeping", "retention"),
)

# ---- posting ----
DELIVERIES_ENDED: Final = Metric(
    name="dateline_deliveries_ended_total",
    kind=Kind.COUNTER,
    help="Digests and notices (threads, alerts, corrections) that came to an end, by how they ended.",
    labels=(_KIND, Label(name="outcome", values=ENDS)),
)
LATENESS: Final = Metric(
    name="dateline_digest_lateness_seconds",
    kind=Kind.HISTOGRAM,
    help="How long after its time a digest was known to be in its channel.",
    buckets=LATE,
)
DELIVERIES: Final = Metric(
    name="dateline_deliveries",
    kind=Kind.GAUGE,
    help="Digests and notices that are under way, and those of which nobody knows whether they arrived.",
    labels=(_KIND, Label(name="state", values=OPEN)),
    shared=True,
)
OVERDUE: Final = Metric(
    name="dateline_delivery_overdue_seconds",
    kind=Kind.GAUGE,
    help="How long the oldest delivery that is under way has been due; 0 where none is.",
    shared=True,
)
ORDERS: Final = Metric(
    name="dateline_subscriptions",
    kind=Kind.GAUGE,
    help="Standing orders for digests; those that paused because Slack did not let Dateline post apart.",
    labels=(Label(name="state", values=("running", "paused", "paused_by_itself")),),
    shared=True,
)

# ---- Slack ----
SLACK_CALL: Final = Metric(
    name="dateline_slack_call_seconds",
    kind=Kind.HISTOGRAM,
    help="Calls by which is posted and looked up, by what came of them; `unsure`: it may have been posted.",
    labels=(
        Label(name="method", values=METHODS),
        Label(name="result", values=("ok", "busy", "unsure", "refused", "unreachable", "not_sent")),
    ),
    buckets=SLOW,
)
RATE_LIMITED: Final = Metric(
    name="dateline_slack_rate_limited_total",
    kind=Kind.COUNTER,
    help="Answers of Slack's with status 429, to posts and to what answers readers.",
    labels=(Label(name="road", values=("posting", "answering")),),
)
ACKNOWLEDGED: Final = Metric(
    name="dateline_slack_ack_seconds",
    kind=Kind.HISTOGRAM,
    help="From Slack's request to its acknowledgement, for which Slack waits 3 s.",
    labels=(
        Label(name="kind", values=("command", "event", "action", "view", "options", "shortcut")),
        Label(name="result", values=("ok", "failed")),
    ),
    buckets=QUICK,
)
ANSWERED: Final = Metric(
    name="dateline_answer_seconds",
    kind=Kind.HISTOGRAM,
    help="From a reader's request to the end of its answer, the wait for a worker included.",
    labels=(Label(name="result", values=("said", "busy", "rate_limited", "refused", "failed")),),
    buckets=QUICK,
)
CONNECTED: Final = Metric(
    name="dateline_socket_connected",
    kind=Kind.GAUGE,
    help="1 while Slack's socket is connected, else 0; only where this process has one.",
)
WEB_REFUSED: Final = Metric(
    name="dateline_web_refused_total",
    kind=Kind.COUNTER,
    help="Requests over HTTP that were not taken, by status.",
    labels=(Label(name="status", values=("400", "401", "408", "413", "415", "503")),),
)

# ---- collecting ----
FETCHED: Final = Metric(
    name="dateline_fetch_seconds",
    kind=Kind.HISTOGRAM,
    help="Fetches of feeds and pages, the wait for the host's turn with them.",
    labels=(
        Label(
            name="result",
            values=(
                *("ok", "not_modified", "client_error", "gone", "rate_limited", "server_error"),
                *("no_answer", "address_refused", "unusable"),
            ),
        ),
    ),
    buckets=SLOW,
)
ENTRIES: Final = Metric(
    name="dateline_entries_total",
    kind=Kind.COUNTER,
    help="Entries that were taken in; `copy` are those of the `new` that repeat another's text.",
    labels=(Label(name="result", values=("new", "copy", "known", "failed")),),
)
FEEDS: Final = Metric(
    name="dateline_feeds",
    kind=Kind.GAUGE,
    help="Feeds of config.yaml by how they fare, as `dateline feeds` tells it; a minute old at most.",
    labels=(Label(name="state", values=tuple(one.name.lower() for one in FeedStanding)),),
    shared=True,
)
OUTAGE: Final = Metric(
    name="dateline_feeds_outage",
    kind=Kind.GAUGE,
    help="1 while no feed at all can be reached, which is the network's fault rather than theirs.",
    shared=True,
)
LAST_READ: Final = Metric(
    name="dateline_feeds_last_read_timestamp_seconds",
    kind=Kind.GAUGE,
    help="When a feed was last asked, whatever came of it; 0: never.",
    shared=True,
)
ARTICLES: Final = Metric(
    name="dateline_articles", kind=Kind.GAUGE, help="Articles that are stored.", shared=True
)
LAST_ARTICLE: Final = Metric(
    name="dateline_articles_last_stored_timestamp_seconds",
    kind=Kind.GAUGE,
    help="When the newest article was stored; 0: none was.",
    shared=True,
)
STORIES: Final = Metric(
    name="dateline_stories", kind=Kind.GAUGE, help="Stories that are stored.", shared=True
)
INBOX: Final = Metric(
    name="dateline_inbox_parts",
    kind=Kind.GAUGE,
    help="Parts of collections that workers read and nobody has put into stories yet.",
    shared=True,
)
INBOX_AGE: Final = Metric(
    name="dateline_inbox_oldest_seconds",
    kind=Kind.GAUGE,
    help="For how long this process has seen the same part wait as the oldest; 0 where none waits.",
)

# ---- work ----
TASK: Final = Metric(
    name="dateline_task_seconds",
    kind=Kind.HISTOGRAM,
    help="Runs of what happens by itself, whole or in parts.",
    labels=(Label(name="task", values=TASKS),),
    buckets=(0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800),
)
TASK_FAILED: Final = Metric(
    name="dateline_task_failures_total",
    kind=Kind.COUNTER,
    help="Steps that ended in a fault that nobody foresaw; the log has each as task.failed.",
    labels=(Label(name="task", values=TASKS),),
)
QUEUE: Final = Metric(
    name="dateline_queue_jobs",
    kind=Kind.GAUGE,
    help="Jobs of workers by queue: waiting, or in hand. Of `dateline worker` alone.",
    labels=(
        Label(name="queue", values=("house", "parts", "ailing", "posts")),
        Label(name="state", values=("waiting", "in_hand")),
    ),
    shared=True,
)
QUEUE_AGE: Final = Metric(
    name="dateline_queue_oldest_seconds",
    kind=Kind.GAUGE,
    help="How long the oldest waiting job of a queue has waited; 0 where none waits.",
    labels=(Label(name="queue", values=("house", "parts", "ailing", "posts")),),
    shared=True,
)

# ---- Dateline itself ----
DATABASE_UP: Final = Metric(
    name="dateline_database_up",
    kind=Kind.GAUGE,
    help="1 where the database answered in time; else 0, and what is shared is missing.",
)
DATABASE_SIZE: Final = Metric(
    name="dateline_database_bytes", kind=Kind.GAUGE, help="The database's size.", shared=True
)
WORKSPACES: Final = Metric(
    name="dateline_workspaces",
    kind=Kind.GAUGE,
    help="Workspaces that installed the app: in place, in need of installing it anew, left.",
    labels=(Label(name="state", values=("here", "stuck", "gone")),),
    shared=True,
)
BUILD: Final = Metric(
    name="dateline_build_info",
    kind=Kind.GAUGE,
    help="Always 1: the program's version, its schema, and that of the rules by which editions are made.",
    labels=(Label(name="version"), Label(name="schema"), Label(name="rules")),
)

TABLE: Final = (
    *(DELIVERIES_ENDED, LATENESS, DELIVERIES, OVERDUE, ORDERS),
    *(SLACK_CALL, RATE_LIMITED, ACKNOWLEDGED, ANSWERED, CONNECTED, WEB_REFUSED),
    *(FETCHED, ENTRIES, FEEDS, OUTAGE, LAST_READ, ARTICLES, LAST_ARTICLE, STORIES, INBOX, INBOX_AGE),
    *(TASK, TASK_FAILED, QUEUE, QUEUE_AGE),
    *(DATABASE_UP, DATABASE_SIZE, WORKSPACES, BUILD),
)
COUNTED: Final = tuple(one for one in TABLE if one.kind is not Kind.GAUGE)
"""Those that are counted where they happen; the gauges are read when somebody asks."""
