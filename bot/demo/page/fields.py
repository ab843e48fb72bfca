"""What is filled in: texts, times, menus, boxes, and menus whose options the app gives. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.demo.page.markup import Html, div, ident, joined, span, tag
from bot.demo.page.mrkdwn import words
from bot.demo.page.surface import CHOOSE, FIND, NOT_OURS, Place
from bot.demo.slack.shapes import Json, as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

INPUT_TYPES = {
    "plain_text_input": "text",
    "email_text_input": "email",
    "url_text_input": "url",
    "number_input": "number",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
}
MENUS = frozenset(
    {"static_select", "users_select", "conversations_select", "channels_select", "multi_users_select"}
)
GROUPS = frozenset(
    {
        *("radio_buttons", "checkboxes", "multi_static_select", "external_select", "multi_external_select"),
        *("multi_users_select", "multi_conversations_select", "multi_channels_select"),
    }
)
"""Fields of several controls: they stand in a fieldset, whose legend names them."""


def is_field(element: Json) -> bool:
    kind = as_text(element.get("type"))
    return kind in INPUT_TYPES or kind in MENUS or kind in GROUPS or kind == "rich_text_input"


def field(place: Place, *, required: bool = False) -> Html:
    """The control or controls; `required` is told to the browser too."""
    kind = as_text(place.element.get("type"))
    if kind in NOT_OURS:
        return _finder(place, many=kind.startswith("multi"))
    if kind in GROUPS:
        return _boxes(place)
    if kind in MENUS:
        return menu(place, required=required)
    return _typed(place, required=required)


def _common(place: Place, *, required: bool) -> dict[str, Any]:
    placeholder = as_text(as_object(place.element.get("placeholder")).get("text"))
    return {
        "id": place.id,
        "name": place.name,
        "required": required,
        "autofocus": place.element.get("focus_on_load") is True,
        "aria_invalid": "true" if place.wrong else None,
        "aria_describedby": place.described,
        "aria_label": None if place.labelled else placeholder or place.action_id,
    }


def _typed(place: Place, *, required: bool) -> Html:
    element, kind = place.element, as_text(place.element.get("type"))
    value = place.value
    common = _common(place, required=required) | {
        "placeholder": as_text(as_object(element.get("placeholder")).get("text")) or None,
        "minlength": element.get("min_length"),
        "maxlength": element.get("max_length"),
    }
    if element.get("multiline") or kind == "rich_text_input":
        return tag("textarea", value if isinstance(value, str) else "", rows=4, **common)
    if kind == "datetimepicker" and isinstance(value, int):
        value = f"{place.surface.eyes.local(value):%Y-%m-%dT%H:%M}"
    step = ("any" if element.get("is_decimal_allowed") else "1") if kind == "number_input" else None
    limits = {"min": element.get("min_value"), "max": element.get("max_value"), "step": step}
    shown = "" if value is None else str(value)
    return tag("input", type=INPUT_TYPES[kind], value=shown, autocomplete="off", **common, **limits)


def menu(place: Place, *, required: bool = False) -> Html:
    """A menu. One that stands for itself takes what is chosen at once, or by its button without a script."""
    chosen = place.value
    hint = as_text(as_object(place.element.get("placeholder")).get("text")) or "Choose"
    empty = tag("option", hint, value="")
    options = [empty, *_options(place, chosen)]
    drawn = tag("select", *options, **_common(place, required=required), data_alone=not place.labelled)
    if place.labelled:
        return drawn
    take = tag(
        "button", "Choose", type="submit", name=CHOOSE, value=place.pressed(), class_="button scriptless"
    )
    return span("pick", drawn, take)


def _options(place: Place, chosen: Any) -> Iterable[Html]:
    for group in map(as_object, as_list(place.element.get("option_groups"))):
        inner = [_option(one, chosen) for one in map(as_object, as_list(group.get("options")))]
        yield tag("optgroup", *inner, label=as_text(as_object(group.get("label")).get("text")))
    for one in map(as_object, as_list(place.element.get("options"))):
        yield _option(one, chosen)
    for key, name in _known(place).items():
        yield tag("option", name, value=key, selected=key == chosen)


def _known(place: Place) -> Mapping[str, str]:
    """What Slack fills a menu with by itself: people, or channels."""
    kind, eyes = as_text(place.element.get("type")), place.surface.eyes
    if "users" in kind:
        return eyes.people
    if "conversations" in kind or "channels" in kind:
        return {key: f"#{name}" for key, name in eyes.channels.items()}
    return {}


def _option(one: Json, chosen: Any) -> Html:
    value = as_text(one.get("value"))
    return tag(
        "option", as_text(as_object(one.get("text")).get("text")), value=value, selected=value == chosen
    )


def _boxes(place: Place) -> Html:
    """Radio buttons, or boxes to tick."""
    kind, value = as_text(place.element.get("type")), place.value
    chosen = as_list(value) if isinstance(value, list) else [value]
    known = [(key, name, None) for key, name in _known(place).items()]
    options = [
        (as_text(one.get("value")), words(as_object(one.get("text")), place.surface.eyes), _note(place, one))
        for one in _all_options(place.element)
    ]
    radio = kind == "radio_buttons"
    ticks = [
        _tick(place, f"{place.id}-{number}", key, shown, radio=radio, on=key in chosen, note=note)
        for number, (key, shown, note) in enumerate([*options, *known])
    ]
    return div("ticks", *ticks)


def _note(place: Place, one: Json) -> Html | None:
    return words(as_object(one["description"]), place.surface.eyes) if one.get("description") else None


def _all_options(element: Json) -> list[Json]:
    groups = [as_object(group).get("options") for group in as_list(element.get("option_groups"))]
    return [as_object(one) for options in (element.get("options"), *groups) for one in as_list(options)]


def _tick(
    place: Place, id_: str, value: str, shown: str, *, radio: bool, on: bool, note: Html | None = None
) -> Html:
    kind = "radio" if radio else "checkbox"
    box = tag("input", type=kind, id=id_, name=place.name, value=value, checked=on)
    return div("tick", box, tag("label", shown, span("note", note) if note else None, for_=id_))


def _finder(place: Place, *, many: bool) -> Html:
    """A menu that the app fills: what is chosen, a field to type into, and what the app offers."""
    value = place.value
    chosen = [as_object(one) for one in (as_list(value) if isinstance(value, list) else [value]) if one]
    offered = place.surface.found.get(place.action_id)
    names = {one.get("value") for one in chosen}
    shown = [*chosen, *(one for one in offered or [] if one.get("value") not in names)]
    ticks = [
        _tick(
            place,
            ident(place.id, as_text(one.get("value"))),
            json.dumps(one, sort_keys=True),
            as_text(as_object(one.get("text")).get("text")),
            radio=not many,
            on=one in chosen,
        )
        for one in shown
    ]
    hint = as_text(as_object(place.element.get("placeholder")).get("text")) or "Search"
    typed = tag(
        "input",
        type="search",
        id=place.id,
        name=f"{FIND} {place.action_id}",
        placeholder=hint,
        aria_label=hint,
        aria_describedby=place.described,
        aria_invalid="true" if place.wrong else None,
        autocomplete="off",
        data_find=place.element.get("min_query_length", 3),
    )
    look = tag(
        "button",
        "Find",
        type="submit",
        name=FIND,
        value=place.pressed(),
        class_="button scriptless",
        formnovalidate=True,
    )
    nothing = tag("p", "No result", class_="hint", role="status") if offered == [] else None
    return div("finder", div("ticks", *ticks), div("row", typed, look), joined([nothing]))
