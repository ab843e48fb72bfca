"""`dateline web` in processes of its own, on each database: heard over signed HTTP, and ended by SIGTERM."""

from __future__ import annotations

import json
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from web_process import WebProcess
from web_requests import JSON, OverHttp, signed

from bot.clock import SystemClock
from bot.config import load
from bot.demo.slack import SlackStandIn
from bot.demo.slack.people import every_element
from bot.model import Incoming
from bot.slack import blocks
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.demo.slack.workspace import Message

pytestmark = pytest.mark.exhaustive  # whole processes: CI has the time

FLOOD = (
    "Heavy rain burst a dam above the Chadian town of Sarh on Sunday and flooded 4,000 homes.",
    "The regional governor, Hawa Mahamat, declared a state of emergency until 30 November.",
)


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    with SlackStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def folder(tmp_path: Path, database: str) -> Path:
    """A newsroom with one story; its processes drain for no time, but where a test says so."""
    (tmp_path / "config.yaml").write_text(f"database: {database}\nweb: {{drain_seconds: 0}}\n", "utf-8")
    clock = SystemClock()
    told = Incoming(
        source="https://1.example/feed",
        key="1",
        url="https://1.example/article",
        title="Dam bursts above Chadian town of Sarh",
        text="\n".join(FLOOD),
        published=clock.now() - timedelta(hours=4),
        publisher="Lake Chad Post",
        section="World",
    )
    with House(load(tmp_path / "config.yaml", {}), clock) as house:
        assert [row.new for row in house.intake.take([told])] == [1]
    return tmp_path


@pytest.fixture
def start(folder: Path, slack: SlackStandIn) -> Iterator[Callable[..., WebProcess]]:
    """Starts a process that is ready; the stand-in's people are heard by all of them in turn."""
    with ExitStack() as running:
        urls: list[str] = []

        def started(*arguments: str) -> WebProcess:
            web = running.enter_context(WebProcess(folder, slack, *arguments)).ready()
            urls.append(web.url)
            return web

        transport = OverHttp(urls=urls, secret=slack.signing_secret)
        running.callback(transport.client.close)
        slack.transport = transport
        yield started


def heard(slack: SlackStandIn, count: int, timeout: float = 20) -> list[Message]:
    slack.wait_for(lambda: len(slack.bot_messages()) >= count, timeout)
    return slack.bot_messages()


def test_commands_events_and_clicks_are_answered(
    start: Callable[..., WebProcess], slack: SlackStandIn
) -> None:
    """Each is acknowledged and answered from what is stored; Slack's own question gets its challenge."""
    web = start()
    body = json.dumps({"type": "url_verification", "challenge": "c-1"})
    asked = web.client.post(
        "/slack/events", content=body, headers=signed(body, JSON, secret=slack.signing_secret)
    )
    assert asked.json() == {"challenge": "c-1"}
    assert slack.command("/news", "chad").ack().ok
    (answer,) = heard(slack, 1)
    assert FLOOD[0] in str(answer.blocks)
    sent = slack.message("what about the dam in Sarh?")
    assert slack.retry(sent).ack().ok
    assert "Sarh" in str(heard(slack, 2)[1].blocks)
    menu = next(one for _, one in every_element(answer.blocks) if one.get("action_id") == blocks.MENU)
    more = next(o["value"] for o in menu["options"] if blocks.read_choice(o["value"]).what == "more")
    assert slack.click(answer, blocks.MENU, value=more).ack().ok
    assert "Lake Chad Post" in str(heard(slack, 3)[2].blocks)
    assert slack.open_home().ack().ok
    slack.wait_for(slack.home, 20)
    web.tell(signal.SIGINT)
    said = web.ended()
    assert len(slack.bot_messages()) == 3
    assert not any(word in said for word in (slack.signing_secret, slack.bot_token, "chad"))


def test_one_event_that_reaches_two_processes_is_answered_once(
    start: Callable[..., WebProcess], slack: SlackStandIn
) -> None:
    """The same event, sent again, goes to the other; then both get one at the same instant."""
    processes = [start(), start()]
    sent = slack.message("what about the dam in Sarh?")
    slack.retry(sent)
    transport = slack.transport
    assert isinstance(transport, OverHttp)
    assert transport.to == [web.url for web in processes]
    slack.message("chad")  # to the first; the very same to both at once
    last = slack.message("sarh")
    with ThreadPoolExecutor(8) as pool:
        urls = [web.url for web in processes] * 4
        acks = list(pool.map(lambda url: transport.posted(last.delivery, url), urls))
    assert {ack.status for ack in acks} == {200}
    heard(slack, 3)
    for web in processes:
        web.tell()
        web.ended()  # what was promised is said by then
    assert len(slack.bot_messages()) == 3


def test_what_one_process_was_told_another_knows(
    start: Callable[..., WebProcess], slack: SlackStandIn
) -> None:
    """An order, a conversation and news of the last second are shared: nothing is only in a process."""
    start(), start()
    assert slack.command("/digest", "add 18:00 Africa/Cairo").ack().ok
    heard(slack, 1)
    assert slack.command("/digest", "list").ack().ok
    assert "18:00 Africa/Cairo" in str(heard(slack, 2)[1].blocks)
    slack.message("what about the dam in Sarh?")
    heard(slack, 3)
    slack.message("who says so?")
    assert "Lake Chad Post" in str(heard(slack, 4)[3].blocks)


