"""Prints forty briefs with their sources, to be read and judged by the rubric of docs/reading.md.

    DATELINE_EVAL_DATA=... python benchmarks/reading.py [--sheet]

Twenty-eight stories of the newswire (stream.dev) and twelve of our own samples, as `dateline` would brief
them: three sentences, at most 120 words and a quarter of any one article. Each sentence stands with its
publisher, who else says so, and the sentence before it in its article, so that a judge sees what was cut. The
choice follows the hashes of the articles' ids, spread over sizes of stories and over topics: the same stories
each time, as long as they are grouped alike. --sheet prints an empty table of verdicts instead. Without the
data: the samples alone.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from evaluation import data_folder, load, options_of, table

from bot.demo import sample_files
from summaries import Article, StoryIndex, brief, kind_of, settle, split
from summaries.tokens import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from summaries import Brief, Sentence

DATA = "stream.dev.jsonl.gz"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
# Fewest articles of a story in each class, and how many stories of it are read.
NEWSWIRE = {6: 4, 3: 8, 2: 8, 1: 8}
SAMPLES = {6: 3, 3: 3, 2: 3, 1: 3}
ALIKE = 2  # headlines that share so many words are of one topic
SHEET = ("brief", "kind", "articles", "alone", "answers", "resolved", "once", "whole", "verdict", "why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story with the name under which its verdict stands."""

    name: str
    kind: str
    articles: tuple[Article, ...]
    brief: Brief


def main() -> int:
    options = options_of(__doc__)
    options.add_argument("--sheet", action="store_true", help="an empty table of verdicts")
    sheet = options.parse_args().sheet
    folder = data_folder(DATA)
    stories = [] if folder is None else chosen(stream(folder / DATA), NEWSWIRE, named=False)
    stories += chosen(samples(), SAMPLES, named=True)
    if sheet:
        rows = [[one.name, one.kind, len(one.articles), *[""] * (len(SHEET) - 3)] for one in stories]
        print(table(SHEET, rows))
        return 0
    for number, one in enumerate(stories, 1):
        print(page(number, one))
    return 0


def stream(path: Path) -> list[Article]:
    """The newswire's articles, oldest first."""
    rows = sorted(load(path), key=lambda row: (row["date"], row["id"]))
    return [
        Article(
            id=row["id"],
            title=row["title"],
            text=settle(row["text"]),
            published=datetime.fromisoformat(row["date"]).replace(tzinfo=UTC),
            publisher=row["source"],
            url="",
            language="en",
        )
        for row in rows
    ]


def samples() -> list[Article]:
    """Our own invented articles, oldest first."""
    told = sorted(sample_files.load(NOW).articles, key=lambda one: (one.published, one.id))
    return [
        Article(
            id=one.id,
            title=one.title,
            text="\n".join(one.paragraphs),
            published=one.published,
            publisher=one.publisher.name,
            url="",
            language=one.language,
            section=one.section,
        )
        for one in told
    ]


def chosen(articles: Sequence[Article], wanted: dict[int, int], *, named: bool) -> list[Told]:
    """So many stories of each size, largest first; where a size has too few, smaller ones fill up."""
    by_id = {one.id: one for one in articles}
    index = StoryIndex()
    for one in articles:
        index.add(one)
    stories = [tuple(by_id[key] for key in story.article_ids) for story in index.stories()]
    stories.sort(key=lambda story: min(digest(one.id) for one in story))
    found: list[Told] = []
    topics: list[set[str]] = []
    missing = 0
    for least, count in wanted.items():
        most = min((size for size in wanted if size > least), default=sys.maxsize)
        missing += count
        for story in stories:
            if not least <= len(story) < most or not missing:
                continue
            made = told(story, named=named)
            topic = set(terms(made.brief.headline, story[0].language))
            if all(len(topic & other) < ALIKE for other in topics):
                topics.append(topic)
                found.append(made)
                missing -= 1
    return found


def told(story: Sequence[Article], *, named: bool) -> Told:
    """As the bot does it: of the news among a story's articles, where there is any."""
    news = [one for one in story if kind_of(one) == "news"] or list(story)
    made = brief(news, sentences=3, max_words=120, max_share=0.25)
    name = made.headline if named else f"w-{digest(story[0].id)[:6]}"
    kind = "sample" if named else "newswire"
    return Told(name=name, kind=kind, articles=tuple(story), brief=made)


def digest(identity: str) -> str:
    return hashlib.sha256(identity.encode()).hexdigest()


def page(number: int, one: Told) -> str:
    """A story as Markdown."""
    by_id = {article.id: article for article in one.articles}
    head = by_id[one.brief.headline_id].publisher
    publishers = len({each.publisher for each in one.articles})
    lines = [
        f"## {number}. {one.name}",
        "",
        f"**{one.brief.headline}**",
        f"({head}; articles: {len(one.articles)}, publishers: {publishers})",
        "",
    ]
    others = {support.sentence.citation: support.publishers for support in one.brief.support}
    for at, sentence in enumerate(one.brief.sentences, 1):
        article = by_id[sentence.article_id]
        also = others.get(sentence.citation, ())[1:]  # the first is its own
        lines += [f"{at}. {sentence.text} ({', also '.join((article.publisher, *also))})", ""]
        lines += [f"   > {before(sentence, article, one.brief.sentences)}", ""]
    lines += [f"- differs: {words}" for words in differences(one.brief)]
    for source in one.brief.sources:
        lines.append(f"- source: {source.publisher}, {source.published:%d %b %H:%M}: {source.title}")
    return "\n".join([*lines, ""])


def before(sentence: Sentence, article: Article, shown: Iterable[Sentence]) -> str:
    """What stands before a sentence in its article."""
    earlier = [span for span in split(article.text, article.language) if span.end <= sentence.start]
    if not earlier:
        return "opens its article"
    start, end = earlier[-1].start, earlier[-1].end
    if any((one.article_id, one.end) == (article.id, end) for one in shown):
        return "follows a sentence that is shown"
    return f"cut before it: {article.text[start:end]}"


def differences(made: Brief) -> list[str]:
    return [
        f"{one.about} ({one.kind}): {' | '.join(statement.text for statement in one.statements)}"
        for one in made.differences
    ]


if __name__ == "__main__":
    sys.exit(main())
