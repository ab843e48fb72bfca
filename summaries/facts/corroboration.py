"""Who else says so: for each sentence of a brief, the other articles of the story that state the same."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Final

from summaries.copies import Copies
from summaries.facts import counted
from summaries.facts.agencies import agency_named, agency_of
from summaries.facts.claims import fact, opposed
from summaries.facts.figures import LONGEST
from summaries.facts.setting import canon, elsewhere, same_name
from summaries.facts.statements import counts_of
from summaries.facts.times import moment
from summaries.model import Support
from summaries.tokens import base_language, roots, stem, stop_words, words
from summaries.words.background import background

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from summaries.facts.claims import Fact
    from summaries.model import Sentence
    from summaries.sentences.passages import Passage

_COVERED: Final = 0.5  # of the weight of what a sentence says, the supporting one says so much
_ALIKE: Final = 0.42  # Dice's coefficient of both, weighted
# Of a language whose verbs, opposites and denials we can't read, words alone must do: nearly all of them.
_COVERED_ELSEWHERE: Final = 0.75
_ALIKE_ELSEWHERE: Final = 0.7
_MOODS: Final = frozenset({"will", "maybe", "aftershock", "history"})
_TRIES: Final = 3  # sentences of one article that are looked at closely
_ALIKE_STILL: Final = 0.6  # the same, of a sentence in which we see nothing happen: "X is an admirer of Y"
_FEWEST: Final = 3  # content words in common
_LEDE: Final = 2  # sentences in which an article credits its agency
_QUOTE_HELD: Final = 0.5  # of the words that a sentence quotes
_OUTCOME: Final = {canon(word): f"={outcome}" for word, outcome in counted.OUTCOMES.items()}
# What somebody said is alike in every paper: words between quotation marks show no copying.
_QUOTED: Final = re.compile(r"\u201c[^\u201d]*\u201d?|\"[^\"]*\"?|\u00ab[^\u00bb]*\u00bb?")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A chosen sentence, its meanings (stems, those alike as one) and what they weigh."""

    passage: Passage
    meanings: dict[str, float]
    weight: float
    english: bool
    alike: float


def corroborate(
    chosen: Sequence[Sentence], pool: Sequence[Passage], agencies: Mapping[str, str] | None = None
) -> tuple[Support, ...]:
    """For each chosen sentence, in order: which other articles state the same, and which newsrooms those are.

    To state the same is to tell of the same event with the same names and figures. `pool`: every sentence of
    the story, the chosen ones too. `agencies`: by article id, the agency that an article is credited to.
    """
    passages = {passage.sentence: passage for passage in pool}
    wanted = [_wanted(passages[sentence]) for sentence in chosen if sentence in passages]
    found = _candidates(wanted, pool)
    by_sentence = {
        one.passage.sentence: _support(one, found[at], agencies or {}) for at, one in enumerate(wanted)
    }
    nobody = [Support(sentence=sentence, supporting=(), publishers=()) for sentence in chosen]
    return tuple(by_sentence.get(none.sentence, none) for none in nobody)


def meaning(one: str) -> str:
    """The stem that stands for a stem and those alike: "killed" and "died" are of the dead."""
    alike = counted.ALIKE.get(one, one)
    return _OUTCOME.get(alike, alike)


def _wanted(passage: Passage) -> _Wanted:
    idf = background(passage.language).idf
    weighed = {meaning(one): max(0.5, idf(one)) for one in sorted(passage.content)}
    english = base_language(passage.language) == "en"
    happens = english and fact(passage.sentence.text, passage.language).verbs
    alike = (_ALIKE if happens else _ALIKE_STILL) if english else _ALIKE_ELSEWHERE
    return _Wanted(passage, weighed, fsum(weighed.values()), english, alike)


def _candidates(wanted: Sequence[_Wanted], pool: Sequence[Passage]) -> list[dict[str, list[Passage]]]:
    """For each wanted sentence, by article: the passages that share enough of its words, nearest first."""
    asked = {one for want in wanted for one in want.meanings}
    stems = set(_every_stem(pool, asked))
    scored: list[dict[str, list[tuple[float, Passage]]]] = [defaultdict(list) for _ in wanted]
    for passage in pool:
        shared = passage.content & stems
        if len(shared) < _FEWEST:
            continue
        meanings = {meaning(one) for one in shared}
        for at, want in enumerate(wanted):
            score = _score(want, passage, meanings)
            if score:
                scored[at][passage.sentence.article_id].append((score, passage))
    return [
        {
            article: [passage for _, passage in sorted(some, key=lambda one: (-one[0], one[1].at))[:_TRIES]]
            for article, some in by_article.items()
        }
        for by_article in scored
    ]


def _every_stem(pool: Sequence[Passage], asked: set[str]) -> Iterable[str]:
    seen: set[str] = set()
    for passage in pool:
        seen |= passage.content
    return (one for one in seen if meaning(one) in asked)


def _score(want: _Wanted, passage: Passage, meanings: set[str]) -> float:
    """Dice's coefficient of the two sentences' words, weighted; 0 where it is too low.

    `fsum` rounds once: a set's order, which is another in every run, can't tip a scale.
    """
    shared = want.meanings.keys() & meanings
    common = fsum(want.meanings[one] for one in shared)
    other = passage.sentence.article_id != want.passage.sentence.article_id
    covered = _COVERED if want.english else _COVERED_ELSEWHERE
    if (
        len(shared) < _FEWEST
        or common < covered * want.weight
        or not other
        or passage.language != want.passage.language
    ):
        return 0.0
    idf = background(passage.language).idf
    score = 2 * common / (want.weight + fsum(max(0.5, idf(one)) for one in passage.content))
    return score if score >= want.alike else 0.0


