"""HTML that can't be broken out of: whatever is not made here is escaped. Pure."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from bot.text import web_url

if TYPE_CHECKING:
    from collections.abc import Iterable

VOID = frozenset({"br", "hr", "input", "link", "meta"})
_UNFIT = re.compile(r"[^\w-]")


class Html(str):
    """Markup that is safe as it stands. Only this module makes it of anything but Html."""

    __slots__ = ()


Child = str | None
Attribute = str | int | bool | None


def text(value: str) -> Html:
    """The characters, as characters."""
    return value if isinstance(value, Html) else Html(escape(value))


def joined(parts: Iterable[Child]) -> Html:
    return Html("".join(text(part) for part in parts if part))


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """An element. `class_` loses its underscore, `data_x` becomes data-x; None and False are left out."""
    named = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{name}{named}>")
    return Html(f"<{name}{named}>{joined(children)}</{name}>")


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def div(class_: str, /, *children: Child, **attributes: Attribute) -> Html:
    return tag("div", *children, class_=class_, **attributes)


def span(class_: str, /, *children: Child, **attributes: Attribute) -> Html:
    return tag("span", *children, class_=class_, **attributes)


def hidden(name: str, value: str) -> Html:
    return tag("input", type="hidden", name=name, value=value)


def link(url: str, *children: Child, class_: str | None = None) -> Html:
    """A link out of the page, in a tab of its own; what is no web address is not linked."""
    address = web_url(url)
    if address is None:
        return joined(children)
    return tag("a", *children, href=address, class_=class_, target="_blank", rel="noopener noreferrer")


def ident(*parts: str) -> str:
    """An id of HTML, made of names that may hold anything."""
    return "-".join(_UNFIT.sub("_", part) for part in parts)
