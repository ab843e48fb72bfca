"""Draws a modal's view as Slack shows it: the library that draws messages leaves fields half empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from html import escape
from typing import Any

import tabs

from bot.deliver import slots
from bot.desk.terms import WrongOrderError, settled
from bot.model import Subscription
from bot.slack.blocks import modals, personal

WIDTH = 552

STYLE = """
body { margin: 0; background: #ddd; font: 15px/1.46 Lato, "Liberation Sans", sans-serif; color: #1d1c1d }
.modal { width: 520px; margin: 16px; background: #fff; border-radius: 8px; overflow: hidden }
.head, .foot { display: flex; align-items: center; padding: 16px 24px; gap: 12px }
.head { font-size: 20px; font-weight: 900; border-bottom: 1px solid #ddd }
.head .x { margin-left: auto; color: #616061; font-weight: 400 }
.foot { justify-content: flex-end; border-top: 1px solid #ddd }
.body { padding: 12px 24px 20px }
.field { margin-top: 14px } .label { font-weight: 700; margin-bottom: 6px }
.label span, .hint, .context { font-weight: 400; color: #616061 } .hint, .context { font-size: 13px }
.hint { margin-top: 4px } .context { margin-top: 8px }
.box { border: 1px solid #868686; border-radius: 4px; padding: 7px 12px; display: flex;
  flex-wrap: wrap; gap: 4px }
.wrong .box { border-color: #e01e5a; box-shadow: 0 0 0 1px #e01e5a }
.error { color: #e01e5a; font-size: 13px; margin-top: 4px } .empty { color: #868686 }
.box { position: relative; padding-right: 32px } .mark { position: absolute; right: 12px; color: #616061 }
.chip { background: #e8f5fa; border-radius: 3px; padding: 0 6px; font-size: 14px }
.button { border: 1px solid #bbb; border-radius: 4px; padding: 6px 12px; font-weight: 700 }
.primary { background: #007a5a; border-color: #007a5a; color: #fff }
.actions { margin-top: 16px; display: flex } hr { border: 0; border-top: 1px solid #ddd; margin: 16px 0 }
p { margin: 8px 0 } ul { margin: 4px 0; padding-left: 26px } a { color: #1264a3 }
.tick { display: flex; align-items: center; gap: 8px; margin: 3px 0 }
.tick i { width: 14px; height: 14px; border: 1px solid #868686; border-radius: 3px }
.tick.on i { background: #1264a3; border-color: #1264a3; position: relative }
.tick.on i::after { content: ""; position: absolute; left: 4px; top: 1px; width: 4px; height: 8px;
  border: solid #fff; border-width: 0 2px 2px 0; transform: rotate(45deg) }
"""
_ONES = ("initial_value", "initial_time", "initial_conversation")


NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
NAMES = {"C024BE91L": "# world-news"}
WISHED = Subscription(
    id="made",
    channel="C024BE91L",
    at=time(8, 0),
    zone="Europe/London",
    days=("mon", "tue", "wed", "thu", "fri"),
    stories=5,
    topics=("sudan", "climate talks"),
    without=("football",),
    sources=("Reuters", "BBC News"),
)


def pages() -> dict[str, str]:
    """Every modal that there is a picture of, by the picture's name, as HTML."""
    own = personal.digest_form(None, zone="Europe/London")
    return {
        "modal": page(_form(WISHED), {}, NAMES),
        "modal-mistakes": mistaken(),
        "modal-done": ordered(),
        "brief-me": page(tabs.brief_me(), {}, {}),
        "my-digest": page(own, {}, {}),
    }


def mistaken() -> str:
    """The form as it comes back with two mistakes in it: nothing that was typed is lost."""
    wrong = replace(WISHED, topics=("sudan", "the"), without=("football", "Sudan"))
    told: dict[str, str] = {}
    for field in ({"topics": wrong.topics}, {"topics": ("sudan",), "without": wrong.without}):
        try:
            settled(WISHED, field, (), ())  # pyright: ignore[reportArgumentType] - terms, a few at a time
        except WrongOrderError as error:
            told |= error.fields
    return page(_form(wrong), told, NAMES)


def _form(order: Subscription) -> dict[str, Any]:
    known = ("Business", "World")
    return modals.form(order, editing=False, now=NOW, sections=known, metadata="", name="Dateline")


def ordered() -> str:
    """What is said at the end, where the bot is not in the channel yet."""
    due = slots.next_due(WISHED, NOW).due
    view = modals.ordered(WISHED, due=due, now=NOW, name="Dateline", inside=False, new=True)
    return page(view, {}, NAMES)


def page(view: dict[str, Any], errors: dict[str, str], names: dict[str, str]) -> str:
    """The view as HTML; `errors` stand at its fields, `names` says what Slack would show of ids."""
    blocks = "".join(_block(block, errors, names) for block in view["blocks"])
    buttons = [f'<span class="button">{_text(view["close"])}</span>'] if "close" in view else []
    if "submit" in view:
        buttons.append(f'<span class="button primary">{_text(view["submit"])}</span>')
    return (
        f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><div class="modal">'
        f'<div class="head">{_text(view["title"])}<span class="x">✕</span></div>'
        f'<div class="body">{blocks}</div><div class="foot">{"".join(buttons)}</div></div>'
        "<script>document.documentElement.dataset.height ="
        " Math.ceil(document.body.getBoundingClientRect().bottom) + 16</script>"
    )


def _block(block: dict[str, Any], errors: dict[str, str], names: dict[str, str]) -> str:
    match block["type"]:
        case "input":
            return _field(block, errors.get(block["block_id"], ""), names)
        case "actions":
            buttons = "".join(
                f'<span class="button">{_text(one["text"])}</span>' for one in block["elements"]
            )
            return f'<div class="actions">{buttons}</div>'
        case "context":
            return f'<div class="context">{"".join(_text(one) for one in block["elements"])}</div>'
        case "divider":
            return "<hr>"
        case "section":
            return f"<p>{_text(block['text'])}</p>"
        case _:
            return "".join(_paragraph(one, names) for one in block["elements"])


def _paragraph(part: dict[str, Any], names: dict[str, str]) -> str:
    if part["type"] == "rich_text_list":
        return f"<ul>{''.join(f'<li>{_line(line, names)}</li>' for line in part['elements'])}</ul>"
    return f"<p>{_line(part, names)}</p>"


def _field(block: dict[str, Any], error: str, names: dict[str, str]) -> str:
    optional = " <span>(optional)</span>" if block.get("optional") else ""
    hint = f'<div class="hint">{_text(block["hint"])}</div>' if "hint" in block else ""
    wrong = f'<div class="error">⚠ {escape(error)}</div>' if error else ""
    return (
        f'<div class="field {"wrong" if error else ""}">'
        f'<div class="label">{_text(block["label"])}{optional}</div>'
        f"{_element(block['element'], names)}{wrong}{hint}</div>"
    )


def _element(element: dict[str, Any], names: dict[str, str]) -> str:
    if element["type"] != "checkboxes":
        return f'<div class="box">{_held(element, names)}</div>'
    chosen = {one["value"] for one in element.get("initial_options", ())}
    return "".join(
        f'<div class="tick {"on" if one["value"] in chosen else ""}"><i></i>{_text(one["text"])}</div>'
        for one in element["options"]
    )


def _held(element: dict[str, Any], names: dict[str, str]) -> str:
    mark = "" if "_input" in element["type"] else '<span class="mark">⌄</span>'
    if many := element.get("initial_options"):
        return "".join(f'<span class="chip">{_text(one["text"])} ✕</span>' for one in many) + mark
    if "initial_option" in element:
        return _text(element["initial_option"]["text"]) + mark
    for key in _ONES:
        if key in element:
            return escape(names.get(element[key], element[key])) + mark
    return f'<span class="empty">{_text(element.get("placeholder", {"text": ""}))}</span>{mark}'


def _line(line: dict[str, Any], names: dict[str, str]) -> str:
    told = ""
    for part in line["elements"]:
        said = escape(part.get("text") or names.get(part.get("channel_id", ""), ""))
        style = part.get("style") or {}
        said = f"<b>{said}</b>" if style.get("bold") else said
        said = f"<a>{said}</a>" if part["type"] == "link" else said
        told += f"<code>{said}</code>" if style.get("code") else said
    return told


def _text(held: dict[str, Any]) -> str:
    return escape(held["text"])
