"""Whether a channel was told of a story under another name: a grouping may have split what goes on."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from summaries.editing.affairs import alike, may_be_alike, profile, profiled, weighed
from summaries.editing.witnesses import by_time
from summaries.model import Article
from summaries.tokens import base_language, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summaries.editing.rules import Candidate
    from summaries.model import EditionStory, Sentence

_ALIKE: Final = 0.33
_TITLED: Final = 2  # words of a story's titles that were shown before, else it is not looked at more closely


def recognised(candidates: Iterable[Candidate], shown: Sequence[EditionStory]) -> tuple[Candidate, ...]:
    """The candidates, each with what the channel was told of it under another story's name.

    `shown`: the stories of the channel's last editions. Where a candidate's headlines and first lines say
    much the same as one of them, its sentences are added to `told`: it returns only with something new.
    """
    stories = [one for one in shown if one.brief.sentences]
    by_language: dict[str, _Shown] = {}
    found: list[Candidate] = []
    for candidate in candidates:
        articles = by_time(candidate.articles)
        language = base_language(articles[-1].language if articles else "")
        if language not in by_language:
            by_language[language] = _Shown(stories, language)
        told = by_language[language].told(articles)
        found.append(replace(candidate, told=candidate.told | told) if told - candidate.told else candidate)
    return tuple(found)


def akin(candidates: Iterable[Candidate], shown: Sequence[EditionStory]) -> dict[str, str]:
    """Candidates that say much the same as a story shown, each with that story's id, by their own."""
    stories = [one for one in shown if one.brief.sentences]
    if not stories:
        return {}
    by_language: dict[str, _Shown] = {}
    found: dict[str, str] = {}
    for candidate in candidates:
        if not candidate.articles:
            continue
        articles = by_time(candidate.articles)
        language = base_language(articles[-1].language)
        known = by_language.setdefault(language, _Shown(stories, language))
        if alike_ones := known.alike(articles):
            found[candidate.story_id] = stories[alike_ones[0]].story_id
    return found


class _Shown:
    """What was shown, as it compares with stories of one language."""

    def __init__(self, stories: Sequence[EditionStory], language: str) -> None:
        self._stories = stories
        self._profiles = [profile([_as_article(one, language)]) for one in stories]
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for at, found in enumerate(self._profiles):
            for word in found.words:
                self._holding[word].append(at)

    def told(self, articles: Sequence[Article]) -> frozenset[Sentence]:
        """The sentences of the stories shown that say much the same as these articles."""
        return frozenset(
            sentence for at in self.alike(articles) for sentence in self._stories[at].brief.sentences
        )

    def alike(self, articles: Sequence[Article]) -> list[int]:
        """Which of the stories shown say much the same as these articles."""
        titled = {word for one in articles for word in terms(one.title, one.language)}
        near = Counter(at for word in titled for at in self._holding.get(word, ()))
        likely = [at for at, count in sorted(near.items()) if count >= _TITLED]
        if not likely:
            return []
        weights = weighed(articles)
        likely = [at for at in likely if may_be_alike(weights, self._profiles[at], _ALIKE)]
        own = profiled(articles, weights) if likely else None
        return [at for at in likely if own and alike(own, self._profiles[at], _ALIKE)]


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
