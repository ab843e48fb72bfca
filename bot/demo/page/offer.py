"""What the app offers in its manifest: its name, commands and shortcuts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.demo.slack.shapes import Json, as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """`commands` are descriptions by name ("/news"); shortcuts are names by callback id."""

    name: str
    commands: Mapping[str, str]
    on_messages: Mapping[str, str]
    anywhere: Mapping[str, str]


def offer(manifest: Json) -> Offer:
    features = as_object(manifest.get("features"))
    commands = [as_object(one) for one in as_list(features.get("slash_commands"))]
    return Offer(
        name=as_text(as_object(manifest.get("display_information")).get("name")),
        commands={as_text(one["command"]): as_text(one.get("description")) for one in commands},
        on_messages=_shortcuts(features, "message"),
        anywhere=_shortcuts(features, "global"),
    )


def _shortcuts(features: Json, kind: str) -> dict[str, str]:
    listed = [as_object(one) for one in as_list(features.get("shortcuts"))]
    return {as_text(one["callback_id"]): as_text(one["name"]) for one in listed if one.get("type") == kind}
