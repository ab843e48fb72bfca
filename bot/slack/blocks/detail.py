"""Behind the button "More": how a story went, who differs, who agrees, and every source with its time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.slack.blocks import life, parts
from bot.slack.blocks.message import Message, fallback, fits
from bot.slack.blocks.story import (
    SENTENCE_LONGEST,
    at,
    counted,
    credited,
    find_source,
    headline,
    publisher_name,
    span_of,
    title,
)
from bot.slack.blocks.wishes import SAVE
from bot.slack.blocks.witnesses import say_so, witnesses
from bot.text import ago, clip, one_line, plural, visible, web_url

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from slack_sdk.models.blocks import ButtonElement, RichTextSectionElement

    from bot.model import StoryDetail
    from bot.slack.blocks.message import Json
    from bot.slack.blocks.witnesses import Witnesses
    from summaries import Brief, Source

MOST_SOURCES = 60
WENT = "How it went"


def detail(story: StoryDetail, *, now: datetime, zone: tzinfo | None = None) -> Message:
    """How a story stands and went, what differs, what each publisher says, and all sources, newest first.

    Sources that don't fit are counted.
    """
    page = _page(story, now, zone)
    message = page.draw(story, now)
    while not fits(message) and page.shorten():
        message = page.draw(story, now)
    return message


@dataclass(slots=True, kw_only=True)
class _Page:
    """What a detail shows below its title, as lines and blocks that can be taken away."""

    went: list[RichTextSectionElement]
    lists: list[tuple[str, list[RichTextSectionElement]]]
    quoted: list[RichTextSectionElement]
    quotes: list[RichTextSectionElement]
    sources: list[RichTextSectionElement]
    earlier: list[RichTextSectionElement]
    elsewhere: list[Json]

    def draw(self, story: StoryDetail, now: datetime) -> Message:
        brief = story.view.brief
        blocks = [parts.rich(parts.line(title(brief))), *(parts.context(one) for one in _facts(story, now))]
        lists = [
            (WENT, self.went),
            *self.lists,
            ("Quoted", self.quoted),
            ("In their own words", self.quotes),
            ("Earlier", self.earlier),
        ]
        blocks += [block for heading, lines in lists for block in _titled(heading, lines)]
        blocks += [*self.elsewhere, *_titled("Sources", self.sources)]
        if unshown := len(brief.sources) - len(self.sources):
            blocks.append(parts.context(f"{plural(unshown, 'older article')} did not fit."))
        blocks.append(parts.actions(_save(story.view.story_id, headline(brief))))
        said = f"{headline(brief)}: {plural(len(brief.sources), 'source')} by {_publishers(brief)}."
        return Message(text=fallback(said), blocks=blocks)

    def shorten(self) -> bool:
        """Take away what is missed least; False where there is nothing left."""
        longest = max(self.sources, self.quotes, key=len)
        for lines in (longest, self.earlier, self.elsewhere, self.quoted, self.lists, self.went):
            if lines:
                lines.pop()
                return True
        return False


def _save(story_id: str, named: str) -> ButtonElement:
    return parts.button("Save", action=SAVE, value=f"save|{story_id}", reads=f"Save {named}")


def _page(story: StoryDetail, now: datetime, zone: tzinfo | None) -> _Page:
    brief = story.view.brief
    told = witnesses(brief, life.turns(story.life, brief))
    return _Page(
        went=[life.turn_line(turn, brief, now, zone, say_so(brief, turn.sentence)) for turn in told.turns],
        lists=told.lists,
        quoted=_quoted(story, told),
        quotes=_quotes(story, told),
        sources=[_source(source, now, zone) for source in reversed(brief.sources)][:MOST_SOURCES],
        earlier=life.earlier(story.earlier, now, zone),
        elsewhere=life.elsewhere(story.elsewhere),
    )


def _facts(story: StoryDetail, now: datetime) -> list[str]:
    """Lines in small letters: how the story stands, and how many tell it since when."""
    brief = story.view.brief
    times = span_of(brief)
    newest = f" · first {ago(times[0], now)} · newest {ago(times[1], now)}" if times else ""
    return [line for line in (life.standing(story, now), f"{counted(brief)}{newest}") if line]


def _publishers(brief: Brief) -> str:
    return plural(len(brief.publishers), "publisher")


def _quoted(story: StoryDetail, told: Witnesses) -> list[RichTextSectionElement]:
    """Who is quoted, and the whole sentence that quotes; one, of an article that nothing above shows."""
    for one in story.quotations:
        said, speaker = one.sentence, one_line(one.speaker)
        source = find_source(story.view.brief.sources, said.article_id)
        sayable = len(said.text) <= SENTENCE_LONGEST and visible(said.text) and visible(speaker)
        if source and sayable and said.article_id not in told.shown:
            told.shown[said.article_id] = said
            return [credited(said, source, speaker=speaker)]
    return []


def _quotes(story: StoryDetail, told: Witnesses) -> list[RichTextSectionElement]:
    """One sentence of each article that nothing above shows a sentence of: the ceilings of rights.md hold."""
    first = {one.article_id: one for one in reversed(story.key_sentences)}
    return [
        credited(sentence, source)
        for sentence in story.key_sentences
        if sentence.article_id not in told.shown
        and sentence == first[sentence.article_id]
        and len(sentence.text) <= SENTENCE_LONGEST
        and visible(sentence.text)
        and (source := find_source(story.view.brief.sources, sentence.article_id))
    ]


def _source(source: Source, now: datetime, zone: tzinfo | None) -> RichTextSectionElement:
    """One line: "yesterday 18:40 · Reuters: Title", the title linked. A list may cut a very long title."""
    named = one_line(source.title)
    label = clip(named, 200) if visible(named) else "untitled"
    time = f"{at(source.published, now, zone)} · " if source.published else ""
    lead = parts.words(f"{time}{publisher_name(source.publisher)}: ")
    return parts.line(lead, parts.link(web_url(source.url), label))


def _titled(heading: str, lines: list[RichTextSectionElement]) -> list[Json]:
    if not lines:
        return []
    return [parts.rich(parts.line(parts.words(heading, bold=True)), parts.bullets(lines))]
