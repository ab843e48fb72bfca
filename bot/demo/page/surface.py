"""A message, a Home tab or a modal while it is drawn: one form, whose buttons and fields have names. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.demo.page.markup import ident
from bot.demo.slack.fields import initial
from bot.demo.slack.shapes import Json, as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.demo.page.eyes import Eyes

PRESS, CHOOSE, FIND = "press", "choose", "find"
"""The names of the buttons that press an element, take what its menu says, or ask the app for options."""

NOT_OURS = frozenset({"external_select", "multi_external_select"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """`id` begins the ids of all that is in it.

    `held` are the values that a person gave so far, by block and action; `errors` stand at their blocks;
    `found` are options that the app offered, by action.
    """

    id: str
    eyes: Eyes
    held: Mapping[tuple[str, str], Any] = field(default_factory=dict[tuple[str, str], Any])
    errors: Mapping[str, str] = field(default_factory=dict[str, str])
    found: Mapping[str, list[Json]] = field(default_factory=dict[str, "list[Json]"])

    def place(self, block_id: str, element: Json) -> Place:
        return Place(surface=self, block_id=block_id, element=element)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An element in its block. `label` is its id's: what names it to a screen reader."""

    surface: Surface
    block_id: str
    element: Json
    labelled: bool = False

    @property
    def action_id(self) -> str:
        return as_text(self.element.get("action_id"))

    @property
    def id(self) -> str:
        return ident(self.surface.id, self.block_id, self.action_id)

    @property
    def name(self) -> str:
        """The name of its field."""
        return json.dumps([self.block_id, self.action_id])

    def pressed(self, value: str | None = None) -> str:
        """What its button says; `value` is what was chosen, or tells one of several like buttons."""
        return json.dumps([self.block_id, self.action_id, value])

    @property
    def value(self) -> Any:
        """What it holds now: what was typed, else what it starts with. Options of the app's are whole."""
        key = (self.block_id, self.action_id)
        if key in self.surface.held:
            return self.surface.held[key]
        if self.element.get("type") in NOT_OURS:
            chosen = [self.element.get("initial_option"), *as_list(self.element.get("initial_options"))]
            return [as_object(one) for one in chosen if one]
        return initial(self.element)

    @property
    def wrong(self) -> bool:
        return self.block_id in self.surface.errors

    @property
    def described(self) -> str | None:
        """The ids of the hint and the error that belong to it."""
        return f"{self.id}-hint {self.id}-error" if self.labelled else None
