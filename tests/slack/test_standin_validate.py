"""The validator takes what slack_sdk's models make, and refuses whatever is over a limit."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.models import blocks as kit
from slack_sdk.models.views import View

from bot.demo.slack.validate import (
    BLOCK_WEIGHT,
    MOST_WEIGHT,
    characters,
    message_problems,
    view_problems,
    weight,
)

Parts = kit.RichTextElementParts


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "a", "text": plain("Go"), **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def rich(*elements: dict[str, Any], kind: str = "rich_text_section", **more: Any) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements), **more}]}


def text(words: str = "x") -> dict[str, Any]:
    return {"type": "text", "text": words}


def select(options: int, **more: Any) -> dict[str, Any]:
    made = [{"text": plain(str(n)), "value": str(n)} for n in range(options)]
    return {"type": "static_select", "action_id": "s", "options": made, **more}


def section(words: str = "x", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": plain(words), **more}


def container(**more: Any) -> dict[str, Any]:
    return {"type": "container", "title": plain("Africa"), "child_blocks": [section()], **more}


def table(rows: int, cells: int) -> dict[str, Any]:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * cells for _ in range(rows)]}


MODELS = [
    kit.SectionBlock(
        text="*bold*", fields=["a", "b"], accessory=kit.ButtonElement(text="Go", action_id="go")
    ),
    kit.HeaderBlock(text="World news"),
    kit.DividerBlock(),
    kit.ImageBlock(image_url="https://example.org/a.png", alt_text="A map", title="Map"),
    kit.ContextBlock(elements=[kit.MarkdownTextObject(text="12 stories"), kit.PlainTextObject(text="now")]),
    kit.ActionsBlock(
        elements=[
            kit.ButtonElement(text="More", action_id="more", value="s1", style="primary"),
            kit.OverflowMenuElement(
                action_id="menu",
                options=[kit.Option(value="f", label="Follow"), kit.Option(value="m", label="Mute")],
            ),
            kit.StaticSelectElement(
                action_id="pick", placeholder="Pick", options=[kit.Option(value="1", label="One")]
            ),
            kit.DatePickerElement(action_id="day", initial_date="2026-11-23"),
            kit.TimePickerElement(action_id="at", initial_time="08:00"),
        ]
    ),
    kit.ContextActionsBlock(
        elements=[
            kit.FeedbackButtonsElement(
                action_id="opinion",
                positive_button={"text": plain("Good"), "value": "up"},
                negative_button={"text": plain("Bad"), "value": "down"},
            )
        ]
    ),
    kit.RichTextBlock(
        elements=[
            kit.RichTextSectionElement(
                elements=[
                    Parts.Text(text="Sudan ", style={"bold": True}),
                    Parts.Link(url="https://example.org/a#:~:text=one,two", text="Reuters"),
                    Parts.Emoji(name="newspaper"),
                    Parts.Date(timestamp=1_700_000_000, format="{time}", fallback="then"),
                ]
            ),
            kit.RichTextListElement(
                style="bullet", elements=[kit.RichTextSectionElement(elements=[Parts.Text(text="one")])]
            ),
            kit.RichTextQuoteElement(elements=[Parts.Text(text="said")]),
            kit.RichTextPreformattedElement(elements=[Parts.Text(text="code")]),
        ]
    ),
    kit.ContainerBlock(
        title="Africa", is_collapsible=True, default_collapsed=True, child_blocks=[kit.DividerBlock()]
    ),
    kit.CarouselBlock(elements=[kit.CardBlock(title="A card", body="Its body")]),
    kit.TableBlock(rows=[[kit.RawTextObject(text="a"), kit.RawTextObject(text="b")]]),
    kit.MarkdownBlock(text="**bold**"),
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.type)
def test_what_the_sdk_makes_is_taken(model: kit.Block) -> None:
    """A block that slack_sdk's models made and checked themselves has no problem."""
    assert message_problems([model.to_dict()]) == []


