"""What a reader or a channel follows, mutes and keeps: what has just changed, and the whole list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.model import Outcome, Subject, Wish
from bot.slack.blocks import parts
from bot.slack.blocks.message import Message, fallback, fits
from bot.slack.blocks.story import MORE
from bot.text import clip, one_line, plural, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import ButtonElement

    from bot.model import Change, Preference
    from bot.slack.blocks.message import Json

UNDO = "undo"
"""The action id of the button that takes back what was just done; its value is `undoing(change)`."""

AGAIN = "wish_again"
"""The action id of the button that wishes again what was just taken back; its value is `value_of(wish)`."""

STOP = "unfollow"
"""The action id of a button that takes one wish back, beside whatever message; its value is as above."""

OFF_THE_LIST = "wishes_stop"
"""The same in a list of wishes, which is drawn again."""

SAVE = "story_save"
"""The action id of the button that saves a story; its value is "save|STORY"."""

NAME_LONGEST: Final = 150
THING_LONGEST: Final = 1_900
TOLD_LONGEST: Final = 450
_WISHES: Final = (Wish.FOLLOW, Wish.MUTE, Wish.SAVE, Wish.MORE, Wish.LESS)
_HEADINGS: Final = {
    Wish.FOLLOW: "Followed",
    Wish.MUTE: "Muted",
    Wish.SAVE: "Saved",
    Wish.MORE: "More like these",
    Wish.LESS: "Less like these",
}
_STOPS: Final = {
    Wish.FOLLOW: "Unfollow",
    Wish.MUTE: "Unmute",
    Wish.SAVE: "Remove",
    Wish.MORE: "Take back",
    Wish.LESS: "Take back",
}
_KINDS: Final = {Subject.TOPIC: "topic", Subject.STORY: "story", Subject.PUBLISHER: "publisher"}
_HERE: Final = "here"


def value_of(wished: Preference, was: Wish | None = None) -> str:
    """What a button needs to take a wish back: whose (the one's who clicks, or this channel's) and which."""
    whose = _HERE if is_channels(wished.owner) else "mine"
    return "|".join((whose, wished.wish, wished.subject, was or "", _thing(wished)))


def _thing(wished: Preference) -> str:
    """The desk lets no such long name through; a button could not hold it."""
    return wished.value[:THING_LONGEST]


def read_wish(value: str) -> tuple[bool, Wish, Subject, Wish | None, str]:
    """(whether it is the channel's, wish, subject, the wish that stands again, value); ValueError."""
    whose, wish, subject, was, named = value.split("|", 4)
    return whose == _HERE, Wish(wish), Subject(subject), Wish(was) if was else None, named


def is_channels(owner: str) -> bool:
    """Whether a wish is a channel's: people's IDs begin with U or W."""
    return not owner.startswith(("U", "W"))


def name_of(wished: Preference) -> str:
    """A publisher by its name, a topic or a story in quotation marks."""
    if wished.is_breaking:
        return "breaking news"
    name = clip(one_line(wished.label or wished.value), NAME_LONGEST)
    if not visible(name):
        return f"that {_KINDS[wished.subject]}"
    return name if wished.subject is Subject.PUBLISHER else f"“{name}”"


def changed(change: Change, *, alerts: str = "") -> Message:
    """What was done and what it does, with the way back. `alerts`: when a channel or reader is written to."""
    said, effect = (clip(words, TOLD_LONGEST) for words in _told(change, alerts))
    blocks = [
        parts.rich(parts.line(parts.words(said, bold=True))),
        *([parts.context(effect)] if effect else []),
    ]
    if change.outcome is not Outcome.GONE:
        blocks.append(parts.actions(_back(change)))
    return Message(text=fallback(f"{said} {effect}".strip()), blocks=blocks)


def wishes(there: Sequence[Preference], *, of_channel: bool, command: str, note: str = "") -> Message:
    """All that a reader or a channel wishes, each with a button to stop it. `command`: the one to add by."""
    ordered = [one for wish in _WISHES for one in there if one.wish is wish]
    before = [None, *(one.wish for one in ordered)]
    rows = [_row(one, heading=one.wish is not last) for one, last in zip(ordered, before, strict=False)]
    hint = _hint(command, of_channel=of_channel)
    return _fitting(rows, _title(ordered, of_channel=of_channel), hint, note)


def saved(there: Sequence[Preference], *, news: str, note: str = "") -> Message:
    """The stories that a reader kept, newest first, each with a button that opens it."""
    kept = [one for one in reversed(there) if one.wish is Wish.SAVE]
    title = plural(len(kept), "saved story", "saved stories") if kept else "No saved stories yet"
    hint = f"Only you see this. Save a story with the button behind More. {news} saved shows this list."
    return _fitting([_kept(one) for one in kept], title, hint, note)


def _told(change: Change, alerts: str) -> tuple[str, str]:
    """A sentence on what happened, and one on what it does."""
    wished, named = change.wished, name_of(change.wished)
    match change.outcome:
        case Outcome.GONE:
            return "That was taken back already.", "Nothing changed."
        case Outcome.UNDONE:
            again = _AGAIN[change.was] if change.was else ""
            return f"{_TAKEN_BACK[wished.wish]} {named}.", again or "All is as it was before."
        case Outcome.ALREADY:
            who = _CHANNELS if is_channels(wished.owner) else _ALREADY
            return f"{who[wished.wish]} {named} already.", "Nothing changed."
        case Outcome.NOTED:
            ended = f" {_ENDED[change.was]}" if change.was else ""
            done = one_line(change.words) or f"{_DONE[wished.wish]} {named}."
            return done, f"{_effect(wished, alerts)}{ended}"


_DONE: Final = {
    Wish.FOLLOW: "Followed:",
    Wish.MUTE: "Muted:",
    Wish.SAVE: "Saved:",
    Wish.MORE: "You'll see more like",
    Wish.LESS: "You'll see less like",
}
_TAKEN_BACK: Final = {
    Wish.FOLLOW: "No longer followed:",
    Wish.MUTE: "No longer muted:",
    Wish.SAVE: "No longer saved:",
    Wish.MORE: "Taken back: more like",
    Wish.LESS: "Taken back: less like",
}
_ALREADY: Final = {
    Wish.FOLLOW: "You follow",
    Wish.MUTE: "You have muted",
    Wish.SAVE: "You have saved",
    Wish.MORE: "You have asked for more like",
    Wish.LESS: "You have asked for less like",
}
_CHANNELS: Final = {
    Wish.FOLLOW: "This channel follows",
    Wish.MUTE: "This channel has muted",
    Wish.SAVE: "This channel has saved",
    Wish.MORE: "This channel has asked for more like",
    Wish.LESS: "This channel has asked for less like",
}
_ANEW: Final = {
    Wish.FOLLOW: "Follow again",
    Wish.MUTE: "Mute again",
    Wish.SAVE: "Save again",
    Wish.MORE: "More like it",
    Wish.LESS: "Less like it",
}
_AGAIN: Final = {
    Wish.FOLLOW: "It is followed again.",
    Wish.MUTE: "It is muted again.",
    Wish.SAVE: "",
    Wish.MORE: "Your thumb up stands again.",
    Wish.LESS: "Your thumb down stands again.",
}
_ENDED: Final = {
    Wish.FOLLOW: "It was followed until now.",
    Wish.MUTE: "It was muted until now.",
    Wish.SAVE: "",
    Wish.MORE: "Your thumb up is taken back.",
    Wish.LESS: "Your thumb down is taken back.",
}


def _effect(wished: Preference, alerts: str) -> str:
    channel = is_channels(wished.owner)
    where = "this channel's digests" if channel else "your top stories, answers and personal digest"
    match wished.wish:
        case Wish.FOLLOW:
            return _followed(wished, where, alerts)
        case Wish.MUTE:
            what = "What it alone reports is" if wished.subject is Subject.PUBLISHER else "It is"
            alone = "" if channel else " Channels' digests stay as they are."
            return f"{what} left out of {where}.{alone}"
        case Wish.SAVE:
            return "You find it among your saved stories and on my Home tab."
        case Wish.MORE | Wish.LESS:
            way = "higher" if wished.wish is Wish.MORE else "lower"
            return f"Such stories stand {way} in {where}."


def _followed(wished: Preference, where: str, alerts: str) -> str:
    channel = is_channels(wished.owner)
    if wished.is_breaking:
        told = "posted here" if channel else "told to you"
        return f"A story that many newsrooms take up within a short time is {told}, once."
    if wished.subject is Subject.PUBLISHER:
        return f"Its stories stand higher in {where}."
    told = "it is posted here" if channel else "I write to you"
    return f"When something new comes, {told}{alerts}. It stands higher in {where}."


def _back(change: Change) -> ButtonElement:
    """The way back: from a wish that was noted, from one that stood already, from one that was taken back."""
    wished, taken_back = change.wished, change.outcome is Outcome.UNDONE
    labels = {Outcome.NOTED: "Undo", Outcome.UNDONE: _ANEW[wished.wish]}
    label = labels.get(change.outcome, _STOPS[wished.wish])
    was, action = (None, AGAIN) if taken_back else (change.was, UNDO)
    return parts.button(
        label, action=action, value=value_of(wished, was), reads=f"{label}: {name_of(wished)}"
    )


def _fitting(rows: Sequence[list[Json]], title: str, hint: str, note: str) -> Message:
    count = len(rows)
    message = _draw(rows, count, title, hint, note)
    while not fits(message) and count:
        count -= 1
        message = _draw(rows, count, title, hint, note)
    return message


def _draw(rows: Sequence[list[Json]], count: int, title: str, hint: str, note: str) -> Message:
    blocks: list[Json] = [parts.said(note)] if note else []
    blocks.append(parts.rich(parts.line(parts.words(title, bold=True))))
    blocks += [block for row in rows[:count] for block in row]
    if count < len(rows):
        blocks.append(parts.context(f"{len(rows) - count} more did not fit."))
    blocks.append(parts.context(hint))
    return Message(text=fallback(f"{note} {title}.".strip()), blocks=blocks)


def _row(wished: Preference, *, heading: bool) -> list[Json]:
    kind = "" if wished.subject is Subject.TOPIC else f" · {_KINDS[wished.subject]}"
    titled = [parts.context(_HEADINGS[wished.wish])] if heading else []
    return [*titled, parts.row(f"{name_of(wished)}{kind}", _stop(wished))]


def _kept(wished: Preference) -> list[Json]:
    opens = parts.button("More", action=MORE, value=_thing(wished), reads=f"More on {name_of(wished)}")
    return [parts.rich(parts.line(parts.words(name_of(wished)))), parts.actions(opens, _stop(wished))]


def _stop(wished: Preference) -> ButtonElement:
    label = _STOPS[wished.wish]
    return parts.button(
        label, action=OFF_THE_LIST, value=value_of(wished), reads=f"{label} {name_of(wished)}"
    )


def _title(there: Sequence[Preference], *, of_channel: bool) -> str:
    if there:
        return "What this channel follows and mutes" if of_channel else "What you follow and mute"
    return "This channel follows and mutes nothing yet" if of_channel else "You follow and mute nothing yet"


def _hint(command: str, *, of_channel: bool) -> str:
    ways = [f"{command} {what}" for what in ("follow sudan", "mute football", "mute Daily Planet")]
    ways += [f"{command} breaking on"] if of_channel else []
    return f"{'' if of_channel else 'Only you see this. '}{' · '.join(ways)}"
