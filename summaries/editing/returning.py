"""Whether a channel was told of a story under another name: a grouping may have split what goes on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from summaries.editing.affairs import alike, profile
from summaries.editing.witnesses import by_time
from summaries.model import Article
from summaries.tokens import base_language, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summaries.editing.affairs import Profile
    from summaries.editing.rules import Candidate
    from summaries.model import EditionStory, Sentence

_ALIKE: Final = 0.33
_TITLED: Final = 2  # words of a story's titles that were shown before, else it is not looked at more closely


def recognised(candidates: Iterable[Candidate], shown: Sequence[EditionStory]) -> tuple[Candidate, ...]:
    """The candidates, each with what the channel was told of it under another story's name.

    `shown`: the stories of the channel's last editions. Where a candidate's headlines and first lines say
    much the same as one of them, its sentences are added to `told`: it returns only with something new.
    """
    of_language: dict[str, _Shown] = defaultdict(partial(_Shown, shown))
    return tuple(_recognised(one, of_language) for one in candidates)


class _Shown:
    """What was shown, as it compares with stories of one language."""

    def __init__(self, stories: Sequence[EditionStory]) -> None:
        self._stories = [one for one in stories if one.brief.sentences]
        self._profiles: list[Profile] = []
        self._holding: dict[str, set[int]] = {}

    def of(self, language: str) -> _Shown:
        if not self._profiles:
            for at, story in enumerate(self._stories):
                found = profile([_as_article(story, language)])
                self._profiles.append(found)
                for word in found.words:
                    self._holding.setdefault(word, set()).add(at)
        return self

    def told(self, articles: Sequence[Article]) -> frozenset[Sentence]:
        """The sentences of the stories shown that say much the same as these articles."""
        titled = {word for one in articles for word in terms(one.title, one.language)}
        near = [at for word in titled for at in self._holding.get(word, ())]
        likely = [at for at in sorted(set(near)) if near.count(at) >= _TITLED]
        if not likely:
            return frozenset()
        own = profile(articles)
        return frozenset(
            sentence
            for at in likely
            if alike(own, self._profiles[at], _ALIKE)
            for sentence in self._stories[at].brief.sentences
        )


def _recognised(candidate: Candidate, of_language: dict[str, _Shown]) -> Candidate:
    if not candidate.articles:
        return candidate
    articles = by_time(candidate.articles)
    language = base_language(articles[-1].language)
    told = of_language[language].of(language).told(articles)
    return replace(candidate, told=candidate.told | told) if told - candidate.told else candidate


def _as_article(story: EditionStory, language: str) -> Article:
    return Article(
        id=story.story_id,
        title=story.brief.headline,
        text=" ".join(one.text for one in story.brief.sentences),
        published=None,
        publisher="",
        url="",
        language=language,
    )
