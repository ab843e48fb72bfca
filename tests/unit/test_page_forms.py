"""What comes back from a drawn form is what it was drawn with, in the stand-in's own shapes."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from page_read import Element, read

from bot.demo.page import filled
from bot.demo.page.eyes import Eyes
from bot.demo.page.offer import offer
from bot.demo.page.seat import Seat
from bot.demo.page.views import modal
from bot.demo.slack.fields import state_of
from bot.demo.slack.workspace import View, WorkspaceError
from bot.model import Subscription
from bot.slack.blocks import modals

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ZONE = ZoneInfo("Europe/London")
EYES = Eyes(
    reader="U1",
    people={"U1": "Alex"},
    channels={"C1": "general", "C2": "x"},
    bot="Dateline",
    zone=ZONE,
    now=NOW,
)
SEAT = Seat(reader="U1", place="C1")


def option(value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": value.upper()}, "value": value}


def block(name: str, kind: str, **element: Any) -> dict[str, Any]:
    what = {"type": kind, "action_id": "value", **element}
    return {"type": "input", "block_id": name, "label": {"type": "plain_text", "text": name}, "element": what}


FIELDS = [
    block("text", "plain_text_input", initial_value='a "quoted" <text>'),
    block("lines", "plain_text_input", initial_value="one\ntwo", multiline=True),
    block("count", "number_input", initial_value="7", is_decimal_allowed=False),
    block("page", "url_text_input", initial_value="https://a.example/?a=1&b=2"),
    block("at", "timepicker", initial_time="08:30"),
    block("day", "datepicker", initial_date="2026-11-23"),
    block("when", "datetimepicker", initial_date_time=1_795_420_800),
    block("one", "static_select", options=[option("a"), option("b")], initial_option=option("b")),
    block(
        "grouped", "static_select", option_groups=[{"label": option("g")["text"], "options": [option("z")]}]
    ),
    block("radio", "radio_buttons", options=[option("a"), option("b")], initial_option=option("a")),
    block("boxes", "checkboxes", options=[option("a"), option("b")], initial_options=[option("b")]),
    block("many", "multi_static_select", options=[option("a"), option("b")], initial_options=[option("a")]),
    block("none", "multi_static_select", options=[option("a")]),
    block("far", "external_select", initial_option=option("Asia/Tokyo")),
    block("fars", "multi_external_select", initial_options=[option("x"), option("y")]),
    block("where", "conversations_select", initial_conversation="C2"),
    block("who", "users_select", initial_user="U1"),
]


def drawn(blocks: list[dict[str, Any]], **more: Any) -> Element:
    body = {"type": "modal", "title": option("t")["text"], "submit": option("s")["text"], "blocks": blocks}
    view = View(id="V1", user="U1", body=body, hash="h")
    whole = {"held": {}, "errors": {}, "found": {}, **more}
    return read(modal(view, SEAT, EYES, **whole)).one("form")


def sent(form: Element) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for name, value in form.sends():
        given.setdefault(name, []).append(value)
    return given


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field["block_id"])
def test_an_untouched_field_comes_back_as_it_was(field: dict[str, Any]) -> None:
    """Drawn, sent as a browser sends it, and read again: the state that Slack would send of it untouched."""
    held = filled.holding([field], sent(drawn([field])), ZONE)
    given = filled.by_block(held)
    assert state_of([field], given, complete=False) == state_of([field], {}, complete=False)


def test_what_was_typed_is_drawn_again() -> None:
    """A form that comes back with an error holds what a person gave, and the error stands at its field."""
    held = {("text", "value"): "typed", ("boxes", "value"): [], ("far", "value"): option("Africa/Nairobi")}
    form = drawn(FIELDS, held=held, errors={"text": "No such word."})
    again = filled.holding(FIELDS, sent(form), ZONE)
    assert {key: again[key] for key in held} == held
    assert again["at", "value"] == "08:30"
    (wrong,) = form.all(class_="wrong")
    field = wrong.one("input")
    assert field.attributes["aria-invalid"] == "true"
    described = field.attributes["aria-describedby"].split()
    assert wrong.one("p", class_="error").attributes["id"] in described
    assert wrong.one("p", class_="error").text == "No such word."


def test_every_field_has_a_name_that_is_read_aloud() -> None:
    """Each control of the digest's form has a label, stands in a fieldset with a legend, or is labelled."""
    order = Subscription(id="made", channel="C1", at=time(8), zone="Europe/London", sources=("Reuters",))
    view = modals.form(order, editing=False, now=NOW, sections=("World",), metadata="", name="Dateline")
    form = drawn(view["blocks"])
    labelled = {label.attributes["for"] for label in form.all("label")}
    for control in [*form.all("input"), *form.all("select"), *form.all("textarea")]:
        named = control.attributes.get("aria-label") or control.attributes.get("id") in labelled
        assert named or control.attributes["type"] == "hidden", control.attributes
    assert all(group.all("legend") for group in form.all("fieldset"))
    assert len({one.attributes["id"] for one in form.all() if "id" in one.attributes}) == len(
        [one for one in form.all() if "id" in one.attributes]
    )


def test_enter_submits_and_nothing_else() -> None:
    """The first button of a modal's form, which Enter presses, is the one that submits."""
    first = next(one for one in drawn(FIELDS).all("button") if one.attributes.get("type") == "submit")
    assert first.attributes["formaction"].startswith("/submit/")


def test_what_must_be_filled_in_is_told_at_its_field() -> None:
    """As Slack's own client: a required field that is empty stops the form; an optional one doesn't."""
    blocks = [block("a", "plain_text_input"), {**block("b", "plain_text_input"), "optional": True}]
    held = filled.holding(blocks, sent(drawn(blocks)), ZONE)
    assert filled.left_empty(blocks, held) == {"a": filled.REQUIRED}


@pytest.mark.parametrize("told", ["", "{}", "[1,2,3]", '["a","b"]', '["a","b",1]', "no json"])
def test_a_button_of_nobody_s_is_refused(told: str) -> None:
    """What is no button of ours is nothing that a person can do."""
    with pytest.raises(WorkspaceError):
        filled.pressed(told)


@pytest.mark.parametrize("given", ["", "null", "[]", '{"text": 1}', "no json"])
def test_an_option_of_nobody_s_is_refused(given: str) -> None:
    """The same for options that no app offered."""
    field = block("far", "external_select")
    with pytest.raises(WorkspaceError):
        filled.holding([field], {'["far", "value"]': [given]}, ZONE)


def test_what_the_manifest_offers() -> None:
    """Commands and shortcuts on the page are those of the manifest."""
    shortcuts = [
        {"type": "global", "callback_id": "g", "name": "G"},
        {"type": "message", "callback_id": "m", "name": "M"},
    ]
    features = {"slash_commands": [{"command": "/news", "description": "d"}], "shortcuts": shortcuts}
    known = offer({"display_information": {"name": "Wire"}, "features": features})
    assert (known.name, known.commands, known.anywhere, known.on_messages) == (
        "Wire",
        {"/news": "d"},
        {"g": "G"},
        {"m": "M"},
    )
