"""Block Kit as HTML: what is drawn, and that nothing from outside is ever markup."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_read import Element, read

from bot.demo.page.blocks import KINDS, blocks
from bot.demo.page.eyes import Eyes
from bot.demo.page.mrkdwn import mrkdwn
from bot.demo.page.surface import Surface

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)></form><!--&lt;b&gt; <@U1> *x*"
BAD_URLS = (
    "javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "http://a b/",
    'http://x.example/"><b>',
)
EYES = Eyes(
    reader="U1",
    people={"U1": f"Alex {EVIL}"},
    channels={"C1": f"general {EVIL}"},
    bot="Dateline",
    zone=ZoneInfo("Asia/Tokyo"),
    now=datetime(2026, 11, 23, 8, tzinfo=UTC),
)
SURFACE = Surface(id="m-1", eyes=EYES)
MAY_STAND = {
    *(
        "a",
        "b",
        "blockquote",
        "button",
        "code",
        "details",
        "div",
        "em",
        "fieldset",
        "form",
        "h1",
        "h3",
        "hr",
        "i",
    ),
    *(
        "input",
        "label",
        "legend",
        "li",
        "mark",
        "ol",
        "optgroup",
        "option",
        "p",
        "path",
        "pre",
        "s",
        "section",
    ),
    *("select", "span", "strong", "summary", "svg", "table", "td", "textarea", "th", "time", "tr", "u", "ul"),
}


def plain(text: str = EVIL) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def evil_option() -> dict[str, Any]:
    return {"text": plain(), "value": EVIL, "description": plain()}


def evil_elements() -> list[dict[str, Any]]:
    sure = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()}
    thumbs = {"text": plain(), "value": EVIL, "accessibility_label": EVIL}
    options = {"options": [evil_option()], "placeholder": plain(), "initial_option": evil_option()}
    many = {"options": [evil_option()], "initial_options": [evil_option()]}
    kinds: list[dict[str, Any]] = [
        {"type": "button", "text": plain(), "value": EVIL, "accessibility_label": EVIL, "style": EVIL},
        {"type": "button", "text": plain(), "value": EVIL, "confirm": sure},
        *({"type": "button", "text": plain(), "url": url} for url in BAD_URLS),
        {"type": "overflow", "options": [evil_option(), {"text": plain(), "url": BAD_URLS[0]}]},
        {"type": "feedback_buttons", "positive_button": thumbs, "negative_button": thumbs},
        {"type": "icon_button", "text": plain(), "value": EVIL},
        {"type": "static_select", **options},
        {"type": "static_select", "option_groups": [{"label": plain(), "options": [evil_option()]}]},
        {"type": "external_select", "placeholder": plain(), "initial_option": evil_option()},
        {"type": "multi_external_select", "initial_options": [evil_option()]},
        {"type": "conversations_select", "initial_conversation": "C1"},
        {"type": "users_select", "initial_user": EVIL},
        {"type": "multi_static_select", **many},
        {"type": "checkboxes", **many},
        {"type": "radio_buttons", **options},
        {"type": "plain_text_input", "initial_value": EVIL, "placeholder": plain()},
        {"type": "plain_text_input", "initial_value": EVIL, "multiline": True},
        {"type": "timepicker", "initial_time": EVIL},
        {"type": "number_input", "initial_value": EVIL, "min_value": EVIL},
        *({"type": "image", "image_url": url, "alt_text": EVIL} for url in BAD_URLS),
    ]
    return [{**kind, "action_id": f"{EVIL}{number}"} for number, kind in enumerate(kinds)]


def evil_rich() -> dict[str, Any]:
    inline: list[dict[str, Any]] = [
        {"type": "text", "text": EVIL, "style": {"bold": True, "code": True}},
        *({"type": "link", "url": url, "text": EVIL} for url in BAD_URLS),
        {"type": "user", "user_id": "U1"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "user", "user_id": EVIL},
        {"type": "broadcast", "range": EVIL},
        {"type": "emoji", "name": EVIL, "unicode": EVIL},
        {"type": "date", "timestamp": 0, "format": f"{{date}} {EVIL}", "fallback": EVIL, "url": BAD_URLS[0]},
        {"type": EVIL, "value": EVIL},
    ]
    section = {"type": "rich_text_section", "elements": inline}
    return {
        "type": "rich_text",
        "elements": [
            section,
            {"type": "rich_text_list", "style": "bullet", "elements": [section]},
            {"type": "rich_text_quote", "elements": inline},
            {"type": "rich_text_preformatted", "elements": inline},
        ],
    }


def evil_inputs() -> list[dict[str, Any]]:
    return [
        {
            "type": "input",
            "block_id": f"{EVIL}{number}",
            "label": plain(),
            "hint": plain(),
            "element": element,
        }
        for number, element in enumerate(evil_elements())
        if element["type"] not in {"button", "overflow", "image", "feedback_buttons", "icon_button"}
    ]


def evil_blocks() -> list[dict[str, Any]]:
    rich = evil_rich()
    mrk = {
        "type": "mrkdwn",
        "text": f"{EVIL} <{BAD_URLS[0]}|x> <http://a.example/|{EVIL}> ```{EVIL}``` `{EVIL}`",
    }
    return [
        {"type": "header", "text": plain()},
        {"type": "section", "text": mrk, "fields": [mrk, plain()], "accessory": evil_elements()[0]},
        {"type": "context", "elements": [mrk, plain()]},
        {"type": "actions", "block_id": EVIL, "elements": evil_elements()},
        {"type": "context_actions", "elements": evil_elements()[:1]},
        rich,
        {
            "type": "container",
            "title": plain(),
            "subtitle": plain(),
            "is_collapsible": True,
            "child_blocks": [rich],
        },
        {"type": "container", "rich_text_title": rich, "child_blocks": [{"type": "divider"}]},
        *({"type": "image", "image_url": url, "alt_text": EVIL} for url in BAD_URLS),
        {"type": "video", "title": plain(), "title_url": BAD_URLS[0]},
        {"type": "alert", "text": mrk},
        {"type": "table", "rows": [[{"type": "raw_text", "text": EVIL}, {**rich, "type": "rich_text"}]]},
        {
            "type": "markdown",
            "text": f"# {EVIL}\n\n[x]({BAD_URLS[0]}) ![x](http://a.example/x.png) <b>raw</b>",
        },
        {"type": "card", "title": plain(), "subtitle": mrk, "body": mrk, "actions": evil_elements()[:1]},
        {"type": "carousel", "elements": [{"type": "card", "title": plain(), "body": mrk}]},
        {"type": EVIL},
        *evil_inputs(),
    ]


def drawn(*shown: dict[str, Any], surface: Surface = SURFACE) -> Element:
    return read(blocks(list(shown), surface))


def test_nothing_from_outside_is_ever_markup() -> None:
    """With hostile text in every place of every block, only our elements stand, and only web links."""
    errors = {one["block_id"]: EVIL for one in evil_blocks() if "block_id" in one}
    page = drawn(*evil_blocks(), surface=Surface(id="m-1", eyes=EYES, errors=errors))
    kinds = {element.name for element in page.all()}
    assert kinds - MAY_STAND == set()
    for element in page.all():
        assert not [name for name in element.attributes if name.startswith("on") or name in {"src", "style"}]
        assert element.attributes.get("href", "http://").startswith(("http://", "https://"))
    assert {one["type"] for one in evil_blocks()} >= set(KINDS) - {"divider"}


def test_what_was_written_is_what_is_read() -> None:
    """Text comes out of the page as it went in, character for character, with its line ends."""
    words = "A & B < C > \"D\" 'E' &amp;\nsecond line \N{ARABIC LETTER ALEF}"
    line = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    page = drawn({"type": "rich_text", "elements": [line]}, {"type": "header", "text": plain(words)})
    assert page.one("p").text == words
    assert page.one("h3").text == words


@pytest.mark.exhaustive
@given(words=st.text(min_size=1, max_size=80))
def test_any_words_are_read_as_they_were_written(words: str) -> None:
    """The same for any text, in rich text, in a button's label, and in a field that comes back."""
    line = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    button = {"type": "button", "action_id": words, "text": plain(words), "value": words}
    field = {"type": "plain_text_input", "action_id": "a", "initial_value": words}
    shown = [
        {"type": "rich_text", "elements": [line]},
        {"type": "actions", "block_id": "b", "elements": [button]},
        {"type": "input", "block_id": "i", "label": plain(words), "element": field},
    ]
    page = drawn(*shown)
    assert page.one("p").text == words
    pressed = page.one("button")
    assert pressed.text == words
    assert json.loads(pressed.attributes["value"]) == ["b", words, words]
    assert page.one("input").attributes["value"] == words


