"""Modals, Home tabs, conversations and assistants, by slack_sdk's own client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.demo.slack import DEFAULT_SCOPES, SlackStandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

MORE_SCOPES = {"assistant:write", "channels:read", "groups:read", "im:read", "im:write", "reactions:write"}


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    with SlackStandIn(scopes=DEFAULT_SCOPES | MORE_SCOPES) as stand_in:
        yield stand_in


@pytest.fixture
def client(slack: SlackStandIn) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def modal(words: str, **more: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": words}
    return {"type": "modal", "title": text, "blocks": [{"type": "section", "text": text}], **more}


def trigger(slack: SlackStandIn) -> str:
    return slack.platform.new_trigger(slack.user)


def refused(code: str) -> Any:
    return pytest.raises(SlackApiError, match=code)


def test_modals_stack_three_high(slack: SlackStandIn, client: WebClient) -> None:
    """views.push puts a modal on top of the one that is open, two times; a fourth is refused."""
    with refused("not_found"):
        client.views_push(trigger_id=trigger(slack), view=modal("nothing to stand on"))
    first = client.views_open(trigger_id=trigger(slack), view=modal("one"))["view"]
    second = client.views_push(trigger_id=trigger(slack), view=modal("two"))["view"]
    client.views_push(trigger_id=trigger(slack), view=modal("three"))
    assert (second["root_view_id"], second["previous_view_id"]) == (first["id"], first["id"])
    with refused("push_limit_reached"):
        client.views_push(trigger_id=trigger(slack), view=modal("four"))
    assert [view.body["title"]["text"] for view in slack.workspace.open_views(slack.user)] == [
        "one",
        "two",
        "three",
    ]


def test_a_hash_guards_a_view(slack: SlackStandIn, client: WebClient) -> None:
    """views.update with the hash of an older state is refused; with the right one it changes the view."""
    old = client.views_open(trigger_id=trigger(slack), view=modal("one"))["view"]
    client.views_update(view_id=old["id"], view=modal("two"), hash=old["hash"])
    with refused("hash_conflict"):
        client.views_update(view_id=old["id"], view=modal("three"), hash=old["hash"])
    view = slack.modal()
    assert view
    assert view.body["title"]["text"] == "two"


def test_an_external_id_finds_its_view(slack: SlackStandIn, client: WebClient) -> None:
    """views.update finds a view by the external_id that the app gave it."""
    client.views_open(trigger_id=trigger(slack), view=modal("one", external_id="mine"))
    client.views_update(external_id="mine", view=modal("two"))
    with refused("not_found"):
        client.views_update(external_id="yours", view=modal("three"))
    shown = slack.modal()
    assert shown
    assert shown.body["title"]["text"] == "two"


def test_a_bad_view_is_refused_with_its_place(slack: SlackStandIn, client: WebClient) -> None:
    """invalid_arguments names the place in the view; the trigger is used up all the same."""
    name = trigger(slack)
    with pytest.raises(SlackApiError) as raised:
        client.views_open(trigger_id=name, view=modal("x" * 25))
    messages = raised.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"]
    with refused("exchanged_trigger_id"):
        client.views_open(trigger_id=name, view=modal("one"))


def test_home_is_one_view_for_each_person(slack: SlackStandIn, client: WebClient) -> None:
    """views.publish replaces a person's Home tab and leaves the others'."""
    other = slack.workspace.add_user("sam")
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = client.views_publish(user_id=slack.user, view=home)["view"]
    second = client.views_publish(user_id=slack.user, view=home)["view"]
    third = client.views_publish(user_id=other, view=home)["view"]
    assert first["id"] == second["id"] != third["id"]
    with refused("invalid_arguments"):
        client.views_publish(user_id=other, view=modal("not a home"))


def test_a_closed_modal_is_told_of_when_asked(slack: SlackStandIn, client: WebClient) -> None:
    """Closing a modal by its cross sends view_closed where the view asked for it, and nothing elsewhere."""
    sent: list[Any] = []
    slack.transport = Recorder(sent)
    for words, asks in (("quiet", False), ("loud", True)):
        client.views_open(trigger_id=trigger(slack), view=modal(words, notify_on_close=asks))
        view = slack.modal()
        assert view
        slack.dismiss(view)
    assert [delivery.payload["view"]["title"]["text"] for delivery in sent] == ["loud"]
    assert slack.modal() is None


class Recorder:
    """A transport to nobody that keeps what it was given."""

    def __init__(self, sent: list[Any]) -> None:
        self.sent = sent

    def send(self, delivery: Any, _settle: Any) -> Any:
        self.sent.append(delivery)


def test_conversations_are_listed_by_kind(slack: SlackStandIn, client: WebClient) -> None:
    """conversations.list shows public channels, and others when asked; private ones of others never."""
    slack.workspace.add_channel("ours", private=True)
    slack.workspace.add_channel("theirs", private=True, member=False)
    slack.workspace.add_channel("old", archived=True)

    def names(**args: Any) -> list[str]:
        return [channel.get("name", "dm") for channel in client.conversations_list(**args)["channels"]]

    assert names() == ["general", "elsewhere", "old"]
    assert names(exclude_archived=True) == ["general", "elsewhere"]
    assert names(types="private_channel,im") == ["dm", "ours"]
    assert client.conversations_info(channel=slack.elsewhere)["channel"]["is_member"] is False


def test_a_direct_message_is_opened_once(slack: SlackStandIn, client: WebClient) -> None:
    """conversations.open gives the same direct message each time."""
    user = slack.workspace.add_user("sam")
    ids = {client.conversations_open(users=user)["channel"]["id"] for _ in range(2)}
    assert ids == {slack.workspace.dm(user)}
    with refused("user_not_found"):
        client.conversations_open(users="U404")


def test_an_assistant_says_what_it_does(slack: SlackStandIn, client: WebClient) -> None:
    """A status is kept; up to four prompts are; in a thread Slack says yes and shows none."""
    client.assistant_threads_setStatus(channel_id=slack.dm, thread_ts="1.1", status="is reading")
    prompts = [{"title": "Sudan", "message": "sudan"}]
    client.assistant_threads_setSuggestedPrompts(channel_id=slack.dm, thread_ts="1.1", prompts=prompts)
    client.api_call(
        "assistant.threads.setSuggestedPrompts", json={"channel_id": slack.dm, "prompts": prompts}
    )
    with refused("invalid_arguments"):
        client.assistant_threads_setSuggestedPrompts(
            channel_id=slack.dm, thread_ts="1.1", prompts=prompts * 5
        )
    assert slack.workspace.statuses[0]["status"] == "is reading"
    assert slack.workspace.prompts == [{"channel": slack.dm, "prompts": prompts}]


def test_a_reaction_is_added_once(slack: SlackStandIn, client: WebClient) -> None:
    """The second reaction of the same name is refused, and history shows the first."""
    ts = client.chat_postMessage(channel=slack.channel, text="x")["ts"]
    client.reactions_add(channel=slack.channel, timestamp=ts, name="newspaper")
    with refused("already_reacted"):
        client.reactions_add(channel=slack.channel, timestamp=ts, name="newspaper")
    message = client.conversations_history(channel=slack.channel)["messages"][0]
    assert [reaction["name"] for reaction in message["reactions"]] == ["newspaper"]
