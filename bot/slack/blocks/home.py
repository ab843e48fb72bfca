"""The Home tab: today's top stories, and all that is a reader's own with what can be done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Subject, Wish
from bot.slack.blocks import forms, parts
from bot.slack.blocks.answer import rests_on
from bot.slack.blocks.backstage import backstage
from bot.slack.blocks.notes import PROMISE
from bot.slack.blocks.story import counted, title
from bot.slack.blocks.subscriptions import days_words, new_button, paused_words
from bot.text import ago, clip, one_line, plural, visible, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import RichTextSectionElement

    from bot.model import Answer, HomeTab, Preference, Saved, StoryView, Subscription
    from bot.slack.blocks.message import Json

FOLLOW, TAKE_BACK, STORY = "home_follow", "home_take_back", "home_story"
DIGEST, PAUSE, RESUME, REMOVE = "home_digest", "home_pause", "home_resume", "home_remove"
"""Action ids. TAKE_BACK's value is a Preference.key, STORY's a story's id; the others need none."""

# A tab holds 100 blocks: beyond these numbers things are reached by a menu. The rest has its share too.
TOP_MOST, TOPICS_MOST, SAVED_MOST, MUTED_MOST = 10, 12, 6, 8
LABEL_LONGEST = 200
_TIED = "\u00a0"  # facts are not torn apart at a line's end
_OWN = "mine"  # a button needs a value; there is but one digest of one's own


def home(
    tab: HomeTab,
    *,
    news: str = "/news",
    digest: str = "/digest",
    alerts: str = "",
    note: str = "",
    chosen: Sequence[str] = (),
) -> list[Json]:
    """The blocks of the tab.

    `alerts` says how often followers are written to, `note` what has just been done; `chosen` are the feed
    and the order that an administrator looks at.
    """
    blocks = [parts.rich(parts.line(parts.words(note, bold=True)))] if note else []
    blocks += [*_top(tab.top), *_digest(tab), *_topics(tab, alerts), *_saved(tab.saved), *_muted(tab.wishes)]
    if tab.behind:
        blocks += backstage(tab.behind, now=tab.now, zone=tab.reader.tz, chosen=chosen)
    blocks += [
        parts.divider(),
        parts.row("A daily digest for a channel, at its time and on its topics.", new_button()),
    ]
    return [*blocks, *_asking(news, digest), parts.context(f"{PROMISE} {_times(tab)}")]


# ---- today ----


def _top(found: Answer | None) -> list[Json]:
    head = [parts.header("Top stories now")]
    if found is None:
        return [*head, parts.said("The stories can't be reached just now. Please look again in a minute.")]
    if not found.stories:
        return [*head, parts.said("There are no top stories just now.")]
    shown = found.stories[:TOP_MOST]
    told = parts.rich(parts.bullets([_headline(view, found) for view in shown]))
    options = [forms.option(one_line(view.brief.headline), view.story_id) for view in shown]
    more = forms.choice("More on a story…", STORY, [("Top stories", options)])
    left_out = parts.remarks(found.notes)
    return [*head, told, parts.row(f"From {rests_on(found)}.", more), *left_out]


def _headline(view: StoryView, found: Answer) -> RichTextSectionElement:
    facts = f"({counted(view.brief)}, {ago(view.last_seen, found.now)})".replace(" ", _TIED)
    return parts.line(title(view.brief, bold=False), parts.words(f" {facts}"))


# ---- one's own digest ----


def _digest(tab: HomeTab) -> list[Json]:
    head = [parts.divider(), parts.header("My digest")]
    if tab.digest is None:
        offer = "A digest of your own: the day's top stories as a direct message, at your time, on your days."
        reads = "Set up a digest of your own"
        return [*head, parts.row(offer, parts.button("Set up…", action=DIGEST, value=_OWN, reads=reads))]
    order = tab.digest
    change = parts.button("Change…", action=DIGEST, value=_OWN, reads="Change your digest")
    return [
        *head,
        parts.row(_order_words(order), change),
        *_state(tab, order),
        parts.actions(*_buttons(order)),
    ]


def _order_words(order: Subscription) -> str:
    stories = plural(order.stories, "story", "stories")
    days = days_words(order.days)
    return f"{days[:1].upper()}{days[1:]} at {order.slot} ({_place(order.zone)}), up to {stories}."


def _state(tab: HomeTab, order: Subscription) -> list[Json]:
    paused = f"{paused_words(order)}." if order.paused_why else "Paused: nothing is sent until you resume it."
    said = [paused] if order.paused else []
    if tab.due:
        said.append(f"Next: {when(tab.due, tab.now, order.tz)}, as a direct message.")
    if tab.missing and not order.paused_why:
        gone = when(tab.missing.due, tab.now, order.tz)
        said.append(f"Nothing was sent {gone}: {one_line(tab.missing.why)}.")
    if tab.reader.zone and tab.reader.zone != order.zone:
        said.append(f"Slack has you in {_place(tab.reader.zone)} now: “Change…” moves it there.")
    return [parts.context(" ".join(said))] if said else []


