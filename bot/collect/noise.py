"""What stands within a page's article and is not of it: banners, hidden parts, links to other pieces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.collect import markup
from summaries.sentences.boilerplate import is_page_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASIDE: Final = 600  # characters: a larger block of that name is no banner, but the page itself
_HIDDEN: Final = 3_000  # characters: what is hidden and larger may be the article, shown by a script
_BANNER: Final = re.compile(
    r"cookie|consent|gdpr|newsletter|subscri(?:be|ption)|sign-?up|promo\b|paywall|byline|notification"
    r"|\bcta\b|(?:^|[\s_-])(?:related|recirc\w*|read-?more|most-?read|recommended)(?:$|[\s_-])"
)
# What opens over a name when a mouse is on it stands within the sentence: of that nothing else may go.
_OPENS_OVER: Final = re.compile(r"rollover-(?:\w+-)?block|tooltip-?(?:content|text|body)|popover|hover-?card")
_HEADS: Final = frozenset({"h1", "h2", "h3", "h4"})  # the headline, and what else stands in the page's header
_UNSEEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAMED: Final = (
    "//*[@data-nosnippet] | //h1 | //header//*[self::h2 or self::h3 or self::h4] | //*[@hidden] | //*[@style]"
    " | //*[self::div or self::aside or self::section or self::form or self::p or self::span or self::ul]"
    "[@class or @id]"
)
_BESIDE: Final = 5  # words: a paragraph that is one link so long, or longer, leads to another piece
_PARAGRAPHS: Final = "//p | //li | //h2 | //h3 | //h4 | //h5"
_LINKED: Final = 0.8  # share of a paragraph's words: "[VIDEO]" may stand behind the link
_MOST: Final = 0.34  # share of a page's paragraphs: beyond, links are what it is made of


def strip(tree: markup.Tree) -> None:
    """Take out of a page what is not of its article."""
    for element in markup.every(tree, _NAMED):
        if _is_noise(element):
            markup.drop(element)
    paragraphs = [one for one in markup.every(tree, _PARAGRAPHS) if _words(one)]
    links = [one for one in paragraphs if _is_link(one)]
    if len(links) <= _MOST * len(paragraphs):
        for element in links:
            markup.drop(element)


def without_page_lines(text: str, title: str) -> str:
    """The text without its own headline, and without lines that newsrooms put between paragraphs."""
    return "\n".join(_kept(text, title))


def _kept(text: str, title: str) -> Iterator[str]:
    lines = text.split("\n")
    for line in lines:
        if line != title and not is_page_line(line):
            yield line


def _is_noise(element: markup.Tree) -> bool:
    if element.tag in _HEADS or element.get("data-nosnippet") is not None:
        return True
    if element.get("hidden") is not None or _UNSEEN.search(element.get("style", "")):
        return element.tag not in ("html", "body") and len(element.text_content()) < _HIDDEN
    names = f"{element.get('class', '')} {element.get('id', '')}".lower()
    if _OPENS_OVER.search(names):
        return True
    return element.tag != "span" and bool(_BANNER.search(names)) and len(element.text_content()) < _ASIDE


def _is_link(element: markup.Tree) -> bool:
    """Whether it is one link and next to nothing else, or part of one."""
    links = list(element.iter("a"))
    words = len(_words(element))
    if not links:
        return words >= _BESIDE and any(True for _ in element.iterancestors("a"))
    return len(links) == 1 and words >= _BESIDE and len(_words(links[0])) >= _LINKED * words


def _words(element: markup.Tree) -> list[str]:
    return str(element.text_content()).split()
