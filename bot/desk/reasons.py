"""Why sentences were chosen: those of an article or a story, with what spoke for and against each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.errors import NotFoundError
from bot.model import AnswerKind
from bot.store import articles, stories
from bot.text import one_line
from summaries import MethodError, summarize
from summaries.ranking.weights import score

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.briefing import BriefSettings
    from bot.desk.ask import Desk
    from bot.model import StoredArticle, StoryDetail, StoryView
    from bot.store.store import Store
    from summaries import Article, Brief, Reason, Sentence, Summary

_KNOWN: Final = frozenset({AnswerKind.FOUND, AnswerKind.TOP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A chosen sentence of an article. `publishers` say the same, its own first; empty where nobody looked.

    `why` runs from the weightiest reason; empty where the method can't say.
    """

    sentence: Sentence
    article: Article
    why: tuple[Reason, ...]
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Sentences in reading order. `story_id` is empty and `detail` None where it is about one article."""

    title: str
    method: str
    chosen: tuple[Chosen, ...]
    story_id: str = ""
    detail: StoryDetail | None = None


class Reasons:
    def __init__(self, store: Store, desk: Desk, settings: BriefSettings) -> None:
        self._store = store
        self._desk = desk
        self._settings = settings

    def explain(self, what: str) -> Explanation:
        """The sentences of the article at that address, else of that story, else of the best for a question.

        A story comes with what is behind it. NotFoundError where the store holds none of these, or holds them
        no more when they are read.
        """
        asked = what.strip()
        if article := self._at(asked):
            return self._of_article(article)
        if detail := self._named(asked):
            return self._of_story(detail.view, detail)
        answer = self._desk.ask(asked)
        if not asked or answer.kind not in _KNOWN or not answer.stories:
            raise NotFoundError(
                f"Nothing in the store answers “{one_line(asked)}”. Name an article by its address, a story "
                "by its id (`dateline search --json` shows both), or words of its headline."
            )
        view = answer.stories[0]
        return self._of_story(view, self._desk.detail(view.story_id))

    def _at(self, address: str) -> StoredArticle | None:
        """The article at an address, which may lead to one of its sentences."""
        with self._store.read() as db:
            return articles.at_address(db, address) or articles.at_address(db, address.partition("#")[0])

    def _named(self, story_id: str) -> StoryDetail | None:
        with self._store.read() as db:
            known = story_id in stories.get(db, [story_id])
        return self._desk.detail(story_id) if known else None

    def _of_article(self, stored: StoredArticle) -> Explanation:
        found = self._summary(stored)
        why = found.why or ((),) * len(found.sentences)
        return Explanation(
            title=stored.article.title,
            method=self._settings.method,
            chosen=tuple(
                Chosen(sentence=sentence, article=stored.article, why=reasons)
                for sentence, reasons in zip(found.sentences, why, strict=True)
            ),
        )

    def _summary(self, stored: StoredArticle) -> Summary:
        """By the configured method; as in briefs by our own where that one lacks the article's language."""
        ours = self._settings
        try:
            return summarize(stored.news, sentences=ours.sentences, method=ours.method, spans=stored.spans)
        except MethodError:
            return summarize(stored.news, sentences=ours.sentences, spans=stored.spans)

    def _of_story(self, view: StoryView, detail: StoryDetail) -> Explanation:
        """Without the sentences whose article was purged since the story was read."""
        brief = view.brief
        with self._store.read() as db:
            read = articles.get(db, {sentence.article_id for sentence in brief.sentences})
        kept = [number for number, one in enumerate(brief.sentences) if one.article_id in read]
        if brief.sentences and not kept:
            raise NotFoundError("The articles of this story are not in the store any more.")
        return Explanation(
            title=brief.headline,
            method=self._settings.method,
            story_id=view.story_id,
            chosen=tuple(self._chosen(brief, number, read) for number in kept),
            detail=detail,
        )

    def _chosen(self, brief: Brief, number: int, read: Mapping[str, StoredArticle]) -> Chosen:
        sentence = brief.sentences[number]
        stored = read[sentence.article_id]
        return Chosen(
            sentence=sentence,
            article=stored.article,
            why=_why(stored, sentence) if self._settings.method == "dateline" else (),
            publishers=brief.support[number].publishers if brief.support else (),
        )


def _why(stored: StoredArticle, sentence: Sentence) -> tuple[Reason, ...]:
    """What the sentence is worth in its own article; nothing where that one no longer shows it."""
    spans = [(span[0], span[1]) for span in stored.spans]
    if (sentence.start, sentence.end) not in spans:
        return ()
    return score(stored.news, stored.spans).why(spans.index((sentence.start, sentence.end)))
