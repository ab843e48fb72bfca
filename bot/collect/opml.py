"""OPML 2.0 (opml.org/spec2.opml): lists of feeds as other readers write and read them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from bot.collect import markup
from bot.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.model import Feed

LARGEST: Final = 5_000_000  # bytes
MOST: Final = 5_000
_LONGEST: Final = 200  # characters of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A feed of a list: its address as written there, its name, and the folder that it stands in."""

    url: str
    name: str = ""
    folder: str = ""


def read(body: bytes, source: str) -> tuple[Listed, ...]:
    """The feeds of a list, in its order, none twice. UnreadableError where it is no OPML, or too large.

    What is merely broken XML is read as far as it makes sense; entities of its own are not followed.
    """
    if len(body) > LARGEST:
        raise UnreadableError(source, f"is larger than {LARGEST:,} bytes")
    tree = markup.xml(body)
    if tree is None or str(tree.tag).lower() != "opml":
        raise UnreadableError(source, "is no OPML")
    first: dict[str, Listed] = {}
    for one in _outlines(tree):
        first.setdefault(one.url, one)
    if len(first) > MOST:
        raise UnreadableError(source, f"names more than {MOST:,} feeds")
    return tuple(first.values())


def _outlines(tree: markup.Tree) -> Iterator[Listed]:
    for outline in tree.iter("outline"):
        told = _attributes(outline)
        if url := told.get("xmlurl", "").strip():
            yield Listed(url=_web(url), name=_name(told), folder=_folder(outline))


def _attributes(outline: markup.Tree) -> dict[str, str]:
    """Readers write xmlUrl, xmlurl and xmlURL."""
    return {str(name).lower(): str(value) for name, value in outline.attrib.items()}


def _folder(outline: markup.Tree) -> str:
    """The name of the nearest outline around it."""
    above = outline.getparent()
    told = _attributes(above) if above is not None and above.tag == "outline" else {}
    return "" if "xmlurl" in told else _name(told)


def _name(told: dict[str, str]) -> str:
    return " ".join((told.get("title") or told.get("text") or "").split())[:_LONGEST]


def _web(url: str) -> str:
    """feed: is what some readers once wrote for http:."""
    for scheme in ("feed:http", "feed://"):
        if url.startswith(scheme):
            return (
                url.removeprefix("feed:") if scheme == "feed:http" else f"http://{url.removeprefix(scheme)}"
            )
    return url


def written(feeds: Iterable[Feed], title: str) -> str:
    """A list of feeds, those of a section in a folder of that name."""
    by_section: dict[str, list[Feed]] = {}
    for feed in feeds:
        by_section.setdefault(feed.section, []).append(feed)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<opml version="2.0">',
            f"  <head><title>{escape(title)}</title></head>",
            "  <body>",
            *(line for section, listed in by_section.items() for line in _drawn(section, listed)),
            "  </body>",
            "</opml>",
        ]
    )


def _drawn(section: str, feeds: list[Feed]) -> Iterator[str]:
    indent = "      " if section else "    "
    if section:
        yield f"    <outline text={_quoted(section)}>"
    for feed in feeds:
        name = _quoted(feed.publisher or feed.address)
        yield f'{indent}<outline type="rss" text={name} title={name} xmlUrl={_quoted(feed.address)}/>'
    if section:
        yield "    </outline>"


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'
