"""Words for people and links to a sentence. Pure: no clock, no zone but the one given, no locale."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

URL_LONGEST = 2_000
FRAGMENT_LONGEST = 600  # encoded characters; beyond it the article is opened at its top
_WHOLE_WORDS = 12  # a sentence of up to so many words is named whole
_FIRST_WORDS, _LAST_WORDS = 6, 5
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# Bidi controls and what has no width, or hides text. ZWJ and ZWNJ (200D, 200C) stay: Persian, Indic scripts
# and emoji are spelled with them; so do variation selectors and tags, which emoji are made of.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U0001d173-\U0001d17a]"
)
_NOT_IN_URL = re.compile(r"[<>|\s]")


def escape(text: str) -> str:
    """Text from outside for a mrkdwn field: exactly `&`, `<` and `>`, as Slack's documentation asks."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def one_line(text: str) -> str:
    """A title or a name fit to be shown: one line, and nothing in it that can't be seen."""
    spaced = " ".join(text.split())
    seen = "".join(c for c in _INVISIBLE.sub("", spaced) if unicodedata.category(c) not in {"Cc", "Cs"})
    return " ".join(seen.split())


def visible(text: str) -> bool:
    """Whether there is anything to see in it: not only white space and joiners."""
    return any(not unicodedata.category(c).startswith(("C", "Z", "M")) for c in text)


def clip(name: str, longest: int) -> str:
    """A name or label, cut between words (failing that, characters) with an ellipsis. Never for sentences."""
    if len(name) <= longest:
        return name
    cut = name[: longest - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > longest // 2 else cut).rstrip() + "…"


def web_url(url: str) -> str | None:
    """The URL where it may be linked: http(s), a host, free of `<>|`, white space and what can't be seen."""
    if len(url) > URL_LONGEST or _NOT_IN_URL.search(url) or _unseen(url):
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return url if host and url.startswith(("http://", "https://")) else None


def sentence_url(url: str, sentence: str) -> str | None:
    """The article's URL that opens it at the sentence (a text fragment, WICG's scroll-to-text-fragment).

    A long sentence is named by its first and its last words. The page's own fragment is kept before `:~:`.
    None where the URL may not be linked; the bare URL where the sentence can't be named in few characters.
    """
    if web_url(url) is None:
        return None
    page = url.partition(":~:")[0]
    named = _directive(sentence)
    if not named or len(named) > FRAGMENT_LONGEST:
        return page
    return f"{page}{'' if '#' in page else '#'}:~:text={named}"


def _directive(sentence: str) -> str:
    words = sentence.split()
    if len(words) <= _WHOLE_WORDS:
        return _encoded(words)
    return f"{_encoded(words[:_FIRST_WORDS])},{_encoded(words[-_LAST_WORDS:])}"


def _encoded(words: list[str]) -> str:
    # quote() leaves "-" alone, which is syntax in a text directive.
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")


def _unseen(url: str) -> bool:
    return any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in url)


# ---- numbers and times in words ----


def plural(count: int, one: str, many: str = "") -> str:
    """Say a count with its noun: "1 story", "7 stories", "1,214 articles"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(names: list[str], *, most: int = 5, last: str = "and") -> str:
    """Say a list: "a, b and c"; beyond `most` names, "a, b and 3 more"."""
    shown = names if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {last} {shown[-1]}" if shown else ""


def age(then: datetime, now: datetime) -> str:
    """How long before `now`: "20 min", "2 h", "3 days". The future counts as now: "0 min"."""
    minutes = max(0, int((now - then).total_seconds() // 60))
    if minutes < 60:  # noqa: PLR2004 - minutes in an hour
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else plural(hours // 24, "day")  # noqa: PLR2004 - two days read best as hours


def ago(then: datetime, now: datetime) -> str:
    """Say an age: "just now", "20 min ago", "2 h ago", "3 days ago"."""
    words = age(then, now)
    return "just now" if words == "0 min" else f"{words} ago"


def span(window: timedelta) -> str:
    """A length of time in words: "45 minutes", "1 hour", "24 hours", "30 days"."""
    minutes = max(0, round(window.total_seconds() / 60))
    if minutes < 60:  # noqa: PLR2004 - minutes in an hour
        return plural(minutes, "minute")
    hours = round(minutes / 60)
    return plural(hours, "hour") if hours <= 72 or hours % 24 else plural(hours // 24, "day")  # noqa: PLR2004 - 3 days


def lately(window: timedelta) -> str:
    """Say a time just passed: "in the last hour", "in the last 24 hours", "in the last 30 days"."""
    words = span(window)
    return f"in the last {words.removeprefix('1 ')}"


def on_days(since: datetime, until: datetime | None, now: datetime, zone: tzinfo) -> str:
    """Say days from `since` up to `until` (exclusive), or on and on, as the calendar of `zone` has them.

    "today (Monday 23 November)", "yesterday (Sunday 22 November)", "on Friday 20 November", "from Monday 16
    to Sunday 22 November", "since Monday 16 November", "since Monday 16 November, 08:00".
    """
    start, today = since.astimezone(zone), now.astimezone(zone).date()
    first, clock = _day(start.date(), today), start.strftime("%H:%M")
    days_ago = (today - start.date()).days
    called = {0: f"today ({first})", 1: f"yesterday ({first})"}.get(days_ago)
    if until is None:
        if clock != "00:00":
            return f"since {called or first}, {clock}"
        return called if called and not days_ago else f"since {called or first}"
    last = (until.astimezone(zone) - timedelta(microseconds=1)).date()
    if last == start.date():
        return called or f"on {first}"
    if (last.year, last.month) == (start.year, start.month):
        first = f"{_DAYS[start.weekday()]} {start.day}"
    return f"from {first} to {_day(last, today)}"


def _day(day: date, today: date) -> str:
    """Say a day: "Sunday 22 November", with its year where that isn't this one."""
    return long_date(day).removesuffix(f" {today.year}")


def long_date(day: date) -> str:
    """Say a date in full: "Tuesday 3 March 2026", in no locale but ours."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Say a date in short: "3 Mar"."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def when(then: datetime, now: datetime, zone: tzinfo) -> str:
    """A local time as people say it on that day: "08:00", "tomorrow 08:00", "Mon 18:40", "3 Mar 08:00"."""
    there, here = then.astimezone(zone), now.astimezone(zone)
    clock = there.strftime("%H:%M")
    days = (there.date() - here.date()).days
    if abs(days) <= 1:
        return {0: clock, 1: f"tomorrow {clock}", -1: f"yesterday {clock}"}[days]
    if abs(days) < 7:  # noqa: PLR2004 - within a week a weekday is clear
        return f"{_DAYS[there.weekday()][:3]} {clock}"
    year = "" if there.year == here.year else f" {there.year}"
    return f"{short_date(there.date())}{year} {clock}"
