"""Articles -> stories, one by one as they arrive, with second looks.

Candidates come from an inverted index, pairs are scored by `grouping.pairs`, and an article joins the story
whose articles are, on average, most likely to tell of the same event. A second look, with hindsight, goes
over the neighbourhood of what has come since the last one.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from summaries.grouping.linkage import MISSING, cluster
from summaries.grouping.links import Links
from summaries.grouping.memberships import Memberships
from summaries.grouping.pairs import compared, shipped
from summaries.grouping.postings import Postings
from summaries.grouping.vectors import Frequencies, Vocabulary, document
from summaries.model import Story
from summaries.tokens import base_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from summaries.grouping.pairs import Pair, PairWeights
    from summaries.grouping.vectors import Kept
    from summaries.model import Article

_LIKE: Final = 0.08  # cosine below which a pair is no candidate
_CANDIDATES: Final = 40
_WEEK: Final = 7.0  # days: where there are more candidates, one a week apart counts half as like
_EARLIER: Final = 5  # stories of an affair that are named


def story_id(article_id: str) -> str:
    """The id of a story that begins with this article: the same on every run."""
    return "s" + hashlib.blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class StoryIndex:
    """The stories of a window of days. One writer; not safe for threads.

    The same calls in the same order give the same stories, whatever the hash seed. Inside, articles go by
    numbers, in the order in which they were added.
    """

    def __init__(self, weights: PairWeights | None = None) -> None:
        self._weights = weights or shipped()
        self._vocabulary = Vocabulary()
        self._frequencies: dict[str, Frequencies] = {}
        self._postings: dict[str, Postings] = {}
        self._links = Links(self._weights)
        self._kept: dict[int, Kept] = {}
        self._ids: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._homes = Memberships()
        self._unsettled: set[int] = set()
        self._next = 0
        self._forgotten = 0

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._numbers

    def add(self, article: Article) -> str:
        """Put a new article into a story, and say its id: the story that a reader is shown now.

        An article whose id is in the index already stays where it is.
        """
        known = self._numbers.get(article.id)
        if known is not None:
            return self._homes.of(known)
        number, touched = self._take_in(article)
        self._unsettled.update(touched)
        home = self._nearest(number) or self._fresh_id(number)
        self._homes.put(number, home)
        return home

    def restore(self, article: Article, story_id: str) -> None:
        """Put a stored article back into its story, as at start, in the order in which they were added.

        It stays there until a newer one calls for a second look: no story moves because a process started.
        """
        if article.id not in self._numbers:
            self._homes.put(self._take_in(article)[0], story_id)

    def forget(self, before: datetime) -> None:
        """Drop the articles published before a time; those without a date stay."""
        oldest = before.toordinal() + (before.hour * 60 + before.minute) / 1440
        for number in [n for n, kept in self._kept.items() if kept.day is not None and kept.day < oldest]:
            self._drop(number)
        if self._forgotten > len(self._kept):
            self._forgotten = 0
            for postings in self._postings.values():
                postings.thin_out(self._kept.__contains__)

    def look_again(self) -> dict[str, str]:
        """Take a second look at what came since the last, which may merge, split and move.

        The ids of the articles that moved, each with its story now. Only articles that a chain of likely
        pairs joins can be one story, so what has no such chain to a new article stays as it is.
        """
        groups = sorted(
            group
            for numbers in self._neighbourhoods()
            for group in cluster(self._links.among(sorted(numbers)), 0.0)
        )
        self._unsettled.clear()
        wanted = self._homes.claims(groups)
        moved: dict[str, str] = {}
        for group, claimed in zip(groups, wanted, strict=True):
            home = claimed or self._fresh_id(group[0])
            for number in group:
                if self._homes.of(number) != home:
                    self._homes.move(number, home)
                    moved[self._ids[number]] = home
        return moved

    def stories(self) -> list[Story]:
        """All stories after a second look; each article is in exactly one.

        Oldest first; a story's articles in the order in which they were added. The index keeps what it found:
        asking again gives the same.
        """
        self.look_again()
        return [self._as_story(home, members) for home, members in self._homes.oldest_first()]

    def previously(self, story_id: str) -> tuple[str, ...]:
        """The earlier stories of the same affair, newest first: those that began before this one."""
        members = self._homes.members(story_id)
        began = min(members, default=0)
        found: set[str] = set()
        for number in members:
            found.update(self._homes.of(other) for other, _ in self._links.kin(number) if other < began)
        found.discard(story_id)
        newest_first = sorted(found, key=lambda home: -min(self._homes.members(home)))
        return tuple(newest_first[:_EARLIER])

    def holds(self, story_id: str) -> bool:
        """Whether the index has such a story: it may have forgotten it, or moved all its articles."""
        return bool(self._homes.members(story_id))

    def _as_story(self, home: str, members: list[int]) -> Story:
        ids = tuple(self._ids[number] for number in members)
        return Story(id=home, article_ids=ids, language=self._kept[members[0]].language)

    def _take_in(self, article: Article) -> tuple[int, list[int]]:
        """The number of an article that is now in the index, and all whose odds that may have moved."""
        number = self._next
        self._next += 1
        language = base_language(article.language)
        found = document(article, self._frequencies.setdefault(language, Frequencies(language)))
        kept = self._vocabulary.keep(found)
        terms, weights = self._vocabulary.numbers(found.whole), list(found.whole.values())
        postings = self._postings.setdefault(language, Postings())
        pairs = self._pairs(kept, *postings.likely(terms, weights, _LIKE))
        self._kept[number] = kept
        self._ids[number] = article.id
        self._numbers[article.id] = number
        self._links.add(number, pairs, dated=kept.day is not None)
        postings.add(number, terms, weights)
        return number, [number, *(pair.other for pair in pairs)]

    def _pairs(self, kept: Kept, likely: Sequence[int], cosines: Sequence[float]) -> list[Pair]:
        """A new article beside the likeliest of those that are anything like it."""
        alive = [
            (number, cosine) for number, cosine in zip(likely, cosines, strict=True) if number in self._kept
        ]
        if len(alive) > _CANDIDATES:
            alive.sort(key=lambda one: (-one[1] * self._nearness(kept, one[0]), one[0]))
            del alive[_CANDIDATES:]
        numbers, whole = [number for number, _ in alive], [cosine for _, cosine in alive]
        return compared(kept, numbers, [self._kept[one] for one in numbers], whole, self._weights)

    def _nearness(self, new: Kept, number: int) -> float:
        other = self._kept[number].day
        return 1.0 if new.day is None or other is None else 1 / (1 + abs(new.day - other) / _WEEK)

    def _nearest(self, number: int) -> str | None:
        """The story whose articles are likeliest, on average, to tell of the same event."""
        sums: dict[str, float] = {}
        for other, odds in self._links.earlier(number):
            home = self._homes.of(other)
            sums[home] = sums.get(home, 0.0) + odds - MISSING
        means = {home: total / len(self._homes.members(home)) + MISSING for home, total in sums.items()}
        best = max(means, key=lambda home: (means[home], home), default=None)
        return best if best is not None and means[best] > 0 else None

    def _neighbourhoods(self) -> Iterator[set[int]]:
        """Whoever may be in one story with an unsettled article, and their stories as they stand, whole.

        One after the other, none linked to the next: a look over a full index needs little memory at a time.
        """
        seen: set[int] = set()
        for start in sorted(self._unsettled):
            found: set[int] = set()
            waiting = [start] if start in self._kept and start not in seen else []
            while waiting:
                number = waiting.pop()
                if number in found:
                    continue
                found.add(number)
                waiting += self._homes.members(self._homes.of(number))
                waiting += [other for other, odds in self._links.around(number) if odds > 0]
            seen |= found
            if found:
                yield found

    def _fresh_id(self, number: int) -> str:
        """An id from the article's own, and another where the story that began with it still goes by that."""
        base = self._ids[number]
        found = story_id(base)
        while self._homes.members(found):
            base += "'"
            found = story_id(base)
        return found

    def _drop(self, number: int) -> None:
        self._homes.leave(number)
        self._links.drop(number)
        self._unsettled.discard(number)
        del self._kept[number], self._numbers[self._ids.pop(number)]
        self._forgotten += 1


def group(articles: Iterable[Article]) -> list[Story]:
    """The stories of these articles: each is added in the order given, then all are looked at again."""
    index = StoryIndex()
    for article in articles:
        index.add(article)
    return index.stories()
