"""Fourteen days of a newswire as a channel sees them: a digest every day, and what an editor would not sign.

    DATELINE_EVAL_DATA=.../data python benchmarks/editions.py [--read]

newswire.py says how the days are made. --read prints every digest. The last line is JSON, for the gate: sums
over the days, and the milliseconds of CPU to plan an edition from 10,000 articles of 48 hours; beside it, in
the same run, what sumy's Luhn takes to summarise a hundred of them.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from evaluation import article, data_folder, last_line, load, options_of, table, timed
from newswire import END, Channel, replay, wire
from peers import peer

from summaries import Candidate, Rules, kind_of, plan, ranked, shown_spans
from summaries.facts.novelty import Novelty
from summaries.newsrooms import newsroom
from summaries.sentences.passages import passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evaluation import Row
    from newswire import Planned, Wire

    from summaries import Article, Edition, EditionStory, Sentence, Span
    from summaries.sentences.passages import Passage

MANY = 10_000
PEERS_SHARE = 100
HOURS = 48
# Who writes opinion only, by the names of the data.
COLUMNS = ("opinion", "editorial", "guest writer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One digest, and what the gold says of it."""

    planned: Planned
    events: int
    returned: int
    repeats: int
    opinion: int


def main() -> int:
    options = options_of(__doc__)
    options.add_argument("--read", action="store_true", help="print every digest")
    reading = options.parse_args().read
    folder = data_folder("stream.dev.jsonl.gz", "articles.train.jsonl.gz")
    if folder is None:
        return 0
    rows = load(folder / "stream.dev.jsonl.gz")
    days = list(judged(wire(rows)))
    if reading:
        print("\n".join(digest(day.planned) for day in days))
    print(shown(days))
    many = crowd([*rows, *load(folder / "articles.train.jsonl.gz")])
    before, milliseconds, after = luhn(many), planning(many), luhn(many)
    peers = (before + after) / 2  # a machine's speed may change meanwhile
    print(f"\n{MANY:,} articles of {HOURS} hours in {len(many):,} stories: planned in {milliseconds:.0f} ms.")
    print(f"sumy's Luhn summarised {PEERS_SHARE} of them in {peers:.0f} ms.")
    print(last_line(figures(days, milliseconds, peers)))
    return 0


def judged(stream: Wire) -> Iterator[Day]:
    """Each day's digest beside those before it."""
    channel = Channel()
    before: set[str] = set()
    for planned in replay(stream, channel):
        stories = planned.edition.stories
        events = [event_of(story, stream) for story in stories]
        leads = [stream.articles[story.brief.headline_id] for story in stories]
        yield Day(
            planned=planned,
            events=len(set(events)),
            returned=len(before & set(events)),
            repeats=repeats(stories, channel, stream),
            opinion=sum(map(is_opinion, leads)),
        )
        before.update(events)


def event_of(story: EditionStory, stream: Wire) -> str:
    """The gold event that most of a story's articles are of."""
    counts = Counter(stream.events[source.article_id] for source in story.brief.sources)
    return min(counts, key=lambda event: (-counts[event], event))


def is_opinion(one: Article) -> bool:
    """Whether a headline is no news: by its kind, or by who writes it."""
    return kind_of(one) != "news" or any(name in one.publisher.casefold() for name in COLUMNS)


def repeats(stories: Iterable[EditionStory], channel: Channel, stream: Wire) -> int:
    """How many stories show nothing that was not shown on an earlier day, of whatever story."""
    before = Novelty([one for told in channel.sentences for one in read(told, stream)])
    return sum(
        all(before.holds(one) for told in story.brief.sentences for one in read(told, stream))
        for story in stories
    )


def read(told: Sentence, stream: Wire) -> list[Passage]:
    return passages(stream.articles[told.article_id], [(told.start, told.end)])


def publishers_of(story: EditionStory) -> int:
    return len({newsroom(source.publisher) for source in story.brief.sources})


def largest_share(edition: Edition) -> float:
    """The share of the headlines that the newsroom with most of them has."""
    heads = (story.brief.source(story.brief.headline_id) for story in edition.stories)
    leads = Counter(newsroom(head.publisher) for head in heads)
    return max(leads.values(), default=0) / max(1, len(edition.stories))


