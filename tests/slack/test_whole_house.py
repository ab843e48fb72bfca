"""A reader's and an operator's morning, through Bolt and the stand-in, over both transports."""

from __future__ import annotations

from datetime import timedelta

from listening import shown
from menus import option
from whole import FLOOD, STRIKE, Whole

from bot.slack import blocks


def test_a_command_finds_the_story_with_its_source(there: Whole) -> None:
    """/news TOPIC shows verbatim sentences, each linked to its place in the article."""
    there.slack.command("/news", "chad")
    (answer,) = there.heard()
    assert answer.ephemeral_to == there.slack.user
    seen = shown(answer)
    assert any(sentence in seen for sentence in FLOOD)
    assert "Callao" not in seen
    assert "https://1.example/article#:~:text=" in str(answer.blocks)


def test_a_direct_message_is_answered_once_however_often_slack_sends_it(there: Whole) -> None:
    sent = there.slack.message("what about the dam in Sarh?")
    there.slack.retry(sent).ack()
    (answer,) = there.heard()
    assert "Sarh" in shown(answer)
    there.slack.message("callao")
    assert len(there.heard(2)) == 2


def test_a_mention_is_answered_in_its_thread(there: Whole) -> None:
    sent = there.slack.mention("callao strike")
    (answer,) = there.heard()
    assert answer.thread_ts == sent.payload["event"]["ts"]
    assert any(sentence in shown(answer) for sentence in STRIKE)


def test_what_the_store_does_not_hold_is_refused_in_words(there: Whole) -> None:
    there.slack.message("who won the regatta in Tonga?")
    (answer,) = there.heard()
    assert "I have nothing on" in shown(answer)
    assert not any(sentence in shown(answer) for sentence in FLOOD + STRIKE)


def test_the_scheduled_digest_is_posted_once_and_its_menu_tells_more(there: Whole) -> None:
    """At its time both stories are in the channel; later ticks add nothing; "More" shows the sources."""
    there.clock.advance(timedelta(seconds=10))
    for _ in range(3):
        there.house.delivering.tick()
        there.clock.advance(timedelta(minutes=20))
    (digest,) = there.slack.bot_messages(there.slack.channel)
    assert "Dam bursts" in shown(digest)
    assert "Callao dock strike" in shown(digest)
    assert digest.metadata

    there.slack.click(digest, blocks.MENU, value=option(digest, "more"))
    _, detail = there.heard(2)
    assert "Lake Chad Post" in shown(detail) or "Pacific Mail" in shown(detail)


def test_a_channel_orders_lists_pauses_and_removes_its_digest(there: Whole) -> None:
    there.slack.command("/digest", "add 18:00 Africa/Cairo weekdays 5 stories topics: chad")
    there.heard(1)
    there.slack.command("/digest", "list")
    assert "18:00 Africa/Cairo" in shown(there.heard(2)[1])
    mine = next(one for one in there.house.orders.list(there.slack.channel) if one.origin == "slack")
    assert (mine.stories, mine.topics, len(mine.days)) == (5, ("chad",), 5)

    there.slack.command("/digest", "pause 2")
    there.heard(3)
    assert [one.paused for one in there.house.orders.list(there.slack.channel)] == [False, True]
    there.slack.command("/digest", "remove 2")
    there.heard(4)
    assert [one.origin for one in there.house.orders.list(there.slack.channel)] == ["config"]


def test_a_preview_shows_the_digest_and_posts_none(there: Whole) -> None:
    there.slack.command("/digest", "preview")
    (preview,) = there.heard()
    assert preview.ephemeral_to == there.slack.user
    assert "Dam bursts" in shown(preview)
    assert [message for message in there.slack.bot_messages() if not message.ephemeral_to] == []
