"""Articles -> stories, one by one as they arrive, with second looks.

Candidates come from an inverted index, pairs are scored by `pairs.odds`, and an article joins the story whose
articles are, on average, most likely to tell of the same event. `stories()` looks again with hindsight.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from summaries.grouping.linkage import MISSING, clip, cluster
from summaries.grouping.pairs import PairWeights, odds, shipped
from summaries.grouping.vectors import Frequencies, document
from summaries.model import Story
from summaries.tokens import base_language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from summaries.grouping.vectors import Document
    from summaries.model import Article

_LIKE: Final = 0.08  # cosine below which a pair is no candidate
_CANDIDATES: Final = 40
_PROBES: Final = 40  # heaviest terms that are looked up
_COMMON: Final = 2000  # a term held by more articles than this says nothing


def story_id(article_id: str) -> str:
    """The id of a story that begins with this article: the same on every run."""
    return "s" + hashlib.blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _oldest(story: tuple[str, list[int]]) -> int:
    return min(story[1])


class StoryIndex:
    """The stories of a window of days. One writer; not safe for threads.

    The same calls in the same order give the same stories, whatever the hash seed.
    """

    def __init__(self, weights: PairWeights | None = None) -> None:
        self._weights = weights or shipped()
        self._documents: dict[int, Document] = {}
        self._times: dict[int, datetime | None] = {}
        self._numbers: dict[str, int] = {}
        self._story: dict[int, str] = {}
        self._members: dict[str, list[int]] = {}
        self._edges: dict[int, dict[int, float]] = {}
        self._postings: dict[tuple[str, str], dict[int, float]] = {}
        self._frequencies: dict[str, Frequencies] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._documents)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._numbers

    def add(self, article: Article) -> str:
        """Put a new article into a story, and say its id: the story that a reader is shown now.

        An article whose id is in the index already stays where it is.
        """
        known = self._numbers.get(article.id)
        if known is not None:
            return self._story[known]
        number = self._take_in(article)
        home = self._nearest(number) or self._fresh_id(number)
        self._assign(number, home)
        return home

    def restore(self, article: Article, story_id: str) -> None:
        """Put a stored article back into its story, as at start, in the order in which they were added."""
        if article.id not in self._numbers:
            self._assign(self._take_in(article), story_id)

    def forget(self, before: datetime) -> None:
        """Drop the articles published before a time; those without a date stay."""
        for number, time in list(self._times.items()):
            if time is not None and time < before:
                self._drop(number)

    def stories(self) -> list[Story]:
        """All stories after a second look, which may merge, split and move; each article is in exactly one.

        Oldest first; a story's articles in the order in which they were added. The index keeps what it found:
        asking again gives the same.
        """
        groups = cluster(self._edges, 0.0)
        for group, home in zip(groups, self._settled_ids(groups), strict=True):
            for number in group:
                self._move(number, home)
        return [self._as_story(home, members) for home, members in sorted(self._members.items(), key=_oldest)]

    def _as_story(self, home: str, members: list[int]) -> Story:
        members = sorted(members)
        ids = tuple(self._documents[number].id for number in members)
        return Story(id=home, article_ids=ids, language=self._documents[members[0]].language)

    def _take_in(self, article: Article) -> int:
        number = self._next
        self._next += 1
        language = base_language(article.language)
        found = document(article, self._frequencies.setdefault(language, Frequencies(language)))
        edges = {
            other: clip(odds(found, self._documents[other], like, self._weights))
            for other, like in self._candidates(found)
        }
        self._documents[number] = found
        self._times[number] = article.published
        self._numbers[article.id] = number
        self._edges[number] = edges
        for other, value in edges.items():
            self._edges[other][number] = value
        for term, weight in found.whole.items():
            self._postings.setdefault((language, term), {})[number] = weight
        return number

    def _candidates(self, new: Document) -> list[tuple[int, float]]:
        """The likeliest articles of the same language, with their cosines, likest first."""
        likeness: dict[int, float] = {}
        for term, weight in list(new.whole.items())[:_PROBES]:
            posting = self._postings.get((new.language, term), {})
            if len(posting) <= _COMMON:
                for number, other in posting.items():
                    likeness[number] = likeness.get(number, 0.0) + weight * other
        likely = sorted(
            ((n, like) for n, like in likeness.items() if like >= _LIKE), key=lambda one: (-one[1], one[0])
        )
        return likely[:_CANDIDATES]

    def _nearest(self, number: int) -> str | None:
        """The story whose articles are likeliest, on average, to tell of the same event."""
        sums: dict[str, float] = {}
        for other, value in self._edges[number].items():
            home = self._story[other]
            sums[home] = sums.get(home, 0.0) + value - MISSING
        means = {home: total / len(self._members[home]) + MISSING for home, total in sums.items()}
        best = max(means, key=lambda home: (means[home], home), default=None)
        return best if best is not None and means[best] > 0 else None

    def _fresh_id(self, number: int) -> str:
        """An id from the article's own, and another where the story that began with it still goes by that."""
        base = self._documents[number].id
        found = story_id(base)
        while self._members.get(found):
            base += "'"
            found = story_id(base)
        return found

    def _assign(self, number: int, home: str) -> None:
        self._story[number] = home
        self._members.setdefault(home, []).append(number)

    def _leave(self, number: int) -> None:
        home = self._story.pop(number)
        self._members[home].remove(number)
        if not self._members[home]:
            del self._members[home]

    def _move(self, number: int, home: str) -> None:
        if self._story[number] != home:
            self._leave(number)
            self._assign(number, home)

    def _drop(self, number: int) -> None:
        self._leave(number)
        found = self._documents.pop(number)
        del self._times[number], self._numbers[found.id]
        for other in self._edges.pop(number):
            del self._edges[other][number]
        for term in found.whole:
            posting = self._postings[found.language, term]
            del posting[number]
            if not posting:
                del self._postings[found.language, term]

    def _settled_ids(self, groups: list[list[int]]) -> list[str]:
        """An id for each group: of the story that gave it most articles; the larger claim comes first."""
        claims = sorted(
            (-count, min(self._members[home]), home, at)
            for at, group in enumerate(groups)
            for home, count in self._tally(group).items()
        )
        ids: dict[int, str] = {}
        taken: set[str] = set()
        for _, _, home, at in claims:
            if at not in ids and home not in taken:
                ids[at] = home
                taken.add(home)
        return [ids.get(at) or self._fresh_id(group[0]) for at, group in enumerate(groups)]

    def _tally(self, group: list[int]) -> dict[str, int]:
        counts: dict[str, int] = {}
        for number in group:
            counts[self._story[number]] = counts.get(self._story[number], 0) + 1
        return counts


def group(articles: Iterable[Article]) -> list[Story]:
    """The stories of these articles: each is added in the order given, then all are looked at again."""
    index = StoryIndex()
    for article in articles:
        index.add(article)
    return index.stories()
