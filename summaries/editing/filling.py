"""Filling an edition from the top, in passes: caps first, and wider ones only where places stay empty."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summaries.editing import rules as gate
from summaries.editing.affairs import Affairs
from summaries.editing.gates import NOTHING_NEW, OPEN, hearsay
from summaries.editing.telling import brief_of, speaker, whats_new
from summaries.editing.wording import counted, first_title, quoted
from summaries.model import EditionStory, LeftOut
from summaries.newsrooms import UNNAMED, newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summaries.editing.gates import Refusal
    from summaries.editing.rules import Rules
    from summaries.editing.weighing import Weighed
    from summaries.model import Article, Brief
    from summaries.segment import Span

# A story that a cap holds back gives way to one of another region or newsroom, unless that one weighs so much
# less: as if a third as many newsrooms told it. One that may be of anywhere must weigh nearly as much.
_ELSEWHERE: Final = 1.5
_ANYWHERE: Final = 0.5
_OF_ANYWHERE: Final = "nothing says where it is: its place went to a story of a known region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What came of it; every story that was weighed is in `stories` or in `left_out`."""

    stories: tuple[EditionStory, ...]
    left_out: tuple[LeftOut, ...]
    relaxed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    rank: int
    story: Weighed
    head: Article
    brief: Brief


class _Page:
    """An edition as it fills."""

    def __init__(self, ranked: Sequence[Weighed], rules: Rules, spans: Mapping[str, Sequence[Span]]) -> None:
        self.rules = rules
        self.places: list[_Place] = []
        self.left: list[LeftOut] = []
        self.kin: Counter[str] = Counter()
        self._spans = spans
        self._affairs = Affairs(ranked)
        self._speakers: dict[str, Article] = {}
        self._regions: Counter[str] = Counter()
        self._leads: Counter[str] = Counter()

    @property
    def full(self) -> bool:
        return len(self.places) >= self.rules.stories

    def capped(self, story: Weighed, per_region: int, per_publisher: int) -> Refusal:
        """Which cap holds a story back, if one does."""
        region = story.candidate.region
        if region and self._regions[region] >= per_region:
            return gate.REGION, f"{region} has {counted(self._regions[region], 'story', 'stories')} already"
        if all(self._leads[newsroom(one)] >= per_publisher for one in story.publishers):
            publisher = story.publishers[0]
            leads = self._leads[newsroom(publisher)]
            return gate.PUBLISHER, f"{publisher} leads {counted(leads, 'story', 'stories')} already"
        return OPEN

    def turned_away(self, rank: int, story: Weighed) -> bool:
        """Leave a story out for good where no wider cap would let it in; False where one would."""
        refused = OPEN if gate.HEARSAY in self.rules.kinds else hearsay(story.articles)
        kin = self._affairs.same(story) if refused == OPEN else []
        if refused != OPEN:
            self.leave(rank, story, *refused)
        elif len(kin) >= self.rules.max_per_affair:
            self.leave_to(kin[0], rank, story)
        else:
            return False
        return True

    def offer(self, rank: int, story: Weighed, per_publisher: int) -> None:
        """Take a story that no cap holds back, or leave it out for good."""
        if self.turned_away(rank, story):
            return
        head = self._head(story, per_publisher)
        told = brief_of(story, head, self.rules, self._spans)
        if told.sentences:
            self._take(_Place(rank, story, head, told))
        elif story.candidate.told:
            self.leave(rank, story, gate.TOLD, NOTHING_NEW)
        else:
            self.leave(rank, story, gate.UNREADABLE, "no sentence fit to show")

    def _take(self, place: _Place) -> None:
        self.places.append(place)
        self._affairs.take(place.story)
        self._regions[place.story.candidate.region] += 1
        self._leads[newsroom(place.head.publisher)] += 1

    def _speaker(self, story: Weighed) -> Article:
        """The article whose title speaks for a story, looked for once."""
        known = self._speakers.get(story.candidate.story_id)
        if known is None:
            known = self._speakers[story.candidate.story_id] = speaker(story.articles)
        return known

    def _head(self, story: Weighed, per_publisher: int) -> Article:
        """The article whose title is shown: of a newsroom that leads enough stories, another's speaks."""
        head = self._speaker(story)
        if self._leads[newsroom(head.publisher)] < per_publisher:
            return head
        free = [one for one in story.articles if self._leads[newsroom(one.publisher)] < per_publisher]
        return speaker(free)

    def dismiss(self, rank: int, story: Weighed) -> None:
        """Say why a story that could have entered did not, now that the edition is full."""
        kin = self._affairs.named(story)
        if len(kin) >= self.rules.max_per_affair:
            self.leave_to(kin[0], rank, story)
            return
        if any(place.rank > rank for place in self.places):
            refused = self.capped(story, self.rules.max_per_region, self.rules.max_per_publisher)
            # No cap holds it, and less came in: it was too light for one that may be of anywhere.
            self.leave(rank, story, *(refused if refused != OPEN else (gate.REGION, _OF_ANYWHERE)))
        else:
            where = f"outranked: number {rank} for {counted(self.rules.stories, 'place')}"
            self.leave(rank, story, gate.FULL, "; ".join([where, *story.reasons]))

    def relaxed(self) -> Iterator[str]:
        """The caps that were widened, in words, by what is over them."""
        for region, count in sorted(self._regions.items()):
            if region and count > self.rules.max_per_region:
                yield (
                    f"{counted(count, 'story', 'stories')} of {region}, where {self.rules.max_per_region}"
                    " is the most: too little of weight came from elsewhere"
                )
        for publisher, count in sorted(self._leads.items()):
            if count > self.rules.max_per_publisher:
                heads = (place.head.publisher for place in self.places)
                name = next(head for head in heads if newsroom(head) == publisher) or UNNAMED
                yield (
                    f"{counted(count, 'story', 'stories')} led by {name}, where"
                    f" {self.rules.max_per_publisher} is the most: too little of weight came from others"
                )

    def leave(self, rank: int, story: Weighed, rule: str, why: str, instead: str = "") -> None:
        # Thousands are outranked: whose title speaks for them is not looked into.
        title = first_title(reversed(story.articles)) if rule == gate.FULL else self._speaker(story).title
        self.left.append(
            LeftOut(
                story_id=story.candidate.story_id,
                headline=title,
                reason=why,
                rule=rule,
                instead=instead,
                rank=rank,
                parts=story.parts,
            )
        )

    def leave_to(self, other: Weighed, rank: int, story: Weighed) -> None:
        """Leave a story out for the one that stands for its affair."""
        stands = next(place.brief.headline for place in self.places if place.story is other)
        self.kin[other.candidate.story_id] += 1
        why = f"of the same affair as {quoted(stands)}, which stands for it"
        self.leave(rank, story, gate.AFFAIR, why, other.candidate.story_id)


