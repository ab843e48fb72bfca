"""Articles from files and folders: what newsrooms export, Markdown, web pages, JSON Lines."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.collect import markdown, pages
from bot.collect.dates import parse_date
from bot.collect.feeds import as_object
from bot.collect.markup import decode
from bot.collect.urls import canonical_url, split_web
from bot.errors import UnreadableError
from bot.model import EntryFailure, Incoming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

MAX_BYTES = 20_000_000
PUBLISHER = "Local file"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16: a text with NULs in it
_SECTION_WORDS = 4
_SECTION_CHARS = 40
_SENTENCE_END = re.compile(r"""[.!?…:;]["'”\u2019)]*$""")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Defaults:
    """What holds for articles that don't say otherwise themselves."""

    source: str
    publisher: str
    section: str


def read(path: Path, publisher: str = "", section: str = "") -> Iterator[Incoming | EntryFailure]:
    """Yield the articles of a file, or of all files below a folder, in the order of their names.

    `source` is the file's absolute URI. Files of a kind that is not read are failures only when named
    outright; hidden ones are passed over. What can't be read is an EntryFailure; nothing is raised.
    """
    if path.is_dir():
        for inner in listing(path):
            yield from _file(inner, publisher, section)
    elif path.suffix.lower() in _READERS:
        yield from _file(path, publisher, section)
    else:
        why = f"is no {', '.join(_READERS)} file" if path.exists() else "is not there"
        yield EntryFailure(source=path.absolute().as_uri(), key=path.name, why=why)


def listing(folder: Path) -> Iterator[Path]:
    """The files below a folder that can be read, by name; none where there is no such folder."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.suffix.lower() in _READERS and path.is_file():
            yield path


def _file(path: Path, publisher: str, section: str) -> Iterator[Incoming | EntryFailure]:
    source = path.absolute().as_uri()
    defaults = _Defaults(source=source, publisher=publisher or PUBLISHER, section=section)
    try:
        yield from _READERS[path.suffix.lower()](_bytes(path, source), defaults)
    except UnreadableError as error:
        yield EntryFailure(source=source, key=path.name, why=error.why)
    except OSError as error:
        yield EntryFailure(source=source, key=path.name, why=(error.strerror or "can't be read").lower())


def _bytes(path: Path, source: str) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableError(source, f"is larger than {MAX_BYTES // 1_000_000} MB")
    body = path.read_bytes()
    if b"\x00" in body and not body.startswith(_WIDE_MARKS):
        raise UnreadableError(source, "is no text")
    return body


# ---- plain text ----


def _plain(body: bytes, defaults: _Defaults) -> Iterator[Incoming]:
    """First line the section, second the headline, then paragraphs; without a section, the headline first."""
    lines = [line for line in map(str.strip, decode(body).splitlines()) if line]
    section, lines = (lines[0], lines[1:]) if _opens_with_section(lines) else ("", lines)
    if len(lines) < 2:  # noqa: PLR2004 - a headline and a paragraph
        raise UnreadableError(defaults.source, "holds no headline with text below it")
    yield _incoming(defaults, {"title": lines[0], "text": "\n".join(lines[1:]), "section": section})


def _opens_with_section(lines: list[str]) -> bool:
    """A section is a word or four without a full stop, above a headline that is longer."""
    first = lines[0] if len(lines) > 2 else ""  # noqa: PLR2004 - section, headline, paragraph
    short = 0 < len(first) <= _SECTION_CHARS and len(first.split()) <= _SECTION_WORDS
    return short and not _SENTENCE_END.search(first) and len(lines[1].split()) > len(first.split())


# ---- Markdown, web pages, JSON Lines ----


def _markdown(body: bytes, defaults: _Defaults) -> Iterator[Incoming]:
    fields = markdown.parse(decode(body), defaults.source)
    if not fields.get("title") or not fields.get("text"):
        raise UnreadableError(defaults.source, "holds no title with text below it")
    yield _incoming(defaults, fields)


def _page(body: bytes, defaults: _Defaults) -> Iterator[Incoming]:
    page = pages.extract(body, defaults.source, {})
    if page.nosnippet or page.closed:
        raise UnreadableError(defaults.source, page.closed or pages.NO_SNIPPET)
    own = {"title": page.title, "text": page.text, "language": page.language, "url": page.canonical_url}
    found = _incoming(defaults, own)
    named = defaults.publisher if defaults.publisher != PUBLISHER else page.publisher
    yield replace(found, publisher=named or PUBLISHER, published=page.published)


def _json_lines(body: bytes, defaults: _Defaults) -> Iterator[Incoming | EntryFailure]:
    name = defaults.source.rpartition("/")[2]
    for number, line in enumerate(decode(body).split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _incoming(replace(defaults, source=f"{defaults.source}#L{number}"), _json_line(line))
        except UnreadableError as error:
            yield EntryFailure(source=defaults.source, key=f"{name}:{number}", why=error.why)


def _json_line(line: str) -> dict[str, object]:
    try:
        fields = as_object(json.loads(line))
    except (ValueError, RecursionError) as error:
        column = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableError(line[:40], f"is not JSON{column}") from None
    if fields is None:
        raise UnreadableError(line[:40], "is not a JSON object")
    for name in ("title", "text"):
        value = fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise UnreadableError(line[:40], f"has no {name}")
    return fields


_READERS: dict[str, Callable[[bytes, _Defaults], Iterator[Incoming | EntryFailure]]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _page,
    ".htm": _page,
    ".jsonl": _json_lines,
}


def _incoming(defaults: _Defaults, fields: Mapping[str, object]) -> Incoming:
    """Build an article from named fields; those that are missing or of another type fall to the defaults."""
    title, text = " ".join(_string(fields, "title").split()), _string(fields, "text")
    named = _string(fields, "url")
    url = canonical_url(named) if split_web(named) else ""
    return Incoming(
        source=defaults.source.partition("#")[0],
        key=url or hashlib.sha256(f"{title}\n{text}".encode()).hexdigest(),
        url=url or defaults.source,
        title=title,
        text=text,
        published=parse_date(fields.get("published")) or parse_date(fields.get("date")),
        publisher=_string(fields, "publisher") or defaults.publisher,
        section=_string(fields, "section") or defaults.section,
        language=_string(fields, "language"),
        by_hand=True,
    )


def _string(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    return value.encode("utf-8", "replace").decode().strip() if isinstance(value, str) else ""
