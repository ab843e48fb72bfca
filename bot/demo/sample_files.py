"""Reads bot/demo/samples/: the invented newsrooms and what they print. docs: samples/README.md."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.errors import UnreadableError

SAMPLES = Path(__file__).parent / "samples"
HOURS_SPANNED = 72
RIGHT_TO_LEFT = frozenset({"ar"})
WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}
_DAY = re.compile(r"\{day:(-?\d+)\}")
_T = TypeVar("_T")


class Kind(StrEnum):
    """What an article is, so that tests and readers of the samples know what it is there for."""

    NEWS = "news"
    UPDATE = "update"  # tells what has become of a story since
    OPINION = "opinion"
    LIVE = "live"  # a teaser for a live blog
    QUIZ = "quiz"
    HOROSCOPE = "horoscope"
    RESULT = "result"  # a match and its score
    REISSUE = "reissue"  # the publisher's own article again, under a new guid
    COPY = "copy"  # an agency's text, printed with a credit


class Format(StrEnum):
    RSS = "rss"
    ATOM = "atom"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One feed of a publisher. It lists the articles whose section is in `takes`."""

    path: str
    format: Format
    section: str
    takes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """An invented newsroom. `full_text`: its feeds hold whole articles, not stubs."""

    slug: str
    name: str
    city: str
    tagline: str
    language: str
    full_text: bool
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An article as its publisher prints it. `of` is the id of what a re-issue or a copy repeats.

    `page` names the page that it stands on: its own id, or for some re-issues that of the first printing.
    """

    id: str
    story: str
    region: str
    publisher: Publisher
    section: str
    title: str
    byline: str
    published: datetime
    language: str
    paragraphs: tuple[str, ...]
    guid: str
    kind: Kind
    of: str
    page: str

    @property
    def path(self) -> str:
        """Where its page is, from the server's root."""
        return f"/{self.publisher.slug}/{self.section.lower()}/{self.page}"

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All the samples, dated. Articles run newest first."""

    publishers: tuple[Publisher, ...]
    articles: tuple[Sample, ...]


# ---- the files as written; a mistake in them is told with its place ----


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Channel(_Written):
    path: str
    format: Format
    section: str
    takes: tuple[str, ...] = ()


class _Publisher(_Written):
    slug: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    name: str
    city: str
    tagline: str
    language: Literal["en", "es", "ar"] = "en"
    full_text: bool = False
    feeds: Annotated[tuple[_Channel, ...], Field(min_length=1)]


class _Article(_Written):
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    publisher: str
    age_hours: Annotated[float, Field(ge=0, le=HOURS_SPANNED)]
    kind: Kind = Kind.NEWS
    title: str = ""
    text: str = ""
    section: str = ""
    byline: str = ""
    guid: str = ""
    of: str = ""
    same_page: bool = False
    credit: str = ""


class _Story(_Written):
    story: str
    region: str
    section: str
    articles: Annotated[tuple[_Article, ...], Field(min_length=1)]


def load(now: datetime, folder: Path = SAMPLES) -> World:
    """The samples as of `now` (aware). UnreadableError names the file and what is wrong in it."""
    reader = _Reader(now=now, publishers=_publishers(folder / "publishers.yaml"))
    for path in sorted(folder.glob("*.yaml")):
        if path.name != "publishers.yaml":
            reader.read(path)
    newest_first = sorted(reader.articles.values(), key=lambda a: (a.published, a.id), reverse=True)
    return World(publishers=tuple(reader.publishers.values()), articles=tuple(newest_first))


def _read(path: Path, shape: TypeAdapter[_T]) -> _T:
    try:
        return shape.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise UnreadableError(str(path), f"cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise UnreadableError(str(path), f"not YAML: {error}") from error
    except ValidationError as error:
        raise UnreadableError(str(path), _in_words(error)) from error


def _in_words(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(part) for part in mistake['loc']) or 'the file'}: {mistake['msg']}"
        for mistake in error.errors()
    )


def _publishers(path: Path) -> dict[str, Publisher]:
    written = _read(path, TypeAdapter(tuple[_Publisher, ...]))
    return {publisher.slug: _publisher(publisher) for publisher in written}


def _publisher(written: _Publisher) -> Publisher:
    channels = tuple(
        Channel(path=c.path, format=c.format, section=c.section, takes=c.takes or (c.section,))
        for c in written.feeds
    )
    return Publisher(
        slug=written.slug,
        name=written.name,
        city=written.city,
        tagline=written.tagline,
        language=written.language,
        full_text=written.full_text,
        channels=channels,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads stories one after the other, so that a copy finds the article above it."""

    now: datetime
    publishers: dict[str, Publisher]
    articles: dict[str, Sample] = field(default_factory=dict[str, Sample])

    def read(self, path: Path) -> None:
        story = _read(path, TypeAdapter(_Story))
        for written in story.articles:
            sample = self._filled(self._sample(story, written, path), written.credit, path)
            why = self._fault(sample)
            if why:
                raise UnreadableError(str(path), f"{sample.id}: {why}")
            self.articles[sample.id] = sample

    def _sample(self, story: _Story, written: _Article, path: Path) -> Sample:
        publisher = self.publishers.get(written.publisher)
        if publisher is None:
            why = f"{written.id}: no publisher {written.publisher!r} in publishers.yaml"
            raise UnreadableError(str(path), why)
        return Sample(
            id=written.id,
            story=story.story,
            region=story.region,
            publisher=publisher,
            section=written.section or story.section,
            title=self._dated(written.title, publisher),
            byline=written.byline,
            published=self.now - timedelta(hours=written.age_hours),
            language=publisher.language,
            paragraphs=_paragraphs(self._dated(written.text, publisher)),
            guid=written.guid or f"urn:{publisher.slug}:{written.id}",
            kind=written.kind,
            of=written.of,
            page=written.of if written.same_page else written.id,
        )

    def _dated(self, text: str, publisher: Publisher) -> str:
        """`{day:20}` is the weekday that it was 20 hours ago; a negative number lies ahead."""
        names = WEEKDAYS[publisher.language]
        return _DAY.sub(lambda found: names[(self.now - timedelta(hours=int(found[1]))).weekday()], text)

    def _filled(self, sample: Sample, credit: str, path: Path) -> Sample:
        """Re-issues and copies say in `of` whose text they print; the text itself is written once."""
        if sample.kind not in (Kind.REISSUE, Kind.COPY):
            return sample
        first = self.articles.get(sample.of)
        if first is None:
            raise UnreadableError(str(path), f"{sample.id}: of {sample.of!r} is no article above it")
        paragraphs = (*first.paragraphs, credit) if credit else first.paragraphs
        return replace(sample, title=sample.title or first.title, byline=first.byline, paragraphs=paragraphs)

    def _fault(self, sample: Sample) -> str:
        """What is wrong with it as a whole, in words; empty where nothing is."""
        if sample.id in self.articles:
            return "the id is taken"
        if not sample.title:
            return "title is missing"
        if not sample.paragraphs:
            return "text is missing"
        if not any(sample.section in channel.takes for channel in sample.publisher.channels):
            return f"no feed of {sample.publisher.name} takes {sample.section!r}"
        return ""


def _paragraphs(text: str) -> tuple[str, ...]:
    """Blank lines part paragraphs; a line end within one is a space."""
    return tuple(" ".join(block.split()) for block in re.split(r"\n\s*\n", text) if block.strip())
