"""Which articles are in which story."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Memberships:
    """Articles, by number, in stories, by id; each is in one."""

    def __init__(self) -> None:
        self._home: dict[int, str] = {}
        self._members: dict[str, list[int]] = {}

    def of(self, number: int) -> str:
        """The story of an article; KeyError where it is in none."""
        return self._home[number]

    def members(self, home: str) -> list[int]:
        """The articles of a story, in no order; empty where there is none of that id."""
        return self._members.get(home, [])

    def put(self, number: int, home: str) -> None:
        """Put an article that is in no story into one."""
        self._home[number] = home
        self._members.setdefault(home, []).append(number)

    def leave(self, number: int) -> None:
        """Take an article out of its story, which ends with its last."""
        home = self._home.pop(number)
        self._members[home].remove(number)
        if not self._members[home]:
            del self._members[home]

    def move(self, number: int, home: str) -> None:
        self.leave(number)
        self.put(number, home)

    def oldest_first(self) -> list[tuple[str, list[int]]]:
        """All stories with their articles, sorted; those that began first come first."""
        return sorted(
            ((home, sorted(found)) for home, found in self._members.items()), key=lambda one: one[1]
        )

    def claims(self, groups: Sequence[Sequence[int]]) -> list[str | None]:
        """The id that each group goes on by: of the story that gave it most articles; None: a new one.

        Two groups may claim one id: the larger claim has it, of equals that of the older story.
        """
        claimed = sorted(
            (-count, min(self._members[home]), home, at)
            for at, group in enumerate(groups)
            for home, count in Counter(self._home[number] for number in group).items()
        )
        ids: list[str | None] = [None] * len(groups)
        taken: set[str] = set()
        for _, _, home, at in claimed:
            if ids[at] is None and home not in taken:
                ids[at] = home
                taken.add(home)
        return ids
