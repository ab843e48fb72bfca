"""What spoke for and against each chosen sentence, in an editor's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.slack.blocks import parts
from bot.slack.blocks.life import standing
from bot.slack.blocks.story import credited
from bot.text import ago, listed, one_line, plural
from summaries import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cli.render import Screen
    from bot.desk.reasons import Chosen, Explanation
    from bot.model import StoryDetail
    from summaries import Growth, Reason

MOST: Final = 5
_TELLING: Final = 0.01  # a smaller share is 0.00 or next to it: no reason to show
_OF_THE_ARTICLE: Final = "article"  # of all its sentences alike: it speaks for none of them
_FIGURES: Final = (
    "The figures: how many more pairs of words (or fewer) an editor's highlights are expected to share "
    "with the sentence for that reason."
)
_IN_A_STORY: Final = (
    "They are of each sentence in its own article; a story is told in what several publishers put first."
)

WORDS: Final = {
    "place": ("stands near the top", "stands far down"),
    "depth": ("stands in the article's first part", "stands in the article's later part"),
    "article": ("is of a short article", "is of a long article"),
    "length": ("is long enough to tell something", "is of a length that tells little"),
    "terms": ("holds many words that say something", "holds few words that say something"),
    "density": ("reads like a sentence", "reads like a list of words"),
    "centrality": ("is about what the whole article is about", "is beside what the article is about"),
    "opening": ("says something else than the first sentence", "is the first sentence, or much like it"),
    "before": ("does not repeat the sentence before", "repeats the sentence before"),
    "after": ("is gone on with in the next sentence", "is left by the next sentence"),
    "headline": ("holds words that a headline would hold", "holds few words that a headline would hold"),
    "headline density": ("is dense with a headline's words", "spreads a headline's words thin"),
    "headline words": ("is in words that headlines like", "is in words that headlines seldom have"),
    "rarity": ("is in the article's plainer words", "is in the article's rarer words"),
    "known": ("comes back to what was said before", "comes back to little that was said before"),
    "taken up": ("brings up what later sentences take up", "brings up little that is taken up later"),
    "names": ("names several people, places or bodies", "names few people, places or bodies"),
    "name density": ("is rich in names", "is poor in names"),
    "figures": ("holds figures", "holds no figures"),
    "year": ("is placed in time by a year", "is not placed by a year as its like are"),
    "quoted": ("holds somebody's own words", "is not told as its like are: by quotation"),
    "opens quoted": (
        "begins as a quotation, or not, as it should",
        "begins as a quotation, or not, as it should not",
    ),
    "question": ("asks, or does not, as it should", "asks, or does not, as it should not"),
    "commas": ("has few breaks", "has many breaks"),
    "dash": ("holds an aside", "holds an aside that it could spare"),
    "speech": ("tells it, not who said it", "tells who said it"),
    "speaks of self": ("speaks of I, we or you", "speaks of nobody's I, we or you"),
    "pronouns": ("needs no he, she or it", "speaks of a he, she or it"),
    "leaning": ("stands by itself", "leans on the sentence before"),
    "title": ("shares words with the title", "shares words with the title"),
}
"""Feature -> what it says where it speaks for a sentence, and where against; `title` speaks for alone."""


def weightiest(why: Sequence[Reason]) -> tuple[Reason, ...]:
    """The reasons that an editor is shown: the first that tell this sentence from others of its article."""
    telling = [one for one in why if abs(one.share) >= _TELLING and one.feature != _OF_THE_ARTICLE]
    return tuple(telling[:MOST])


def in_words(reason: Reason) -> str:
    """The reason as it is said: "stands near the top"."""
    return WORDS[reason.feature][reason.share < 0]


def draw(screen: Screen, found: Explanation) -> None:
    """The title, a story's life, and below each sentence its weightiest reasons with their shares."""
    screen.message([parts.rich(parts.line(parts.words(one_line(found.title), bold=True)))])
    for line in life_of(found.detail) if found.detail else ():
        screen.line(line, "dim")
    for one in found.chosen:
        screen.line()
        screen.message([parts.rich(parts.bullets([credited(one.sentence, Source.of(one.article))]))])
        for line in _below(one):
            screen.line(line, "dim")
    screen.line()
    screen.line(_legend(found), "dim")


def life_of(story: StoryDetail) -> list[str]:
    """How a story stands, how it grows, and when it turned, in plain lines."""
    life, now = story.life, story.now
    if life is None or now is None:
        return []
    turns = [f"{ago(turn.when, now)} ({one_line(turn.publisher)})" for turn in life.timeline]
    told = f"{plural(life.articles, 'distinct text')} by {plural(len(life.publishers), 'publisher')}"
    turned = f"It turned {listed(turns, most=len(turns))}." if len(turns) > 1 else ""
    return [line for line in (standing(story, now), f"{told}{grown(life.growth)}.", turned) if line]


def grown(growth: Growth) -> str:
    """How it grows: ", 3 of them in the last 6 hours and 4 in the 24 hours before (3.0 times the pace)"."""
    if not growth.recent and not growth.before:
        return ", none of them in the last 30 hours"
    pace = f" ({growth.times:.1f} times the pace)" if growth.before else ""
    return f", {growth.recent} of them in the last 6 hours and {growth.before} in the 24 hours before{pace}"


def _below(one: Chosen) -> list[str]:
    told = [f"  {reason.share:+.2f}  {in_words(reason)}" for reason in weightiest(one.why)]
    if len(one.publishers) > 1:
        told.insert(0, f"  {plural(len(one.publishers), 'publisher')} say so: {listed(list(one.publishers))}")
    return told


def _legend(found: Explanation) -> str:
    if not any(one.why for one in found.chosen):
        return (
            f'The method "{found.method}" can\'t say why; with summaries.method: dateline there are reasons.'
        )
    return f"{_FIGURES} {_IN_A_STORY}" if found.story_id else _FIGURES
