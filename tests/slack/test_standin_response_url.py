"""response_url: five posts in thirty minutes, to one person or to all, in place of a message or beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.webhook import WebhookClient
from tiny_app import MORE

from bot.demo.slack import SlackStandIn

if TYPE_CHECKING:
    from conftest import TurnedClock
    from slack_sdk import WebClient


class Silent:
    """An app that acknowledges everything and does nothing."""

    def dispatch(self, _request: Any) -> Any:
        return type("Response", (), {"status": 200, "body": ""})()


@pytest.fixture
def answer(stand_in: SlackStandIn) -> WebhookClient:
    """The response_url of a command typed where the bot is not."""
    stand_in.attach(Silent())
    sent = stand_in.command("/news", "sudan", channel=stand_in.elsewhere)
    return WebhookClient(sent.payload["response_url"])


def test_a_command_is_answered_to_its_person_alone(stand_in: SlackStandIn, answer: WebhookClient) -> None:
    """Without response_type the answer is ephemeral, even in a channel that the bot is not in."""
    response = answer.send(text="two stories")
    (message,) = stand_in.messages(stand_in.elsewhere)
    assert (response.status_code, response.body) == (200, "ok")
    assert (message.text, message.ephemeral_to) == ("two stories", stand_in.user)


def test_an_answer_can_be_for_all(stand_in: SlackStandIn, answer: WebhookClient) -> None:
    """response_type "in_channel" shows the answer to everybody."""
    answer.send(text="two stories", response_type="in_channel")
    assert stand_in.messages(stand_in.elsewhere)[0].ephemeral_to == ""


def test_the_sixth_post_is_refused(stand_in: SlackStandIn, answer: WebhookClient) -> None:
    """Five posts are taken, the sixth is not."""
    statuses = [answer.send(text=str(n)).status_code for n in range(6)]
    assert statuses == [200] * 5 + [404]
    assert len(stand_in.messages()) == 5


def test_after_half_an_hour_it_is_over(turned_clock: TurnedClock) -> None:
    """A response_url that is older than thirty minutes takes nothing."""
    with SlackStandIn(clock=turned_clock) as slack:
        slack.attach(Silent())
        answer = WebhookClient(slack.command("/news").payload["response_url"])
        turned_clock.seconds = 30 * 60
        assert answer.send(text="in time").status_code == 200
        turned_clock.seconds += 1
        late = answer.send(text="late")
    assert (late.status_code, "expired_url" in late.body) == (404, True)


def test_bad_blocks_are_refused_with_their_place(stand_in: SlackStandIn, answer: WebhookClient) -> None:
    """What chat.postMessage refuses is refused here too."""
    response = answer.send(text="x", blocks=[{"type": "divider", "colour": "red"}])
    assert response.status_code == 400
    assert "invalid additional property: colour [json-pointer:/blocks/0]" in response.body
    assert stand_in.messages() == []


def clicked(stand_in: SlackStandIn, web: WebClient) -> WebhookClient:
    """The response_url of a click on a message in the channel."""
    stand_in.attach(Silent())
    web.chat_postMessage(channel=stand_in.channel, text="working", blocks=[MORE])
    sent = stand_in.click(stand_in.messages()[0], "more")
    return WebhookClient(sent.payload["response_url"])


def test_a_click_can_replace_its_message(stand_in: SlackStandIn, web: WebClient) -> None:
    """replace_original changes the message that was clicked, in its place."""
    clicked(stand_in, web).send(text="done", replace_original=True)
    (message,) = stand_in.messages()
    assert (message.text, message.blocks) == ("done", [])


def test_a_click_can_delete_its_message(stand_in: SlackStandIn, web: WebClient) -> None:
    """delete_original takes the message away that was clicked."""
    clicked(stand_in, web).send(delete_original=True)
    assert stand_in.messages() == []


def test_a_click_can_be_answered_beside_its_message(stand_in: SlackStandIn, web: WebClient) -> None:
    """Without replace_original the message stays, and the answer stands beside it."""
    clicked(stand_in, web).send(text="more", replace_original=False)
    assert [message.text for message in stand_in.messages()] == ["working", "more"]


def test_it_fails_when_told_to(stand_in: SlackStandIn, answer: WebhookClient) -> None:
    """A fault named "response_url" hits the next post to any of them."""
    stand_in.fail("response_url", "500")
    assert [answer.send(text="x").status_code for _ in range(2)] == [500, 200]
