"""A page as a browser reads it: its elements, its words, and what its forms would send."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "input", "link", "meta"})


@dataclass(slots=True)
class Element:
    name: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, name: str = "", **wanted: str) -> list[Element]:
        """Those inside it, in the page's order, by name and attributes; `class_` is one of its classes."""
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                if name in ("", child.name) and child.has(wanted):
                    found.append(child)
                found += child.all(name, **wanted)
        return found

    def one(self, name: str = "", **wanted: str) -> Element:
        found = self.all(name, **wanted)
        assert len(found) == 1, f"{len(found)} of {name} {wanted}"
        return found[0]

    def has(self, wanted: dict[str, str]) -> bool:
        named = {key.rstrip("_").replace("_", "-"): value for key, value in wanted.items()}
        one_class = named.pop("class", "")
        if one_class and one_class not in self.attributes.get("class", "").split():
            return False
        return all(self.attributes.get(key) == value for key, value in named.items())

    def sends(self, button: Element | None = None) -> list[tuple[str, str]]:
        """What this form would send, by HTML's rules; with the button that was pressed."""
        sent: list[tuple[str, str]] = []
        for control in self.all():
            kind, name = control.attributes.get("type", ""), control.attributes.get("name", "")
            if control.name == "select" and name:
                options = control.all("option")
                chosen = [one for one in options if "selected" in one.attributes] or options[:1]
                sent += [(name, one.attributes.get("value", one.text)) for one in chosen[-1:]]
            elif control.name == "textarea" and name:
                sent.append((name, control.text))
            elif control.name == "input" and name:
                ticked = kind not in ("checkbox", "radio") or "checked" in control.attributes
                sent += [(name, control.attributes.get("value", ""))] if ticked else []
        if button is not None and button.attributes.get("name"):
            sent.append((button.attributes["name"], button.attributes["value"]))
        return sent

    def form(self) -> Element:
        """The form that it is in."""
        here: Element | None = self
        while here is not None and here.name != "form":
            here = here.parent
        assert here is not None
        return here


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = self.here = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute of {tag} stands twice"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_endtag(self, tag: str) -> None:
        assert self.here.name == tag, f"</{tag}> closes a {self.here.name}"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read(html: str) -> Element:
    """The page or the part; AssertionError where an element is not closed, or closed twice."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.here is reader.top, f"{reader.here.name} is not closed"
    return reader.top
