"""Where publishers differ, how a story went, and what several of them say: lists of a story's detail.

Of any one article they show one sentence at most, and what they show of it isn't quoted again below: the
ceilings of docs/explanation/rights.md hold for a whole message.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.slack.blocks import parts
from bot.slack.blocks.story import SENTENCE_LONGEST, credited, find_source, publisher_name
from bot.text import one_line, plural, sentence_url, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import RichTextSectionElement

    from summaries import Brief, Sentence, Turn
    from summaries.model import Difference, Support

MOST_DIFFERENCES = 3
MOST_NAMED = 5
_DIFFER = "Publishers differ"
_UPDATED = "Figures that changed"
_SEVERAL = "What several say"
_SEVERAL_ARE = 2


@dataclass(slots=True)
class Witnesses:
    """The lists, each under its heading, the turns, and the sentences that all these show by article id."""

    turns: list[Turn] = field(default_factory=list)
    lists: list[tuple[str, list[RichTextSectionElement]]] = field(default_factory=list)
    shown: dict[str, Sentence] = field(default_factory=dict)

    def admits(self, sentence: Sentence) -> bool:
        """Whether a sentence may be shown beside those that are: its article shows no other."""
        return self.shown.get(sentence.article_id, sentence) == sentence


def witnesses(brief: Brief, turns: Sequence[Turn] = ()) -> Witnesses:
    """The figures that differ, the turns of the story, the figures that changed, and what others state too.

    Where an article's sentence is shown in one of these, none that comes later shows another of it.
    """
    found = Witnesses()
    _differences(found, brief, _DIFFER, "differ")
    first = {turn.sentence.article_id: turn for turn in reversed(turns)}
    went = [turn for turn in turns if first[turn.sentence.article_id] is turn and found.admits(turn.sentence)]
    if len(went) >= _SEVERAL_ARE:
        found.turns = went
        found.shown |= {turn.sentence.article_id: turn.sentence for turn in went}
    _differences(found, brief, _UPDATED, "updated")
    said = [line for support in brief.support if (line := _agreed(found, brief, support))]
    if said:
        found.lists.append((_SEVERAL, said))
    return found


def _differences(found: Witnesses, brief: Brief, heading: str, kind: str) -> None:
    """A list of the differences of a kind; not of those that the turns tell already."""
    told = {turn.sentence for turn in found.turns}
    wanted = [one for one in brief.differences[:MOST_DIFFERENCES] if one.kind == kind]
    lines = [line for one in wanted if set(one.statements) - told for line in _statements(found, brief, one)]
    if lines:
        found.lists.append((heading, lines))


def _statements(found: Witnesses, brief: Brief, difference: Difference) -> Sequence[RichTextSectionElement]:
    """Each statement, whole and linked to its source; nothing where fewer than two can be shown."""
    first = {one.article_id: one for one in reversed(difference.statements)}
    sayable = [one for one in first.values() if _sayable(one) and found.admits(one)][::-1]
    sourced = [(one, source) for one in sayable if (source := find_source(brief.sources, one.article_id))]
    if len(sourced) < _SEVERAL_ARE:
        return ()
    found.shown |= {one.article_id: one for one, _ in sourced}
    return [credited(one, source) for one, source in sourced]


def _sayable(sentence: Sentence) -> bool:
    return len(sentence.text) <= SENTENCE_LONGEST and visible(sentence.text)


def _agreed(found: Witnesses, brief: Brief, support: Support) -> RichTextSectionElement | None:
    """The sentence, its publisher, and the others, each linked to where it says so."""
    sentence, others = support.sentence, _say_so(brief, support)
    source = find_source(brief.sources, sentence.article_id)
    told = sentence in {turn.sentence for turn in found.turns}
    if source is None or not others or told or not _sayable(sentence) or not found.admits(sentence):
        return None
    found.shown[sentence.article_id] = sentence
    own = parts.link(sentence_url(source.url, sentence.text), publisher_name(source.publisher))
    return parts.line(parts.words(sentence.text), parts.words(parts.DASH), own, *others)


def say_so(brief: Brief, sentence: Sentence) -> tuple[parts.Part, ...]:
    """What stands behind a sentence's publisher where others state the same: how many, and who."""
    return next((_say_so(brief, one) for one in brief.support if one.sentence == sentence), ())


def _say_so(brief: Brief, support: Support) -> tuple[parts.Part, ...]:
    newsrooms = len(support.publishers)
    if newsrooms < _SEVERAL_ARE:
        return ()
    line = [parts.words(f" \u00b7 {plural(newsrooms, 'publisher')} say so")]
    for at, other in enumerate(_others(brief, support)):
        line += [parts.words(", " if at else ", also "), other]
    return tuple(line)


def _others(brief: Brief, support: Support) -> Sequence[parts.Part]:
    """The other newsrooms, the first to say so first, each linked to its sentence where it is in the list."""
    links: dict[str, parts.Part] = {}
    for sentence in support.supporting:
        if source := find_source(brief.sources, sentence.article_id):
            opened = sentence_url(source.url, sentence.text)
            links.setdefault(_key(source.publisher), parts.link(opened, publisher_name(source.publisher)))
    others = support.publishers[1 : MOST_NAMED + 1]
    return [links.get(_key(name)) or parts.words(publisher_name(name)) for name in others]


def _key(name: str) -> str:
    return one_line(name).casefold()
