"""Direct messages, mentions, buttons and the Home tab, through Bolt and the stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from listening import House, listening, shown, strings
from menus import option
from slack_sdk import WebClient

from bot.slack import blocks
from bot.slack.listeners.room import WHAT_I_AM

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def house() -> Iterator[House]:
    with listening() as built:
        yield built


def test_a_direct_message_is_answered_there(house: House) -> None:
    """A topic in a direct message is answered in it, without link previews."""
    house.slack.message("sudan")
    (answer,) = house.heard(channel=house.slack.dm)
    assert "Ceasefire in Sudan" in shown(answer)
    (call,) = house.slack.log.accepted("chat.postMessage")
    assert call.args["unfurl_links"] is False
    assert call.args["unfurl_media"] is False
    assert "link_names" not in call.args


def test_a_message_in_a_thread_is_answered_in_it(house: House) -> None:
    """A follow-up in a thread of the direct message is answered in that thread."""
    house.slack.message("sudan")
    (answer,) = house.heard(channel=house.slack.dm)
    house.slack.message("peru", thread_ts=answer.ts)
    assert house.heard(2, channel=house.slack.dm)[-1].thread_ts == answer.ts


@pytest.mark.parametrize("greeting", ["hello!", "Help", "?"])
def test_a_greeting_is_answered_with_how_to_ask(house: House, greeting: str) -> None:
    """A greeting is no topic: it is answered with what can be asked."""
    house.slack.message(greeting)
    assert "any question, in a direct message" in shown(house.heard(channel=house.slack.dm)[0])
    assert not house.desk.asked


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("Thanks!", "You're welcome."),
        ("thank you", "You're welcome."),
        ("OK", "Good."),
        ("bye.", "Goodbye."),
        ("Are you an AI?", WHAT_I_AM),
    ],
)
def test_a_courtesy_is_answered_with_a_word(house: House, said: str, word: str) -> None:
    """Who says thanks is not told a story."""
    house.slack.message(said)
    assert word in strings(house.heard(channel=house.slack.dm)[0].blocks)
    assert not house.desk.asked


@pytest.mark.parametrize("said", ["digest add 9am", "/digest add 9am", "Digest  add 9am"])
def test_an_order_in_a_direct_message_is_shown_its_way(house: House, said: str) -> None:
    """A digest is ordered by the command, in the channel that it is for."""
    house.slack.message(said)
    assert "In the channel that it is for, type: /digest add 9am" in shown(
        house.heard(channel=house.slack.dm)[0]
    )
    assert not house.desk.asked


@pytest.mark.parametrize("said", ["digest of peru", "digest", "peru digest add", "ok peru"])
def test_what_only_sounds_like_an_order_is_a_question(house: House, said: str) -> None:
    """Only a message that begins with an order is taken for one."""
    house.slack.message(said)
    house.heard(channel=house.slack.dm)
    assert house.desk.asked == [said]


def test_the_suggested_prompt_brings_the_top_stories(house: House) -> None:
    """The prompt that Slack suggests under our name is understood as it was meant."""
    house.slack.message("What are the top stories?")
    assert "Top stories now" in shown(house.heard(channel=house.slack.dm)[0])


def test_a_mention_is_answered_in_a_thread_that_begins_with_it(house: House) -> None:
    """A mention in a channel is answered in its thread, never in the channel itself."""
    house.slack.mention("peru")
    (answer,) = house.heard()
    asked = house.slack.messages(house.slack.channel)[0]
    assert answer.thread_ts == asked.ts
    assert house.desk.asked == ["peru"]


def test_an_event_sent_again_is_answered_once(house: House) -> None:
    """Slack's re-sends of one event are acknowledged, and answered once."""
    sent = house.slack.message("sudan")
    house.heard(channel=house.slack.dm)
    for _ in range(3):
        assert house.slack.retry(sent).ack().ok
    house.slack.message("peru")
    house.heard(2, channel=house.slack.dm)
    assert house.desk.asked == ["sudan", "peru"]


@pytest.mark.parametrize(
    "oddity",
    [
        {"bot_id": "B1"},
        {"subtype": "message_changed"},
        {"edited": {"user": "U1"}},
        {"channel_type": "channel"},
    ],
)
def test_what_no_person_just_wrote_is_passed_over(house: House, oddity: dict[str, object]) -> None:
    """Bots, edits and messages in channels are acknowledged and left alone."""
    event = {
        "type": "message",
        "channel_type": "im",
        "channel": house.slack.dm,
        "user": house.slack.user,
        "ts": "1.1",
    }
    assert house.slack.event({**event, "text": "chad", **oddity}).ack().ok
    house.slack.message("sudan")
    house.heard(channel=house.slack.dm)
    assert house.desk.asked == ["sudan"]