def states(a: Passage, b: Passage) -> bool:
    """Whether `b`, which shares most of its words with `a`, says what `a` says: names, figures, yes or no."""
    if a.words == b.words or max(len(a.sentence.text), len(b.sentence.text)) > LONGEST:
        return a.words == b.words
    ours = fact(a.sentence.text, a.language)
    theirs = fact(b.sentence.text, b.language)
    if ours.denies != theirs.denies or elsewhere(ours.setting, theirs.setting):
        return False
    if (ours.setting.frames ^ theirs.setting.frames) & _MOODS or opposed(a.stems, b.stems):
        return False
    if _turns_away(ours, theirs) or not _happens(ours.verbs, theirs.verbs, a, b):
        return False
    if not all(_held(name, theirs.order, b) for name in ours.order) or turned(a, b):
        return False
    return _figures_held(ours, theirs) and _quote_held(a, b) and not _contradicts(a, b)


def _quote_held(a: Passage, b: Passage) -> bool:
    """Whether the other has most of the words that this one quotes: of one speech each may quote its own."""
    stops = stop_words(a.language)
    said = " ".join(_QUOTED.findall(a.sentence.text))
    stems = roots(word for word in words(said) if word not in stops)
    return len(stems) < 2 or sum(one in b.stems for one in stems) >= _QUOTE_HELD * len(stems)  # noqa: PLR2004 - one word is a name or a scare quote


def _turns_away(ours: Fact, theirs: Fact) -> bool:
    """Whether one tells of an end, a ban or the like of which the other knows nothing, or of other years."""
    turns = ours.turns != theirs.turns and not ours.turns & theirs.turns
    return turns or _apart(ours.years, theirs.years)


def _figures_held(ours: Fact, theirs: Fact) -> bool:
    """Whether the other has the figures: most, where there are three or more."""
    held = [any(figure.agrees(one) for one in theirs.figures) for figure in ours.figures]
    return not held or 2 * sum(held) > len(held)


def _held(name: tuple[str, ...], others: Sequence[tuple[str, ...]], b: Passage) -> bool:
    return any(same_name(name, one) for one in others) or {stem(word) for word in name} <= set(b.stems)


def _apart(a: frozenset[int], b: frozenset[int]) -> bool:
    return bool(a) and bool(b) and a != b


def _happens(ours: Sequence[str], theirs: Sequence[str], a: Passage, b: Passage) -> bool:
    """Whether something that happens in `a`, and what first happens in `b`, is told in the other as well."""
    meant_a, meant_b = set(map(meaning, a.stems)), set(map(meaning, b.stems))
    told = not ours or any(meaning(verb) in meant_b for verb in ours)
    return told and (not theirs or meaning(theirs[0]) in meant_a)


def turned(a: Passage, b: Passage) -> bool:
    """As in "Iran attacked Israel" and "Israel attacked Iran": two names, the other way round, no passive."""
    ours, theirs = fact(a.sentence.text, a.language), fact(b.sentence.text, b.language)
    places = ours.setting.places | theirs.setting.places
    shared = [name for name in ours.order if name in theirs.order and name not in places]
    turned = shared != [name for name in theirs.order if name in shared]
    return len(shared) > 1 and turned and ours.passive == theirs.passive


def _contradicts(a: Passage, b: Passage) -> bool:
    """Whether they give different figures for one thing."""
    theirs = {count.thing: count.figure for count in counts_of(b.sentence.text, b.language)}
    ours = counts_of(a.sentence.text, a.language)
    return any(count.thing in theirs and not count.figure.agrees(theirs[count.thing]) for count in ours)


def _support(
    want: _Wanted, candidates: Mapping[str, Sequence[Passage]], agencies: Mapping[str, str]
) -> Support:
    own = want.passage
    found = [next((one for one in some if states(own, one)), None) for some in candidates.values()]
    supporting = sorted((one for one in found if one), key=_order)
    names = _voices([own, *supporting], agencies)
    once = {name.strip().casefold(): name for name in reversed(names)}
    return Support(
        sentence=own.sentence,
        supporting=tuple(one.sentence for one in supporting),
        publishers=tuple(dict.fromkeys(once[name.strip().casefold()] for name in names)),
        agency=agency_named(names[0]),
    )


def _order(passage: Passage) -> tuple[datetime, str, int]:
    return moment(passage.published), passage.sentence.article_id, passage.sentence.start


def _voices(told: Sequence[Passage], agencies: Mapping[str, str]) -> list[str]:
    """Whose words each passage is: of copies, the agency that one of them credits, or who had them first."""
    copies = Copies()
    groups = [copies.add(words(_QUOTED.sub(" ", passage.sentence.text))) for passage in told]
    credited = [_credited(passage, agencies) for passage in told]
    voice: dict[int, str] = {}
    for group, agency in zip(groups, credited, strict=True):
        if agency:
            voice.setdefault(group, agency)
    for group, passage in zip(groups, told, strict=True):
        voice.setdefault(group, passage.publisher.strip())
    return [voice[group] for group in groups]


def _credited(passage: Passage, agencies: Mapping[str, str]) -> str:
    text = passage.sentence.text if passage.at < _LEDE else ""
    return agencies.get(passage.sentence.article_id, "") or agency_of(text, passage.publisher)
