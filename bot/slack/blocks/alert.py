"""What is told unasked: a followed story that moves, a story that breaks, a figure that is told otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.model import Subject
from bot.slack.blocks import parts
from bot.slack.blocks.message import Message, fallback, fit
from bot.slack.blocks.story import (
    SENTENCE_LONGEST,
    at,
    counted,
    find_source,
    first,
    first_headlines,
    headline,
    publisher_name,
    sayable,
    story,
    title,
    where,
)
from bot.slack.blocks.wishes import STOP, is_channels, value_of
from bot.text import clip, listed, one_line, plural, sentence_url, span, visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from slack_sdk.models.blocks import RichTextSectionElement

    from bot.model import Alert, Breaking, Contradicted, MovedStory, Preference
    from bot.slack.blocks.message import Json
    from summaries import Difference, Sentence

NAME_LONGEST: Final = 100
FIGURE_LONGEST: Final = 40
MOST_MORE: Final = 5
VALUE_LONGEST: Final = 2_000


def alert(moved: Alert) -> Message:
    """What moved of all that somebody follows, in one message, with the way to end it."""
    return fit(lambda kept: _alert(moved, kept), [len(sayable(one.news)) for one in moved.stories])


def breaking(news: Breaking) -> Message:
    """A story that breaks: who tells it, what is known, and the way to be told no more of the kind."""
    return fit(lambda kept: _breaking(news, kept), [len(sayable(news.moved.news))])


def contradicted(found: Contradicted) -> Message:
    """For the thread of a message: the figure that it told and what is said since, verbatim, oldest first."""
    changed = "A figure is newer" if found.difference.kind == "updated" else "Publishers differ on a figure"
    said = f"{changed} since this was posted"
    told = parts.rich(parts.line(parts.words(said, bold=True)))
    note = parts.context("Each sentence stands as its publisher wrote it; I declare nobody right.")
    pairs = [pair for pair in _stated(found.difference) if _sayable(pair[0], found)]
    figures = listed([figure for _, figure in pairs if visible(figure)])
    text = fallback(f"{said}: {figures}." if figures else f"{said}.")

    def draw(kept: Sequence[int]) -> Message:
        lines = [_statement(sentence, figure, found) for sentence, figure in pairs[: len(kept)]]
        return Message(text=text, blocks=[told, *([parts.rich(parts.bullets(lines))] if lines else []), note])

    return fit(draw, [1] * len(pairs))


def _stated(difference: Difference) -> list[tuple[Sentence, str]]:
    named = [clip(one_line(figure), FIGURE_LONGEST) for figure in difference.figures]
    return list(zip(difference.statements, named, strict=True))


def _sayable(sentence: Sentence, found: Contradicted) -> bool:
    known = find_source(found.sources, sentence.article_id) is not None
    return known and len(sentence.text) <= SENTENCE_LONGEST and visible(sentence.text)


def _alert(moved: Alert, kept: Sequence[int]) -> Message:
    named = _subject(moved)
    blocks = [parts.rich(parts.line(parts.words(named, bold=True)))]
    shown = zip(moved.stories[: len(kept)], kept, strict=True)
    blocks += parts.apart(_told(one, sentences, moved.now, moved.zone) for one, sentences in shown)
    if moved.more:
        others = [parts.line(title(one.news, bold=False)) for one in moved.more[:MOST_MORE]]
        blocks.append(parts.rich(parts.line(parts.words(_also(moved))), parts.bullets(others)))
    wishes = dict.fromkeys(one.why for one in (*moved.stories, *moved.more[:MOST_MORE]))
    blocks += [_why(wish) for wish in wishes]
    told = first_headlines(one.news for one in moved.stories)
    return Message(text=fallback(f"{named}. {told}".strip()), blocks=blocks)


def _subject(moved: Alert) -> str:
    wishes = list(dict.fromkeys(one.why for one in (*moved.stories, *moved.more)))
    if len(wishes) == 1 and wishes[0].subject is Subject.TOPIC:
        return f"New on {_name(wishes[0])}"
    who = "this channel follows" if is_channels(moved.owner) else "you follow"
    return f"New in a story that {who}" if len(wishes) == 1 else f"New on what {who}"


def _also(moved: Alert) -> str:
    unnamed = len(moved.more) - MOST_MORE
    return "Moved too:" if unnamed <= 0 else f"Moved too, and {plural(unnamed, 'story', 'stories')} more:"


def _told(one: MovedStory, sentences: int, now: datetime, zone: tzinfo | None) -> list[Json]:
    facts = _facts(one, now, zone)
    return story(one.news, story_id=one.story.id, facts=facts, sentences=sentences)


def _facts(one: MovedStory, now: datetime, zone: tzinfo | None) -> str:
    """How broadly it is told in all, where, its newest and its first time: as in an answer."""
    stored = one.story
    place = where(stored.place, stored.region, stored.section)
    newest = f"newest {at(stored.last_seen, now, zone)}"
    since = first(stored.first_seen, now, zone) if stored.first_seen < stored.last_seen else ""
    return " · ".join(part for part in (counted(stored.brief), place, newest, since) if part)


def _why(wish: Preference) -> Json:
    """Why it came, and the button by which it comes no more."""
    who = "this channel" if is_channels(wish.owner) else "you"
    if wish.is_breaking:
        words, label, reads = f"Why: {who} asked for breaking news.", "Stop", "Stop breaking news"
    else:
        follows = "follows" if is_channels(wish.owner) else "follow"
        words, label, reads = f"Why: {who} {follows} {_name(wish)}.", "Unfollow", f"Unfollow {_name(wish)}"
    value = value_of(wish)
    if len(value) > VALUE_LONGEST:
        return parts.context(words)
    return parts.row(words, parts.button(label, action=STOP, value=value, reads=reads))


def _name(wish: Preference) -> str:
    return f"“{clip(one_line(wish.label or wish.value), NAME_LONGEST)}”"


def _breaking(news: Breaking, kept: Sequence[int]) -> Message:
    one = news.moved
    count, within = len(news.newsrooms), span(news.within)
    named = f"Breaking: {plural(count, 'newsroom')} within {within}"
    blocks = [parts.rich(parts.line(parts.words(named, bold=True)))]
    for sentences in kept:
        blocks += _told(one, sentences, news.now, news.zone)
    tellers = listed([publisher_name(name) for name in news.newsrooms])
    corrected = "If what it says changes, I say so in its thread."
    blocks += [parts.context(f"Told by {tellers}. {corrected}"), _why(one.why)]
    return Message(text=fallback(f"{named}. {headline(one.news)}"), blocks=blocks)


def _statement(sentence: Sentence, figure: str, found: Contradicted) -> RichTextSectionElement:
    """One line: "08:00 · 41: sentence — Publisher", the publisher linked to that very sentence."""
    source = find_source(found.sources, sentence.article_id)
    when = at(source.published, found.now, found.zone) if source and source.published else ""
    named = " · ".join(part for part in (when, figure) if visible(part))
    return parts.line(
        *([parts.words(f"{named}: ", bold=True)] if named else []),
        parts.words(sentence.text),
        parts.words(" —\u00a0"),
        parts.link(
            sentence_url(source.url, sentence.text) if source else None,
            publisher_name(source.publisher if source else ""),
        ),
    )