def test_a_home_tab_that_one_process_drew_is_drawn_again_by_another(
    start: Callable[..., WebProcess], slack: SlackStandIn
) -> None:
    start(), start()
    slack.open_home()
    slack.wait_for(slack.home, 20)
    assert "glaciers" not in str(slack.home())
    slack.command("/news", "follow glaciers")
    slack.wait_for(lambda: "glaciers" in str(slack.home()), 20)


def test_news_that_came_while_it_ran_is_known(
    start: Callable[..., WebProcess], slack: SlackStandIn, folder: Path
) -> None:
    start()
    slack.command("/news", "callao")
    assert "Callao dock strike ends" not in str(heard(slack, 1)[0].blocks)
    clock = SystemClock()
    came = Incoming(
        source="https://2.example/feed",
        key="2",
        url="https://2.example/article",
        title="Callao dock strike ends after nine days",
        text="Dock workers in Callao ended a nine-day strike on Sunday after Peru raised their pay.",
        published=clock.now() - timedelta(hours=1),
        publisher="Pacific Mail",
        section="World",
    )
    with House(load(folder / "config.yaml", {}), clock) as house:
        assert [row.new for row in house.intake.take([came])] == [1]
    slack.command("/news", "callao")
    assert "nine-day strike" in str(heard(slack, 2)[1].blocks)


def test_told_to_end_with_twenty_answers_in_hand_it_makes_them_all(
    start: Callable[..., WebProcess], slack: SlackStandIn
) -> None:
    """Eight are made at a time, and slowly: twelve still wait for a thread when SIGTERM comes."""
    web = start()
    slack.fail("response_url", "slow", times=20, seconds=0.6)
    with ThreadPoolExecutor(20) as pool:
        sent = list(pool.map(lambda _: slack.command("/news", "chad"), range(20)))
    said_by_then = len(slack.bot_messages())
    begun = monotonic()
    web.tell()
    web.ended()
    assert monotonic() - begun < 10
    assert all(one.ack().ok for one in sent)
    assert said_by_then < 20
    assert len(slack.bot_messages()) == 20


def test_answers_that_hang_do_not_hold_up_the_end(
    start: Callable[..., WebProcess], slack: SlackStandIn
) -> None:
    """Slack takes none of them: it says that they are unfinished, and ends well in its time."""
    web = start()
    slack.fail("response_url", "slow", times=20, seconds=60)
    for _ in range(20):
        assert slack.command("/news", "chad").ack().ok
    begun = monotonic()
    web.tell()
    assert "web.unfinished" in web.ended()
    assert monotonic() - begun < 10


def test_acknowledging_never_waits_for_answers(start: Callable[..., WebProcess], slack: SlackStandIn) -> None:
    """With no answer getting out, sixty commands at once are all acknowledged, as are those after them."""
    start()
    slack.fail("response_url", "slow", times=80, seconds=4)
    with ThreadPoolExecutor(60) as pool:
        sent = list(pool.map(lambda _: slack.command("/news", "chad"), range(60)))
    sent += [slack.command("/news", "sarh") for _ in range(5)]
    assert {one.ack().status for one in sent} == {200}
    assert slack.bot_messages() == []


def test_while_it_drains_it_says_so_and_still_answers(
    start: Callable[..., WebProcess], slack: SlackStandIn, folder: Path
) -> None:
    """A balancer sees 503 at /readyz before the door closes; what it still sends is answered."""
    path = folder / "config.yaml"
    path.write_text(path.read_text("utf-8").replace("drain_seconds: 0", "drain_seconds: 3"), "utf-8")
    web = start()
    web.tell()
    web.waited_for("stopping")
    answer = web.client.get("/readyz")
    while answer.status_code == 200:  # the signal is being heard
        answer = web.client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "draining"})
    with ThreadPoolExecutor(10) as pool:
        sent = list(pool.map(lambda _: slack.command("/news", "chad"), range(10)))
    web.ended()
    assert all(one.ack().ok for one in sent)
    assert len(slack.bot_messages()) == 10


def test_it_lives_while_slack_is_away_and_ends_when_told(folder: Path, slack: SlackStandIn) -> None:
    slack.fail("auth.test", "503", times=99)
    with WebProcess(folder, slack) as web:
        web.waited_for("slack.unreachable")
        assert web.client.get("/healthz").status_code == 200
        assert web.client.get("/readyz").json() == {"status": "starting"}
        web.tell()
        web.ended()


def test_without_its_secret_it_says_how_to_get_it(folder: Path, slack: SlackStandIn) -> None:
    """Five lines and status 2; a port that is taken is told too."""
    slack.signing_secret = ""
    web = WebProcess(folder, slack)
    assert web.process.wait(60) == 2
    web._ear.join()
    assert len(web.said) == 5
    assert "SLACK_SIGNING_SECRET" in web.said[0]
