"""The Home tab and the modal on top. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.page.blocks import blocks
from bot.demo.page.markup import Html, div, hidden, tag
from bot.demo.page.messages import TARGET
from bot.demo.page.mrkdwn import words
from bot.demo.page.surface import Surface
from bot.demo.slack.shapes import Json, as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from bot.demo.page.eyes import Eyes
    from bot.demo.page.seat import Seat
    from bot.demo.slack.workspace import View


def home(view: View | None, seat: Seat, eyes: Eyes) -> Html:
    """The Home tab as the app last published it."""
    if view is None:
        return tag("p", f"{eyes.bot} has not drawn this tab yet.", class_="empty")
    surface = Surface(id=f"h-{view.id}", eyes=eyes)
    return tag(
        "form",
        hidden(TARGET, view.id),
        blocks(shown(view), surface),
        method="post",
        action=seat.url("press"),
        class_="surface home",
        data_live=True,
        id=f"h-{view.id}",
    )


def shown(view: View) -> list[Json]:
    return [as_object(block) for block in as_list(view.body.get("blocks"))]


def modal(
    view: View,
    seat: Seat,
    eyes: Eyes,
    *,
    held: Mapping[tuple[str, str], Any],
    errors: Mapping[str, str],
    found: Mapping[str, list[Json]],
) -> Html:
    """A modal: a dialog with one form, whose errors stand at their fields."""
    id_ = f"v-{view.id}"
    surface = Surface(id=id_, eyes=eyes, held=held, errors=errors, found=found)
    title = tag("h2", words(as_object(view.body.get("title")), eyes), id=f"{id_}-title")
    cross = tag(
        "button",
        "\N{MULTIPLICATION X}",
        type="submit",
        formaction=seat.url("close"),
        formnovalidate=True,
        class_="button quiet cross",
        aria_label="Close",
    )
    # The first button of a form is the one that Enter presses: it must be the one that submits.
    first = tag(
        "button",
        type="submit",
        formaction=seat.url("submit"),
        class_="unseen",
        tabindex=-1,
        aria_hidden="true",
    )
    form = tag(
        "form",
        first if "submit" in view.body else None,
        hidden(TARGET, view.id),
        div("head", title, cross),
        div("body", blocks(shown(view), surface)),
        _foot(view, seat, eyes),
        method="post",
        action=seat.url("press"),
        data_live=True,
    )
    return tag("dialog", form, id=id_, class_="modal", open=True, aria_labelledby=f"{id_}-title")


def _foot(view: View, seat: Seat, eyes: Eyes) -> Html:
    close = words(as_object(view.body.get("close")), eyes) or "Close"
    away = tag(
        "button", close, type="submit", formaction=seat.url("close"), formnovalidate=True, class_="button"
    )
    send = None
    if "submit" in view.body:
        label = words(as_object(view.body["submit"]), eyes)
        send = tag("button", label, type="submit", formaction=seat.url("submit"), class_="button primary")
    return div("foot", away, send)