def test_an_unknown_block_is_named_not_dropped() -> None:
    """A kind of block that the page can't draw says so."""
    assert "data_table" in drawn({"type": "data_table"}).text


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("*bold* _it_ ~no~ `a*b*c`", "<b>bold</b> <i>it</i> <s>no</s> <code>a*b*c</code>"),
        ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("&lt;b&gt; &amp; <https://a.example/?a=1&amp;b=2|A &amp; B>", "A &amp; B</a>"),
        ("&gt; said\nafter", "<blockquote>said</blockquote>"),
        ("<!channel> <#C9|news> <@U9>", '<span class="mention">@channel</span>'),
        ("```a\n*b*```", "<pre>a\n*b*</pre>"),
    ],
)
def test_slack_s_own_markup(written: str, html: str) -> None:
    """mrkdwn is drawn as Slack draws it, and unescaped once."""
    assert html in mrkdwn(written, EYES)


@pytest.mark.parametrize(
    ("stamp", "wanted", "told"),
    [
        (datetime(2026, 11, 23, 6, tzinfo=UTC), "{date_short_pretty} at {time}", "Today at 15:00"),
        (datetime(2026, 11, 22, 14, 59, tzinfo=UTC), "{date_pretty} at {time}", "Yesterday at 23:59"),
        (datetime(2026, 11, 22, 15, 1, tzinfo=UTC), "{date_pretty} at {time}", "Today at 00:01"),
        (datetime(2026, 11, 2, 3, tzinfo=UTC), "on {date}", "on November 2nd, 2026"),
        (datetime(2026, 11, 11, 3, tzinfo=UTC), "{date_long}", "Wednesday, November 11th, 2026"),
        (datetime(2026, 11, 23, 7, 57, tzinfo=UTC), "{ago}", "3 minutes ago"),
        (datetime(2026, 11, 2, 3, tzinfo=UTC), "{date_num} {what}", "2026-11-02 {what}"),
    ],
)
def test_times_are_the_reader_s_own(stamp: datetime, wanted: str, told: str) -> None:
    """Slack's date formats, in the zone of who looks: here nine hours ahead."""
    assert EYES.moment(int(stamp.timestamp()), wanted) == told


def test_a_menu_and_a_button_say_what_they_press() -> None:
    """Each option of a menu is a button of its own, which names block, action and value."""
    menu = {"type": "overflow", "action_id": "menu", "options": [{"text": plain("More"), "value": "more 1"}]}
    page = drawn({"type": "section", "block_id": "s", "text": plain("A"), "accessory": menu})
    assert json.loads(page.one("button").attributes["value"]) == ["s", "menu", "more 1"]
    assert page.one("summary").attributes["aria-label"] == "More actions"
