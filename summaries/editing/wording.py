"""How an editor says numbers, names and ages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summaries.model import Article

_MOST_NAMES: Final = 4
_LONGEST_TITLE: Final = 90
_DAYS_FROM: Final = 48  # hours


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 story", "7 stories"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """Names in a row: "a, b and c"; of many, the first ones and how many more."""
    shown = list(names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        shown = [*names[: _MOST_NAMES - 1], f"{len(names) - _MOST_NAMES + 1} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def ago(hours: float) -> str:
    """An age: "within the last hour", "3 h ago", "4 days ago"."""
    if hours < 1:
        return "within the last hour"
    return f"{hours:.0f} h ago" if hours < _DAYS_FROM else f"{hours / 24:.0f} days ago"


def quoted(title: str) -> str:
    """A title in quotation marks; a long one is cut between words, where it has any."""
    one_line = " ".join(title.split())
    if len(one_line) > _LONGEST_TITLE:
        cut = one_line[:_LONGEST_TITLE]
        one_line = f"{cut.rpartition(' ')[0] or cut}…"
    return f"“{one_line}”"


def first_title(articles: Iterable[Article]) -> str:
    """The first title that says anything; "" where none does."""
    return next((article.title for article in articles if article.title.strip()), "")