@pytest.mark.parametrize(
    ("block", "path", "what"),
    [
        (section(""), "/text/text", "more than 0"),
        (section("x" * 3_001), "/text/text", "less than 3001"),
        ({"type": "section"}, "", "text or fields"),
        ({"type": "section", "fields": [plain("x")] * 11}, "/fields", "no more than 10"),
        ({"type": "section", "fields": [plain("x" * 2_001)]}, "/fields/0/text", "less than 2001"),
        (section(mood="calm"), "", "additional property: mood"),
        (section(accessory={"type": "feedback_buttons"}), "/accessory", "unsupported type"),
        ({"type": "header", "text": plain("x" * 151)}, "/text/text", "less than 151"),
        ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "/text/type", "valid enum"),
        ({"type": "context", "elements": [plain("x")] * 11}, "/elements", "no more than 10"),
        ({"type": "context", "elements": [button()]}, "/elements/0", "unsupported type"),
        (actions(*[button(action_id=str(n)) for n in range(26)]), "/elements", "no more than 25"),
        (actions(button(), button()), "/elements/1", "action_id a already exists"),
        (actions(button(text=plain("x" * 76))), "/elements/0/text/text", "less than 76"),
        (actions(button(value="x" * 2_001)), "/elements/0/value", "less than 2001"),
        (actions(button(action_id="x" * 256)), "/elements/0/action_id", "less than 256"),
        (actions(button(url="https://x.org/" + "x" * 3_000)), "/elements/0/url", "less than 3001"),
        (actions(button(url="javascript:alert(1)")), "/elements/0/url", "invalid_url"),
        (actions(button(style="green")), "/elements/0/style", "valid enum"),
        (actions(select(101)), "/elements/0/options", "no more than 100"),
        (actions(select(0)), "/elements/0/options", "no less than 1"),
        (
            actions(select(1, initial_option={"text": plain("9"), "value": "9"})),
            "/elements/0",
            "initial option",
        ),
        (actions(select(1, placeholder=plain("x" * 151))), "/elements/0/placeholder/text", "less than 151"),
        (
            {"type": "image", "image_url": "https://x.org/a", "alt_text": "x" * 2_001},
            "/alt_text",
            "less than 2001",
        ),
        ({"type": "image", "alt_text": "x"}, "", "image_url or slack_file"),
        ({"type": "divider", "block_id": "x" * 256}, "/block_id", "less than 256"),
        (rich(), "/elements/0/elements", "no less than 1"),
        ({"type": "rich_text", "elements": []}, "/elements", "no less than 1"),
        (rich(text("")), "/elements/0/elements/0/text", "more than 0"),
        (
            rich({"type": "link", "url": "https://x.org", "text": ""}),
            "/elements/0/elements/0/text",
            "more than 0",
        ),
        (rich({"type": "link", "url": "https://x .org"}), "/elements/0/elements/0/url", "invalid_url"),
        (rich({"type": "mrkdwn", "text": "x"}), "/elements/0/elements/0", "unsupported type"),
        (rich(text(), kind="rich_text_list", style="bullet"), "/elements/0/elements/0", "unsupported type"),
        (rich(text(), kind="paragraph"), "/elements/0", "unsupported type"),
        (
            rich({"type": "text", "text": "x", "style": {"loud": True}}),
            "/elements/0/elements/0/style",
            "loud",
        ),
        (container(child_blocks=[section()] * 11), "/child_blocks", "no more than 10"),
        (container(default_collapsed=True), "", "requires is_collapsible"),
        (container(child_blocks=[container()]), "/child_blocks/0", "unsupported type"),
        (table(101, 1), "/rows", "no more than 100"),
        (table(1, 21), "/rows/0", "no more than 20"),
        ({"type": "card", "body": plain("x" * 201)}, "/body/text", "less than 201"),
        (
            {"type": "carousel", "elements": [{"type": "card", "title": plain("x")}] * 11},
            "/elements",
            "than 10",
        ),
        ({"type": "markdown", "text": "x" * 12_001}, "/text", "less than 12001"),
        ({"type": "alert", "text": plain("x")}, "", "unsupported type"),
        ({"type": "context_actions", "elements": [button()]}, "/elements/0", "unsupported type"),
        ("section", "", "unsupported type"),
    ],
)
def test_what_is_over_a_limit_is_refused(block: Any, path: str, what: str) -> None:
    """Each limit is named, at its place in the blocks."""
    found = [problem for problem in message_problems([block]) if problem.path == f"/blocks/0{path}"]
    assert any(what in problem.what for problem in found), message_problems([block])