def test_an_event_that_nobody_asked_for_is_acknowledged(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Unknown events are taken, so that Slack doesn't send them again, and their words are not logged."""
    assert house.slack.event({"type": "team_join", "text": "private words"}).ack().ok
    assert "private words" not in caplog.text


def test_more_shows_the_sources_beside_the_answer(house: House) -> None:
    """More on an ephemeral answer is ephemeral, and leaves the answer where it is."""
    house.slack.command("/news", "sudan")
    (answer,) = house.heard()
    house.slack.click(answer, blocks.MENU, value=option(answer, "more"))
    detail = house.heard(2)[-1]
    assert detail.ephemeral_to == house.slack.user
    assert "Sources" in shown(detail)
    assert "Ceasefire in Sudan" in shown(house.heard(2)[0])


def test_more_in_a_direct_message_opens_a_thread(house: House) -> None:
    """More in a direct message is answered in that message's thread."""
    house.slack.message("sudan")
    (answer,) = house.heard(channel=house.slack.dm)
    house.slack.click(answer, blocks.MENU, value=option(answer, "more"), user=house.slack.user)
    assert house.heard(2, channel=house.slack.dm)[-1].thread_ts == answer.ts


def test_more_in_a_thread_stays_in_it(house: House) -> None:
    """More on an answer to a mention is shown in its thread, to who clicked alone."""
    house.slack.mention("sudan")
    (answer,) = house.heard()
    house.slack.click(answer, blocks.MENU, value=option(answer, "more"), user=house.slack.user)
    detail = house.heard(2)[-1]
    assert (detail.thread_ts, detail.ephemeral_to) == (answer.thread_ts, house.slack.user)


def test_more_on_a_story_that_is_gone_says_so(house: House) -> None:
    """A button on an old message whose story is gone is answered in words."""
    house.slack.command("/news", "sudan")
    (answer,) = house.heard()
    house.desk.stories.clear()
    house.slack.click(answer, blocks.MENU, value=option(answer, "more"))
    assert "This story is not in the store any more." in shown(house.heard(2)[-1])


def test_the_button_of_an_old_message_still_shows_more(house: House) -> None:
    """Messages from before there was a menu have a button of their own."""
    button = {
        "type": "button",
        "action_id": blocks.MORE,
        "value": "s1",
        "text": {"type": "plain_text", "text": "More"},
    }
    WebClient(token=house.slack.bot_token, base_url=house.slack.api_url).chat_postMessage(
        channel=house.slack.channel, text="of old", blocks=[{"type": "actions", "elements": [button]}]
    )
    (old,) = house.heard()
    house.slack.click(old, blocks.MORE)
    assert "Sources" in shown(house.heard(2)[-1])


def test_buttons_change_the_list_in_its_place(house: House) -> None:
    """Pause, resume and remove replace the list; a second click on an old list does nothing twice."""
    house.slack.command("/digest", "add 08:00 Europe/London")
    (first,) = house.heard()
    house.slack.click(first, blocks.PAUSE)
    house.slack.wait_for(lambda: "Paused: 08:00" in shown(house.heard()[0]))
    house.slack.click(house.heard()[0], blocks.REMOVE)
    house.slack.wait_for(lambda: "Removed: 08:00" in shown(house.heard()[0]))
    house.slack.click(first, blocks.REMOVE)
    house.slack.wait_for(lambda: "had been removed already" in shown(house.heard()[0]))
    assert len(house.heard()) == 1


def test_home_shows_headlines_and_how_to_ask(house: House) -> None:
    """Opening the Home tab publishes now's headlines with their links, and the commands."""
    house.slack.open_home()
    home = house.slack.wait_for(house.slack.home)
    texts = strings(home.body)
    assert "Ceasefire in Sudan" in texts
    assert "https://news.example/1" in texts
    assert "/news help" in texts


def test_home_opens_without_news_too(house: House) -> None:
    """With an empty store the tab says so, and still tells how to ask."""
    house.desk.stories.clear()
    house.slack.open_home()
    texts = strings(house.slack.wait_for(house.slack.home).body)
    assert "There are no top stories just now." in texts


def test_the_messages_tab_welcomes_once(house: House) -> None:
    """A reader is greeted the first time that the messages are opened, and not again."""
    house.slack.open_home(tab="messages")
    house.heard(channel=house.slack.dm)
    house.slack.open_home(tab="messages")
    house.slack.message("sudan")
    greeted, answered = house.heard(2, channel=house.slack.dm)
    assert "Hello, I am Dateline." in shown(greeted)
    assert "Ceasefire in Sudan" in shown(answered)
