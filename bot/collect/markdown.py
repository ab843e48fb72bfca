"""Markdown with front matter to named fields and plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml
from markdown_it import MarkdownIt

from bot.collect.feeds import as_object
from bot.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_LARGEST_FRONT = 64_000  # characters; YAML's parser is slow and takes much memory


def parse(text: str, source: str) -> dict[str, object]:
    """Return the front matter's fields (names in lower case) with `text`, and `title` from the first heading.

    Raises UnreadableError where the front matter is not YAML.
    """
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    found = _FRONT.match(text)
    fields = _front(found.group(1), source) if found else {}
    heading, paragraphs = _body(MarkdownIt("commonmark").parse(text[found.end() :] if found else text))
    title = fields.get("title") or heading
    shown = [line for line in paragraphs if line != title]
    return {**fields, "title": title, "text": "\n".join(shown)}


def _front(text: str, source: str) -> dict[str, object]:
    if len(text) > _LARGEST_FRONT:
        raise UnreadableError(source, "its front matter is too long")
    try:
        fields = as_object(yaml.safe_load(text))
    except yaml.YAMLError as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        where = f" (line {mark.line + 2})" if mark else ""
        raise UnreadableError(source, f"its front matter is not YAML{where}") from None
    except (ValueError, RecursionError):  # a date such as 2026-13-45, nesting without end
        raise UnreadableError(source, "its front matter is not YAML") from None
    return {str(name).lower(): value for name, value in (fields or {}).items()}


def _body(tokens: Iterable[Token]) -> tuple[str, list[str]]:
    """Return the first top heading, and the paragraphs: code and raw HTML are not an article's text."""
    heading, paragraphs, opened = "", list[str](), ""
    for token in tokens:
        if token.type == "inline":
            line = " ".join("".join(_words(token.children or ())).split())
            if opened == "h1" and not heading:
                heading = line
            elif line:
                paragraphs.append(line)
        opened = token.tag if token.type == "heading_open" else ""
    return heading, paragraphs


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