def _buttons(order: Subscription) -> list[parts.ButtonElement]:
    if order.paused:
        first = parts.button("Resume", action=RESUME, value=_OWN, reads="Resume your digest")
    else:
        first = parts.button("Pause", action=PAUSE, value=_OWN, reads="Pause your digest")
    sure = parts.confirm("Remove your digest?", "Nothing more is sent to you.", yes="Remove", no="Keep")
    reads = "Remove your digest"
    remove = parts.button("Remove", action=REMOVE, value=_OWN, reads=reads, confirm=sure, quiet=True)
    return [first, remove]


# ---- what is followed, saved, muted ----


def _topics(tab: HomeTab, alerts: str) -> list[Json]:
    followed = [one for one in tab.wishes if one.wish is Wish.FOLLOW]
    add = parts.button("Follow a topic…", action=FOLLOW, value=_OWN, reads="Follow a topic")
    none = "" if followed else "None yet. "
    said = f"{none}I write to you when something new comes on what you follow{alerts}."
    rows = _rows(followed, TOPICS_MOST, "Unfollow")
    return [parts.divider(), parts.header("My topics"), *rows, parts.context(said), parts.actions(add)]


def _saved(saved: Sequence[Saved]) -> list[Json]:
    if not saved:
        return []
    shown = [block for one in saved[:SAVED_MOST] for block in _story(one)]
    others = _others([one.wish for one in saved[SAVED_MOST:]], "Remove")
    return [parts.divider(), parts.header("Saved stories"), *shown, *others]


def _story(saved: Saved) -> list[Json]:
    wish, brief = saved.wish, saved.brief
    remove = parts.button("Remove", action=TAKE_BACK, value=wish.key, reads=f"Remove {_label(wish)}")
    if brief is None:
        gone = parts.words(f"{_label(wish)} (not in the store any more)")
        return [parts.rich(parts.line(gone)), parts.actions(remove)]
    more = parts.button("More", action=STORY, value=wish.value, reads=f"More on {_label(wish)}")
    told = parts.line(title(brief), parts.words(f" ({counted(brief)})"))
    return [parts.rich(told), parts.actions(more, remove)]


def _muted(wishes: Sequence[Preference]) -> list[Json]:
    muted = [one for one in wishes if one.wish is not Wish.FOLLOW]
    if not muted:
        return []
    rows = _rows(muted, MUTED_MOST, "Undo")
    return [parts.divider(), parts.header("Muted, more and less"), *rows]


def _rows(wishes: Sequence[Preference], most: int, undo: str) -> list[Json]:
    shown = [parts.row(_named(one), _take_back(one, undo)) for one in wishes[:most]]
    return [*shown, *_others(wishes[most:], undo)]


def _others(wishes: Sequence[Preference], undo: str) -> list[Json]:
    """Those that have no row of their own, in a menu."""
    if not wishes:
        return []
    options = [forms.option(_named(one), one.key) for one in wishes]
    pick = forms.choice(f"{undo}…", TAKE_BACK, [("The others", options)])
    return [parts.row(f"And {len(wishes)} more.", pick)]


def _take_back(wish: Preference, undo: str) -> parts.ButtonElement:
    label = {Wish.MUTE: "Unmute"}.get(wish.wish, undo)
    return parts.button(label, action=TAKE_BACK, value=wish.key, reads=f"{label} {_label(wish)}")


def _named(wish: Preference) -> str:
    """A wish in a row: "sudan", "the story “Floods in Peru”", "Less of what follows “Floods in Peru”"."""
    label = _label(wish)
    if wish.wish in (Wish.MORE, Wish.LESS):
        return f"{wish.wish.value.capitalize()} like “{label}”"
    if wish.subject is Subject.STORY:
        return f"The story “{label}”"
    return f"The publisher {label}" if wish.subject is Subject.PUBLISHER else label


def _label(wish: Preference) -> str:
    label = one_line(wish.label or wish.value)
    return clip(label, LABEL_LONGEST) if visible(label) else "untitled"


# ---- how to go on ----


def _asking(news: str, digest: str) -> list[Json]:
    ask = parts.line(
        parts.words("Ask me about anything in a message, or with "),
        parts.words(f"{news} sudan", code=True),
        parts.words(". A channel gets its digest with "),
        parts.words(digest, code=True),
        parts.words(", and "),
        parts.words(f"{news} help", code=True),
        parts.words(" tells the rest."),
    )
    return [parts.rich(ask)]


def _place(zone: str) -> str:
    return zone.replace("_", " ")


def _times(tab: HomeTab) -> str:
    if tab.reader.zone:
        return f"Times are in your zone, {_place(tab.reader.zone)}, as your Slack profile says."
    return (
        "Times are in UTC: Slack does not tell me your time zone. Who installed me can give me the permission"
        " users:read."
    )
