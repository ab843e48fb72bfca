"""What the thinking half of Dateline speaks of: frozen values, no behaviour beyond small properties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (whoever stores these reads the types)
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A stored article. `text` is settled: nobody rewrites it, so spans into it hold for good."""

    id: str
    title: str
    text: str
    published: datetime | None
    publisher: str
    url: str
    language: str
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A span of an article, in characters (code points): `article.text[start:end]`."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A verbatim sentence: `article.text[start:end] == text`."""

    article_id: str
    start: int
    end: int
    text: str

    @property
    def citation(self) -> Citation:
        return Citation(article_id=self.article_id, start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one feature of a sentence did for its choice: `share` is in units of the score, below 0 too."""

    feature: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The chosen sentences of one article, in reading order.

    `why` holds each sentence's reasons, the weightiest first; empty where the method can't say.
    """

    sentences: tuple[Sentence, ...]
    why: tuple[tuple[Reason, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article without its text: what a reader needs to judge and open it."""

    article_id: str
    title: str
    publisher: str
    url: str
    published: datetime | None

    @classmethod
    def of(cls, article: Article) -> Source:
        return cls(
            article_id=article.id,
            title=article.title,
            publisher=article.publisher,
            url=article.url,
            published=article.published,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Who else says what a sentence says: the best sentence of each other article that states the same.

    `publishers` are the distinct newsrooms, the sentence's own first; copies of one agency's text count as
    that agency, once. `agency` names the one that the sentence was taken from; empty where none is credited.
    """

    sentence: Sentence
    supporting: tuple[Sentence, ...]
    publishers: tuple[str, ...]
    agency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Figures about one thing that don't agree, as they stand: nobody is declared right.

    `kind`: "differ" where publishers say so at about the same time, "updated" where a later figure takes the
    place of an earlier one. `statements` run oldest first; `figures[i]` stands in `statements[i]`, verbatim,
    hedge included ("at least 30"). `about` is what is counted, in a word or two of the first statement.
    """

    about: str
    kind: Literal["differ", "updated"]
    statements: tuple[Sentence, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A story in a few verbatim sentences, with every article that it rests on.

    `headline` is the title of one of the sources (`headline_id`), verbatim. `sources` run oldest first.
    `support` has one entry for each sentence, in order, or is empty where nobody looked. `nothing_new`: the
    articles hold sentences, and a reader was told them all.
    """

    headline: str
    headline_id: str
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    support: tuple[Support, ...] = ()
    differences: tuple[Difference, ...] = ()
    nothing_new: bool = False

    @property
    def publishers(self) -> tuple[str, ...]:
        """The distinct publishers, in the order in which they came to the story."""
        return tuple(dict.fromkeys(source.publisher for source in self.sources))

    def source(self, article_id: str) -> Source:
        """The source of that id; KeyError where the brief doesn't rest on it."""
        for source in self.sources:
            if source.article_id == article_id:
                return source
        raise KeyError(article_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles on one event, in the order in which they were added."""

    id: str
    article_ids: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionStory:
    """A story's place in an edition, with the reasons that put it there, in words.

    `parts`: what each of them gave to its score, in their order; a reason that only explains comes last and
    has none. `returned`: a reader was shown this story before; `new` says what is new since, in words.
    `earlier`: headlines of earlier stories of its affair, newest first. `rank` is its place by score among
    all that might have entered, from 1. `place` is a country's name, empty where nothing says it.
    """

    story_id: str
    brief: Brief
    section: str
    reasons: tuple[str, ...]
    region: str = ""
    place: str = ""
    returned: bool = False
    new: str = ""
    earlier: tuple[str, ...] = ()
    rank: int = 0
    parts: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A candidate that an edition did not take, and why, in words.

    `rule`: the one that kept it out, one of `edition.GATES`. `instead`: the story that stands for its affair,
    where that kept it out. `rank` is its place by score among all that might have entered, from 1; 0 where it
    was never weighed, and `parts` is empty then.
    """

    story_id: str
    headline: str
    reason: str
    rule: str = ""
    instead: str = ""
    rank: int = 0
    parts: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A ranked choice of stories. `articles` and `publishers` count all that was considered.

    `relaxed`: the gates that were opened because too little passed, in words, in the order of opening.
    """

    stories: tuple[EditionStory, ...]
    left_out: tuple[LeftOut, ...]
    articles: int
    publishers: int
    relaxed: tuple[str, ...] = ()
