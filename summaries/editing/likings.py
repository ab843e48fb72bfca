"""What a story weighs more or less by for what a reader or a channel likes: it never decides alone."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from summaries.editing.wishes import of_topics
from summaries.editing.wording import listed, quoted
from summaries.newsrooms import newsroom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from summaries.editing.rules import Candidate, Liking, Rules
    from summaries.model import Article

_FOLLOWED: Final = 1.0  # what one of the things followed is worth: as much as one that was asked for
_THUMB: Final = 0.5  # what a thumb does to the others of a section, or of what one publisher has alone ...
_THUMBS_MOST: Final = 1.5  # ... and however many thumbs: like a third of the newsrooms
_AFFAIR: Final = 1.5
_AS_A_WHOLE: Final = "affair"  # one thumb says it all


def liked(
    candidate: Candidate, articles: Sequence[Article], rules: Rules
) -> Iterator[tuple[str, float, str]]:
    """(part, share, words) for each way in which a story is liked, or is not; `articles`: its witnesses."""
    if not (rules.follows or rules.more or rules.less):
        return
    of = _of(candidate, articles, [*rules.follows, *rules.more, *rules.less])
    followed = [one for one in rules.follows if of(one)]
    if followed:
        who = "you follow" if rules.personal else "this channel follows"
        yield "follows", _FOLLOWED * math.log2(1 + len(_things(followed))), _said(who, followed)
    thumbs = defaultdict[tuple[str, str], int](int)
    named: dict[tuple[str, str], Liking] = {}
    for one, step in (*((up, 1) for up in rules.more), *((down, -1) for down in rules.less)):
        if of(one):
            thumbs[_thing(one)] += step
            named[_thing(one)] = one
    who = "you" if rules.personal else "this channel"
    for part, sign in (("more", 1), ("less", -1)):
        ours = {thing: net * sign for thing, net in thumbs.items() if net * sign > 0}
        if ours:
            share = sign * sum(_worth(thing[0], net) for thing, net in ours.items())
            yield part, share, _said(f"{who} asked for {part} of", [named[thing] for thing in ours])


def _worth(kind: str, net: int) -> float:
    return _AFFAIR if kind == _AS_A_WHOLE else min(_THUMBS_MOST, _THUMB * net)


def _of(
    candidate: Candidate, articles: Sequence[Article], likings: Iterable[Liking]
) -> Callable[[Liking], bool]:
    """Whether a story is of what is liked."""
    topics = tuple(dict.fromkeys(one.value for one in likings if one.kind == "topic"))
    who = {newsroom(article.publisher) for article in articles}
    held = {
        "topic": {topic.casefold() for topic in of_topics(topics, candidate, articles)},
        "affair": {(candidate.affair or candidate.story_id).casefold()},
        "section": {candidate.section.casefold()},
        "publisher": who,
        "alone": who if len(who) == 1 else set[str](),
    }
    return lambda one: _thing(one)[1] in held[one.kind]


def _thing(one: Liking) -> tuple[str, str]:
    """What is liked, however it is written."""
    by_name = one.kind in {"publisher", "alone"}
    return one.kind, newsroom(one.value) if by_name else one.value.casefold()


def _things(likings: Iterable[Liking]) -> set[tuple[str, str]]:
    return {_thing(one) for one in likings}


def _said(verb: str, likings: Iterable[Liking]) -> str:
    named = {_thing(one): _label(one) for one in likings}
    return f"{verb} {listed(list(dict.fromkeys(named.values())))}"


def _label(one: Liking) -> str:
    if one.kind == "affair":
        return quoted(one.label) if one.label.strip() else "this affair"
    return f"what only {one.label} tells" if one.kind == "alone" else one.label
