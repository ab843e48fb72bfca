"""What a reader's wishes do to an answer: what is kept back, what stands higher or lower, and the words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.desk.looking import ANY
from bot.desk.views import within
from bot.liking import kinds_of_liking
from bot.model import Subject, Wish
from bot.store import readers, stories
from bot.text import clip, listed, plural
from summaries import ANSWERS, Article, judge, parse, weigh
from summaries.editing.wishes import may_answer
from summaries.newsrooms import newsroom

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from bot.briefing import BriefSettings
    from bot.desk.looking import Looking
    from bot.desk.window import Window
    from bot.model import Preference, StoredStory, StoryView
    from summaries import Brief, Topic

# A wish about a story moves its own affair by so many steps, and others of its kind by so many.
SAME, LIKE = 2, 1
MOST_STEPS: Final = 2
# Each step up or down halves or doubles a story's place: the fourth, liked, stands where the second did.
HALF: Final = 2.0
NAME_LONGEST: Final = 60
_ANY_TIME: Final = datetime(2000, 1, 1, tzinfo=UTC)
_SIGNS: Final = {Wish.MORE: 1, Wish.FOLLOW: 1, Wish.LESS: -1}


class _Topic(NamedTuple):
    """A topic that somebody wished something about, read once."""

    wished: Preference
    topic: Topic
    weights: Mapping[str, float]


class Taste:
    """One reader's wishes, read once for an answer."""

    def __init__(self, db: Connection, wishes: Sequence[Preference]) -> None:
        self._told: dict[str, Article] = {}
        muted = [one for one in wishes if one.wish is Wish.MUTE]
        self._stories = {one.value: one for one in muted if one.subject is Subject.STORY}
        self._ended = stories.get(db, self._stories)
        self._publishers = {newsroom(one.value): one for one in muted if one.subject is Subject.PUBLISHER}
        self._topics = [_read(one) for one in muted if one.subject is Subject.TOPIC]
        liked = [one for one in wishes if one.wish in _SIGNS]
        told = stories.get(db, [one.value for one in liked if one.subject is Subject.STORY])
        self._alike = [(_SIGNS[one.wish], _kinds(told[one.value])) for one in liked if one.value in told]
        self._followed = [_read(one) for one in liked if one.subject is Subject.TOPIC]
        self._favoured = {newsroom(one.value) for one in liked if one.subject is Subject.PUBLISHER}

    def unheard(self, story: StoredStory, meant: Collection[Preference] = ()) -> frozenset[str]:
        """The publishers of a story that are muted, case-folded, but for the mutes that are meant."""
        muted = {name for name, one in self._publishers.items() if one not in meant}
        return frozenset(name.casefold() for name in story.brief.publishers if newsroom(name) in muted)

    def mute_of(self, story: StoredStory) -> Preference | None:
        """The wish that keeps this story back; None where none does."""
        if story.id in self._stories:
            return self._stories[story.id]
        if before := next((one for one in self._ended.values() if _follows(story, one)), None):
            return self._stories[before.id]
        if on := next((one for one in self._topics if self._is_on(story, one)), None):
            return on.wished
        told_by = {newsroom(name): None for name in story.brief.publishers}
        muted = [self._publishers[name] for name in told_by if name in self._publishers]
        return muted[0] if muted and len(muted) == len(told_by) else None

    def named(self, asked: str) -> tuple[Preference, ...]:
        """The muted topics and publishers that a question is itself about: their stories are meant."""
        words, terms = f" {' '.join(asked.casefold().split())} ", set(_parsed(asked).terms)
        topics = [one.wished for one in self._topics if one.topic.terms and set(one.topic.terms) <= terms]
        by_name = [one for one in self._publishers.values() if f" {one.value.casefold()} " in words]
        return (*topics, *by_name)

    def steps(self, story: StoredStory) -> int:
        """How many steps up (or, below 0, down) a story stands for this reader."""
        kinds = _kinds(story)
        steps = sum(sign * _likeness(kinds, other) for sign, other in self._alike)
        steps += LIKE * any(self._is_on(story, one) for one in self._followed)
        steps += LIKE * any(newsroom(name) in self._favoured for name in story.brief.publishers)
        return max(-MOST_STEPS, min(MOST_STEPS, steps))

    def _is_on(self, story: StoredStory, one: _Topic) -> bool:
        """Whether what is shown of a story is on a topic: its section, headlines and sentences."""
        if one.topic.empty or story.section.casefold() == one.wished.value.casefold():
            return not one.topic.empty
        told = self._told.get(story.id) or self._told.setdefault(story.id, _told(story.brief))
        if not may_answer(one.topic, told, one.weights):
            return False
        return judge(one.topic, title=told.title, text=told.text, weights=one.weights) >= ANSWERS

    def ordered(self, found: Sequence[StoredStory]) -> list[StoredStory]:
        """The stories (best first) in this reader's order."""
        places = {story.id: place * HALF ** -self.steps(story) for place, story in enumerate(found, start=1)}
        return sorted(found, key=lambda story: places[story.id])


