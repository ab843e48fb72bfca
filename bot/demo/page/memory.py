"""What Slack's client would remember: what was typed into a modal so far, what a person was just told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import threading

    from bot.demo.page.filled import Held
    from bot.demo.slack.shapes import Json
    from bot.demo.slack.workspace import View


@dataclass(slots=True, kw_only=True)
class Draft:
    """A modal as its reader left it. `errors` are those of Slack's own client; `found` by action."""

    held: dict[tuple[str, str], Any] = field(default_factory=dict[tuple[str, str], Any])
    errors: dict[str, str] = field(default_factory=dict[str, str])
    found: dict[str, list[Json]] = field(default_factory=dict[str, "list[Json]"])


class Memory:
    """Drafts by view, notices by reader. Whoever changes it wakes the workspace's waiters."""

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self._drafts: dict[str, Draft] = {}
        self._notices: dict[str, str] = {}

    def draft(self, view: View) -> Draft:
        return self._drafts.get(view.id) or Draft()

    def hold(self, view: View, held: Held, errors: dict[str, str] | None = None) -> None:
        """Keep what was typed. Fields that the view has no longer are kept too: they may come back."""
        with self._changed:
            old = self.draft(view)
            self._drafts[view.id] = Draft(held=old.held | held, errors=errors or {}, found=old.found)
            self._changed.notify_all()

    def offer(self, view: View, action_id: str, options: list[Json]) -> None:
        with self._changed:
            old = self.draft(view)
            found = {**old.found, action_id: options}
            self._drafts[view.id] = Draft(held=old.held, errors=old.errors, found=found)
            self._changed.notify_all()

    def forget(self, view: View) -> None:
        with self._changed:
            self._drafts.pop(view.id, None)

    def notice(self, reader: str) -> str:
        return self._notices.get(reader, "")

    def tell(self, reader: str, words: str) -> None:
        """What Slack itself would tell this person; empty: nothing any more."""
        with self._changed:
            if self._notices.get(reader, "") != words:
                self._notices[reader] = words
                self._changed.notify_all()
