"""Slack's block dicts as lines of styled pieces: what a terminal needs, before it is decided how to draw it.

Shapes: Slack's Block Kit reference (header, section, rich_text, context, divider, actions, image, container).
What is unknown is left to the message's fallback text. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from bot.text import web_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Json = dict[str, Any]

# Everything that steers a terminal (C0, DEL, C1: ESC and the one-byte CSI among them) and the bidi overrides
# and isolates that could make a link read as another. Marks and letters of right-to-left scripts stay.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("[ \t]*[\r\n\u2028\u2029\v\f]+[ \t]*")
_SURROGATES = re.compile("[\ud800-\udfff]")
_MARKUP = re.compile(
    r"<(?P<target>[^<>|]+)(?:\|(?P<label>[^<>]*))?>"
    r"|(?<!\w)\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?!\w)"
    r"|(?<!\w)_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?!\w)"
    r"|(?<!\w)~(?P<strike>[^\s~](?:[^~\n]*[^\s~])?)~(?!\w)"
    r"|`(?P<code>[^`\n]+)`"
)
_NAMED = {
    "user": ("@", "user_id"),
    "usergroup": ("@", "usergroup_id"),
    "channel": ("#", "channel_id"),
    "broadcast": ("@", "range"),
    "date": ("", "fallback"),
}


class Kind(StrEnum):
    TITLE = "title"
    TEXT = "text"
    ASIDE = "aside"  # context: small grey letters
    CODE = "code"
    RULE = "rule"
    BLANK = "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text in one style. `url` is a web address or empty; a `button` is a mere label here."""

    text: str
    url: str = ""
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    button: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`mark` stands before the pieces and hangs when they wrap: a bullet, a number, a quotation's bar."""

    kind: Kind = Kind.TEXT
    pieces: tuple[Piece, ...] = ()
    mark: str = ""
    indent: int = 0


def harmless(text: str) -> str:
    """The text without what steers a terminal; line ends and tabs stay. A lone surrogate becomes U+FFFD."""
    return _SURROGATES.sub("\ufffd", _STEERING.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str) -> str:
    """Harmless, and on one line."""
    return harmless(_BREAKS.sub(" ", text.replace("\t", " ")))


def lines(blocks: Iterable[Json], fallback: str = "") -> Iterator[Line]:
    """The blocks from top to bottom. The fallback (mrkdwn) stands in, once, for blocks of unknown types."""
    told = False
    listed = False
    for block in blocks:
        draw = _BLOCKS.get(str(block.get("type")))
        drawn = list(draw(block)) if draw else [] if told else list(_split(_mrkdwn(fallback)))
        told = told or draw is None
        if listed and block.get("type") == "section":  # what stands right under a list is its small print
            drawn = [replace(line, kind=Kind.ASIDE) for line in drawn]
        yield from drawn
        listed = bool(drawn) and bool(drawn[-1].mark)


def _header(block: Json) -> Iterator[Line]:
    yield Line(kind=Kind.TITLE, pieces=_drawn(_text(block.get("text"))))


def _section(block: Json) -> Iterator[Line]:
    texts = [block["text"]] if block.get("text") else []
    accessory = _buttons([block["accessory"]]) if "accessory" in block else ()
    for text in (*texts, *block.get("fields", ())):
        yield from _split(_text(text) + accessory)
        accessory = ()
    if accessory:
        yield Line(pieces=accessory)


def _split(pieces: tuple[Piece, ...]) -> Iterator[Line]:
    """A section's text may hold line ends; each of its lines is a line."""
    current: list[Piece] = []
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        current.append(replace(piece, text=first))
        for text in rest:
            yield Line(pieces=_drawn(current))
            current = [replace(piece, text=text)]
    yield Line(pieces=_drawn(current))


def _context(block: Json) -> Iterator[Line]:
    pieces: list[Piece] = []
    for element in block.get("elements", ()):
        found = (Piece(text=str(element.get("alt_text", ""))),) if "alt_text" in element else _text(element)
        pieces += [Piece(text=" · "), *found] if pieces else found
    yield from (replace(line, kind=Kind.ASIDE) for line in _split(tuple(pieces)))


def _actions(block: Json) -> Iterator[Line]:
    yield Line(pieces=_buttons(block.get("elements", ())))


def _container(block: Json) -> Iterator[Line]:
    """Unfolded: a terminal has nothing to fold with. Its subtitle tells a folded one's content: left out."""
    yield Line(kind=Kind.TITLE, pieces=_drawn(_text(block.get("title"))))
    yield from lines(block.get("child_blocks", ()))


def _context_actions(_: Json) -> Iterator[Line]:
    """Thumbs: there is nothing to press here, and nothing to read."""
    yield from ()


