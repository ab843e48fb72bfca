"""What doesn't stand in a digest's own message: the other stories, for its thread, folded by region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.slack.blocks import parts
from bot.slack.blocks.entries import entry
from bot.slack.blocks.message import Message, fallback, fits
from bot.slack.blocks.story import first_headlines, headline, publisher_name, sayable, where
from bot.text import long_date, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.model import PlannedEdition
    from bot.slack.blocks.message import Json
    from summaries import EditionStory

ELSEWHERE = "Elsewhere"
FOLD_STORIES = 2
"""A fold holds ten blocks: two stories of three each, and the divider between them."""
BEHIND_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A story in the thread, and how many sentences it has room for."""

    story: EditionStory
    sentences: int


def thread(planned: PlannedEdition, name: str, stories: Sequence[EditionStory]) -> list[Message]:
    """The stories in as few messages as hold them, region by region: the region of the first story first."""
    return [_draw(planned, name, page) for page in _pages(planned, name, _by_region(stories))]


def region_of(told: EditionStory) -> str:
    return where(told.region) or ELSEWHERE


def _by_region(stories: Sequence[EditionStory]) -> list[EditionStory]:
    order = list(dict.fromkeys(map(region_of, stories)))
    return sorted(stories, key=lambda told: order.index(region_of(told)))


def _pages(planned: PlannedEdition, name: str, stories: Sequence[EditionStory]) -> Iterator[list[_Told]]:
    page: list[_Told] = []
    for story in stories:
        told = _whole(planned, name, story)
        if page and not fits(_draw(planned, name, [*page, told])):
            yield page
            page = []
        page.append(told)
    if page:
        yield page


def _whole(planned: PlannedEdition, name: str, story: EditionStory) -> _Told:
    """The story in all of its sentences; in fewer where a message of its own can't hold them."""
    sentences = len(sayable(story.brief))
    while sentences > 1 and not fits(_draw(planned, name, [_Told(story=story, sentences=sentences)])):
        sentences -= 1
    return _Told(story=story, sentences=sentences)


def _draw(planned: PlannedEdition, name: str, page: Sequence[_Told]) -> Message:
    count = plural(len(page), "more story", "more stories")
    opening = f"{publisher_name(name)}, {long_date(planned.local_date)}: {count}"
    blocks = list(_folds(planned, page))
    headlines = first_headlines(told.story.brief for told in page)
    return Message(text=fallback(f"{opening}. {headlines}".strip()), blocks=blocks)


def _folds(planned: PlannedEdition, page: Iterable[_Told]) -> Iterator[Json]:
    """For each region its stories, so many behind a fold as it holds."""
    regions: dict[str, list[_Told]] = {}
    for told in page:
        regions.setdefault(region_of(told.story), []).append(told)
    for region, stories in regions.items():
        for at in range(0, len(stories), FOLD_STORIES):
            few = stories[at : at + FOLD_STORIES]
            entries = (entry(told.story, told.sentences, planned, below=region) for told in few)
            title = f"{region}, continued" if at else region
            yield parts.folded(title, _behind([told.story for told in few]), parts.apart(entries))


def _behind(stories: Sequence[EditionStory]) -> str:
    """What a fold hides: the first headline, whole, and how many more; or how many in all."""
    first, *others = (headline(story.brief) for story in stories)
    more = f" · {len(others)} more" if others else ""
    return f"{first}{more}" if len(first) <= BEHIND_LONGEST else _count(len(stories))


def _count(stories: int) -> str:
    return plural(stories, "story", "stories")
