"""What a thumb on a story means: of which things its owner will see more, or less. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.model import Wish
from bot.text import listed
from summaries import Liking
from summaries.editing.wording import quoted
from summaries.newsrooms import newsroom

if TYPE_CHECKING:
    from bot.model import StoredStory

# Sections that say nothing of what a story is about.
_GENERAL: Final = frozenset(
    (
        *("news", "home", "front page", "top stories", "latest", "headlines", "breaking", "general", "main"),
        *("all", "world", "world news", "international"),
    )
)


def kinds_of_liking(story: StoredStory) -> tuple[Liking, ...]:
    """Its section, what its publisher has alone where nobody else tells it, and its affair.

    A section that any story may be of is left out. The affair comes last, and is always there.
    """
    found: list[Liking] = []
    section = story.section.strip()
    if section and section.casefold() not in _GENERAL:
        found.append(Liking(kind="section", value=section, label=section))
    named = {newsroom(name): name for name in reversed(story.brief.publishers)}
    if len(named) == 1 and (name := next(iter(named.values())).strip()):
        found.append(Liking(kind="alone", value=name, label=name))
    return (*found, Liking(kind="affair", value=story.affair or story.id, label=story.brief.headline))


def words_of_liking(story: StoredStory, wish: Wish, *, channel: bool = False) -> str:
    """What a thumb does, in a sentence.

    "You'll see less of Business, and of what follows “Ferry sinks”." `wish` is MORE or LESS;
    `channel`: it was said for a channel.
    """
    who = "This channel will see" if channel else "You'll see"
    *others, affair = kinds_of_liking(story)
    follows = f"what follows {quoted(affair.label)}" if affair.label.strip() else "what follows this story"
    kinds = listed([f"what only {one.label} tells" if one.kind == "alone" else one.label for one in others])
    what = f"{kinds}, and of {follows}" if others else follows
    return f"{who} {'more' if wish is Wish.MORE else 'less'} of {what}."
