"""What a terminal shows, and what a pipe gets: the same words, in each one's way."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.render import Screen

AT_SENTENCE = "https://a.example/x?b=1#:~:text=The%20minister,on%20Tuesday"


def words(text: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def link(text: str, url: str = AT_SENTENCE, **style: bool) -> dict[str, Any]:
    return {"type": "link", "text": text, "url": url, **({"style": style} if style else {})}


def line(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(parts)}


def listing(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "rich_text_list", "style": "bullet", "elements": list(items), **more}


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(elements)}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(label: str) -> dict[str, Any]:
    return {"type": "button", "text": plain(label), "value": "v", "action_id": "a"}


LONG = "The minister said that " + "the talks, which went on through the night, " * 6 + "ended on Tuesday."
DIGEST = [
    {"type": "header", "text": plain("Dateline · Monday 23 November")},
    {
        "type": "context",
        "elements": [plain("2 stories from 9 articles"), {"type": "mrkdwn", "text": "_next_ 08:00"}],
    },
    rich(
        line(link("Talks end in Nairobi", "https://a.example/x", bold=True)),
        listing(line(words(LONG), words(" — "), link("Himal Wire")), line(words("Nobody\nsigned."))),
    ),
    {"type": "section", "text": plain("Africa · 4 publishers"), "accessory": button("More")},
    {"type": "divider"},
    {"type": "actions", "elements": [button("Pause"), button("Remove")]},
    {"type": "context", "elements": [plain("All 24 feeds read.")]},
]


def shown(blocks: list[dict[str, Any]], text: str = "", *, terminal: bool = False, width: int = 60) -> str:
    out = io.StringIO()
    Screen(out, io.StringIO(), terminal=terminal, width=width).message(blocks, text)
    return out.getvalue()


def bare(drawn: str) -> str:
    """What is seen of terminal output: without styles and links' addresses."""
    return re.sub(r"\x1b\[[0-9;]*m", "", re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", drawn))


def test_a_pipe_gets_plain_lines_with_links_in_full() -> None:
    """No boxes, no wrapping, no escapes, no buttons; one sentence a line."""
    assert shown(DIGEST).splitlines() == [
        "Dateline · Monday 23 November",
        "2 stories from 9 articles · next 08:00",
        "",
        "Talks end in Nairobi <https://a.example/x>",
        f"• {LONG} — Himal Wire <{AT_SENTENCE}>",
        "• Nobody signed.",
        "Africa · 4 publishers",
        "",
        "All 24 feeds read.",
    ]


def test_a_terminal_gets_links_that_can_be_clicked_and_hanging_bullets() -> None:
    """OSC 8 links by their labels, wrapped lines under their bullet, dim labels for buttons."""
    drawn = shown(DIGEST, terminal=True)
    assert re.search(r"\x1b\]8;id=\d+;https://a\.example/x\x1b\\", drawn)
    assert AT_SENTENCE in drawn
    assert AT_SENTENCE not in bare(drawn)
    assert "\x1b[1m" in drawn
    lines = bare(drawn).splitlines()
    assert lines[0].startswith("Dateline · Monday 23 November ──")
    first = next(place for place, text in enumerate(lines) if text.startswith("  • The minister"))
    assert lines[first + 1].startswith("    ")
    assert not lines[first + 1].startswith("     ")
    assert max(len(text) for text in lines) <= 60
    assert any(text.strip() == "Africa · 4 publishers [More]" for text in lines)
    assert any(text.strip() == "[Pause] [Remove]" for text in lines)


@pytest.mark.parametrize(
    ("block", "told"),
    [
        (
            {"type": "section", "text": {"type": "mrkdwn", "text": "*A* &amp; _B_ &lt;i&gt; `c` ~d~"}},
            "A & B <i> c d",
        ),
        (
            {
                "type": "section",
                "text": {"type": "mrkdwn", "text": "see <https://a.example?a=1&amp;b=2|A &amp; B>"},
            },
            "see A & B <https://a.example?a=1&b=2>",
        ),
        ({"type": "section", "text": {"type": "mrkdwn", "text": "<https://a.example>"}}, "https://a.example"),
        ({"type": "section", "text": {"type": "mrkdwn", "text": "<javascript:alert(1)|here>"}}, "here"),
        (
            {"type": "section", "text": {"type": "mrkdwn", "text": "<@U1> <#C1|news> <!channel>"}},
            "@U1 #news @channel",
        ),
        (
            {"type": "section", "text": {"type": "mrkdwn", "text": "2 * 3 * 4 snake_case_name"}},
            "2 * 3 * 4 snake_case_name",
        ),
        ({"type": "section", "text": plain("*a* <b> &amp;")}, "*a* <b> &amp;"),
        ({"type": "section", "fields": [plain("one"), plain("two")]}, "one\ntwo"),
        ({"type": "section", "text": plain("a\nb")}, "a\nb"),
        (rich(listing(line(words("a")), line(words("b")), style="ordered", offset=2)), "3. a\n4. b"),
        (rich(listing(line(words("a")), indent=1)), "  • a"),
        (rich({"type": "rich_text_quote", "elements": [words("said")]}), "> said"),
        (rich({"type": "rich_text_preformatted", "elements": [words("a\n  b")]}), "  a\n    b"),
        (
            rich(
                line(
                    {"type": "emoji", "name": "wave", "unicode": "1f44b-1f3fd"},
                    {"type": "emoji", "name": "own"},
                )
            ),
            "👋🏽:own:",
        ),
        (
            rich(
                line({"type": "user", "user_id": "U1"}, words(" "), {"type": "channel", "channel_id": "C1"})
            ),
            "@U1 #C1",
        ),
        (rich(line(link("bank", "javascript:alert(1)"))), "bank"),
        (rich(line(link("", "https://a.example/x"))), "https://a.example/x"),
        (
            {
                "type": "image",
                "alt_text": "a map",
                "image_url": "https://a.example/m.png",
                "title": plain("Map"),
            },
            "Map <https://a.example/m.png>",
        ),
        ({"type": "data_table", "rows": []}, "what a *phone* shows"),
    ],
)
def test_every_kind_of_block_comes_out_in_words(block: dict[str, Any], told: str) -> None:
    """mrkdwn is read as Slack reads it, plain text as it is; an unknown block becomes the fallback text."""
    fallback = "what a \\*phone\\* shows".replace("\\", "")
    assert shown([block], fallback).rstrip("\n") == told.replace("*phone*", "phone")


def test_the_fallback_is_told_once() -> None:
    """Two unknown blocks don't say the same twice."""
    assert shown([{"type": "x"}, {"type": "y"}], "once") == "once\n"


HOSTILE = "a\x1b[2J\x1b]0;owned\x07b\x9b31m\r\nc\x00\x7f\u202egnp.exe\ud800"


@pytest.mark.parametrize("terminal", [False, True])
def test_nothing_from_outside_steers_the_terminal(*, terminal: bool) -> None:
    """Escapes, bells, carriage returns, C1 controls and bidi overrides never get through."""
    out, err = io.StringIO(), io.StringIO()
    screen = Screen(out, err, terminal=terminal, width=80)
    screen.message(
        [
            {"type": "header", "text": plain(HOSTILE)},
            {"type": "context", "elements": [plain(HOSTILE)]},
            rich(
                line(words(HOSTILE), link(HOSTILE, f"https://a.example/{HOSTILE}")),
                listing(line(words(HOSTILE))),
            ),
            rich({"type": "rich_text_preformatted", "elements": [words(HOSTILE)]}),
            {"type": "section", "text": {"type": "mrkdwn", "text": HOSTILE}, "accessory": button(HOSTILE)},
        ],
        HOSTILE,
    )
    screen.line(HOSTILE)
    screen.table([HOSTILE], [[HOSTILE]])
    screen.error(HOSTILE)
    written = bare(out.getvalue() + err.getvalue())
    assert not set(written) & set("\x1b\x07\x9b\r\x00\x7f\u202e\ud800")
    assert "gnp.exe" in written


def test_right_to_left_text_is_left_alone() -> None:
    """Letters, joiners and marks of Arabic and Persian come out as they went in."""
    text = "قال الوزير: می‌خواهم، «السلام» \u200fعليكم."
    for terminal in (False, True):
        assert text in bare(shown([rich(line(words(text)))], terminal=terminal, width=90))


@given(st.text(st.characters(codec="utf-8")), st.booleans())
def test_any_text_can_be_drawn(text: str, terminal: bool) -> None:  # noqa: FBT001 - hypothesis gives it by place
    """No text whatever breaks a line in two, or the drawing."""
    blocks = [
        rich(line(words(text), link(text, text))),
        {"type": "section", "text": {"type": "mrkdwn", "text": text}},
    ]
    drawn = shown(blocks, text, terminal=terminal, width=80)
    assert (
        terminal or drawn.split("\n", 1)[0].strip() == drawn.splitlines()[0].strip()
        if drawn.strip()
        else True
    )


def test_a_table_off_a_terminal_is_cut_by_tabs_and_not_cut_short() -> None:
    """One row a line, whole values, nothing but tabs between."""
    out = io.StringIO()
    Screen(out, terminal=False).table(
        ["feed", "new"], [["https://a.example/" + "x" * 200, 12], ["a\tb\nc", ""]]
    )
    assert out.getvalue() == f"feed\tnew\nhttps://a.example/{'x' * 200}\t12\na b c\t\n"


def test_a_table_on_a_terminal_has_columns_and_no_boxes() -> None:
    """Figures stand to the right, long values go on below, nothing is lost."""
    out = io.StringIO()
    Screen(out, terminal=True, width=40).table(["feed", "new"], [["x" * 60, 7], ["b", 1200]])
    lines = bare(out.getvalue()).splitlines()
    assert lines[0].split() == ["feed", "new"]
    assert "".join(lines).count("x") == 60
    assert lines[-1].rstrip().endswith("1200")
    assert not set("".join(lines)) & set("│─┃━|+")


def test_progress_is_for_a_terminal_alone() -> None:
    """A pipe gets not one character of it."""
    for terminal in (False, True):
        out = io.StringIO()
        with Screen(out, terminal=terminal, width=80).progress(2, "feeds") as advance:
            advance("a\x07b")
            advance("")
        assert bool(out.getvalue()) is terminal
        assert "\x07" not in out.getvalue()


def test_errors_go_to_stderr() -> None:
    """What is wrong never gets into a pipe."""
    out, err = io.StringIO(), io.StringIO()
    Screen(out, err, terminal=False).error("first\nsecond")
    assert (out.getvalue(), err.getvalue()) == ("", "first\nsecond\n")


def test_an_encoding_that_lacks_a_sign_gets_a_question_mark() -> None:
    """LC_ALL=C on an old machine ends in no traceback."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    Screen(out, terminal=False).line("Zürich · ok")
    assert raw.getvalue() == b"Z?rich ? ok\n"


def test_a_dumb_terminal_gets_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """TERM=dumb can't draw: Emacs' shell, a serial console."""
    monkeypatch.setenv("TERM", "dumb")
    assert shown(DIGEST, terminal=True) == shown(DIGEST)
