"""The stand-in's Web API, driven by slack_sdk's own client."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.demo.slack import DEFAULT_SCOPES, SlackStandIn

if TYPE_CHECKING:
    from collections.abc import Callable

SECTION = {"type": "section", "text": {"type": "plain_text", "text": "Ceasefire holds in the valley"}}


def refusal(call: Callable[..., Any], **args: Any) -> str:
    """Slack's code for why it does not do this."""
    with pytest.raises(SlackApiError) as raised:
        call(**args)
    return str(raised.value.response["error"])


def test_a_message_is_posted_once_and_stands_in_its_channel(stand_in: SlackStandIn, web: WebClient) -> None:
    """A message that was posted is in its channel with its text, its blocks and the ts that was answered."""
    answer = web.chat_postMessage(channel=stand_in.channel, text="Morning", blocks=[SECTION])
    (message,) = stand_in.messages(stand_in.channel)
    assert (message.ts, message.text) == (answer["ts"], "Morning")
    assert message.blocks[0]["text"] == SECTION["text"]
    assert message.blocks[0]["block_id"]


def test_stamps_always_rise(stand_in: SlackStandIn, web: WebClient) -> None:
    """Each message has a later ts than every message before it, however fast they come."""
    stamps = [web.chat_postMessage(channel=stand_in.channel, text=str(n))["ts"] for n in range(5)]
    assert stamps == sorted(set(stamps), key=float)


def test_auth_test_names_the_scopes(stand_in: SlackStandIn, web: WebClient) -> None:
    """auth.test says who the bot is, and its headers say what it may do."""
    answer = web.auth_test()
    assert answer["team_id"]
    assert set(answer.headers["x-oauth-scopes"].split(",")) == DEFAULT_SCOPES
    assert stand_in.log.of("auth.test")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"channel": "C404", "text": "x"}, "channel_not_found"),
        ({"channel": "#elsewhere", "text": "x"}, "not_in_channel"),
        ({"channel": "#old", "text": "x"}, "is_archived"),
        ({"channel": "#secret", "text": "x"}, "channel_not_found"),
        ({"channel": "#general", "text": ""}, "no_text"),
        ({"channel": "#general", "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "#general", "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channel": "#general", "text": "x", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({"channel": "#general", "text": "x", "blocks": "no json"}, "invalid_blocks_format"),
        ({"channel": "#general", "text": "x", "metadata": {"event_type": "d"}}, "invalid_metadata_format"),
        (
            {
                "channel": "#general",
                "text": "x",
                "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "x" * 2_900}}] * 5,
            },
            "msg_blocks_too_long",
        ),
    ],
)
def test_what_slack_refuses_is_refused(
    stand_in: SlackStandIn, web: WebClient, args: dict[str, Any], code: str
) -> None:
    """A message that Slack would not post is refused with Slack's code, and posted nowhere."""
    stand_in.workspace.add_channel("old", archived=True)
    stand_in.workspace.add_channel("secret", private=True, member=False)
    assert refusal(web.api_call, api_method="chat.postMessage", json=args) == code
    assert stand_in.messages() == []


def test_a_refusal_names_the_place(stand_in: SlackStandIn, web: WebClient) -> None:
    """invalid_blocks comes with the place of the fault in the blocks."""
    blocks = [SECTION, {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    with pytest.raises(SlackApiError) as raised:
        web.chat_postMessage(channel=stand_in.channel, text="x", blocks=blocks)
    messages = raised.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]"]


def test_tokens_are_looked_at(stand_in: SlackStandIn) -> None:
    """No token, a wrong one and one of the wrong kind are told apart."""

    def code(token: str | None, method: str = "auth.test") -> str:
        client = WebClient(token=token, base_url=stand_in.api_url)
        return refusal(client.api_call, api_method=method)

    assert code(None) == "not_authed"
    assert code("xoxb-somebody-else") == "invalid_auth"
    assert code(stand_in.app_token) == "not_allowed_token_type"
    assert code(stand_in.bot_token, "apps.connections.open") == "not_allowed_token_type"
    assert code(stand_in.bot_token, "chat.shout") == "unknown_method"


def test_a_missing_scope_is_named() -> None:
    """Without users:read, users.info is refused with what was needed and what there is."""
    with SlackStandIn(scopes=frozenset({"chat:write"})) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        with pytest.raises(SlackApiError) as raised:
            client.users_info(user=slack.user)
    answer = raised.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "users:read",
        "chat:write",
    )


