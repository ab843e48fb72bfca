"""Shortcuts over both transports: "Brief this" on links, on a long text, on a question; "Brief me"."""

from __future__ import annotations

import ipaddress
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from listening import shown, strings
from whole import FLOOD, STRIKE, Whole

from bot.collect.http import GuardedClient
from bot.demo.slack import people
from bot.demo.slack.validate import message_problems, view_problems
from bot.demo.slack.workspace import Message, View
from bot.slack.listeners.shortcuts import links_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.exhaustive

PIER = (
    "The pier at Whitby reopened on Saturday after a storm had torn away forty metres of it in January.",
    "Repairs cost 2.1 million pounds, and the town paid half of that from a fund for its harbour.",
    "Some 3,000 people walked to its end on the first day, the harbour master Anne Field said.",
    "Fishing from the pier is allowed again from Monday, with new rails on both of its sides.",
)
PAGE = (
    "<html lang=en><head><title>Whitby pier reopens</title></head><body><article><h1>Whitby pier reopens</h1>"
    + "".join(f"<p>{sentence}</p>" for sentence in PIER)
    + "</article></body></html>"
)
LONG = " ".join((*FLOOD, *STRIKE))


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path == "/pier"
        body = PAGE.encode() if found else b"no such page"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        del format, args


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def open_loopback(there: Whole) -> None:
    """Let the house read pages of this machine; it was built to refuse them."""
    client = GuardedClient(
        (ipaddress.ip_network("127.0.0.0/8"),),
        timeout=5,
        max_bytes=100_000,
        user_agent="test",
        per_host=2,
    )
    there.house.__dict__["client"] = client


def written(there: Whole, text: str, channel: str = "") -> Message:
    """A message of a colleague's."""
    return there.slack.workspace.post(
        Message(
            channel=channel or there.slack.channel,
            ts=there.slack.workspace.new_ts(),
            user=there.slack.workspace.add_user("sam"),
            text=people.spoken(text),
            blocks=people.typed_blocks(text, mention=False),
        )
    )


def briefed(there: Whole, text: str, count: int = 1) -> list[Message]:
    """What is said to who pressed "Brief this" on such a message."""
    there.slack.shortcut("brief_this", message=written(there, text))
    said = there.heard(count)
    assert all(one.ephemeral_to == there.slack.user for one in said)
    assert all(message_problems(one.blocks) == [] for one in said)
    return said


def page(there: Whole, said: str) -> View:
    found = there.page(said)
    assert view_problems(found.body) == []
    return found


def test_a_linked_page_is_read_and_briefed_word_for_word(there: Whole, site: str) -> None:
    """It says that it reads; then sentences of the page, each linked to its place; nothing is stored."""
    open_loopback(there)
    reading, brief = briefed(there, f"seen this? {site}/pier wow", 2)
    assert "Reading 1 page …" in shown(reading)
    assert any(sentence in shown(brief) for sentence in PIER)
    assert f"{site}/pier#:~:text=" in str(brief.blocks)
    assert "nothing of it is kept" in shown(brief)
    assert there.house.search.find("pier").articles == ()


def test_a_page_of_the_store_is_briefed_without_reading_it(there: Whole) -> None:
    """A link with a fragment to a stored article: no request, its sentences at once, and a menu."""
    (brief,) = briefed(there, "https://1.example/article#:~:text=Heavy%20rain")
    assert any(sentence in shown(brief) for sentence in FLOOD)
    assert "story_menu" in str(brief.blocks)


@pytest.mark.exhaustive
def test_what_can_not_be_read_is_named_with_its_reason(there: Whole, site: str) -> None:
    """A missing page costs only itself; a private address is refused; more than three links are counted."""
    open_loopback(there)
    text = f"{site}/gone {site}/pier http://10.0.0.1/x https://1.example/article"
    _, brief = briefed(there, text, 2)
    assert "404" in shown(brief)
    assert "10.0.0.1" in shown(brief)
    assert any(sentence in shown(brief) for sentence in PIER)
    assert "1 more link in that message" in shown(brief)


def test_a_long_message_is_briefed_in_its_own_sentences(there: Whole) -> None:
    (brief,) = briefed(there, LONG)
    told = [text for text in strings(brief.blocks) if text in (*FLOOD, *STRIKE)]
    assert 1 <= len(told) <= 3
    assert "This message in brief" in shown(brief)


def test_a_short_message_is_asked_as_a_question(there: Whole) -> None:
    """Neither link nor length: the store answers."""
    (answer,) = briefed(there, "what happened in Sarh?")
    assert any(sentence in shown(answer) for sentence in FLOOD)


def test_a_message_of_nothing_says_so(there: Whole) -> None:
    (answer,) = briefed(there, " ")
    assert "nothing to brief" in shown(answer)


def test_brief_me_shows_the_top_stories_and_answers_below_the_question(there: Whole) -> None:
    """The modal opens with now's top stories; a question is answered in its place and can be asked on."""
    there.slack.shortcut("brief_me")
    view = page(there, "Dam bursts")
    there.slack.submit(view, {"brief_me_question": "callao"}).ack()
    view = page(there, STRIKE[0])
    assert not any(sentence in str(view.body) for sentence in FLOOD)
    there.slack.submit(view, {"brief_me_question": "sarh"}).ack()
    page(there, "Sarh")
    assert there.slack.bot_messages() == []


def test_links_are_found_wherever_slack_keeps_them() -> None:
    """In the text, in rich text, in attachments; a button's address is not meant."""
    message = {
        "text": "<https://a.example/x?a=1&amp;b=2|here> and <https://b.example>",
        "blocks": [
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "link", "url": "https://c.example"}]}
                ],
            },
            {"type": "actions", "elements": [{"type": "button", "url": "https://no.example"}]},
        ],
        "attachments": [{"from_url": "https://d.example", "image_url": "https://no.example/i.png"}],
    }
    assert list(links_of(message)) == [
        "https://a.example/x?a=1&b=2",
        "https://b.example",
        "https://c.example",
        "https://d.example",
    ]
    assert text_of({"text": "One &lt;b&gt;.\n\n<https://a.example|Two>\nThree <@U1>"}) == "One <b>.\nThree"


def test_a_message_of_beginnings_of_links_is_read_in_no_time() -> None:
    """40,000 characters, the most that a message holds, in which no link ends: well under a second."""
    begun = time.perf_counter()
    assert list(links_of({"text": "<http://a|" * 4_000})) == []
    assert text_of({"text": "<http://a|" * 4_000})
    assert time.perf_counter() - begun < 0.5