def fill(ranked: Sequence[Weighed], rules: Rules, spans: Mapping[str, Sequence[Span]]) -> Filled:
    """Fill an edition from stories in their order, the best first.

    A cap is widened, by one story at a time, only while places stay empty: first the regions', then the
    publishers'. The cap on an affair never is. What the narrower caps let in stays in.
    """
    page = _Page(ranked, rules, spans)
    regions, publishers = rules.max_per_region, rules.max_per_publisher
    waiting = _pass(page, list(enumerate(ranked, start=1)), regions, publishers)
    while waiting and not page.full:
        held = {page.capped(story, regions, publishers)[0] for _, story in waiting}
        if gate.REGION in held:
            regions += 1
        else:
            publishers += 1
        waiting = _pass(page, waiting, regions, publishers)
    for rank, story in waiting:
        page.dismiss(rank, story)
    return Filled(
        stories=tuple(_as_story(page, place) for place in sorted(page.places, key=lambda one: one.rank)),
        left_out=tuple(page.left),
        relaxed=tuple(page.relaxed()),
    )


def _pass(
    page: _Page, waiting: Sequence[tuple[int, Weighed]], regions: int, publishers: int
) -> list[tuple[int, Weighed]]:
    """Offer each story that the caps let pass; the others wait, and so does what weighs far less."""
    still: list[tuple[int, Weighed]] = []
    held: dict[str, float] = {}  # by the cap: the weight of the first story that it holds back
    for rank, story in waiting:
        if page.full or _too_light(story, held):
            still.append((rank, story))
        elif not (cap := page.capped(story, regions, publishers)[0]):
            page.offer(rank, story, publishers)
        elif cap in held or not page.turned_away(rank, story):
            held.setdefault(cap, story.score)
            still.append((rank, story))
    return still


def _too_light(story: Weighed, held: Mapping[str, float]) -> bool:
    """Whether a story weighs too little for those that a cap holds back to give way to it."""
    elsewhere = _ELSEWHERE if story.candidate.region else _ANYWHERE
    region = held.get(gate.REGION, story.score) - story.score > elsewhere
    return region or held.get(gate.PUBLISHER, story.score) - story.score > _ELSEWHERE


def _as_story(page: _Page, place: _Place) -> EditionStory:
    one = place.story.candidate
    kin = page.kin[one.story_id]
    more = (f"stands for {counted(kin, 'more story', 'more stories')} of its affair",) if kin else ()
    return EditionStory(
        story_id=one.story_id,
        brief=place.brief,
        section=one.section,
        reasons=(*place.story.reasons, *more),
        region=one.region,
        place=one.place,
        returned=bool(one.told),
        new=whats_new(place.story, place.brief),
        earlier=one.earlier,
        rank=place.rank,
        parts=place.story.parts,
    )