def test_a_message_holds_fifty_blocks_and_a_view_a_hundred() -> None:
    """The fifty-first block of a message is too many, in a modal and a Home tab the hundred-and-first."""
    divider = {"type": "divider"}
    title = plain("T")
    assert message_problems([divider] * 50) == []
    assert message_problems([divider] * 51)
    for view in ({"type": "modal", "title": title}, {"type": "home"}):
        assert view_problems({**view, "blocks": [divider] * 100}) == []
        assert view_problems({**view, "blocks": [divider] * 101})


def test_a_block_id_stands_once_in_a_message() -> None:
    """Two blocks of one id are refused, one inside a container too; like action_ids in two blocks are not."""
    named = {"type": "divider", "block_id": "b"}
    assert [problem.path for problem in message_problems([named, named])] == ["/blocks/1"]
    assert message_problems([named, container(child_blocks=[named])])
    assert message_problems([actions(button()), actions(button())]) == []


def test_only_one_table_is_taken() -> None:
    """A second table in a message is refused."""
    assert message_problems([table(2, 2)]) == []
    assert message_problems([table(2, 2), table(2, 2)])


def test_views_keep_their_own_limits() -> None:
    """Titles, submit, metadata and input blocks of modals; a Home tab has no title."""
    modal = {"type": "modal", "title": plain("T"), "blocks": [section()]}
    asking = {
        "type": "input",
        "label": plain("Topic"),
        "element": {"type": "plain_text_input", "action_id": "t"},
    }
    assert view_problems(modal) == []
    assert view_problems({**modal, "title": plain("x" * 25)})
    assert view_problems({**modal, "private_metadata": "x" * 3_001})
    assert view_problems({**modal, "blocks": [asking]})
    assert view_problems({**modal, "blocks": [asking], "submit": plain("Save")}) == []
    assert view_problems({**modal, "blocks": [{"type": "alert", "text": plain("Careful")}]}) == []
    assert view_problems({"type": "home", "title": plain("T"), "blocks": [section()]})
    assert view_problems({"type": "pop-up", "title": plain("T"), "blocks": [section()]})


def test_the_sdks_views_are_taken() -> None:
    """A modal made by slack_sdk's View has no problem."""
    view = View(type="modal", title="Settings", submit="Save", close="Cancel", blocks=[kit.DividerBlock()])
    assert view_problems(view.to_dict()) == []


def test_weight_counts_texts_and_blocks() -> None:
    """All texts count, those behind a fold too, and each block its buffer; addresses don't."""
    link = rich({"type": "link", "url": "https://example.org/long", "text": "ab"})
    assert characters([link, container(title=plain("abc"))]) == 2 + 3 + 1
    assert weight([link, container(title=plain("abc"))]) == 6 + 3 * BLOCK_WEIGHT


@pytest.mark.parametrize(
    ("letters", "blocks", "taken"), [(9_597, 50, True), (11_341, 45, False), (13_298, 1, False)]
)
def test_weight_agrees_with_what_was_seen(letters: int, blocks: int, taken: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """The messages that others reported as accepted and refused fall on the same sides here."""
    first = letters - (blocks - 1)
    made = [rich(text("x" * first)), *[rich(text()) for _ in range(blocks - 1)]]
    assert (weight(made) <= MOST_WEIGHT) is taken
