"""What a check says, and what may be found wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at: how it is, and, where it is not well, the cure. `code` is the Finding's."""

    name: str
    state: State
    what: str
    cure: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that may be wrong: why it comes about and what mends it, in a line each.

    `{names}` in the cure are filled where it is found. All of them stand in docs/reference/doctor.md.
    """

    code: str
    state: State
    cause: str
    cure: str

    def at(self, name: str, what: str, *, cure: str = "", **values: object) -> Check:
        """It was found there. `cure` takes the place of ours, where that of what was met says more."""
        told = cure or self.cure.format(**values)
        return Check(name=name, state=self.state, what=what, cure=told, code=self.code)


def well(name: str, what: str) -> Check:
    return Check(name=name, state=State.OK, what=what)


def warning(code: str, *, cause: str, cure: str) -> Finding:
    """Something that is worth mending; Dateline works all the same."""
    return Finding(code=code, state=State.WARN, cause=cause, cure=cure)


def failure(code: str, *, cause: str, cure: str) -> Finding:
    """Something without whose mending a part of Dateline does not work."""
    return Finding(code=code, state=State.FAIL, cause=cause, cure=cure)