def shown(days: Iterable[Day]) -> str:
    head = (
        *("day", "articles", "stories shown", "distinct events", "told before, with news", "repeats"),
        *("opinion pieces", "of one publisher", "regions", "largest publisher's share", "ms"),
    )
    rows = [
        (
            number,
            day.planned.articles,
            len(day.planned.edition.stories),
            day.events,
            day.returned,
            day.repeats,
            day.opinion,
            sum(publishers_of(story) == 1 for story in day.planned.edition.stories),
            len({story.region for story in day.planned.edition.stories}),
            f"{largest_share(day.planned.edition):.0%}",
            f"{day.planned.milliseconds:.0f}",
        )
        for number, day in enumerate(days, start=1)
    ]
    return table(head, rows)


def digest(day: Planned) -> str:
    """A digest to be read with an editor's eye, with what was left out next."""
    lines = [
        f"\n## until {day.until:%Y-%m-%d %H:%M}, {day.articles} articles; {'; '.join(day.edition.relaxed)}"
    ]
    for number, story in enumerate(day.edition.stories, start=1):
        publisher = story.brief.source(story.brief.headline_id).publisher
        lines += [f"{number}. {story.brief.headline} [{publisher}]", f"     {'; '.join(story.reasons)}"]
        lines += [f"     new: {story.new}"] if story.returned else []
        lines += [f"     | {one.text}" for one in story.brief.sentences]
    ranked = [one for one in day.edition.left_out if one.rank]
    unweighed = [one for one in day.edition.left_out if not one.rank]
    lines += [f"  -- {one.headline}: {one.reason}" for one in [*ranked[:12], *unweighed]]
    return "\n".join(lines)


def crowd(rows: Sequence[Row], many: int = MANY) -> list[Candidate]:
    """Many articles in stories of a newswire's sizes: most of one or two, some of eight, few of sixty."""
    texts = [replace(article(row, ""), publisher=f"{row.get('source')}") for row in rows]
    found: list[Candidate] = []
    taken = 0
    while taken < many:
        number = len(found)
        size = 60 if number % 500 == 0 else 8 if number % 20 == 0 else 1 + number % 5 // 4
        members = tuple(
            replace(
                texts[n % len(texts)], id=f"m{n}", published=END - timedelta(minutes=n * 977 % (HOURS * 60))
            )
            for n in range(taken, min(many, taken + size))
        )
        taken += size
        found.append(Candidate(story_id=f"s{number}", section="", last_seen=END, articles=members))
    return found


def planning(many: Sequence[Candidate]) -> float:
    """Milliseconds of CPU to plan an edition from them all, sentences being stored as they are at intake."""
    entering = {one.story_id for one in plan(many, Rules(), END).stories}
    spans: dict[str, Sequence[Span]] = {
        a.id: ranked(a, shown_spans(a)) for one in many if one.story_id in entering for a in one.articles
    }
    return timed(lambda: plan(many, Rules(), END, spans=spans))[1]


def luhn(many: Sequence[Candidate]) -> float:
    """Milliseconds of CPU that the peer takes for a hundred articles' sentences, cut already."""
    told = [a for one in many for a in one.articles][:PEERS_SHARE]
    texts = [[a.text[span.start : span.end] for span in shown_spans(a)] for a in told]
    rank = peer("luhn")
    rank(texts[0])
    return timed(lambda: [rank(sentences) for sentences in texts])[1]


def figures(days: Sequence[Day], milliseconds: float, peers: float) -> dict[str, float]:
    stories = [story for day in days for story in day.planned.edition.stories]
    return {
        "stories": len(stories),
        "same_event": len(stories) - sum(day.events for day in days),
        "repeats": sum(day.repeats for day in days),
        "opinion": sum(day.opinion for day in days),
        "one_publisher": sum(publishers_of(story) == 1 for story in stories),
        "largest_share": max(largest_share(day.planned.edition) for day in days),
        "ms_10000": milliseconds,
        "over_luhn": milliseconds / peers,
    }


if __name__ == "__main__":
    sys.exit(main())