class Sieve:
    """Makes the views of one answer, keeps back what its reader muted, and can say so.

    `meant`: mutes that don't count here, because the question is about just that.
    """

    def __init__(
        self,
        db: Connection,
        settings: BriefSettings,
        when: Window,
        *,
        look: Looking = ANY,
        taste: Taste | None = None,
        asked: str = "",
    ) -> None:
        self._db = db
        self._settings = settings
        self._when = when
        self._look = look
        self._taste = taste or Taste(db, ())
        self._meant = set(self._taste.named(asked))
        self._kept_back: Counter[Preference] = Counter()
        self._shown: dict[Preference, None] = {}
        self._steps: list[int] = []

    def view(self, story: StoredStory, focus: Sequence[str] = ()) -> StoryView | None:
        """What the reader is to see of it; None where that is nothing."""
        muted = self._taste.mute_of(story)
        if muted and muted not in self._meant:
            self._kept_back[muted] += 1
            return None
        view = within(self._db, story, self._when, self._settings, focus=focus, look=self._look_at(story))
        if view:
            self._shown |= {muted: None} if muted else {}
            self._steps.append(self._taste.steps(story))
        return view

    def open(self) -> bool:
        """Let pass from now on what was kept back so far; False where that was nothing."""
        opened = bool(self._kept_back)
        self._meant |= set(self._kept_back)
        self._kept_back.clear()
        return opened

    def ordered(self, found: Sequence[StoredStory]) -> list[StoredStory]:
        """The stories (best first) in the reader's order."""
        return self._taste.ordered(found)

    def notes(self) -> tuple[str, ...]:
        """In whole sentences: what was left out, what is shown although it is muted, what has moved."""
        told: list[str] = []
        if self._shown:
            told.append(f"You muted {_labels(self._shown)}; you asked for it, so here it is.")
        if self._kept_back:
            count = plural(self._kept_back.total(), "story", "stories")
            told.append(f"{count} left out: you muted {_labels(self._kept_back)}.")
        up, down = sum(step > 0 for step in self._steps), sum(step < 0 for step in self._steps)
        if up or down:
            ways = ((up, "higher"), (down, "lower"))
            moved = [f"{plural(count, 'story', 'stories')} {way}" for count, way in ways if count]
            told.append(f"By what you follow and your thumbs: {listed(moved)}.")
        return tuple(told)

    def _look_at(self, story: StoredStory) -> Looking:
        """Without the muted publishers' own articles, where it has such."""
        away = self._taste.unheard(story, self._meant)
        return replace(self._look, without=self._look.without | away) if away else self._look


def taste_of(db: Connection, reader: str) -> Taste | None:
    """None for nobody in particular, and for who wishes nothing."""
    wishes = readers.wishes_of(db, reader) if reader else ()
    return Taste(db, wishes) if any(one.wish is not Wish.SAVE for one in wishes) else None


def _labels(wished: Iterable[Preference]) -> str:
    return listed([name_of(one) for one in wished])


def name_of(wished: Preference) -> str:
    """A publisher by its name, a topic or a story in quotation marks."""
    name = clip(wished.label or wished.value, NAME_LONGEST)
    return name if wished.subject is Subject.PUBLISHER else f"“{name}”"


def _kinds(story: StoredStory) -> frozenset[tuple[str, str]]:
    return frozenset((one.kind, one.value.casefold()) for one in kinds_of_liking(story))


def _likeness(kinds: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> int:
    shared = {kind for kind, _ in kinds & other}
    return SAME if "affair" in shared else LIKE * bool(shared)


def _follows(story: StoredStory, other: StoredStory) -> bool:
    """Whether it is the same affair, later."""
    return bool(story.affair) and story.affair == other.affair and story.first_seen > other.first_seen


def _read(wished: Preference) -> _Topic:
    return _Topic(wished, *_weighed(wished.value))


@lru_cache(maxsize=1_000)
def _weighed(asked: str) -> tuple[Topic, Mapping[str, float]]:
    topic = _parsed(asked)
    return topic, weigh(topic, {}, 0)


def _parsed(asked: str) -> Topic:
    return parse(asked, _ANY_TIME, UTC)


def _told(brief: Brief) -> Article:
    """What a brief shows, as if it were one article."""
    titles = dict.fromkeys((brief.headline, *(source.title for source in brief.sources)))
    return Article(
        id="",
        title=". ".join(titles),
        text=" ".join(sentence.text for sentence in brief.sentences),
        published=None,
        publisher="",
        url="",
        language="",
    )
