"""HTML to plain text. The one place that touches lxml, which has no types: its Any stays in here.

`Tree` is a parsed document or an element of it.
"""

from __future__ import annotations

import codecs
import re
from importlib import import_module
from typing import Any

Tree = Any
etree: Any = import_module("lxml.etree")  # so its unknown types are one Any, here
html: Any = import_module("lxml.html")
_DROPPED = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "math"})
# HTML's block elements, and behind them those of trafilatura's trees.
_BLOCKS = frozenset(
    "address article aside blockquote br dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 head"  # noqa: SIM905 - a list to be read
    " header hr li main nav ol p pre section summary table td th tr ul item lb list quote".split()
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# These look like ASCII to whoever isn't told; any other encoding that passes for UTF-8 is UTF-8.
_LATIN = {
    "iso-8859-1",
    "latin-1",
    "latin1",
    "us-ascii",
    "ascii",
}  # cp1252 to every browser (WHATWG, Encoding)
_STATEFUL = ("iso-2022", "hz", "utf-16", "utf-32", "utf-7")


def decode(body: bytes, content_type: str = "") -> str:
    """Decode text whose label may lie: byte order mark, UTF-8, HTTP's charset, the page's own, cp1252."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    found = _META_CHARSET.search(body[:4096])
    named = [m.group(1) for m in [_HEADER_CHARSET.search(content_type)] if m]
    named += [found.group(1).decode("ascii")] if found else []
    stateful = [name for name in named if name.lower().startswith(_STATEFUL)]
    for encoding in [*stateful, "utf-8", *(name for name in named if name.lower() not in _LATIN)]:
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return body.decode("cp1252", "replace")


def xml(body: bytes) -> Tree | None:
    """Parse XML as far as it makes sense; None where it makes none. Nothing is fetched or followed."""
    strict = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        return etree.fromstring(body, parser=strict)
    except (etree.XMLSyntaxError, ValueError):
        return None


def document(text: str) -> Tree | None:
    """Parse a whole page; None where there is nothing in it."""
    data = text.encode("utf-8", "replace")
    try:
        return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def plain(fragment: str) -> str:
    """Turn a piece of HTML into text: entities decoded once, a line per block, white space made single."""
    if "<" not in fragment and "&" not in fragment:
        return tidy(fragment)
    tree = document(f"<div>{fragment}</div>")
    return "" if tree is None else text_of(tree)


def text_of(tree: Tree) -> str:
    """Return the text of an element, a line for each block, without scripts and the like."""
    parts: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        breaks = "\n" if event in ("start", "end") and element.tag in _BLOCKS else ""
        parts.append(breaks)
        if event == "start" and element.tag in _DROPPED:
            walk.skip_subtree()
        elif event == "start":
            parts.append(_flat(element.text))
        if event != "start" and element is not tree:
            parts.append(_flat(element.tail))
    return tidy("".join(parts))


def _flat(text: str | None) -> str:
    return " ".join(re.split(r"\s+", text)) if text else ""


def tidy(text: str) -> str:
    """White space made single, lines kept, empty ones dropped."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def first(tree: Tree, *paths: str) -> str:
    """Return the first non-empty text or attribute that one of the XPaths finds, white space made single."""
    for path in paths:
        for found in tree.xpath(path):
            text = " ".join(str(found if isinstance(found, str) else found.text_content()).split())
            if text:
                return text
    return ""


def every(tree: Tree, path: str) -> list[Tree]:
    """Return all elements that the XPath finds."""
    return list(tree.xpath(path))


def drop(element: Tree) -> None:
    """Take an element out of its document; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()
