"""Whatever a surface is drawn from, filled with any text at all, by the types of its fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

import bot.model
import summaries.model

_TIMES = {"date": date, "datetime": datetime, "time": time, "timedelta": timedelta, "tzinfo": tzinfo}
NOW = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
MOST = 8
ZONES = ("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia")

words = st.text(max_size=80) | st.sampled_from(
    [
        *(
            "<!channel> and <@U1> in <#C1>",
            "*bold* _it_ ~no~ `code`",
            "<http://evil.example|bank>",
            "&lt;!here&gt;",
        ),
        *("a\u202eb\u2066c\u2069", "\u200b\u200d\ufeff", "p\u0430yp\u0430l.com", "\ud7ff\ue000", "x" * 4_000),
        *(
            "الخرطوم: اتفاق على وقف القتال",
            "می\u200cخواهم",
            "👩\u200d🚀 launch",
            "日本語の見出し" * 60,
            " ",
            "\n\n",
        ),
        *(":tada: :not_an_emoji:", "javascript:alert(1)", "@everyone #general", "|" * 20, "a|b|c"),
    ]
)


class Pick(Protocol):
    """Where the parts come from."""

    def text(self) -> str: ...

    def number(self, least: int, most: int) -> int: ...


class Drawn:
    """From hypothesis."""

    def __init__(self, draw: Any) -> None:
        self._draw = draw

    def text(self) -> str:
        return str(self._draw(words))

    def number(self, least: int, most: int) -> int:
        return int(self._draw(st.integers(least, most)))


class One:
    """One text everywhere; numbers take turns, so that no part stays empty for long."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._turn = 0

    def text(self) -> str:
        return self._text

    def number(self, least: int, most: int) -> int:
        self._turn += 1
        return least + self._turn * 7 % (min(most, least + 3) - least + 1)


_T = TypeVar("_T")


def fill(kind: type[_T], pick: Pick, **fixed: object) -> _T:
    """A dataclass whose every field is filled; `fixed` are given."""
    hints = _hints(kind)
    values = {name: fixed[name] if name in fixed else _value(name, hints[name], pick) for name in hints}
    if values.get("subject") is bot.model.Subject.STORY:
        values["value"] = _text("story_id", pick)
    if kind is bot.model.Saved:  # what is saved is a story, whatever else one may wish
        values["wish"] = fill(bot.model.Preference, pick, subject=bot.model.Subject.STORY)
    return kind(**values)


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    # What is imported for type checkers alone is looked up here.
    hints = get_type_hints(kind, localns={**vars(summaries.model), **vars(bot.model), **_TIMES})
    return {one.name: hints[one.name] for one in dataclasses.fields(kind)}


def _value(name: str, hint: Any, pick: Pick) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return None if NoneType in inner and not pick.number(0, 2) else _value(name, inner[0], pick)
    if origin is Literal:
        return inner[pick.number(0, len(inner) - 1)]
    if origin is tuple and inner[-1] is not ...:
        return tuple(_value(name, one, pick) for one in inner)
    if origin in (tuple, Sequence, frozenset):
        many = MOST if dataclasses.is_dataclass(inner[0]) else 3
        parts = tuple(_value(name, inner[0], pick) for _ in range(pick.number(0, many)))
        return frozenset(parts) if origin is frozenset else parts
    return _plain(name, hint, pick)


def _plain(name: str, kind: type[Any], pick: Pick) -> Any:
    if dataclasses.is_dataclass(kind):
        return fill(kind, pick)
    if issubclass(kind, Enum):
        members = list(kind)
        return members[pick.number(0, len(members) - 1)]
    if kind is str:
        return _text(name, pick)
    made: dict[type[Any], Any] = {
        tzinfo: lambda: ZoneInfo(ZONES[pick.number(0, len(ZONES) - 1)]),
        bool: lambda: bool(pick.number(0, 1)),
        int: lambda: pick.number(0, 3_000),
        float: lambda: pick.number(0, 3_000) / 10,
        datetime: lambda: NOW - timedelta(minutes=pick.number(0, 60_000)),
        date: NOW.date,
        time: lambda: time(8),
        timedelta: lambda: timedelta(minutes=pick.number(0, 9_000)),
    }
    return made[kind]()


def _text(name: str, pick: Pick) -> str:
    """What names a thing of ours is of a known form; all else is anybody's."""
    known = {
        "zone": lambda: ZONES[pick.number(0, len(ZONES) - 1)],
        "slot": lambda: "08:00",
        "language": lambda: "en",
        "days": lambda: ("mon", "tue", "sun")[pick.number(0, 2)],
        "article_id": lambda: f"a{pick.number(0, 3)}",
        "headline_id": lambda: f"a{pick.number(0, 3)}",
        "story_id": lambda: f"{pick.number(0, 9):016x}",
        "fingerprint": lambda: "0123456789abcdef" * 4,
        "edition_id": lambda: f"{pick.number(0, 9):016x}",
        "id": lambda: f"{pick.number(0, 9):016x}",
        "by": lambda: f"U{pick.number(0, 99):09d}",
        "owner": lambda: f"U{pick.number(0, 99):09d}",
        "channel": lambda: f"C{pick.number(0, 99):09d}",
    }
    return known.get(name, pick.text)()
