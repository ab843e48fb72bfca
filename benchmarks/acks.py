"""How soon Slack is told that a command was heard, and how soon its answer stands there, under load.

    DATELINE_EVAL_DATA=... python benchmarks/acks.py [--commands 400]

The newswire's archive is collected. Then twenty people send "/news ..." to the whole app at the stand-in for
Slack, each the next as soon as the last is answered, so that twenty are always in flight; the words are those
of queries.dev. Once over signed HTTP requests, once over a real Socket Mode connection on loopback. Beside it
a bare Bolt app that says the same two words to everything. The stand-in and the people run in the very same
process, so the figures are on the high side. Milliseconds; Markdown, and one line of JSON at the end.
"""

from __future__ import annotations

import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from archive import STREAM, collected
from evaluation import data_folder, last_line, load, options_of, table
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.config import load as configured
from bot.demo.slack import SlackStandIn
from bot.slack.posting import web_client
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

QUERIES = "queries.dev.jsonl.gz"
PEOPLE = 20
PATIENCE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds from the sending of each command: until it was acknowledged, and until it was answered."""

    acknowledged: list[float]
    answered: list[float]


def main() -> int:
    parser = options_of(__doc__)
    parser.add_argument("--commands", type=int, default=400)
    count: int = parser.parse_args().commands
    data = data_folder(STREAM, QUERIES)
    if data is None:
        return 0
    topics = [row["keywords"] for row in load(data / QUERIES)][:count]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with collected(data, folder):
            pass
        found = {
            "http": ours(folder, topics, over_socket=False),
            "socket": ours(folder, topics, over_socket=True),
            "bare_http": bare(topics, over_socket=False),
            "bare_socket": bare(topics, over_socket=True),
        }
    print(report(found))
    return 0


def ours(folder: Path, topics: Sequence[str], *, over_socket: bool) -> Times:
    with SlackStandIn() as slack:
        secrets = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
        }
        config = configured(folder / "config.yaml", os.environ | secrets)
        with House(config) as house, joined(slack, house.app, over_socket=over_socket):
            return driven(slack, topics)


def bare(topics: Sequence[str], *, over_socket: bool) -> Times:
    with SlackStandIn() as slack, ThreadPoolExecutor(32) as executor:
        app = App(
            client=web_client(slack.bot_token, slack.api_url),
            signing_secret=slack.signing_secret,
            listener_executor=executor,
        )

        def heard(ack: Callable[[], object], respond: Callable[[str], object]) -> None:
            ack()
            respond("The same.")

        app.command("/news")(heard)
        with joined(slack, app, over_socket=over_socket):
            return driven(slack, topics)


@contextmanager
def joined(slack: SlackStandIn, app: App, *, over_socket: bool) -> Iterator[None]:
    if not over_socket:
        slack.attach(app)
        yield
        return
    handler = SocketModeHandler(app, slack.app_token)
    handler.connect()
    try:
        slack.wait_for(lambda: slack.socket.opened)
        yield
    finally:
        handler.close()


def driven(slack: SlackStandIn, topics: Sequence[str]) -> Times:
    """Each person sends every twentieth topic, one after the other; the first of each warms up."""
    people = [slack.workspace.add_user(f"reader{number}") for number in range(PEOPLE)]

    def ask(number: int) -> list[tuple[float, float]]:
        times: list[tuple[float, float]] = []
        for place, topic in enumerate(["warming up", *topics[number::PEOPLE]], start=1):
            began = perf_counter()
            ack = slack.command("/news", topic, user=people[number]).ack(PATIENCE)
            if not ack.ok:
                raise RuntimeError(f"a command was not acknowledged: {ack.status}")
            slack.wait_for(lambda place=place: len(heard(slack, people[number])) >= place, PATIENCE)
            times.append((ack.seconds, perf_counter() - began))
        return times[1:]

    with ThreadPoolExecutor(PEOPLE) as pool:
        taken = [pair for pairs in pool.map(ask, range(PEOPLE)) for pair in pairs]
    return Times(acknowledged=[one for one, _ in taken], answered=[other for _, other in taken])


def heard(slack: SlackStandIn, person: str) -> list[object]:
    return [one for one in slack.workspace.messages() if one.ephemeral_to == person]


def report(found: dict[str, Times]) -> str:
    figures: dict[str, float] = {}
    rows: list[list[object]] = []
    for name, times in found.items():
        acked = np.percentile(times.acknowledged, [50, 99]) * 1000
        told = np.percentile(times.answered, [50, 95]) * 1000
        figures |= {f"{name}.ack_p99": acked[1], f"{name}.answer_p50": told[0], f"{name}.answer_p95": told[1]}
        rows.append([name, len(times.answered), *(f"{value:.1f}" for value in (*acked, *told))])
    head = ["app", "commands", "ack p50", "ack p99", "answer p50", "answer p95"]
    return f"{table(head, rows)}\n\n{last_line(figures)}"


if __name__ == "__main__":
    sys.exit(main())
