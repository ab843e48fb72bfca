"""What differs between two configurations, setting by setting. Pure; secrets are no part of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, Final, cast

from pydantic import BaseModel

from bot.config_parts import FeedConfig, FolderConfig, SubscriptionConfig
from bot.model import QuietHours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.config import Config

# Joined to what is open or was handed out; and the environment's, which a running program can't see change.
FIXED: Final = ("database", "slack")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A setting as config.yaml names it (items of lists by what they are), and its two values in words."""

    setting: str
    was: str
    now: str


def changes(old: Config, new: Config) -> tuple[Change, ...]:
    """In the order of the settings. What can't change while a program runs (FIXED) is left out."""
    return tuple(one for one in _of_parts(old, new, "") if one.setting not in FIXED)


def fixed(old: Config, new: Config) -> tuple[str, ...]:
    """What has changed and waits for a restart."""
    return tuple(name for name in FIXED if getattr(old, name) != getattr(new, name))


def applied(old: Config, new: Config) -> Config:
    """The new one, as far as it can be had without a restart."""
    return new.model_copy(update={name: getattr(old, name) for name in FIXED})


def _of_parts(old: BaseModel, new: BaseModel, above: str) -> Iterator[Change]:
    for name, was in old:
        now, setting = getattr(new, name), f"{above}{name}"
        if was == now or setting in FIXED:
            continue
        if isinstance(was, BaseModel) and isinstance(now, BaseModel):
            yield from _of_parts(was, now, f"{setting}.")
        elif [*_models(was), *_models(now)]:
            yield from _of_items(_named(was), _named(now), setting)
        else:
            yield Change(setting=setting, was=_words(was), now=_words(now))


def _of_items(old: Mapping[str, BaseModel], new: Mapping[str, BaseModel], setting: str) -> Iterator[Change]:
    for name in (name for name in old if name not in new):
        yield Change(setting=f"{setting}[{name}]", was=_told(old[name]), now="removed")
    for name, item in new.items():
        if name in old:
            yield from _of_parts(old[name], item, f"{setting}[{name}].")
        else:
            yield Change(setting=f"{setting}[{name}]", was="not there", now=_told(item))
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        yield Change(setting=setting, was="in one order", now="in another order")


def _models(value: object) -> Iterator[BaseModel]:
    if isinstance(value, tuple):
        items = cast("tuple[object, ...]", value)
        yield from (item for item in items if isinstance(item, BaseModel))


def _named(value: object) -> dict[str, BaseModel]:
    """Items by what they are: those of one name are told apart by a number."""
    found: dict[str, BaseModel] = {}
    for item in _models(value):
        name = _name(item)
        alike = sum(1 for one in found if one.partition(" #")[0] == name)
        found[f"{name} #{alike + 1}" if alike else name] = item
    return found


def _name(item: BaseModel) -> str:
    match item:
        case FeedConfig():
            return item.url
        case FolderConfig():
            return str(item.path)
        case SubscriptionConfig():
            return f"{item.channel} {item.at:%H:%M} {item.zone}"
        case _:
            return type(item).__name__


def _told(item: BaseModel) -> str:
    """What an item says beside its name, as far as it says anything."""
    own = {"url", "path", "channel", "at", "zone"}
    said = [
        f"{name} {_words(value)}" for name, value in item if name not in own and value not in ("", (), None)
    ]
    return ", ".join(said) or "there"


def _words(value: object) -> str:
    match value:
        case None | "" | ():
            return "none"
        case tuple():
            return ", ".join(_words(item) for item in cast("tuple[object, ...]", value))
        case time():
            return f"{value:%H:%M}"
        case QuietHours():
            return f"{value.begin:%H:%M}-{value.end:%H:%M}"
        case _:
            return str(value)
