"""Answers in Slack: under the operator's names, in their thread, once, and true about what they rest on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from listening import FakeDesk, FakeSubscriptions, House, room_of, shown, strings
from whole import ARTICLES, FLOOD, incoming, whole

from bot.config_parts import CommandsConfig
from bot.demo.slack import SlackStandIn
from bot.slack import app as slack_app
from bot.slack.posting import web_client
from bot.slack.work import WorkPool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from whole import Whole


@contextmanager
def named(commands: CommandsConfig) -> Iterator[House]:
    """An app whose commands have names of their own."""
    work, desk, subscriptions = WorkPool(), FakeDesk(), FakeSubscriptions()
    with SlackStandIn() as slack, ThreadPoolExecutor(slack_app.LISTENERS) as executor:
        app = slack_app.build(
            room_of(desk, subscriptions, work, commands),
            client=web_client(slack.bot_token, slack.api_url),
            executor=executor,
            signing_secret=slack.signing_secret,
        )
        slack.attach(app)
        try:
            yield House(slack=slack, desk=desk, subscriptions=subscriptions, app=app)
        finally:
            work.close()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Whole]:
    with whole(tmp_path) as built:
        built.slack.attach(built.house.app)
        yield built


def test_commands_go_by_the_names_of_config_yaml() -> None:
    """/wire and /wire-digest work, help and examples say these names, and /news is another app's."""
    with named(CommandsConfig(news="/wire", digest="/wire-digest")) as house:
        house.slack.command("/wire", "sudan")
        assert "Ceasefire in Sudan" in shown(house.heard()[0])
        house.slack.command("/wire", "help")
        house.slack.command("/wire-digest", "add nonsense")
        told = " ".join(shown(message) for message in house.heard(3)[1:])
        assert "/wire-digest add" in told
        assert "/news" not in told
        assert "/digest" not in told.replace("/wire-digest", "")
        house.slack.command("/news", "sudan").ack()
        house.slack.message("peru")
        house.heard(channel=house.slack.dm)
        assert house.desk.asked == ["sudan", "peru"]


def test_a_mention_within_a_thread_is_answered_in_that_thread(there: Whole) -> None:
    """Never in the channel, never in a thread of its own, and once however often Slack sends it."""
    root = there.slack.mention("callao")
    (first,) = there.heard()
    sent = there.slack.mention("chad", thread_ts=first.thread_ts)
    there.slack.retry(sent).ack()
    there.slack.mention("callao", thread_ts=first.thread_ts)
    answers = there.heard(3)
    assert len(answers) == 3
    # What was asked of Slack: where a reply's ts is named, the stand-in finds the thread's own by itself.
    asked = [call.args["thread_ts"] for call in there.slack.log.accepted("chat.postMessage")]
    assert asked == [root.payload["event"]["ts"]] * 3


def test_an_answer_counts_truly_what_it_rests_on(tmp_path: Path) -> None:
    """Articles, publishers and the window are those of the stories that it shows; a copy is no witness."""
    more = (
        *ARTICLES,
        incoming(3, "Sahel Wire", "Chad town flooded as dam bursts", (FLOOD[0], "Boats reached Sarh."), 3),
        incoming(4, "Copy Cat", "Dam bursts above Chadian town of Sarh", FLOOD, 2),
    )
    with whole(tmp_path, articles=more) as there:
        there.slack.attach(there.house.app)
        there.slack.command("/news", "chad")
        said = shown(there.heard()[0])
        found = there.house.desk.ask("chad")
    assert f"from {found.articles} articles by {found.publishers} publishers in the last 30 days" in said
    sources = {source.publisher for view in found.stories for source in view.brief.sources}
    assert (found.articles, found.publishers, len(sources)) == (2, 2, 2)
    assert "Copy Cat" not in sources


def test_every_sentence_in_slack_stands_in_its_article_behind_its_link(there: Whole) -> None:
    """Command, message, mention and digest: each bullet is verbatim, and its text fragment names it."""
    there.slack.command("/news")
    there.slack.message("chad")
    there.slack.mention("callao strike")
    there.heard(3)
    there.clock.advance(timedelta(seconds=10))
    there.house.delivering.tick()
    bullets = [
        section["elements"]
        for message in there.heard(4)
        for block in message.blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        if part["type"] == "rich_text_list"
        for section in part["elements"]
    ]
    texts = {f"https://{number}.example/article": one.text for number, one in enumerate(ARTICLES, 1)}
    assert len(bullets) == 6
    for sentence, *_, link in bullets:
        page, fragment = link["url"].split("#:~:text=")
        assert sentence["text"] in texts[page].split("\n")
        assert all(unquote(end) in sentence["text"] for end in fragment.split(","))


def test_what_is_asked_of_an_hour_counts_hours(there: Whole) -> None:
    """The window of the question is the window of the answer."""
    there.slack.message("chad in the last 2 hours")
    assert "in the last 2 hours" in shown(there.heard()[0])
    assert "I have nothing on" in shown(there.heard()[0])
    there.slack.message("chad in the last 6 hours")
    assert "Dam bursts" in shown(there.heard(2)[1])


def test_home_shows_this_mornings_headlines(there: Whole) -> None:
    """The Home tab of the real desk holds the stored headlines."""
    there.slack.open_home()
    texts = strings(there.slack.wait_for(there.slack.home).body)
    assert "Dam bursts above Chadian town of Sarh" in texts