def test_metadata_comes_back_only_when_asked_for(stand_in: SlackStandIn, web: WebClient) -> None:
    """conversations.history gives a message's metadata with include_all_metadata alone."""
    metadata = {"event_type": "digest", "event_payload": {"nonce": "n1"}}
    web.chat_postMessage(channel=stand_in.channel, text="Morning", metadata=metadata)
    without = web.conversations_history(channel=stand_in.channel)["messages"][0]
    with_it = web.conversations_history(channel=stand_in.channel, include_all_metadata=True)["messages"][0]
    assert "metadata" not in without
    assert with_it["metadata"] == metadata


def test_history_is_bounded_and_newest_first(stand_in: SlackStandIn, web: WebClient) -> None:
    """History leaves replies and its bounds out, includes the bounds when told, and is cut by limit."""
    stamps = [web.chat_postMessage(channel=stand_in.channel, text=str(n))["ts"] for n in range(4)]
    web.chat_postMessage(channel=stand_in.channel, text="reply", thread_ts=stamps[0])

    def texts(**args: Any) -> list[str]:
        answer = web.conversations_history(channel=stand_in.channel, **args)
        return [message["text"] for message in answer["messages"]]

    assert texts() == ["3", "2", "1", "0"]
    assert texts(oldest=stamps[0], latest=stamps[3]) == ["2", "1"]
    assert texts(oldest=stamps[0], latest=stamps[3], inclusive=True) == ["3", "2", "1", "0"]
    first = web.conversations_history(channel=stand_in.channel, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    assert first["has_more"]
    assert texts(limit=3, cursor=cursor) == ["0"]
    assert refusal(web.conversations_history, channel=stand_in.elsewhere) == "not_in_channel"


def test_a_thread_has_its_parent_first(stand_in: SlackStandIn, web: WebClient) -> None:
    """conversations.replies gives the parent, which counts its replies, and then each reply."""
    parent = web.chat_postMessage(channel=stand_in.channel, text="digest")["ts"]
    web.chat_postMessage(channel=stand_in.channel, text="the rest", thread_ts=parent)
    messages = web.conversations_replies(channel=stand_in.channel, ts=parent)["messages"]
    assert [message["text"] for message in messages] == ["digest", "the rest"]
    assert messages[0]["reply_count"] == 1
    assert messages[1]["thread_ts"] == parent


def test_messages_change_and_go(stand_in: SlackStandIn, web: WebClient) -> None:
    """chat.update changes the bot's message and keeps what is not named; chat.delete takes it away."""
    ts = web.chat_postMessage(channel=stand_in.channel, text="one", blocks=[SECTION])["ts"]
    web.chat_update(channel=stand_in.channel, ts=ts, text="two")
    (message,) = stand_in.messages()
    assert (message.text, message.blocks[0]["text"], bool(message.edited)) == ("two", SECTION["text"], True)
    web.chat_delete(channel=stand_in.channel, ts=ts)
    assert stand_in.messages() == []
    assert refusal(web.chat_delete, channel=stand_in.channel, ts=ts) == "message_not_found"


def test_nobody_changes_what_a_person_wrote(stand_in: SlackStandIn, web: WebClient) -> None:
    """chat.update and chat.delete refuse a person's message."""
    stand_in.workspace.change_channel(stand_in.elsewhere, member=True)
    stand_in.attach(QuietApp())
    stand_in.mention("hello")
    ts = stand_in.messages(stand_in.channel)[0].ts
    assert refusal(web.chat_update, channel=stand_in.channel, ts=ts, text="x") == "cant_update_message"
    assert refusal(web.chat_delete, channel=stand_in.channel, ts=ts) == "cant_delete_message"


class QuietApp:
    """Takes whatever is dispatched to it."""

    def dispatch(self, _request: Any) -> Any:
        return type("Response", (), {"status": 200, "body": ""})()


def test_an_ephemeral_message_is_for_one(stand_in: SlackStandIn, web: WebClient) -> None:
    """An ephemeral message is seen by its person alone, and history does not know it."""
    other = stand_in.workspace.add_user("sam")
    web.chat_postEphemeral(channel=stand_in.channel, user=stand_in.user, text="psst")
    assert [message.text for message in stand_in.messages(user=stand_in.user)] == ["psst"]
    assert stand_in.messages(user=other) == []
    assert web.conversations_history(channel=stand_in.channel)["messages"] == []


def test_a_user_id_means_the_direct_message(stand_in: SlackStandIn, web: WebClient) -> None:
    """Posting to a person's id posts to the direct message with that person."""
    answer = web.chat_postMessage(channel=stand_in.user, text="Good morning")
    assert answer["channel"] == stand_in.dm
    assert stand_in.messages(stand_in.dm)[0].text == "Good morning"


def test_a_permalink_leads_to_its_message(stand_in: SlackStandIn, web: WebClient) -> None:
    """A permalink names the channel and the stamp; a reply's names its thread too."""
    ts = web.chat_postMessage(channel=stand_in.channel, text="one")["ts"]
    reply = web.chat_postMessage(channel=stand_in.channel, text="two", thread_ts=ts)["ts"]
    link = web.chat_getPermalink(channel=stand_in.channel, message_ts=ts)["permalink"]
    assert link.endswith(f"/archives/{stand_in.channel}/p{ts.replace('.', '')}")
    link = web.chat_getPermalink(channel=stand_in.channel, message_ts=reply)["permalink"]
    assert link.endswith(f"?thread_ts={ts}&cid={stand_in.channel}")


def test_a_persons_zone_is_told(stand_in: SlackStandIn, web: WebClient) -> None:
    """users.info gives the IANA zone that the person set."""
    user = stand_in.workspace.add_user("kim", tz="Asia/Kathmandu")
    answer = web.users_info(user=user)["user"]
    assert (answer["tz"], answer["tz_offset"]) == ("Asia/Kathmandu", 20_700)


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_json_and_forms_say_the_same(stand_in: SlackStandIn, kind: str) -> None:
    """A method takes JSON, and a form whose blocks are a string of JSON."""
    args: dict[str, Any] = {"channel": stand_in.channel, "text": "x", "blocks": [SECTION]}
    form = urlencode({**args, "blocks": json.dumps([SECTION]), "token": stand_in.bot_token})
    body = json.dumps(args) if kind == "application/json" else form
    connection = HTTPConnection(stand_in.api_url.split("/")[2])
    headers = {"Content-Type": kind}
    if kind == "application/json":
        headers["Authorization"] = f"Bearer {stand_in.bot_token}"
    connection.request("POST", "/api/chat.postMessage", body, headers)
    answer = json.loads(connection.getresponse().read())
    connection.close()
    assert answer["ok"]
    assert stand_in.messages()[0].blocks[0]["text"] == SECTION["text"]


def test_no_secret_is_on_record(stand_in: SlackStandIn, web: WebClient) -> None:
    """Neither the journal nor any repr holds a token."""
    web.chat_postMessage(channel=stand_in.channel, text="x")
    text = repr([*stand_in.log, stand_in, stand_in._backend])
    for secret in (stand_in.bot_token, stand_in.app_token, stand_in.signing_secret):
        assert secret not in text
    assert "Authorization" in stand_in.log.of("chat.postMessage")[0].headers
