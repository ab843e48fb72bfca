"""The page of docs/reference on what is typed in Slack, by the parsers' words. reference.py writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.orders import VERBS
from bot.slack.wishing import SPOKEN

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = """\
# Typed in Slack

Made of the program's own lists of words by `python scripts/reference.py`; a test holds it current. The names of both commands come from `config.yaml` (`commands`); what each surface looks like: [Dateline in Slack](slack.md). Capitals do not count. What a command answers is for the eyes of who typed it.

## Ask

| what you type | what it does |
|---|---|
| `/news` | Now's top stories. |
| `/news TOPIC` | Stories on a topic, or the answer to a question: `/news sudan`, `/news who won the election in Chile?` |
| `/news help` | What can be asked. |
| a direct message | The same as `/news` with a topic; then "more", "who says so?", "only Reuters", "since Monday". |
| `@Dateline TOPIC` in a channel | The same, answered in the thread. |
| `/news why not WORDS` | Why a story is not in this channel's last digest. |
| the shortcut *Brief this* on a message | The pages that it links to, or its own text where that is long, in their own sentences; for your eyes only. A page that is not in the store is read for this alone, and not kept. |
| the shortcut *Brief me* | Now's top stories, and a field for a question. |

## Follow and mute

With `/news` for yourself, with `/digest` for the whole channel; in a direct message the words alone.

| word | also | what it does |
|---|---|---|
"""  # noqa: E501 - a paragraph of Markdown is a line
WISHES = {
    "follow": "`/news follow sudan`: tells you in a direct message when a story on it moves ([alerts](../explanation/alerts.md)), and lifts it in your answers and your own digest. `/news follow breaking` is for breaking news.",  # noqa: E501
    "mute": "`/news mute cricket`, `/news mute Daily Wire`: a topic or a publisher is never shown to you.",
    "unfollow": "`/news unfollow sudan`: ends that.",
    "unmute": "`/news unmute cricket`: it is shown again.",
}
LISTS = """\
| `following` | `follows`, `muted`, `what do I follow?` | `/news following`: what you follow and have muted. |
| `saved` | | `/news saved`: the stories that you saved. |
| `breaking on`, `breaking off` | | `/digest breaking on`: [breaking news](../explanation/alerts.md) is posted in this channel, or no longer. |

## A channel's digests

Who may change them is `access.manage_digests`. `/digest` alone is `/digest list`.

| word | also | what it does |
|---|---|---|
| `new` | | With nothing behind it: the form, with every setting, a preview, and each mistake told at its field. So does the shortcut *New digest*, for a channel that is chosen in it. |
| `edit` | `change` | `/digest edit 1`: the same for a digest that is there. |
"""  # noqa: E501 - a row of Markdown is a line
ORDERS = {
    "add": "`/digest add 08:00 Europe/London weekdays`: a digest in this channel, as [below](#an-order-in-one-line). A line that begins with a time needs no word. It can only arrive where the bot is a member: `/invite @Dateline`.",  # noqa: E501
    "list": "This channel's digests, numbered, with buttons.",
    "pause": "`/digest pause 1`: as numbered in the list; a channel's only digest needs no number.",
    "resume": "`/digest resume 1`: it comes again from its next time on.",
    "remove": "`/digest remove 1`. Those of `config.yaml` are in the list too (a private channel's only where `config.yaml` gives its ID, since Slack keeps its name); they can be paused, not removed.",  # noqa: E501
    "preview": "What the digest would hold now, without what the channel was told before; for your eyes only.",  # noqa: E501
    "help": "The same as `/news help`.",
}
FOOT = """\

## An order in one line

In any order; what is left out is as `config.yaml` says.

| part | as |
|---|---|
| the time | `08:00`, `8am`, `8.30 pm`, `noon`, `midnight`: needed |
| the zone | `Europe/London`, or the place alone: `Nairobi`, `new york`; else UTC |
| the days | `weekdays`, `weekend`, `daily`, `mon,thu`, `mon-fri`; else every day |
| how many stories | `5 stories` |
| only these topics | `topics: sudan, chad` |
| only these sections | `sections: World, Africa` |
| without these topics | `without: football`; also `except:` |
| only these publishers | `sources: BBC News, Al Jazeera`; also `publishers:`, `only:` |

- `/digest add 18:30 Asia/Tokyo mon,thu 5 stories topics: sudan, chad`
- `/digest add 07:30 Nairobi without: football sources: BBC News, Al Jazeera`
- `/digest add 08:00 new york mon-fri sections: World, Africa`
"""


def page() -> str:
    spoken = {word: f"{verb}/{wish}" for word, (verb, wish) in SPOKEN.items()}
    return HEAD + _rows(spoken, WISHES) + LISTS + _rows(VERBS, ORDERS) + FOOT


def _rows(known: Mapping[str, str], meanings: Mapping[str, str]) -> str:
    """A row for each meaning, with all the words that the parser takes for it. StopIteration for a new one."""  # noqa: E501
    rows: dict[str, list[str]] = {}
    for word, meaning in known.items():
        rows.setdefault(meaning, []).append(word)
    made = ""
    for words in rows.values():
        first = next(word for word in words if word in meanings)
        also = ", ".join(f"`{word}`" for word in words if word not in {first, "", "new"})
        made += f"| `{first}` | {also} | {meanings[first]} |\n"
    return made