def _image(block: Json) -> Iterator[Line]:
    title = _text(block.get("title")) or (Piece(text=str(block.get("alt_text", "image"))),)
    url = web_url(str(block.get("image_url", ""))) or ""
    yield Line(pieces=_drawn([replace(piece, url=url) for piece in title]))


def _divider(_: Json) -> Iterator[Line]:
    yield Line(kind=Kind.RULE)


def _rich_text(block: Json) -> Iterator[Line]:
    for element in block.get("elements", ()):
        indent = int(element.get("indent", 0))
        match element.get("type"):
            case "rich_text_list":
                yield from _list(element, indent)
            case "rich_text_quote":
                yield Line(pieces=_inline(element), mark="> ", indent=indent)
            case "rich_text_preformatted":
                for text in "".join(piece.text for piece in _pieces(element)).split("\n"):
                    yield Line(kind=Kind.CODE, pieces=_drawn([Piece(text=text)]), indent=2)
            case _:
                yield Line(pieces=_inline(element), indent=indent)


def _list(element: Json, indent: int) -> Iterator[Line]:
    ordered = element.get("style") == "ordered"
    first = int(element.get("offset", 0)) + 1
    for number, item in enumerate(element.get("elements", ()), start=first):
        yield Line(pieces=_inline(item), mark=f"{number}. " if ordered else "• ", indent=indent * 2)


def _inline(section: Json) -> tuple[Piece, ...]:
    return _drawn(_pieces(section))


def _pieces(section: Json) -> list[Piece]:
    return [_element(element) for element in section.get("elements", ())]


def _element(element: Json) -> Piece:
    style: Mapping[str, object] = element.get("style") or {}
    return Piece(
        text=_wording(element),
        url=web_url(str(element.get("url", ""))) or "",
        bold=bool(style.get("bold")),
        italic=bool(style.get("italic")),
        strike=bool(style.get("strike")),
        code=bool(style.get("code")),
    )


def _wording(element: Json) -> str:
    kind = str(element.get("type"))
    if kind == "emoji":
        return _emoji(str(element.get("unicode", ""))) or f":{element.get('name', '')}:"
    if kind in _NAMED:
        sign, key = _NAMED[kind]
        return f"{sign}{element.get(key, '')}"
    return str(element.get("text") or element.get("url") or "")


def _emoji(codes: str) -> str:
    """The sign of Slack's code: "1f44d-1f3fd" is a thumb and its colour."""
    try:
        return "".join(chr(int(code, 16)) for code in codes.split("-")) if codes else ""
    except (ValueError, OverflowError):
        return ""


def _text(text: object) -> tuple[Piece, ...]:
    """A text object: mrkdwn is parsed as Slack parses it, plain_text is as it is."""
    if not isinstance(text, dict):
        return ()
    found = cast("Json", text)
    wording = str(found.get("text", ""))
    return _mrkdwn(wording) if found.get("type") == "mrkdwn" else (Piece(text=wording),)


def _mrkdwn(text: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    end = 0
    for found in _MARKUP.finditer(text):
        pieces.append(Piece(text=_unescaped(text[end : found.start()])))
        pieces.append(_marked(found))
        end = found.end()
    pieces.append(Piece(text=_unescaped(text[end:])))
    return tuple(piece for piece in pieces if piece.text)


def _unescaped(text: str) -> str:
    """Slack escapes these three and no other: "&copy;" is five letters and two signs."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _marked(found: re.Match[str]) -> Piece:
    target = found["target"]
    if target is None:
        name = found.lastgroup or ""
        return Piece(
            text=_unescaped(found[name]),
            bold=name == "bold",
            italic=name == "italic",
            strike=name == "strike",
            code=name == "code",
        )
    label = _unescaped(found["label"] or "")
    if target.startswith("!date^"):
        return Piece(text=label)
    if target[0] in "@#!":
        return Piece(text=f"{target[0] if target[0] == '#' else '@'}{label or target[1:]}")
    url = _unescaped(target)
    return Piece(text=label or url, url=web_url(url) or "")


def _buttons(elements: Sequence[Json]) -> tuple[Piece, ...]:
    labels = [
        (Piece(text="…"),)  # Slack's own sign for a menu
        if element.get("type") == "overflow"
        else _text(element.get("text") or element.get("placeholder"))
        for element in elements
    ]
    return tuple(Piece(text=f" [{one_line(label[0].text)}]", button=True) for label in labels if label)


def _drawn(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Harmless pieces on one line; empty ones are gone."""
    settled = (replace(piece, text=one_line(piece.text)) for piece in pieces)
    return tuple(piece for piece in settled if piece.text)


_BLOCKS = {
    "header": _header,
    "section": _section,
    "rich_text": _rich_text,
    "context": _context,
    "divider": _divider,
    "actions": _actions,
    "container": _container,
    "context_actions": _context_actions,
    "image": _image,
}
