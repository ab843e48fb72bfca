"""What an order says, as people wrote it: read, and refused field by field with the way out. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict

from bot import when
from bot.errors import BadRequestError
from bot.text import clip, listed, one_line
from summaries import means_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.model import Subscription

MOST_STORIES = 12
MOST_WORDS = 25
"""Topics, sections or sources of one order: more are a mistake, or mischief."""
LONGEST_WORD = 100


class Others(TypedDict, total=False):
    """The terms of an order that may be left out."""

    days: Sequence[str]
    stories: int | None
    sections: Sequence[str]
    topics: Sequence[str]
    without: Sequence[str]
    sources: Sequence[str]


class Terms(Others, total=False):
    """All terms of an order: `at` as "08:00", `zone` by its IANA name."""

    at: str
    zone: str


class WrongOrderError(BadRequestError):
    """An order that can't be: `fields` says of each wrong field (a key of Terms, or "channel") what to do."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("\n".join(fields.values()))
        self.fields = dict(fields)


def settled(
    order: Subscription, terms: Terms, publishers: Sequence[str], sections: Sequence[str]
) -> Subscription:
    """The order under these terms; those left out stay. WrongOrderError tells all mistakes at once.

    `publishers` and `sections` are the names that the store knows: they are meant in whatever case.
    """
    wrong: dict[str, str] = {}
    values: dict[str, object] = {}
    readers = _readers(publishers, sections)
    for field, value in terms.items():
        try:
            values[field] = readers[field](value)
        except BadRequestError as error:
            wrong[field] = _sentence(str(error))
    if wrong:
        raise WrongOrderError(wrong)
    made = replace(order, **values)  # pyright: ignore[reportArgumentType] - each reader makes its field's type
    if both := [topic for topic in made.topics if _folded(topic) in map(_folded, made.without)]:
        said = f"“{both[0]}” is asked for and kept out at once: take it out of one of the two."
        raise WrongOrderError({"without": said})
    return made


def same(one: Subscription, other: Subscription) -> bool:
    """Whether two orders would bring the same at the same time; how many stories makes no difference."""
    return _key(one) == _key(other)


def _key(order: Subscription) -> tuple[object, ...]:
    lists = (order.sections, order.topics, order.without, order.sources)
    words = tuple(frozenset(_folded(word) for word in each) for each in lists)
    return (order.at, order.zone, order.days, *words)


def _readers(publishers: Sequence[str], sections: Sequence[str]) -> dict[str, Callable[..., object]]:
    def named_sections(words: Sequence[str]) -> tuple[str, ...]:
        return tuple(_known(word, sections) or word for word in _words(words))

    def named_publishers(words: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_publisher(word, publishers) for word in _words(words)))

    return {
        "at": when.read_time,
        "zone": when.read_zone,
        "days": when.read_days,
        "stories": _stories,
        "sections": named_sections,
        "topics": _topics,
        "without": _topics,
        "sources": named_publishers,
    }


def _stories(stories: int) -> int:
    if not 1 <= stories <= MOST_STORIES:
        raise BadRequestError(f"A digest has 1 to {MOST_STORIES} stories, not {stories}.")
    return stories


def _words(words: Sequence[str]) -> tuple[str, ...]:
    """Each once, on one line, in the order given."""
    kept = {_folded(word): one_line(word) for word in reversed(words) if one_line(word)}
    found = tuple(reversed(kept.values()))
    if len(found) > MOST_WORDS:
        raise BadRequestError(f"That is {len(found)}: keep the {MOST_WORDS} that matter most.")
    for word in found:
        if len(word) > LONGEST_WORD:
            said = f"“{clip(word, 40)}” is too long: name it in a few words, with commas between several."
            raise BadRequestError(said)
    return found


def _topics(topics: Sequence[str]) -> tuple[str, ...]:
    """The topics; BadRequestError for one that no story could ever be on."""
    found = _words(topics)
    for topic in found:
        if means_nothing(topic):
            raise BadRequestError(
                f"“{clip(topic, 60)}” is no topic: it holds no word to look for. Name a place, a person or a"
                " thing, such as sudan."
            )
    return found


def _publisher(word: str, publishers: Sequence[str]) -> str:
    if (known := _known(word, publishers)) or not publishers:
        return known or word
    near = when.nearest(word, publishers)
    hint = f"Did you mean “{near}”?" if near else f"I read {listed(list(publishers))}."
    raise BadRequestError(f"I read no publisher called “{clip(word, 60)}”. {hint}")


def _known(word: str, names: Sequence[str]) -> str:
    return next((name for name in names if _folded(name) == _folded(word)), "")


def _folded(word: str) -> str:
    return one_line(word).casefold()


def _sentence(said: str) -> str:
    """Readers that config.yaml shares begin small: "expected a local time; write it so"."""
    said = said.replace("; ", ". ", 1) if said.startswith("expected ") else said
    parts = [part[:1].upper() + part[1:] for part in said.split(". ")]
    told = ". ".join(parts)
    return told if told.endswith((".", "?", "!")) else f"{told}."
