"""The roads that strangers' bytes take here, each with what must hold on it whatever comes.

The corpora of this folder run through them, and scripts/fuzz.py looks for what breaks them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.collect import feeds
from bot.errors import UnreadableError
from bot.newsroom.language import language_of
from bot.text import one_line
from summaries import Article, brief, settle, shown_spans, summarize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.collect.feeds import Entry
    from summaries import Sentence

URL = "https://news.example/feed.xml"
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
READ = 20  # entries of a feed whose text goes all the way
WORDS = 40
LONGEST = 20_000  # characters of a text that goes all the way: more tells nothing new


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How many entries a feed has, how many of its first 20 can be told, and what was said of it."""

    entries: int
    told: int = 0
    said: str = ""


def feed_road(body: bytes, headers: Mapping[str, str] | None = None) -> Verdict:
    """From a feed's bytes to settled articles and their briefs. AssertionError where a promise breaks."""
    try:
        parsed = feeds.parse(body, URL, headers or {})
    except UnreadableError as error:
        return Verdict(entries=0, said=error.why)
    assert len(parsed.entries) <= feeds.MAX_ENTRIES
    assert len({entry.key for entry in parsed.entries}) == len(parsed.entries)
    for entry in parsed.entries:
        check_entry(entry)
    told = sum(check_text(article) for article in map(settled, parsed.entries[:READ]))
    return Verdict(entries=len(parsed.entries), told=told)


def check_entry(entry: Entry) -> None:
    assert entry.key
    assert len(entry.key) <= 500
    assert entry.title or entry.summary or entry.content
    assert "\n" not in entry.title
    assert not entry.url or urlsplit(entry.url).scheme in ("http", "https"), entry.url
    assert entry.published is None or (entry.published.tzinfo is not None and entry.published.year >= 1970)
    for text in (entry.key, entry.url, entry.title, entry.summary, entry.content):
        text.encode()  # half a surrogate pair can't be stored


def settled(entry: Entry) -> Article:
    return article(entry.title, max(entry.content, entry.summary, key=len), entry.url)


def article(title: str, text: str, url: str = "", identity: str = "a") -> Article:
    """As intake makes it."""
    text = settle(text[:LONGEST])
    return Article(
        id=identity,
        title=one_line(settle(title)),
        text=text,
        published=None,
        publisher="The Example",
        url=url,
        language=language_of("", text),
    )


def check_text(one: Article) -> bool:
    """Whether a sentence of it can be shown; every promise on sentences and briefs is looked at."""
    assert_clean(one.text)
    assert_clean(one.title)
    assert settle(one.text) == one.text
    spans = shown_spans(one)
    last = 0
    for span in spans:
        assert last <= span.start < span.end <= len(one.text)
        shown = one.text[span.start : span.end]
        assert shown == shown.strip()
        assert "\n" not in shown
        last = span.end
    if not spans:
        return False
    texts = {one.id: one.text}
    check_shown(summarize(one, sentences=2).sentences, texts, sentences=2)
    check_shown(brief([one], sentences=3).sentences, texts, sentences=3)
    check_shown(brief([one], words=WORDS).sentences, texts, words=WORDS)
    return True


def check_shown(
    found: Sequence[Sentence],
    texts: Mapping[str, str],
    *,
    sentences: int | None = None,
    words: int | None = None,
) -> None:
    """Verbatim, in reading order within an article, within the budget, and free of what turns text around."""
    assert found
    for one in found:
        assert texts[one.article_id][one.start : one.end] == one.text
        assert_clean(one.text)
    assert sentences is None or len(found) <= sentences
    assert words is None or len(found) == 1 or sum(len(one.text.split()) for one in found) <= words


def assert_clean(text: str) -> None:
    assert not BIDI & set(text)
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text)
    text.encode()


def text_road(text: str) -> int:
    """From any text to sentences and a brief of two articles; how many sentences the brief shows."""
    half = len(text) // 2
    found = [article("", text[:half], identity="a"), article(text[:80], text[half:], identity="b")]
    told = [one for one in (article("A headline", text), *found) if check_text(one)]
    pair = [one for one in told if one.id == "b"] + [one for one in told if one.id == "a"][:1]
    if not pair:
        return 0
    shown = brief(pair, sentences=3).sentences
    check_shown(shown, {one.id: one.text for one in pair}, sentences=3)
    return len(shown)
